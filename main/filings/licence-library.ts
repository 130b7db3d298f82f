import type { Result } from '../../drivers/result.ts'
import type { LocalText } from '../contract/text.ts'
import type { PlatformFault } from '../platform/fault.ts'
import type { Asker } from '../session/proof.ts'

/** An electronic licence (电子证照) that can be given by reference. */
export interface Licence {
  readonly id: string
  readonly title: LocalText
  /** As the library has it. */
  readonly number: string
  /** `2036-11-22`; null for one without an end. */
  readonly validUntil: string | null
}

/** The library of electronic licences, as far as it answers for the person who asks. */
export interface LicenceLibrary {
  /** Those of one kind (电子证照类型代码) that this person holds. */
  licences(asker: Asker, type: string, signal?: AbortSignal): Promise<Result<readonly Licence[], PlatformFault>>
}
