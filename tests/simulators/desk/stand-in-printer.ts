import { createCanvas } from '@napi-rs/canvas'

import type { DeskPrinter } from '../../../simulators/desk/desk-state.ts'

/** A ticket of 80 mm paper at 203 dpi. */
const SIZE = { widthDots: 576, heightDots: 820 } as const

/** A printer that prints when told to, for tests of the desk alone. */
export interface StandInPrinter extends DeskPrinter {
  /** Puts one more ticket into the chute. */
  cutTicket(text: string): void
  setPrinting(printing: boolean): void
  complain(error: string): void
}

export function standInPrinter(): StandInPrinter {
  let state: DeskPrinter['state'] = {
    paper: 'ok',
    cover: 'closed',
    cutter: 'ok',
    head: 'ok', headDegrees: 25,
    printing: false,
  }
  let tickets: DeskPrinter['tickets'] = []
  let lastId = 0
  const errors: string[] = []
  const listeners = new Set<() => void>()
  const set = (part: Partial<DeskPrinter['state']>): void => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  return {
    url: 'tcp://127.0.0.1:9100',
    errors,
    get state() {
      return state
    },
    get tickets() {
      return tickets
    },
    setPaper: (paper) => set({ paper }),
    setCover: (cover) => set({ cover }),
    setPrinting: (printing) => set({ printing }),
    complain(error) {
      errors.push(error)
      set({})
    },
    cutTicket(text) {
      lastId += 1
      tickets = [...tickets, { id: lastId, png: pictureOf(text), text, cut: true, ...SIZE, errors: [] }]
      set({})
    },
    takeTicket(id) {
      tickets = tickets.filter((ticket) => ticket.id !== id)
      set({})
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function pictureOf(text: string): Buffer {
  const canvas = createCanvas(SIZE.widthDots, SIZE.heightDots)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = '#000'
  pen.textAlign = 'center'
  for (const [index, line] of text.split('\n').entries()) {
    pen.font = index === 1 ? 'bold 150px sans-serif' : '34px sans-serif'
    pen.fillText(line, 288, index === 1 ? 240 : 80 + index * 110)
  }
  return canvas.toBuffer('image/png')
}
