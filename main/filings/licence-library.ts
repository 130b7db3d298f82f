import type { Result } from '../../drivers/result.ts'
import type { LocalText } from '../contract/text.ts'
import type { PlatformFault } from '../platform/fault.ts'
import type { Behalf } from '../platform/platform.ts'
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

/** A licence that may fill in a form, with those of its fields that were asked for and that it has. */
export interface TellingLicence extends Licence {
  readonly type: string
  readonly fields: Readonly<Record<string, string>>
}

/** Which fields of which kind of licence. */
export interface WantedFields {
  readonly type: string
  readonly fields: readonly string[]
}

/** The library of electronic licences, as far as it answers for the person who asks. */
export interface LicenceLibrary {
  /**
   * Those of one kind (电子证照类型代码) that this person holds, or whoever they act for (`behalf`): whether they may, the
   * platform says, and lists none where they may not.
   */
  licences(asker: Asker & { readonly behalf?: Behalf }, type: string, signal?: AbortSignal): Promise<Result<readonly Licence[], PlatformFault>>
  /** Those of these kinds with what they say in these fields, and in no other. */
  telling(asker: Asker, wanted: readonly WantedFields[], signal?: AbortSignal): Promise<Result<readonly TellingLicence[], PlatformFault>>
}
