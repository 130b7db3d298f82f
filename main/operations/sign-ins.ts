import type { Operator } from './operators.ts'

/** The page of the hall at which somebody signs in. */
export interface StaffSeat {
  /** The enrolment's id. */
  readonly device: string
  /** Null at a manager's desk. */
  readonly window: string | null
}

/** Who is signed in at a page of the hall. */
export interface SignIn extends StaffSeat {
  readonly operator: Operator
  /** It lasts until this day of the hall is over. */
  readonly businessDay: string
  readonly since: Date
}

/**
 * Who is signed in where, as read at any time: in a terminal's memory, whose restart signs out, or in the hall's
 * PostgreSQL, for all of its servers. One for each page, and one for each window.
 */
export interface SignIns {
  at(device: string): Promise<SignIn | null>
  all(): Promise<readonly SignIn[]>
}

/** What changes with the transaction in which a PIN was looked at, or a member of staff removed. */
export interface SignInTransaction {
  /**
   * Instead of whoever is signed in at this page, or at another page of its window. At a page that is let in no more
   * nobody is signed in by this.
   */
  begin(signIn: SignIn): Promise<void>
  /** Answers whose it was; null for nobody's. */
  end(device: string): Promise<SignIn | null>
  /** All of one of the staff, by `Operator.id`; `but` a page at which they stay. */
  endOf(operator: string, but: string | null): Promise<void>
}

/** In memory; a transaction is to change it once it has been committed. */
export interface MemorySignIns extends SignIns {
  now(): readonly SignIn[]
  begin(signIn: SignIn): void
  end(ends: (signIn: SignIn) => boolean): void
}

export function signInsInMemory(): MemorySignIns {
  let signIns: readonly SignIn[] = []
  return {
    at: async (device) => signIns.find((each) => each.device === device) ?? null,
    all: async () => signIns,
    now: () => signIns,
    begin(signIn) {
      const { device, window } = signIn
      signIns = [...signIns.filter((each) => each.device !== device && (window === null || each.window !== window)), signIn]
    },
    end(ends) {
      signIns = signIns.filter((each) => !ends(each))
    },
  }
}
