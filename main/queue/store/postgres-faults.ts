import { DatabaseError } from 'pg'
import { QueueStoreUnavailable } from './unavailable.ts'

/** SQLSTATE of what two transactions did to each other; either may simply be run again (PostgreSQL 15, appendix A). */
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'
const UNIQUE_VIOLATION = '23505'

/** Classes and codes that are the world's doing: connection, resources, an operator's stop, a disk; a standby; a refused sign-in. */
const WORLDS_CLASSES = ['08', '28', '53', '57', '58'] as const
const WORLDS_CODES = ['25006', '3D000', '55000', '55P03', '25P03', '40001', '40P01'] as const

/** What Node says of a socket or a name. */
const WORLDS_ERRNOS = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOENT', // the socket file of a server that is stopped
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPROTO', // no TLS that both speak
] as const

/** What OpenSSL says of a certificate that another authority has signed, or none. */
const NOT_VOUCHED_FOR = /^(UNABLE_TO_(GET_ISSUER_CERT|GET_ISSUER_CERT_LOCALLY|VERIFY_LEAF_SIGNATURE)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_SIGNATURE_FAILURE)$/

/** `pg` gives its own no code. */
const WORLDS_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed and is not queryable|Cannot use a pool after calling end|The server does not support SSL|There was an error establishing an SSL)/

/** Whether the transaction, run again, may well end otherwise: a race that somebody else has won meanwhile. */
export function isLostRace(error: unknown): boolean {
  const code = sqlState(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED || code === UNIQUE_VIOLATION
}

/** Null when only a bug can have caused it. */
export function unavailable(error: unknown, outcome: 'nothing-kept' | 'unknown'): QueueStoreUnavailable | null {
  if (error instanceof QueueStoreUnavailable) return error
  const said = worldsWord(error)
  return said === null ? null : new QueueStoreUnavailable(`PostgreSQL does not answer for the queue (${said}).`, outcome, error)
}

/** The code, or the words, of what the world did; never a row's content, which PostgreSQL puts into `detail`. */
export function worldsWord(error: unknown): string | null {
  if (error instanceof AggregateError) return worldsWord(error.errors[0]) // every address of a name refused
  const state = sqlState(error)
  if (state !== null) {
    const known = WORLDS_CODES.some((code) => code === state) || WORLDS_CLASSES.some((each) => state.startsWith(each))
    return known ? state : null
  }
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'its certificate is for another name'
  if (NOT_VOUCHED_FOR.test(code)) return `its certificate is not of the authority configured: ${code}`
  if (WORLDS_ERRNOS.some((each) => each === code) || /CERT|TLS|SSL/.test(code)) return code
  return WORLDS_WORDS.test(error.message) ? error.message : null
}

export function sqlState(error: unknown): string | null {
  return error instanceof DatabaseError ? (error.code ?? null) : null
}
