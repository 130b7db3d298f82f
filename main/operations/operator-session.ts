/** Who is signed in at the operator's screen; at most one, because there is one screen. */
export interface OperatorSession {
  /** The operator's name, or null. */
  readonly current: string | null
  /** Aborted when the operator who is signed in now no longer is; aborted already while nobody is. */
  readonly signal: AbortSignal
  signIn(name: string): void
  /** Also while nobody is signed in: the page is a citizen's, and a PIN that is still being looked at opens nothing. */
  signOut(): void
  /** To be asked before a PIN is looked at: whether the page has become a citizen's since. */
  arriving(): () => boolean
  /** The operator is still there. */
  touch(): void
}

/** The operator who acts, or the contract's own error where there is none; each act is a sign of life. */
export type WhoActs = (errors: NotSignedIn) => string
export interface NotSignedIn {
  readonly NOT_SIGNED_IN: () => Error
}

/** Nobody leaves the operator's screen open in a public room (judgement: long enough to change a roll). */
export const OPERATOR_IDLE_MS = 180_000

/** Signs an idle operator out by the monotonic clock; `onEnd` hears of every end, and whose it is. */
export function createOperatorSession(onEnd: (name: string) => void, idleMs = OPERATOR_IDLE_MS): OperatorSession {
  let current: string | null = null
  let ended = AbortSignal.abort()
  let end: () => void = () => undefined
  let timer: NodeJS.Timeout | null = null
  let signOuts = 0

  function signOut(): void {
    signOuts += 1
    leave()
  }

  function leave(): void {
    if (current === null) return
    if (timer !== null) clearTimeout(timer)
    timer = null
    const name = current
    current = null
    end()
    onEnd(name)
  }

  function touch(): void {
    if (current === null) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(leave, idleMs)
  }

  return {
    get current() {
      return current
    },
    get signal() {
      return ended
    },
    signIn(name) {
      leave()
      const controller = new AbortController()
      current = name
      ended = controller.signal
      end = () => controller.abort()
      touch()
    },
    signOut,
    arriving() {
      const before = signOuts
      return () => signOuts !== before
    },
    touch,
  }
}
