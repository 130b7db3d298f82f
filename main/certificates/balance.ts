import type { Ledger } from '../ledger/ledger.ts'

/**
 * What became of each copy that the platform authorised on one business day:
 * `authorised = printed + sent + spoiled + failed + open`, always.
 */
export interface CertificateBalance {
  readonly authorised: number
  /** Came out whole, as the printer confirmed or a person found. */
  readonly printed: number
  /** Went to a printer that cannot confirm. */
  readonly sent: number
  /** Came out, and is of no use. */
  readonly spoiled: number
  /** Nothing came out. */
  readonly failed: number
  /** On its way, or nobody knows and nobody has looked yet. */
  readonly open: number
  /** Asked for and never authorised; in no other count. */
  readonly notAuthorised: number
  /** Of those printed, sent or spoiled: pages of paper. */
  readonly pages: number
}

/** What became of a copy, by its sheet. */
export const END = `CASE
  WHEN sheet.decision IN ('spoiled', 'void') AND sheet.state <> 'failed' THEN 'spoiled'
  WHEN sheet.decision = 'came-out' OR sheet.state = 'printed' THEN 'printed'
  WHEN sheet.state = 'sent' AND sheet.detail = 'not-possible' THEN 'sent'
  WHEN sheet.state = 'failed' THEN 'failed'
  ELSE 'open' END`

const DAY = `SELECT title, ${END} AS end, authorised_at IS NOT NULL AS authorised, count(*) AS copies,
    coalesce(sum(certificate_copy.pages), 0) AS pages
  FROM certificate_copy JOIN sheet ON sheet.subject = copy_key
  WHERE business_day = ? GROUP BY 1, 2, 3`

interface DayRow {
  readonly title: string
  readonly end: 'printed' | 'sent' | 'spoiled' | 'failed' | 'open'
  readonly authorised: 0 | 1
  readonly copies: number
  readonly pages: number
}

/** The balance of the certificates that were asked for on one business day, `2026-11-21`. */
export async function certificateBalance(ledger: Pick<Ledger, 'read'>, day: string): Promise<CertificateBalance> {
  return balanceOf(await ledger.read<DayRow>(DAY, [day]))
}

/** The same for each certificate by its name in Chinese, in the order of the names. */
export async function certificateBalances(
  ledger: Pick<Ledger, 'read'>,
  day: string,
): Promise<readonly (CertificateBalance & { readonly title: string })[]> {
  const rows = await ledger.read<DayRow>(DAY, [day])
  return [...new Set(rows.map(({ title }) => title))].map((title) => ({ title, ...balanceOf(rows.filter((row) => row.title === title)) }))
}

function balanceOf(rows: readonly DayRow[]): CertificateBalance {
  const authorised = rows.filter((row) => row.authorised === 1)
  const copies = (which: (row: DayRow) => boolean) =>
    authorised.filter(which).reduce((sum, row) => sum + row.copies, 0)
  return {
    authorised: copies(() => true),
    printed: copies((row) => row.end === 'printed'),
    sent: copies((row) => row.end === 'sent'),
    spoiled: copies((row) => row.end === 'spoiled'),
    failed: copies((row) => row.end === 'failed'),
    open: copies((row) => row.end === 'open'),
    notAuthorised: rows.filter((row) => row.authorised === 0).reduce((sum, row) => sum + row.copies, 0),
    pages: authorised
      .filter((row) => row.end === 'printed' || row.end === 'sent' || row.end === 'spoiled')
      .reduce((sum, row) => sum + row.pages, 0),
  }
}

/** What several balances come to together. */
export function sumOf(balances: readonly CertificateBalance[]): CertificateBalance {
  const sum = (what: keyof CertificateBalance) => balances.reduce((all, balance) => all + balance[what], 0)
  return {
    authorised: sum('authorised'),
    printed: sum('printed'),
    sent: sum('sent'),
    spoiled: sum('spoiled'),
    failed: sum('failed'),
    open: sum('open'),
    notAuthorised: sum('notAuthorised'),
    pages: sum('pages'),
  }
}
