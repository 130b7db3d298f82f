import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilingView } from '../../../main/contract/progress.ts'
import { StateLine } from '../../components/page.tsx'
import { NextStep } from '../next-step.tsx'
import type { ProgressWalk } from './walk.ts'

/** What was asked for (补正) is given here, as the papers of an application are. */
export function GiveHere({ filing, walk }: { readonly filing: FilingView; readonly walk: ProgressWalk }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState<Awaited<ReturnType<ProgressWalk['supplement']>>>(null)
  const give = () => {
    if (asking) return
    setAsking(true)
    setFault(null)
    void walk.supplement(filing).then((why) => {
      setAsking(false)
      setFault(why)
    })
  }
  return (
    <>
      {fault !== null && <StateLine tone="attention">{t(`progress.supplement.fault.${faultOf(fault)}`)}</StateLine>}
      <NextStep icon="camera" onPress={give}>
        {t('progress.supplement.give')}
      </NextStep>
    </>
  )
}

/** Whatever else the terminal says, the window takes it. */
function faultOf(fault: NonNullable<Awaited<ReturnType<ProgressWalk['supplement']>>>): 'not-awaited' | 'disk-full' | 'no-answer' | 'other' {
  return fault === 'not-awaited' || fault === 'disk-full' || fault === 'no-answer' ? fault : 'other'
}
