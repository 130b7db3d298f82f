import { EnrolPlaces, EnrolStanding, type HallPlace } from '../../main/contract/enrol.ts'

/** The terminal did not answer, or not as one that we know. */
export type Answer<Value> = Value | 'no-answer'

const PATIENCE_MS = 10_000

export function askForPlaces(): Promise<Answer<EnrolPlaces>> {
  return asked('places', null, (said) => EnrolPlaces.parse(said))
}

/** Asks to be let in as this; a pairing that was asked for before is given up. */
export function askToBe(place: HallPlace): Promise<Answer<EnrolStanding>> {
  return asked('ask', place, (said) => EnrolStanding.parse(said))
}

export function askHowItStands(): Promise<Answer<EnrolStanding>> {
  return asked('standing', {}, (said) => EnrolStanding.parse(said))
}

async function asked<Value>(what: string, content: object | null, read: (said: unknown) => Value): Promise<Answer<Value>> {
  try {
    const sent = content === null ? {} : { method: 'POST', body: JSON.stringify(content) }
    const response = await fetch(`/enrol/${what}`, { ...sent, signal: AbortSignal.timeout(PATIENCE_MS) })
    return response.ok ? read(await response.json()) : 'no-answer'
  } catch {
    // The line, or a terminal of another version: the page says that there is no answer and asks again.
    return 'no-answer'
  }
}
