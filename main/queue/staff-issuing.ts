import { checkDocumentNumber, checkNumberOf } from '../../drivers/id-card/document-number.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { IssueAsk, IssueOutcome } from '../contract/window.ts'
import { isTravelPermit } from '../session/document-kind.ts'
import { numberFault } from '../session/number-fault.ts'
import type { Clerk } from './calling/calling.ts'
import { hallTime } from './hall-time.ts'
import type { TakeRequest } from './issuing.ts'

/** How a number that staff ask for came out. */
export type Given =
  /** `screen`: no paper comes out, whoever asked tells the number. */
  | { readonly outcome: 'issued'; readonly number: string; readonly paper: 'ticket' | 'screen' }
  | { readonly outcome: 'already-waiting' | 'closed' | 'sold-out' | 'person-limit' | 'unknown-business' | 'request-conflict' }

/** Gives a number where the queue is: on paper or by screen, as can be there. */
export type GiveNumber = (request: Omit<TakeRequest, 'paper'>) => Promise<Given>

/**
 * 导办取号: staff take a number for somebody who cannot, or should not, do it at the terminal. A number that was typed is
 * checked as at the terminal and discloses no more: of somebody who waits already no number is told (design, promise 8).
 */
export async function issueForStaff(
  ask: IssueAsk,
  clerk: Clerk,
  parts: { readonly give: GiveNumber; readonly hall: () => HallFile; readonly now: () => Date },
): Promise<IssueOutcome> {
  const hall = parts.hall()
  let person: TakeRequest['person'] = null
  if (ask.document !== null) {
    const { kind, number } = ask.document
    const today = hallTime(hall.hall.timeZone).day(parts.now())
    const checked = kind === undefined ? checkDocumentNumber(number, today) : checkNumberOf(kind, number, today)
    if (!checked.ok) {
      const { reason, position } = numberFault(checked.fault)
      return { outcome: 'wrong-number', reason, ...(position === undefined ? {} : { position }) }
    }
    const named = kind !== undefined && isTravelPermit(kind) ? { document: kind } : {}
    // where nobody is asked who they are, nobody is remembered either
    const asked = hall.businesses.find(({ code }) => code === ask.business)?.identify !== 'none'
    person = asked ? { ...named, number: checked.value, name: null } : null
  }
  return await parts.give({
    requestId: ask.requestId,
    business: ask.business,
    person,
    origin: 'staff',
    by: { actor: `clerk:${clerk.name}`, window: clerk.window },
    ...(ask.green === null ? {} : { precedence: { class: 'green', reason: ask.green } }),
  })
}
