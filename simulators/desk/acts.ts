import type { Specimen } from '../card-reader/specimens.ts'
import type { SocialSpecimen } from '../social-card/specimens.ts'
import type { DeskDevices } from './desk-state.ts'

import { SCANNABLE, type Scannable } from './codes.ts'
import { specimenSheet } from './specimen-sheet.ts'

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
  | { readonly act: 'insert'; readonly card: SocialSpecimen }
  | { readonly act: 'take-out' }
  /** Holds something with a code before the scanner. */
  | { readonly act: 'scan'; readonly what: Scannable }
  | { readonly act: 'take-ticket'; readonly id: number }
  | { readonly act: 'take-paper' }
  /** A picture from the phone's album, to the code that is shown. */
  | { readonly act: 'send-paper' }
  | Setting

/** Reads an act from what the page sent; `undefined` for anything that is not one. */
export function parseAct(json: string, specimens: readonly Specimen[], socialCards: readonly SocialSpecimen[]): Act | undefined {
  const { act, specimen: id, card, id: ticket, to, what } = fieldsOf(json) ?? {}
  if (act === 'place') {
    const specimen = specimens.find((candidate) => candidate.id === id)
    return specimen === undefined ? undefined : { act, specimen }
  }
  if (act === 'insert') {
    const inserted = socialCards.find((candidate) => candidate.id === card)
    return inserted === undefined ? undefined : { act, card: inserted }
  }
  if (act === 'scan') {
    const scannable = SCANNABLE.find((each) => each === what)
    return scannable === undefined ? undefined : { act, what: scannable }
  }
  if (act === 'remove' || act === 'take-out' || act === 'take-paper' || act === 'send-paper') return { act }
  if (act === 'take-ticket') return typeof ticket === 'number' ? { act, id: ticket } : undefined
  if (typeof act !== 'string' || !Object.hasOwn(SETTINGS, act)) return undefined
  const choices: readonly unknown[] = SETTINGS[act as keyof Settings]
  return choices.includes(to) ? ({ act, to } as Setting) : undefined
}

/** Resolves when it is done; only switching a printer on takes its time. */
export async function perform(act: Exclude<Act, { readonly act: 'scan' }>, { reader, slot, printer, a4, platform }: DeskDevices): Promise<void> {
  switch (act.act) {
    case 'place':
      return reader.place(act.specimen)
    case 'remove':
      return reader.remove()
    case 'insert':
      return slot.insert(act.card)
    case 'take-out':
      return slot.takeOut()
    case 'take-ticket':
      return printer.takeTicket(act.id)
    case 'cover':
      return printer.setCover(act.to)
    case 'paper':
      return printer.setPaper(act.to)
    case 'send-paper': {
      const upload = platform.phoneDesk.uploads.at(-1)
      // Whoever touches it too late finds it gone from the screen.
      if (upload !== undefined) platform.phoneDesk.send(upload.path, [specimenSheet()])
      return
    }
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
