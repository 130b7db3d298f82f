import type { EvaluationTotals } from '../../contract/evaluation.ts'
import { type Level, LEVELS } from '../../contract/evaluation-levels.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { isBad } from './evaluation.ts'

/** One row for each service, level and place, with how many of it the day was given. */
export interface Tally {
  readonly service: string
  readonly level: Level
  /** Added later to one of before (追加). */
  readonly appended: boolean
  readonly count: number
}

/** What a day was given. There is no row for whoever gave none, so that silence cannot be counted as praise. */
export async function dayTally(ledger: Pick<Ledger, 'read'>, businessDay: string): Promise<readonly Tally[]> {
  const rows = await ledger.read<{ readonly service: string; readonly level: Level; readonly place: number; readonly count: number }>(TALLY, [businessDay])
  return rows.map(({ service, level, place, count }) => ({ service, level, appended: place > 0, count }))
}

/** A matter counts once, by its first evaluation: the share is of those given. */
export function totalsOf(businessDay: string, tally: readonly Tally[]): EvaluationTotals {
  const first = tally.filter(({ appended }) => !appended)
  const given = sum(first)
  const good = sum(first.filter(({ level }) => !isBad(level)))
  return {
    businessDay,
    levels: LEVELS.map((level) => ({ level, count: sum(first.filter((each) => each.level === level)) })),
    given,
    goodShare: given === 0 ? null : good / given,
    appended: sum(tally.filter(({ appended }) => appended)),
  }
}

/**
 * The day as a table (RFC 4180, with the mark by which spreadsheets know UTF-8): a line for each service, by its code,
 * then the sum. `share` is empty where nothing was given. A code that begins as a formula would is kept from being one.
 */
export function totalsAsCsv(businessDay: string, tally: readonly Tally[]): string {
  const services = [...new Set(tally.map(({ service }) => service))].toSorted()
  const line = (name: string, rows: readonly Tally[]) => {
    const { levels, given, goodShare, appended } = totalsOf(businessDay, rows)
    const share = goodShare === null ? '' : goodShare.toFixed(4)
    return [businessDay, name, ...levels.map(({ count }) => count), given, share, appended].map(cell).join(',')
  }
  const lines = [HEADINGS.join(','), ...services.map((service) => line(service, tally.filter((each) => each.service === service))), line('合计', tally)]
  return `\u{FEFF}${lines.join('\r\n')}\r\n`
}

const HEADINGS = ['日期', '业务', '非常满意', '满意', '基本满意', '不满意', '非常不满意', '已评价', '好评率', '追加']

const TALLY = `SELECT service, level, place, count(*) AS count FROM evaluation
  WHERE business_day = ? GROUP BY service, level, place ORDER BY service, level, place`

function cell(value: string | number): string {
  const text = String(value)
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

function sum(rows: readonly Tally[]): number {
  return rows.reduce((all, { count }) => all + count, 0)
}
