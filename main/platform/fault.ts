/**
 * Why the platform gave nothing that can be used. `line` is for an operator and the log: it names no person and repeats
 * nothing of an answer.
 */
export type PlatformFault =
  /** No answer, or one that broke off. What was asked may have been done all the same. */
  | { readonly kind: 'unreachable'; readonly line: string }
  /** The platform is in trouble or at work on this very act; later it may be different. */
  | { readonly kind: 'busy'; readonly status: number; readonly line: string; readonly retryAfterMs?: number }
  /** Not asked: too many calls have failed just now. */
  | { readonly kind: 'resting'; readonly line: string; readonly retryAfterMs: number }
  /** The device's credential is expired, revoked or another terminal's. */
  | { readonly kind: 'refused-credential'; readonly line: string }
  /** An answer that is not one of this API's. */
  | { readonly kind: 'broken-answer'; readonly what: BrokenAnswer; readonly line: string }
  /** The platform understood, and said no. */
  | {
      readonly kind: 'problem'
      readonly status: number
      readonly code: string
      readonly title: string
      readonly line: string
    }

export type BrokenAnswer =
  | 'web-page'
  | 'redirect'
  | 'other-media'
  | 'not-json'
  | 'not-as-written'
  | 'too-large'
  | 'other-digest'
  | 'another-person'
  | 'not-signed'

const BROKEN_LINES: Readonly<Record<BrokenAnswer, string>> = {
  'web-page':
    'the platform answered a web page instead of data: platform.url may be wrong, or something on the way asks for a login',
  redirect: 'the platform sent the call on to another address, which is not followed: platform.url may be wrong',
  'other-media': 'the platform answered something that is neither data nor a document',
  'not-json': 'the platform answered data that is not whole',
  'not-as-written': 'the platform answered data that is not as the written API says',
  'too-large': 'the platform answered more than such an answer can be',
  'other-digest': 'the document is not the one that the platform announced: its digest differs',
  'another-person': 'the platform answered for another person than the one it was asked for',
  'not-signed': 'the catalogue is not signed with the key that this terminal knows',
}

export function brokenAnswer(what: BrokenAnswer): PlatformFault {
  return { kind: 'broken-answer', what, line: BROKEN_LINES[what] }
}
