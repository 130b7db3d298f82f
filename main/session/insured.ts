import type { MedicalInsuranceReader } from '../../drivers/social-card/medical-insurance.ts'
import type { SocialCardReader } from '../../drivers/social-card/social-card-reader.ts'
import type { Log } from '../operations/log.ts'
import type { Identity } from './identity.ts'

/**
 * Learns what the vendor's medical-insurance library says of whoever stands in front, once and only while their
 * social-security card lies in the slot. It is kept with their identity and wiped with it. What the library does not say
 * is asked for in the form, like anything else that is not known.
 */
export type LearnInsurance = (identity: Identity) => Promise<void>

export function createInsured(parts: {
  readonly library: MedicalInsuranceReader
  readonly slot: Pick<SocialCardReader, 'status'>
  readonly inFront: () => Identity | null
  readonly log: Pick<Log, 'warn'>
}): LearnInsurance {
  return async (identity) => {
    const { status } = parts.slot
    if (identity.insured !== null || status.state !== 'present' || !identity.number.equals(Buffer.from(status.card.number, 'latin1'))) return
    const read = await parts.library.read(status.card)
    if (!read.ok) return parts.log.warn({ device: 'socialCard', fault: read.fault.kind, because: read.fault.because }, 'the medical-insurance module has told nothing')
    if (read.value !== null && parts.inFront() === identity) identity.insured = Buffer.from(JSON.stringify(read.value), 'utf8')
  }
}
