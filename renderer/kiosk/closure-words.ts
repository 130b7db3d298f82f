import type { TFunction } from 'i18next'
import type { ClosureView } from '../../main/contract/view.ts'

/** Why no numbers are given at this terminal, until when, and what to do instead; sentence by sentence. */
export function closureWords({ reason, until }: ClosureView, t: TFunction): readonly string[] {
  const why = t(`closure.reason.${reason}`)
  const instead = t('closure.instead')
  // That it ended early today says until when.
  return reason === 'ended-early' ? [why, instead] : [why, t(`closure.until.${until}`), instead]
}
