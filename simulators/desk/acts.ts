import type { Specimen } from '../card-reader/specimens.ts'
import type { DeskDevices } from './desk-state.ts'

/** What can be set at the machines, and to what. */
const SETTINGS = {
  cover: ['closed', 'open'],
  paper: ['ok', 'near-end', 'out'],
  /** Sheets in the cassette of the A4 printer. */
  'a4-paper': [0, 50, 500],
  'a4-path': ['clear', 'jammed'],
  'a4-cover': ['closed', 'open'],
  'a4-toner': ['ok', 'low'],
  'a4-power': ['on', 'off'],
} as const

type Settings = typeof SETTINGS
type Setting = { [Name in keyof Settings]: { readonly act: Name; readonly to: Settings[Name][number] } }[keyof Settings]

/** What a hand can do at the desk. */
export type Act =
  | { readonly act: 'place'; readonly specimen: Specimen }
  | { readonly act: 'remove' }
  | { readonly act: 'take-ticket'; readonly id: number }
  | { readonly act: 'take-paper' }
  | Setting

/** Reads an act from what the page sent; `undefined` for anything that is not one. */
export function parseAct(json: string, specimens: readonly Specimen[]): Act | undefined {
  const { act, specimen: id, id: ticket, to } = fieldsOf(json) ?? {}
  if (act === 'place') {
    const specimen = specimens.find((candidate) => candidate.id === id)
    return specimen === undefined ? undefined : { act, specimen }
  }
  if (act === 'remove' || act === 'take-paper') return { act }
  if (act === 'take-ticket') return typeof ticket === 'number' ? { act, id: ticket } : undefined
  if (typeof act !== 'string' || !Object.hasOwn(SETTINGS, act)) return undefined
  const choices: readonly unknown[] = SETTINGS[act as keyof Settings]
  return choices.includes(to) ? ({ act, to } as Setting) : undefined
}

/** Resolves when it is done; only switching a printer on takes its time. */
export async function perform(act: Act, { reader, printer, a4 }: DeskDevices): Promise<void> {
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
    case 'take-paper':
      return void a4.takeOutput()
    case 'a4-paper':
      return a4.setPaper(act.to)
    case 'a4-path':
      return a4.set('media-jam', act.to === 'jammed')
    case 'a4-cover':
      return a4.set('cover-open', act.to === 'open')
    case 'a4-toner':
      return a4.setToner(act.to)
    case 'a4-power':
      // An office printer keeps its jobs in memory only.
      return act.to === 'on' ? await a4.powerOn() : a4.powerOff('lost')
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
