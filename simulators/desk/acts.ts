import type { CardReaderSimulator } from '../card-reader/card-reader.ts'
import type { Specimen } from '../card-reader/specimens.ts'
import type { DeskPrinter } from './desk-state.ts'

/** What a hand can do at the desk. */
export type Act =
  | { readonly act: 'place'; readonly specimen: Specimen }
  | { readonly act: 'remove' }
  | { readonly act: 'take-ticket'; readonly id: number }
  | { readonly act: 'cover'; readonly to: 'closed' | 'open' }
  | { readonly act: 'paper'; readonly to: 'ok' | 'near-end' | 'out' }

/** Reads an act from what the page sent; `undefined` for anything that is not one. */
export function parseAct(json: string, specimens: readonly Specimen[]): Act | undefined {
  const sent = fieldsOf(json)
  if (sent === undefined) return undefined
  if (sent['act'] === 'place') {
    const specimen = specimens.find((candidate) => candidate.id === sent['specimen'])
    return specimen === undefined ? undefined : { act: 'place', specimen }
  }
  if (sent['act'] === 'remove') return { act: 'remove' }
  if (sent['act'] === 'take-ticket') {
    return typeof sent['id'] === 'number' ? { act: 'take-ticket', id: sent['id'] } : undefined
  }
  const to = sent['to']
  if (sent['act'] === 'cover' && (to === 'closed' || to === 'open')) return { act: 'cover', to }
  if (sent['act'] === 'paper' && (to === 'ok' || to === 'near-end' || to === 'out')) return { act: 'paper', to }
  return undefined
}

export function perform(act: Act, reader: CardReaderSimulator, printer: DeskPrinter): void {
  switch (act.act) {
    case 'place':
      return reader.place(act.specimen)
    case 'remove':
      return reader.remove()
    case 'take-ticket':
      return printer.takeTicket(act.id)
    case 'cover':
      return printer.setCover(act.to)
    case 'paper':
      return printer.setPaper(act.to)
  }
}

function fieldsOf(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
