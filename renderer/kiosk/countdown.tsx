import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { useSecondsTo } from '../components/seconds-to.ts'
import { DemonstrationMark } from './hall-strip.tsx'
import { useKiosk } from './kiosk-context.ts'
import { useSpoken } from './spoken.ts'

/** Nobody has touched the screen for a while: one big way to go on, and how long is left. `endsAt` is `performance.now()`. */
export function Countdown({ endsAt }: { readonly endsAt: number }) {
  const { facts, walk } = useKiosk()
  const { t } = useTranslation()
  const stay = useRef<HTMLButtonElement>(null)
  const seconds = useSecondsTo(endsAt)
  useSpoken('time-out')
  useEffect(() => stay.current?.focus(), [])
  return (
    <div className="whole countdown" role="alertdialog" aria-modal="true" aria-labelledby="countdown-title" aria-describedby="countdown-lead">
      {facts.demonstration && <DemonstrationMark />}
      <h1 className="title" id="countdown-title">
        {t('countdown.title')}
      </h1>
      <p className="countdown-seconds" aria-hidden="true">
        {seconds}
      </p>
      <p className="lead" id="countdown-lead">
        {t('countdown.lead', { seconds })}
      </p>
      <Button className="action action-primary countdown-stay" onPress={walk.touched} ref={stay}>
        {t('countdown.stay')}
      </Button>
    </div>
  )
}
