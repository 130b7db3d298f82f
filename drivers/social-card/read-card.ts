import type { CalendarDay } from '../id-card/calendar-day.ts'
import { err, ok, type Result } from '../result.ts'
import { ask, COMMANDS, type Transmit } from './apdu.ts'
import { FILES, recordText, type RecordPlace } from './records.ts'
import { socialCardOf, type SocialCard } from './social-card.ts'

/** Why a chip card that lies in the reader shows no holder. */
export type SocialCardFault =
  /** Another application's card: a bank card, say. */
  | { readonly kind: 'not-a-social-card' }
  /** It is one, and shows its holder to its own security module only (third generation), or holds none. */
  | { readonly kind: 'holder-hidden' }
  /** An answer that no card gives: taken out in the midst, or dirty. */
  | { readonly kind: 'malformed' }

/**
 * Reads card and holder: application, EF05, EF06, each record by its tag, and where a card does not know tags by its
 * place. Some city cards answer the choice of the application with 6A82 and read on all the same, so that only a card
 * with neither file is another's. Rejects when the card is gone.
 */
export async function readSocialCard(transmit: Transmit, today: CalendarDay): Promise<Result<SocialCard, SocialCardFault>> {
  const chosen = await ask(transmit, COMMANDS.selectApplication)
  if (!chosen.ok) return chosen
  if (chosen.value.status === 'refused') return err({ kind: 'not-a-social-card' })
  const card = await readFile(transmit, FILES.card)
  if (!card.ok) return card
  const holder = await readFile(transmit, FILES.holder)
  if (!holder.ok) return holder
  if (card.value === null && holder.value === null) return err({ kind: 'not-a-social-card' })
  return socialCardOf({ ...none(FILES.card.records), ...none(FILES.holder.records), ...card.value, ...holder.value }, today)
}

type Texts<Records> = { readonly [Name in keyof Records]: string | null }

/** The texts of all records of a file; null where the card has no such file. */
async function readFile<Records extends Readonly<Record<string, RecordPlace>>>(
  transmit: Transmit,
  file: { readonly id: number; readonly records: Records },
): Promise<Result<Texts<Records> | null, SocialCardFault>> {
  let selected = await ask(transmit, COMMANDS.selectFile(file.id))
  if (selected.ok && selected.value.status !== 'done') selected = await ask(transmit, COMMANDS.selectFileOtherwise(file.id))
  if (!selected.ok) return selected
  if (selected.value.status !== 'done') return ok(null)
  const texts: [string, string | null][] = []
  for (const [name, place] of Object.entries(file.records)) {
    const text = await readRecord(transmit, place)
    if (!text.ok) return text
    texts.push([name, text.value])
  }
  return ok(Object.fromEntries(texts) as Texts<Records>)
}

async function readRecord(transmit: Transmit, place: RecordPlace): Promise<Result<string | null, SocialCardFault>> {
  const byTag = await ask(transmit, COMMANDS.readByTag(place.tag, place.bytes))
  if (!byTag.ok) return byTag
  const text = byTag.value.status === 'done' ? recordText(byTag.value.data, place) : null
  if (text !== null) return ok(text)
  const byPosition = await ask(transmit, COMMANDS.readByPosition(place.position, place.bytes))
  if (!byPosition.ok) return byPosition
  return ok(byPosition.value.status === 'done' ? recordText(byPosition.value.data, place) : null)
}

function none<Records extends object>(records: Records): Texts<Records> {
  return Object.fromEntries(Object.keys(records).map((name) => [name, null])) as Texts<Records>
}
