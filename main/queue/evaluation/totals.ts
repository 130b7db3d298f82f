import type { EvaluationFigures, EvaluationTotals } from '../../contract/evaluation.ts'
import { LEVELS } from '../../contract/evaluation-levels.ts'
import { isBad } from './evaluation.ts'
import type { Tally } from './evaluation-store.ts'

/**
 * A matter counts once, by its first evaluation: the share is of those given. There is no row for whoever gave none, so that
 * silence cannot be counted as praise.
 */
export function figuresOf(tally: readonly Tally[]): EvaluationFigures {
  const first = tally.filter(({ appended }) => !appended)
  const given = sum(first)
  const good = sum(first.filter(({ level }) => !isBad(level)))
  return {
    levels: LEVELS.map((level) => ({ level, count: sum(first.filter((each) => each.level === level)) })),
    given,
    goodShare: given === 0 ? null : good / given,
    appended: sum(tally.filter(({ appended }) => appended)),
  }
}

export function totalsOf(businessDay: string, tally: readonly Tally[]): EvaluationTotals {
  return { businessDay, ...figuresOf(tally) }
}

/**
 * The day as a table (RFC 4180, with the mark by which spreadsheets know UTF-8): a line for each service, by its code,
 * then the sum. `share` is empty where nothing was given. A code that begins as a formula would is kept from being one.
 */
export function totalsAsCsv(businessDay: string, tally: readonly Tally[]): string {
  const services = [...new Set(tally.map(({ service }) => service))].toSorted()
  const line = (name: string, rows: readonly Tally[]) => {
    const { levels, given, goodShare, appended } = figuresOf(rows)
    const share = goodShare === null ? '' : goodShare.toFixed(4)
    return [businessDay, name, ...levels.map(({ count }) => count), given, share, appended].map(cell).join(',')
  }
  const lines = [HEADINGS.join(','), ...services.map((service) => line(service, tally.filter((each) => each.service === service))), line('合计', tally)]
  return `\u{FEFF}${lines.join('\r\n')}\r\n`
}

const HEADINGS = ['日期', '业务', '非常满意', '满意', '基本满意', '不满意', '非常不满意', '已评价', '好评率', '追加']

function cell(value: string | number): string {
  const text = String(value)
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

function sum(rows: readonly Tally[]): number {
  return rows.reduce((all, { count }) => all + count, 0)
}
