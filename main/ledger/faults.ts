/**
 * What the world can do to the ledger. `line` is one plain sentence for the operator, printed before the exit; it
 * names the file and never a person. In every case the ledger that was there is left as it was.
 */
export type LedgerFault = {
  readonly file: string
  readonly line: string
} & (
  | {
      readonly kind:
        | 'folder-read-only'
        | 'disk-full'
        /** A file that something else made, or no SQLite database at all. */
        | 'not-a-ledger'
        /** Ours, but cut short, overwritten or on a failing disk. */
        | 'damaged'
        /** Written by a later version of the terminal. */
        | 'newer-version'
        /** Sealed by another machine's key. */
        | 'wrong-key'
        /** An entry of the audit log was changed, removed or cut off. */
        | 'audit-chain-broken'
    }
  /** `pid` is null when the other process has not said which it is. */
  | { readonly kind: 'in-use'; readonly pid: number | null }
)

type KindWithoutPid = Exclude<LedgerFault['kind'], 'in-use'>

const LINES: Readonly<Record<KindWithoutPid, (file: string) => string>> = {
  'folder-read-only': (file) => `The ledger ${file} cannot be written: its folder is read-only or no folder.`,
  'disk-full': (file) => `The ledger ${file} cannot be written: the disk is full.`,
  'not-a-ledger': (file) => `The file ${file} is not a ledger of this terminal; it was left as it is.`,
  damaged: (file) => `The ledger ${file} is damaged; it was left as it is.`,
  'newer-version': (file) => `The ledger ${file} was written by a newer terminal; it was left as it is.`,
  'wrong-key': (file) => `The ledger ${file} was sealed with another machine key than the one configured.`,
  'audit-chain-broken': (file) => `The audit log in ${file} was changed or cut; the ledger was left as it is.`,
}

export function ledgerFault(kind: KindWithoutPid, file: string): LedgerFault {
  return { kind, file, line: LINES[kind](file) }
}

export function inUseFault(file: string, pid: number | null): LedgerFault {
  const who = pid === null ? 'another process' : `process ${pid}`
  return { kind: 'in-use', file, pid, line: `The ledger ${file} is in use by ${who}.` }
}

/** The codes of SQLite and of the operating system that are the world's doing; any other is a bug. */
const KINDS_BY_CODE: Readonly<Record<string, KindWithoutPid | 'in-use'>> = {
  SQLITE_FULL: 'disk-full',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  SQLITE_READONLY: 'folder-read-only',
  SQLITE_CANTOPEN: 'folder-read-only',
  SQLITE_PERM: 'folder-read-only',
  EROFS: 'folder-read-only',
  EACCES: 'folder-read-only',
  EPERM: 'folder-read-only',
  ENOTDIR: 'folder-read-only',
  EEXIST: 'folder-read-only',
  ENOENT: 'folder-read-only',
  EISDIR: 'not-a-ledger',
  SQLITE_NOTADB: 'not-a-ledger',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_IOERR: 'damaged',
  EIO: 'damaged',
  SQLITE_BUSY: 'in-use',
  SQLITE_LOCKED: 'in-use',
}

/** The fault behind an error of SQLite or of the file system; null when only a bug can have caused it. */
export function faultOfError(error: unknown, file: string): LedgerFault | null {
  if (error instanceof LedgerFailure) return error.fault
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const kind = KINDS_BY_CODE[error.code]
  if (kind === undefined) return null
  return kind === 'in-use' ? inUseFault(file, null) : ledgerFault(kind, file)
}

/** A running ledger could not keep what it was given (a full or failing disk): nothing of that transaction remains. */
export class LedgerFailure extends Error {
  readonly fault: LedgerFault

  constructor(fault: LedgerFault) {
    super(fault.line)
    this.name = 'LedgerFailure'
    this.fault = fault
  }
}
