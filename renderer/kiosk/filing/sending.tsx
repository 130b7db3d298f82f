import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useKiosk } from '../kiosk-context.ts'
import { WishIsOut } from '../wish-is-out.tsx'
import { FilingFaultPage } from './fault-page.tsx'
import { wordsOf } from './material-words.ts'
import { useMaterialsWalk } from './materials-walk.ts'
import type { FilingIntent } from './pages.ts'
import { useAnswer } from './use-answer.ts'

/** The wish is with the terminal, under one id whatever is touched. */
export function FilingSending({ intent }: { readonly intent: FilingIntent }) {
  const { t } = useTranslation()
  const { send } = useMaterialsWalk()
  const { came: fault, again } = useAnswer(useCallback(() => send(intent), [send, intent]))
  useStaysAwake(fault === null)
  if (fault === null) return <WishIsOut title={t(`${wordsOf(intent.draft)}.sending.title`)} slow={t(`${wordsOf(intent.draft)}.sending.slow`)} />
  return <FilingFaultPage title={t('filingMaterials.sending.failed')} reason={fault} again={again} prove={null} />
}

/** Well within any hall's idle time, milliseconds. */
const TOUCHES_EVERY = 5000

/** Nobody is asked whether they are still there while the terminal has not answered; that ends with the last try. */
function useStaysAwake(awake: boolean): void {
  const { walk } = useKiosk()
  useEffect(() => {
    if (!awake) return undefined
    const timer = setInterval(walk.touched, TOUCHES_EVERY)
    return () => clearInterval(timer)
  }, [awake, walk])
}
