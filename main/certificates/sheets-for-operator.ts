import type { CertificateEnd, CertificateSheetView } from '../contract/operator.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Transaction } from '../ledger/writer.ts'
import { maskName } from '../session/masking.ts'

/** As the ledger's partial indexes sheet_open and sheet_undecided say it. */
const IS_OPEN = "(state IN ('intended', 'sending') OR (state = 'sent' AND detail = 'awaited'))"
const WAITS_FOR_A_PERSON = "state IN ('failed', 'unknown') AND decision IS NULL"

const OF_SHEET = 'sheet_key, subject, state, detail, decision_reason'
const newest = (what: string, where: string) =>
  `SELECT * FROM (SELECT ${OF_SHEET}, ${what} AS stands FROM sheet WHERE ${where} ORDER BY sheet_key DESC LIMIT 200)`

/** The record says that nobody took it, and nobody has said otherwise since. */
const LEFT = 'left_at IS NOT NULL AND taken_at IS NULL'

/** Each by the index that finds it without reading what is settled. */
const SHEETS = `SELECT sheet_key, stands, state, detail, decision_reason, copy_key, title, place, number, pages,
    certificate_copy.intended_at AS intended_at, key_id, person_name,
    (SELECT count(*) FROM certificate_copy AS each WHERE each.request_id = certificate_copy.request_id) AS "of"
  FROM (
    ${newest("'itself'", `${IS_OPEN} AND device = 'document'`)}
    UNION ALL
    ${newest("'itself'", `${WAITS_FOR_A_PERSON} AND device = 'document'`)}
    UNION ALL
    SELECT ${OF_SHEET}, 'left' AS stands FROM certificate_copy JOIN sheet ON subject = copy_key
      WHERE ${LEFT} AND left_at > ?1 AND decision IS NULL AND (state = 'printed' OR (state = 'sent' AND detail = 'not-possible'))
    UNION ALL
    SELECT ${OF_SHEET}, 'spoiled' AS stands FROM sheet
      WHERE decision = 'spoiled' AND decided_at > ?1 AND NOT EXISTS (SELECT 1 FROM certificate_copy WHERE replaces = subject)
  ) JOIN certificate_copy ON copy_key = subject
  ORDER BY sheet_key DESC LIMIT 200`

/** Whoever finds a sheet spoiled has somebody waiting for another, and paper lies where it was left; a day later neither is so. */
const SHOWN_FOR_MS = 86_400_000

interface SheetRow {
  readonly sheet_key: string
  readonly stands: 'itself' | 'left' | 'spoiled'
  readonly state: 'intended' | 'sending' | 'sent' | 'failed' | 'unknown'
  readonly detail: string | null
  readonly decision_reason: string | null
  readonly copy_key: string
  readonly title: string
  readonly place: number
  readonly of: number
  readonly number: string | null
  readonly pages: number | null
  readonly intended_at: string
  readonly key_id: string
  readonly person_name: Buffer | null
}

/**
 * Certificates' sheets that are on their way, wait for a person, were left or spoiled within a day, and not made
 * again: the newest first, at most 200. Of whom they are, only the masked name; nothing where its key has been
 * destroyed.
 */
export async function certificateSheets(
  ledger: Pick<Ledger, 'read' | 'envelopes'>,
  now: Date,
): Promise<CertificateSheetView[]> {
  const rows = await ledger.read<SheetRow>(SHEETS, [new Date(now.getTime() - SHOWN_FOR_MS).toISOString()])
  return Promise.all(
    rows.map(async (row) => ({
      key: row.sheet_key,
      copy: row.copy_key,
      title: row.title,
      holder: await maskedHolder(ledger, row),
      place: row.place,
      of: row.of,
      number: row.number,
      pages: row.pages,
      state: row.stands === 'itself' ? row.state : row.stands,
      reason: reasonOf(row),
      intendedAt: Date.parse(row.intended_at),
    })),
  )
}

function reasonOf({ stands, state, detail, decision_reason: spoiled }: SheetRow): string | null {
  if (stands === 'spoiled') return spoiled
  return stands === 'itself' && (state === 'failed' || state === 'unknown') ? detail : null
}

async function maskedHolder({ envelopes }: Pick<Ledger, 'envelopes'>, row: SheetRow): Promise<string | null> {
  if (row.person_name === null) return null
  const place = { table: 'certificate_copy', row: row.copy_key, column: 'person_name', keyId: row.key_id }
  const name = await envelopes.open(row.person_name, place)
  return name.ok ? maskName(name.value) : null
}

/**
 * What a person who has looked says of one sheet. False when nothing is to be said of it (any more). `by`: the actor of
 * the audit log.
 */
export async function settleCertificate(
  ledger: Pick<Ledger, 'sheets' | 'audit'>,
  tx: Transaction,
  { key, end, by, at }: { readonly key: string; readonly end: CertificateEnd; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const [sheet] = await tx.all<{ readonly state: string; readonly copy: string }>(
    "SELECT state, subject AS copy FROM sheet WHERE sheet_key = ? AND device = 'document'",
    [key],
  )
  if (sheet === undefined) return false
  switch (end.end) {
    case 'spoiled':
      return await ledger.sheets.spoil(tx, key, end.reason, by)
    case 'nothing':
      // Of one that may have come out, somebody is to say what became of its paper.
      return sheet.state === 'failed' && (await ledger.sheets.decide(tx, key, 'void', by))
    case 'came-out':
      return (await ledger.sheets.decide(tx, key, 'came-out', by)) || (await takenAfterAll(ledger, tx, { ...sheet, by, at }))
  }
}

async function takenAfterAll(
  { audit }: Pick<Ledger, 'audit'>,
  tx: Transaction,
  { copy, by, at }: { readonly copy: string; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const rows = await tx.all(`UPDATE certificate_copy SET taken_at = ? WHERE copy_key = ? AND ${LEFT} RETURNING copy_key`, [
    at.toISOString(),
    copy,
  ])
  if (rows.length === 0) return false
  audit.append(tx, { actor: by, event: 'certificate.taken', payload: { certificate: copy } })
  return true
}
