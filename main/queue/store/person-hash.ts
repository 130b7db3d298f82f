import type { Envelopes } from '../../ledger/envelopes.ts'
import type { PersonOfTicket } from './queue-store.ts'

/** The keyed hash by which a person is found again in the ledger; a check digit typed as `x` is the same person. */
export function personHash(envelopes: Pick<Envelopes, 'keyedHash'>, { document, number }: PersonOfTicket): Buffer {
  return envelopes.keyedHash('person', (document === undefined ? number : `${document}:${number}`).toUpperCase())
}
