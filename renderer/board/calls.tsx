import type { CSSProperties } from 'react'
import type { BoardCall } from '../../main/contract/board.ts'
import { boardText, callText } from '../strings/board.ts'
import { Said } from './said.tsx'
import type { LargeCall } from './stage.ts'

/** The calls of this moment, one over the whole stage or up to four beside each other. */
export function CallStage({ large }: { readonly large: readonly LargeCall[] }) {
  const latestFirst = large.toSorted((a, b) => b.seq - a.seq)
  return (
    <section className="stage" aria-live="polite" data-calls={large.length}>
      {large.length === 0 && (
        <p className="stage-idle">
          <Said text={boardText.noCalls} />
        </p>
      )}
      {latestFirst.map((call) => <CalledLarge key={call.seq} call={call} withWindow />)}
    </section>
  )
}

/** `--length`: how many digits would be as wide; a hanzi is as wide as 1.7 of them. */
function lengthOf(text: string): CSSProperties {
  const width = Array.from(text).reduce((sum, sign) => sum + (sign > '\u2E80' ? 1.7 : 1), 0)
  return { '--length': Math.max(3, width) } as CSSProperties
}

export function CalledLarge({ call, withWindow }: { readonly call: LargeCall; readonly withWindow: boolean }) {
  return (
    <article className="called" data-new={call.since !== null} aria-label={callText(call.number, call.window)}>
      <p className="called-number" style={lengthOf(call.number)}>
        {call.number}
      </p>
      {withWindow && <WindowName window={call.window} />}
    </article>
  )
}

/** 3 号窗口, and Window 3 small below it. */
function WindowName({ window }: { readonly window: string }) {
  return (
    <p className="window-name" style={lengthOf(window)}>
      <span className="window-zh">
        <b>{window}</b>
        <span className="far">{boardText.window.zh}</span>
      </span>
      <span className="near" lang="en">
        {boardText.window.en} {window}
      </span>
    </p>
  )
}

export function LastCalls({ calls }: { readonly calls: readonly BoardCall[] }) {
  return (
    <section className="last-calls" aria-label={boardText.lastCalls.zh}>
      <ol>
        {calls.map((call) => (
          <li key={call.seq} aria-label={callText(call.number, call.window)}>
            <p className="last-number" style={lengthOf(call.number)}>
              {call.number}
            </p>
            <WindowName window={call.window} />
          </li>
        ))}
      </ol>
    </section>
  )
}
