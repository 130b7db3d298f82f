import type { CardFace, CardKind } from '../card-reader/specimens.ts'
import type { DeskState } from './desk-state.ts'

/** A specimen as the page knows it: what is printed on the card, nothing of the chip. */
export interface PrintedCard {
  readonly id: string
  readonly kind: CardKind
  readonly face: CardFace
}

/**
 * What runs in the desk page. It travels as text, so it may refer to nothing outside its own body.
 * The page draws whatever state the desk sends; an act is sent, never assumed.
 */
export function deskPage(cards: readonly PrintedCard[], first: DeskState, token: string): void {
  const $ = (id: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(`#${id}`)
    if (found === null) throw new Error(`the page has no #${id}`)
    return found
  }

  /** An element with class, text and children; text never becomes markup. */
  function make(tag: string, className: string, ...children: readonly (string | Node)[]): HTMLElement {
    const element = document.createElement(tag)
    element.className = className
    element.append(...children)
    return element
  }

  function english(text: string): HTMLElement {
    const element = make('span', '', text)
    element.lang = 'en'
    return element
  }

  async function act(what: Record<string, unknown>): Promise<void> {
    try {
      const response = await fetch(`act?token=${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(what),
      })
      if (response.ok) draw((await response.json()) as DeskState)
    } catch {
      $('gone').hidden = false
    }
  }

  // ---- Cards ----

  const date = (text: string): string => text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1.$2.$3')

  function row(label: string, ...text: readonly (string | Node)[]): HTMLElement {
    return make('span', 'row', make('span', 'label', label), make('span', 'value', ...text))
  }

  /** A card face as a drawing; what a screen reader needs of it stands in the button's name. */
  function drawCard({ kind, face }: PrintedCard): HTMLElement {
    const birth = `${Number(face.birth.slice(0, 4))} 年 ${Number(face.birth.slice(4, 6))} 月 ${Number(face.birth.slice(6))} 日`
    const rows = [
      row('姓名', make('b', '', face.name), ...(face.nameInEnglish === '' ? [] : [make('small', '', face.nameInEnglish)])),
      row('性别', face.sex, make('span', 'label second', face.origin.label), face.origin.text),
      row('出生', birth),
      ...(face.address === '' ? [row('有效', `${date(face.from)}–${date(face.until)}`)] : [row('住址', face.address)]),
    ]
    const card = make(
      'span',
      `card ${kind}`,
      make('span', 'title', face.title, english(face.titleInEnglish)),
      make('span', 'rows', ...rows),
      make('span', 'portrait'),
      make('span', 'number', make('span', 'label', '证件号码'), face.number),
      make('span', 'watermark', '样本 SPECIMEN'),
    )
    card.ariaHidden = 'true'
    return card
  }

  const pad = $('pad')
  const places = cards.map((card) => {
    const button = make('button', 'place-card', drawCard(card)) as HTMLButtonElement
    button.type = 'button'
    button.ariaLabel = `${card.face.name}，${card.face.title}`
    const drag = draggable(button, card.id)
    button.addEventListener('click', () => {
      if (drag.justEnded) return
      void act(state.reader.card === card.id ? { act: 'remove' } : { act: 'place', specimen: card.id })
    })
    return { card, button }
  })
  $('rack').append(...places.map(({ button }) => make('li', '', button)))

  /** Lets a card be carried to the reader by mouse or finger; the browser's own dragging knows no fingers. */
  function draggable(button: HTMLElement, id: string): { justEnded: boolean } {
    const drag = { justEnded: false }
    button.addEventListener('pointerdown', (down) => {
      if (down.button !== 0 || state.reader.card === id) return
      let carried = false
      const stop = new AbortController()
      const { signal } = stop
      const carry = (move: PointerEvent): void => {
        const [right, below] = [move.clientX - down.clientX, move.clientY - down.clientY]
        // A hand that presses trembles; only beyond that it carries.
        if (!carried && Math.hypot(right, below) < 8) return
        carried = true
        button.setPointerCapture(move.pointerId)
        button.style.transform = `translate(${right}px, ${below}px) rotate(-1.6deg)`
        button.classList.add('carried')
        pad.classList.toggle('near', isOverPad(move))
      }
      const end = (up: PointerEvent): void => {
        stop.abort()
        button.style.transform = ''
        button.classList.remove('carried')
        pad.classList.remove('near')
        if (!carried) return
        // The click that follows belongs to the carrying.
        drag.justEnded = true
        setTimeout(() => (drag.justEnded = false))
        if (up.type === 'pointerup' && isOverPad(up)) void act({ act: 'place', specimen: id })
      }
      addEventListener('pointermove', carry, { signal })
      addEventListener('pointerup', end, { signal })
      addEventListener('pointercancel', end, { signal })
    })
    return drag
  }

  function isOverPad({ clientX, clientY }: PointerEvent): boolean {
    const { left, right, top, bottom } = pad.getBoundingClientRect()
    return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
  }

  const lift = $('lift') as HTMLButtonElement
  lift.addEventListener('click', () => void act({ act: 'remove' }))

  /** The card on the bed; drawn anew only when it changes, so that it slides in once. */
  let lying: string | null = null
  function drawBed(id: string | null): void {
    if (id === lying) return
    lying = id
    const bed = $('bed')
    bed.querySelector('.card')?.remove()
    const card = cards.find((candidate) => candidate.id === id)
    if (card !== undefined) bed.append(drawCard(card))
  }

  function readerSays({ reader }: DeskState): readonly [string, string] {
    if (reader.reading) return ['正在读卡，请勿移开', 'Reading, leave the card']
    if (reader.card !== null) return ['证件已放好', 'A card lies on the reader']
    return ['读卡器上没有证件', 'No card on the reader']
  }

  function drawReader(now: DeskState): void {
    const { reader } = now
    drawBed(reader.card)
    for (const { card, button } of places) {
      button.ariaPressed = String(reader.card === card.id)
      button.classList.toggle('away', reader.card === card.id)
    }
    lift.disabled = reader.card === null
    $('reader-lamp').className = `lamp ${reader.reading ? 'busy' : reader.card === null ? '' : 'good'}`
    say('reader-says', readerSays(now))
    const exchange = reader.last === null ? '' : ` · ${reader.last.name} → ${reader.last.status}`
    say('reader-line', [reader.url, `${reader.connected ? '终端已连接 connected' : '终端未连接 no terminal'}${exchange}`])
    drawMistakes('reader-errors', reader.errors)
  }

  // ---- Printer ----

  const tear = $('tear') as HTMLButtonElement
  const takeNewest = (): void => {
    const ticket = state.printer.tickets.at(-1)
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
      picture.src = `tickets/${ticket.id}.png?token=${token}`
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

  function drawPrinter(now: DeskState): void {
    const { printer } = now
    const well = printer.cover === 'closed' && printer.paper !== 'out' && printer.cutter === 'ok' && printer.head === 'ok'
    $('machine').className = `machine ${printer.cover} paper-${printer.paper} ${printer.printing ? 'printing' : ''}`
    $('printer-lamp').className = `lamp ${well ? (printer.printing ? 'busy' : 'good') : 'bad'}`
    drawTickets(printer.tickets)
    tear.disabled = printer.tickets.length === 0
    for (const name of ['cover', 'paper'] as const) {
      for (const choice of $(name).querySelectorAll('input')) choice.checked = choice.value === printer[name]
    }
    say('printer-says', printerSays(now))
    say('printer-line', [printer.url, ''])
    drawMistakes('printer-errors', printer.errors)
  }

  for (const name of ['cover', 'paper'] as const) {
    $(name).addEventListener('change', (event) => void act({ act: name, to: (event.target as HTMLInputElement).value }))
  }

  // ---- Both ----

  /** Touches the page only when the words change, so that they are spoken once. */
  function say(id: string, [chinese, other]: readonly [string, string]): void {
    const place = $(id)
    const words = `${chinese}|${other}`
    if (place.dataset['words'] === words) return
    place.dataset['words'] = words
    place.replaceChildren(chinese, ' ', english(other))
  }

  function drawMistakes(id: string, mistakes: readonly string[]): void {
    $(id).replaceChildren(...mistakes.map((mistake) => make('li', '', mistake)))
  }

  let state = first
  function draw(next: DeskState): void {
    state = next
    drawReader(next)
    drawPrinter(next)
  }

  draw(first)
  const events = new EventSource(`events?token=${token}`)
  events.addEventListener('message', (event: MessageEvent<string>) => draw(JSON.parse(event.data) as DeskState))
  events.addEventListener('open', () => ($('gone').hidden = true))
  events.addEventListener('error', () => ($('gone').hidden = false))
}
