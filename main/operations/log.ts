import { pino, type Logger } from 'pino'

export type Log = Logger

/**
 * The terminal's log: one JSON line an event on standard error. Callers pass facts that are safe by construction
 * (codes, counts, states); as a second net, keys that could hold a person are removed and long digit runs are masked,
 * because a library's error text is not ours.
 */
export function openLog(level: 'info' | 'debug' | 'silent' = 'info'): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: PERSONAL_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[removed]' },
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: maskDigits },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

const PERSONAL_KEYS = ['name', 'number', 'idNumber', 'phone', 'mobile', 'address', 'photo', 'person', 'holder']

/** Fifteen and more digits in a row (an ID number, perhaps with its X) never reach the line. */
function maskDigits(line: string): string {
  return line.replaceAll(/\d{15,}[\dXx]?/g, '[digits]')
}
