import { useSyncExternalStore } from 'react'
import { asOfText, boardText, helpText, lostText, peopleText, replacedText, type BoardText } from '../strings/board.ts'
import { GateMark } from '../components/mark.tsx'
import { atWindow, hallNow, lastCalls, type BoardState } from './board-state.ts'
import { CalledLarge, CallStage, LastCalls } from './calls.tsx'
import type { BoardShown, FollowedHall } from './follow-hall.ts'
import { hallClock } from './hall-clock.ts'
import { businessTurns, inGroups, noticePieces, turnOf } from './turns.ts'
import { Said } from './said.tsx'

/** What of the waiting counts fits at once: so many hanzi in the one row of a wide screen, so many rows of a tall one. */
const WAITING_SIGNS = { wall: 27, window: 15 }
const WAITING_ROWS = 3
/** A line of a notice: hanzi, and letters in the small line below them. */
const NOTICE_LENGTHS = { wide: { zh: 22, en: 90 }, tall: { zh: 16, en: 60 } }

/** A screen is turned once, when it is hung: it is asked at each look, and nobody waits for it to change. */
function isWide(): boolean {
  return innerWidth > innerHeight
}

/** A board on a wall, or the small one over a window; which one it is, the hall says. */
export function BoardScreen({ hall }: { readonly hall: FollowedHall }) {
  const shown = useSyncExternalStore(hall.subscribe, hall.shown)
  const { view } = shown
  if (view === null) {
    return (
      <main className="board board-connecting">
        <div className="seal">
          <GateMark />
        </div>
        <h1>
          <Said text={boardText.connecting} />
        </h1>
      </main>
    )
  }
  return (
    <main className="board" data-place={view.window === null ? 'wall' : 'window'} data-lost={shown.lost}>
      <BoardHeader shown={shown} />
      {shown.lost && (
        <p className="lost" role="alert">
          <Said text={lostText(hallClock(view.now, view.timeZone))} />
        </p>
      )}
      {shown.soundBlocked && !shown.lost && (
        <p className="sound-blocked">
          <Said text={boardText.sound} />
        </p>
      )}
      {view.window === null ? <WallCalls shown={shown} /> : <WindowCall shown={shown} />}
      <Waiting shown={shown} />
      {view.window === null && <BoardFooter shown={shown} />}
    </main>
  )
}

function BoardHeader({ shown }: { readonly shown: BoardShown }) {
  const { view } = shown
  const now = hallNow(shown)
  if (view === null || now === null) return null
  return (
    <header className="board-head">
      <div className="seal">
        <GateMark />
      </div>
      <h1 className="board-hall">
        <Said text={view.window === null ? view.hall : { zh: `${view.window} ${boardText.window.zh}`, en: `${boardText.window.en} ${view.window}` }} />
      </h1>
      {view.area !== null && (
        <p className="board-area">
          <Said text={view.area} />
        </p>
      )}
      <p className="board-clock">{hallClock(now, view.timeZone)}</p>
    </header>
  )
}

function WallCalls({ shown }: { readonly shown: BoardState }) {
  return (
    <>
      <CallStage large={shown.stage.large} />
      <LastCalls calls={lastCalls(shown)} />
    </>
  )
}

/** Over one window: who is called or served there, or why nobody is. */
function WindowCall({ shown }: { readonly shown: BoardState }) {
  const call = atWindow(shown)
  const state = shown.view?.windows[0]?.state
  const idle: BoardText = state === 'paused' ? boardText.paused : state === 'open' ? boardText.free : boardText.closed
  return (
    <section className="stage" aria-live="polite" data-calls={1}>
      {call === null ? (
        <p className="stage-idle" data-state={state}>
          <Said text={idle} />
        </p>
      ) : (
        <CalledLarge key={call.seq} call={call} withWindow={false} />
      )}
    </section>
  )
}

function Waiting({ shown }: { readonly shown: BoardState }) {
  const { view, now, lost } = shown
  if (view === null || view.businesses.length === 0) return null
  const { businesses } = view
  const inRow = view.window !== null || isWide()
  const signs = view.window === null ? WAITING_SIGNS.wall : WAITING_SIGNS.window
  const turns = inRow ? businessTurns(businesses, signs) : inGroups(businesses, WAITING_ROWS)
  return (
    <section className="waiting" aria-label={boardText.waiting.zh}>
      <p className="waiting-label">
        <Said text={lost ? asOfText(hallClock(view.now, view.timeZone)) : boardText.waiting} />
      </p>
      <ul>
        {turnOf(turns, now)?.map(({ code, name, waiting, wait }) => (
          <li key={code}>
            <Said text={name} />
            <span className="waiting-count">
              <b>{waiting}</b> {peopleText}
            </span>
            {wait !== undefined && (
              <span className="waiting-time">
                <Said text={wait} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function BoardFooter({ shown }: { readonly shown: BoardState }) {
  const { view, now, lost } = shown
  // Where the line is lost, what is said of that has the room.
  if (view === null || lost) return null
  // Who has two numbers looks for either of them, for ten minutes: so long the notices make room.
  const replaced = turnOf(view.replaced, now)
  const notice = replaced === undefined
    ? turnOf(noticePieces(view.notices, isWide() ? NOTICE_LENGTHS.wide : NOTICE_LENGTHS.tall), now)
    : replacedText(replaced.number, replaced.by)
  if (notice === undefined && view.helpLine === null) return null
  return (
    <footer className="board-foot">
      <p className="notice" data-replaced={replaced !== undefined}>{notice !== undefined && <Said text={notice} />}</p>
      {view.helpLine !== null && (
        <p className="help-line">
          <Said text={helpText(view.helpLine)} />
        </p>
      )}
    </footer>
  )
}
