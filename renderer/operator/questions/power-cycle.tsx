import type { PoweredDevice, PowerCycleOutcome } from '../../../main/contract/operator.ts'
import { PATIENCE_WITH_DEVICES } from '../asking.ts'
import { type Said, useDesk, useWords } from '../desk.ts'
import { Question } from './question.tsx'

/** A device's power goes and comes back by its relay. */
export function PowerCycle({ device }: { readonly device: PoweredDevice }) {
  const t = useWords()
  const { ask, done } = useDesk()
  const saidOf = (outcome: PowerCycleOutcome): Said =>
    outcome.outcome === 'done'
      ? { tone: 'done', words: t('devices.cycled') }
      : { tone: 'attention', words: t(`devices.cycleFailed.${outcome.reason}`) }
  return (
    <Question
      title={t('powerCycle.title', { device: t(`devices.name.${device}`) })}
      lead={t(`powerCycle.lead.${device}`)}
      confirm={t('powerCycle.confirm')}
      icon="power"
      working={t('devices.cycling')}
      onConfirm={async () => {
        const outcome = await ask((operator, signal) => operator.powerCycle({ device }, { signal }), PATIENCE_WITH_DEVICES)
        done(outcome === null ? null : saidOf(outcome))
      }}
    />
  )
}
