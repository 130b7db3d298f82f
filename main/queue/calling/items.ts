import { err } from '../../../drivers/result.ts'
import type { TicketItem } from '../store/queue-store.ts'
import { ownTicket, step, type Act } from './act.ts'
import type { Answer } from './kept-answer.ts'
import { itemsOf } from './windows-of-hall.ts'

/** Judgement: what one person brings to one window in a day. */
const ITEMS_AT_MOST = 20

/** 一窗通办: one more thing for whoever is here. What the hall's list does not have are a clerk's own words. */
export async function addItem(act: Act, ticketId: string, words: string): Promise<Answer> {
  const own = await ownTicket(act, ticketId, ['called', 'serving'])
  if (!own.ok) return own
  const { items, business } = own.value
  if (items.length >= ITEMS_AT_MOST) return err({ kind: 'too-many-items', ticket: own.value })
  const listed = itemsOf(act.hall, business).find(({ zh }) => zh === words)
  const item: TicketItem = { name: listed ?? { zh: words, en: words }, own: listed === undefined, done: false }
  return await step(act, own.value, 'ticket.item-added', { items: [...items, item] }, { item: toldOf(item), index: items.length })
}

/** Ticks an item off, or takes the tick back; one that stands so already stays, and nothing is told. */
export async function itemDone(act: Act, ticketId: string, index: number, done: boolean): Promise<Answer> {
  const own = await ownTicket(act, ticketId, ['called', 'serving'])
  if (!own.ok) return own
  const item = own.value.items[index]
  if (item === undefined) return err({ kind: 'not-now', ticket: own.value })
  if (item.done === done) return own
  const items = own.value.items.map((each) => (each === item ? { ...each, done } : each))
  return await step(act, own.value, 'ticket.item-done', { items }, { item: toldOf(item), index, done })
}

/** Free words stay in the hall: a name may stand in them. */
function toldOf({ name, own }: TicketItem): string | null {
  return own ? null : name.zh
}
