import type { Result } from '../../drivers/result.ts'
import type { PlatformFault } from '../platform/fault.ts'
import type { FacePictures } from '../platform/platform.ts'

/**
 * Compares the face in front of the camera with the photo on the card (人证比对). Whoever does it keeps neither picture.
 * It is never the only way: a code by SMS and the window are beside it.
 */
export interface PersonVerification {
  /** `key`: the idempotency key of this comparison. */
  compareFace(
    pictures: FacePictures,
    key: string,
    signal?: AbortSignal,
  ): Promise<
    Result<
      | { readonly match: true; readonly proof: string }
      /** 0 leaves the other ways. */
      | { readonly match: false; readonly attemptsLeft: number },
      PlatformFault
    >
  >
}
