import { A4, type Capabilities } from './capabilities.ts'
import { PDF } from './client.ts'
import type { Attribute } from './message.ts'

/** What is to be printed, and how. */
export interface A4Job {
  /** Names the sheet at the printer and finds it again there: unique, at most 255 bytes, and nothing of a citizen. */
  readonly key: string
  /** Printed byte for byte. */
  readonly pdf: Uint8Array
  /** Pages of the PDF. */
  readonly pages: number
  readonly sides: 'one-sided' | 'two-sided-long-edge'
  readonly color: 'monochrome' | 'color'
}

/** The operation attributes and the job template attributes of one job. */
export interface JobTicket {
  readonly operation: readonly Attribute[]
  readonly job: readonly Attribute[]
}

/** What can be left out where a printer does not know it: its own way of doing it is A4, single and once all the same. */
const DISPENSABLE: ReadonlySet<string> = new Set(['print-scaling', 'print-color-mode', 'sides', 'copies'])

/**
 * The ticket of a job, without what the printer has said it does not support: two-sided becomes one-sided, colour is
 * left to the printer, and where `print-scaling` is unknown pages may be fitted to the printer's margins.
 */
export function ticketOf(job: A4Job, capabilities: Capabilities, left: ReadonlySet<string>): JobTicket {
  const sides = job.sides !== 'one-sided' && capabilities.twoSided && !left.has('sides') ? job.sides : 'one-sided'
  const wanted: readonly Attribute[] = [
    keyword('media', A4),
    keyword('sides', sides),
    { name: 'copies', values: [{ kind: 'integer', value: 1 }] },
    keyword('print-scaling', 'none'),
    keyword('print-color-mode', job.color),
  ]
  const unsupported = (name: string, value: string): boolean =>
    (name === 'print-scaling' || name === 'print-color-mode' || name === 'sides') && !capabilities.supports(name, value)
  return {
    operation: [{ name: 'job-name', values: [{ kind: 'name', text: job.key, language: null }] }, PDF],
    job: wanted.filter(({ name, values: [value] }) => {
      const text = value !== undefined && 'text' in value ? value.text : ''
      return !left.has(name) && !unsupported(name, text)
    }),
  }
}

/** What can be done about attributes that a printer does not support. */
export type Fallback =
  | { readonly kind: 'as-it-is' }
  | { readonly kind: 'without'; readonly names: ReadonlySet<string> }
  | { readonly kind: 'unsuitable'; readonly lacks: 'a4' | 'pdf' }
  /** It refuses what a certificate cannot do without, and says no more. */
  | { readonly kind: 'refused' }

/** `refuses`: nothing was done (0x040B and the like); otherwise it would print, and ignore what it does not support. */
export function fallbackFor(unsupported: readonly Attribute[], refuses: boolean): Fallback {
  const names = unsupported.map(({ name }) => name)
  if (names.includes('media')) return { kind: 'unsuitable', lacks: 'a4' }
  if (names.includes('document-format')) return { kind: 'unsuitable', lacks: 'pdf' }
  if (!refuses) return { kind: 'as-it-is' }
  const without = names.filter((name) => DISPENSABLE.has(name))
  return without.length === names.length && names.length > 0 ? { kind: 'without', names: new Set(without) } : { kind: 'refused' }
}

function keyword(name: string, text: string): Attribute {
  return { name, values: [{ kind: 'keyword', text }] }
}
