import { type ReactNode, useRef, useState } from 'react'
import type { IconName } from '../../components/icons.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { NextStep } from '../../kiosk/next-step.tsx'
import { useWords } from '../desk.ts'

interface QuestionProps {
  readonly title: string
  readonly lead: string
  readonly children?: ReactNode
  readonly confirm: string
  readonly icon: IconName
  /** What is said while it is done, where that is more than a moment. */
  readonly working?: string
  /** Resolves when it is done or was not; the question is then mostly gone. */
  readonly onConfirm: () => Promise<void>
}

/** An act with consequences asks once: what happens, what to do next. The one way on is at the right of the rail. */
export function Question({ title, lead, children, confirm, icon, working, onConfirm }: QuestionProps) {
  const t = useWords()
  const [busy, act] = useAct()
  return (
    <Page title={title} lead={lead} picture={<StillSign kind="attention" />}>
      {children}
      {busy ? (
        <StateLine tone="calm" busy>
          {working ?? t('common.working')}
        </StateLine>
      ) : (
        <NextStep icon={icon} onPress={() => act(onConfirm)}>
          {confirm}
        </NextStep>
      )}
    </Page>
  )
}

/** One act at a time, however often it is touched. */
export function useAct(): readonly [boolean, (act: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false)
  /** Two touches may come before the page is drawn anew. */
  const acting = useRef(false)
  return [
    busy,
    (act) => {
      if (acting.current) return
      acting.current = true
      setBusy(true)
      void act().finally(() => {
        acting.current = false
        setBusy(false)
      })
    },
  ]
}
