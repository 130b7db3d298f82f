import type { DrawPart, PageKit } from './page-kit.ts'

/** A social-security card as the page knows it: what is printed on it. */
export interface PrintedSocialCard {
  readonly id: string
  readonly name: string
  readonly number: string
  /** 卡号 */
  readonly cardNumber: string
  /** YYYYMMDD */
  readonly until: string
}

/** The slot of social-security cards and the cards beside it; runs in the page. */
export function slotPart({ $, make, english, act, say }: PageKit, cards: readonly PrintedSocialCard[]): DrawPart {
  /** The id of the card that is in it. */
  let inside: string | null = null
  const buttons = cards.map(({ id, name, number, cardNumber, until }) => {
    const button = make(
      'button',
      'social-card',
      make('span', 'social-card-title', '社会保障卡 ', english('Social security card')),
      make('b', '', name),
      make('span', 'social-card-number', number),
      make('span', 'social-card-until', `卡号 ${cardNumber} · 有效至 ${until.slice(0, 4)}.${until.slice(4, 6)}`),
    ) as HTMLButtonElement
    button.type = 'button'
    button.ariaLabel = `社会保障卡 ${cardNumber}`
    button.addEventListener('click', () => void act(inside === id ? { act: 'take-out' } : { act: 'insert', card: id }))
    return { id, button }
  })
  $('slot-cards').append(...buttons.map(({ button }) => button))

  return ({ slot }) => {
    inside = slot.card
    for (const { id, button } of buttons) button.ariaPressed = String(id === inside)
    say('slot-says', inside === null ? ['插卡口里没有卡', 'No card in the slot'] : ['插卡口里有一张卡，再点一次取出', 'A card is in the slot; press it again to take it out'])
    say('slot-line', [slot.url, slot.connected ? '终端已连接 connected' : '终端未连接 no terminal'])
  }
}
