import { lazy, Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Doors } from '../components/doors.tsx'
import { Waiting } from '../components/page.tsx'
import { languageTag } from '../strings/strings.ts'
import type { ClipName } from '../voice/clips.ts'
import { createVoice } from '../voice/player.ts'
import { useCardAskedFor } from './card-asked.tsx'
import { Countdown } from './countdown.tsx'
import { HallStrip } from './hall-strip.tsx'
import { HandRail } from './hand-rail.tsx'
import { useHiddenGesture } from './hidden-gesture.ts'
import { type Kiosk, KioskContext } from './kiosk-context.ts'
import { setMillimetre } from './millimetres.ts'
import { PageOf } from './page-of.tsx'
import { Elsewhere, PleaseWait } from './please-wait.tsx'
import type { KioskState } from './state.ts'
import type { Walk } from './walk.ts'

const OperatorScreen = lazy(() =>
  import('../operator/operator-screen.tsx').then(({ OperatorScreen }) => ({ default: OperatorScreen })),
)

/** The whole screen: hall strip, task, hand rail, and what lies over them. */
export function KioskScreen({ walk }: { readonly walk: Walk }) {
  const state = useSyncExternalStore(walk.subscribe, walk.state)
  const [nextStepSlot, setNextStepSlot] = useState<HTMLElement | null>(null)
  const { facts, comfort, link } = state
  useDocument(state)
  useHiddenGesture(walk)
  useTouches(walk, state)

  const session = state.view?.session?.id
  const enabled = facts?.voice.enabled ?? false
  const volume = facts?.voice.volume ?? 0
  const voice = useMemo(() => createVoice({ enabled, volume }), [enabled, volume])
  useEffect(() => (session === undefined ? undefined : () => voice.hush()), [voice, session])
  const { language } = comfort
  const say = useCallback((clip: ClipName) => voice.say(clip, language), [voice, language])
  useCardAskedFor(state, say)

  const kiosk = useMemo<Kiosk | null>(
    () => (facts === null ? null : { state, facts, walk, say, nextStepSlot }),
    [state, facts, walk, say, nextStepSlot],
  )
  if (kiosk === null) return link === 'elsewhere' ? <Elsewhere again={walk.again} /> : <PleaseWait facts={null} />

  const clock = state.view?.session?.clock
  const operator = state.operator.state === 'open'
  const warns = link === 'up' && clock?.phase === 'warning' && !operator
  const covered = warns || link !== 'up' || state.view === null
  return (
    <KioskContext value={kiosk}>
      <div className="kiosk" data-page={state.page.at} inert={covered}>
        <HallStrip />
        {operator ? (
          <Suspense fallback={<Opening />}>
            <OperatorScreen slot={setNextStepSlot} />
          </Suspense>
        ) : (
          <>
            <Doors place={pageKey(state)} from={state.direction}>
              <PageOf />
            </Doors>
            <HandRail slot={setNextStepSlot} />
          </>
        )}
      </div>
      {warns && <Countdown endsAt={state.viewAt + clock.endsInMs} />}
      {link === 'elsewhere' && <Elsewhere again={walk.again} />}
      {covered && !warns && link !== 'elsewhere' && <PleaseWait facts={kiosk.facts} />}
    </KioskContext>
  )
}

function Opening() {
  const { t } = useTranslation()
  return (
    <main className="task">
      <div className="task-page">
        <Waiting>{t('wait.title')}</Waiting>
      </div>
    </main>
  )
}

/** A new key parts the doors. Typing, and a number being checked, stay behind the same door. */
function pageKey({ page, help }: KioskState): string {
  if (help === 'open') return 'help'
  return page.at === 'filing-form' ? `${page.at} ${page.page}` : page.at
}

/** Language, sizes and theme are said once, on the document. */
function useDocument({ facts, comfort }: KioskState): void {
  const { i18n } = useTranslation()
  const { language, type, theme, reach } = comfort
  useEffect(() => {
    const root = document.documentElement
    if (facts !== null) setMillimetre(root, facts.screen)
    root.lang = languageTag(language)
    Object.assign(root.dataset, { type, theme, reach })
    void i18n.changeLanguage(language)
  }, [facts, language, type, theme, reach, i18n])
}

/** Every touch and key restarts the idle clock; on the attract screen a key also opens the door. */
function useTouches(walk: Walk, { page, operator }: KioskState): void {
  const outside = page.at === 'attract' && operator.state === 'closed'
  useEffect(() => {
    const touched = () => walk.touched()
    const keyed = (event: KeyboardEvent) => {
      walk.touched()
      const moves = ['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key)
      const onButton = event.target instanceof Element && event.target.closest('button') !== null
      if (outside && !moves && !onButton) walk.open()
    }
    window.addEventListener('pointerdown', touched, { capture: true })
    window.addEventListener('keydown', keyed, { capture: true })
    return () => {
      window.removeEventListener('pointerdown', touched, { capture: true })
      window.removeEventListener('keydown', keyed, { capture: true })
    }
  }, [walk, outside])
}
