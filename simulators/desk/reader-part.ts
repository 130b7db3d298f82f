import type { CardFace, CardKind } from '../card-reader/specimens.ts'
import type { DeskState } from './desk-state.ts'
import type { DrawPart, PageKit } from './page-kit.ts'

/** A specimen as the page knows it: what is printed on the card, nothing of the chip. */
export interface PrintedCard {
  readonly id: string
  readonly kind: CardKind
  readonly face: CardFace
}

/** The rack of cards and the reader; runs in the page. */
export function readerPart({ $, make, english, act, say, drawMistakes }: PageKit, cards: readonly PrintedCard[]): DrawPart {
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

  /** The id of the card on the reader. */
  let held: string | null = null
  const pad = $('pad')
  const places = cards.map((card) => {
    const button = make('button', 'place-card', drawCard(card)) as HTMLButtonElement
    button.type = 'button'
    button.ariaLabel = `${card.face.name}，${card.face.title}`
    const drag = draggable(button, card.id)
    button.addEventListener('click', () => {
      if (drag.justEnded) return
      void act(held === card.id ? { act: 'remove' } : { act: 'place', specimen: card.id })
    })
    return { card, button }
  })
  $('rack').append(...places.map(({ button }) => make('li', '', button)))

  /** Lets a card be carried to the reader by mouse or finger; the browser's own dragging knows no fingers. */
  function draggable(button: HTMLElement, id: string): { justEnded: boolean } {
    const drag = { justEnded: false }
    button.addEventListener('pointerdown', (down) => {
      if (down.button !== 0 || held === id) return
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

  /** The card on the bed is drawn anew only when it changes, so that it slides in once. */
  function drawBed(id: string | null): void {
    if (id === held) return
    held = id
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

  return (now) => {
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
}
