import type { DeskState } from './desk-state.ts'
import type { DrawPart, PageKit } from './page-kit.ts'

/** The ticket printer and what hangs out of it; runs in the page. */
export function ticketPart({ $, make, addressOf, act, say, drawMistakes }: PageKit): DrawPart {
  let hanging: DeskState['printer']['tickets'] = []
  const tear = $('tear') as HTMLButtonElement
  const takeNewest = (): void => {
    const ticket = hanging.at(-1)
    if (ticket !== undefined) void act({ act: 'take-ticket', id: ticket.id })
  }
  tear.addEventListener('click', takeNewest)

  /** The papers in the chute by id, the newest on top; each slides out once. */
  const papers = new Map<number, HTMLElement>()
  function drawTickets(tickets: DeskState['printer']['tickets']): void {
    for (const [id, paper] of papers) {
      if (tickets.some((ticket) => ticket.id === id)) continue
      papers.delete(id)
      paper.classList.add('taken')
      paper.addEventListener('animationend', () => paper.remove())
      // Without motion no animation ends.
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) paper.remove()
    }
    for (const ticket of tickets) {
      if (papers.has(ticket.id)) continue
      const picture = document.createElement('img')
      picture.src = addressOf(`tickets/${ticket.id}.png`)
      picture.alt = ticket.text
      picture.draggable = false
      const paper = make('div', 'paper', picture)
      // It slides out when it has its height.
      picture.addEventListener('load', () => paper.classList.add('out'))
      paper.addEventListener('click', takeNewest)
      papers.set(ticket.id, paper)
      $('chute').append(paper)
    }
  }

  function printerSays({ printer }: DeskState): readonly [string, string] {
    if (printer.cover === 'open') return ['上盖开着', 'The cover is open']
    if (printer.paper === 'out') return ['没有纸', 'Out of paper']
    if (printer.cutter === 'fault') return ['切刀卡住', 'The cutter is stuck']
    if (printer.head === 'hot') return ['打印头过热', 'The print head is too hot']
    if (printer.printing) return ['正在出票', 'Printing']
    const { length } = printer.tickets
    if (length > 1) return [`${length} 张号票等您取走`, `${length} tickets are waiting`]
    if (length === 1) return ['号票已出，请撕下', 'The ticket is out, take it']
    if (printer.paper === 'near-end') return ['纸将用尽', 'Paper is running low']
    return ['就绪', 'Ready']
  }

  return (now) => {
    const { printer } = now
    hanging = printer.tickets
    const well = printer.cover === 'closed' && printer.paper !== 'out' && printer.cutter === 'ok' && printer.head === 'ok'
    $('machine').className = `machine ${printer.cover} paper-${printer.paper} ${printer.printing ? 'printing' : ''}`
    $('printer-lamp').className = `lamp ${well ? (printer.printing ? 'busy' : 'good') : 'bad'}`
    drawTickets(printer.tickets)
    tear.disabled = printer.tickets.length === 0
    say('printer-says', printerSays(now))
    say('printer-line', [printer.url, ''])
    drawMistakes('printer-errors', printer.errors)
  }
}
