import { useTranslation } from 'react-i18next'
import type { WindowTicket } from '../../main/contract/window.ts'
import { ActButton } from './act-button.tsx'
import { type ActName, actsOn, type Offer } from './offers.ts'

interface ChosenBarProps {
  readonly chosen: WindowTicket | null
  readonly offers: Readonly<Record<ActName, Offer>>
  readonly onAct: (act: ActName) => void
}

/** What may be done with the number that is chosen in the lists. */
export function ChosenBar({ chosen, offers, onAct }: ChosenBarProps) {
  const { t } = useTranslation('window')
  if (chosen === null) return <div className="chosen chosen-none">{t('chosen.none')}</div>
  const [own, ...others] = actsOn(chosen)
  return (
    <section className="chosen" aria-label={t('chosen.title')}>
      <b className="chosen-number">{chosen.number}</b>
      <ActButton act={own} offer={offers[own]} onPress={onAct} keyWord={t('key.enter')} />
      {others.map((act) => (
        <ActButton key={act} act={act} offer={offers[act]} onPress={onAct} />
      ))}
    </section>
  )
}
