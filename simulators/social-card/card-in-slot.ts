import { PLAIN_CARD, virtualCard, type CardContents, type CardHabits } from './virtual-card.ts'
import { putIntoSlot } from './vpcd-slot.ts'

/** What the process is told, as JSON in its first argument; the name in hexadecimal. */
export interface CardOrder {
  readonly contents: Omit<CardContents, 'name'> & { readonly name: string }
  readonly habits: Partial<CardHabits>
}

// A process of its own: whoever asks the service waits for the card's answer, and may wait with its whole thread.
const order = JSON.parse(process.argv[2] ?? '') as CardOrder
const card = await putIntoSlot(virtualCard({ ...order.contents, name: Buffer.from(order.contents.name, 'hex') }, { ...PLAIN_CARD, ...order.habits }))
process.stdout.write('in\n')
process.once('SIGTERM', () => void card.takeOut().then(() => process.stdout.write(`${card.commands}\n`)))
