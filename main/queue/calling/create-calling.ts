import { err } from '../../../drivers/result.ts'
import type { Reason } from '../../contract/window.ts'
import { businessDay } from '../calendar.ts'
import type { QueueStore, QueueTransaction } from '../store/queue-store.ts'
import type { Act } from './act.ts'
import * as atWindow from './at-window.ts'
import { callNext, callTicket } from './call.ts'
import type { Calling, Clerk } from './calling.ts'
import { endDaysBefore } from './day-end.ts'
import { addItem, itemDone } from './items.ts'
import { keptAnswer, keptText, type Answer } from './kept-answer.ts'
import { cancel, top, transfer } from './move.ts'
import { pictureOf } from './picture.ts'
import * as windowTurns from './window-turns.ts'
import type { CallingHall } from './windows-of-hall.ts'

export interface CallingParts {
  readonly store: QueueStore
  /** The hall's file as it is in use now. */
  readonly hall: () => CallingHall
  readonly now: () => Date
  /** Whether the clock may be trusted with the end of a day, which cannot be undone. */
  readonly timeIsKnown: () => boolean
}

/** The rules of calling, over whatever engine holds the queue. Every call ends the days before today first. */
export function createCalling({ store, hall, now, timeIsKnown }: CallingParts): Calling {
  /** Every day before this one has been ended. */
  let endedBefore = ''

  /** One transaction at one instant of one day of the hall. */
  async function today<Value>(body: (at: Omit<Act, 'clerk'>) => Promise<Value>): Promise<Value> {
    let begun = endedBefore
    const value = await store.transact(async (tx: QueueTransaction) => {
      const at = now()
      const hallNow = hall()
      const day = businessDay(at, hallNow.hall.timeZone)
      if (day > endedBefore && timeIsKnown()) {
        await endDaysBefore(tx, day, at, hallNow.hall.timeZone)
        begun = day
      }
      return await body({ tx, at, day, hall: hallNow })
    })
    if (begun > endedBefore) endedBefore = begun
    return value
  }

  const turn = <Value>(clerk: Clerk, body: (act: Act) => Promise<Value>) => today((at) => body({ ...at, clerk }))

  /** Once for one request id; whatever it was answered, its repeats are answered too. `asked` says which act it is. */
  const once = (clerk: Clerk, requestId: string, asked: readonly unknown[], body: (act: Act) => Promise<Answer>) =>
    turn(clerk, async (act): Promise<Answer> => {
      const whole = [clerk.window, ...asked]
      const kept = await act.tx.answered(requestId)
      if (kept !== null) {
        const answer = keptAnswer(kept, whole)
        return answer === 'of-another-act' ? err({ kind: 'request-conflict' }) : answer
      }
      const answer = await body(act)
      await act.tx.keepAnswer(act.day, requestId, keptText(whole, answer))
      return answer
    })

  return {
    open: (clerk) => turn(clerk, windowTurns.open),
    close: (clerk) => turn(clerk, windowTurns.close),
    pause: (clerk, reason) => turn(clerk, (act) => windowTurns.pause(saying(act, reason), wordsOf(reason))),
    resume: (clerk) => turn(clerk, windowTurns.resume),
    callNext: (clerk, id) => once(clerk, id, ['call-next'], callNext),
    callTicket: (clerk, id, ticket) => once(clerk, id, ['call', ticket], (act) => callTicket(act, ticket)),
    recall: (clerk, id, ticket) => once(clerk, id, ['recall', ticket], (act) => atWindow.recall(act, ticket)),
    start: (clerk, id, ticket) => once(clerk, id, ['start', ticket], (act) => atWindow.start(act, ticket)),
    finish: (clerk, id, ticket) => once(clerk, id, ['finish', ticket], (act) => atWindow.finish(act, ticket)),
    addItem: (clerk, id, ticket, item) => once(clerk, id, ['add-item', ticket, item], (act) => addItem(act, ticket, item)),
    itemDone: (clerk, id, ticket, index, done) => once(clerk, id, ['item-done', ticket, index, done], (act) => itemDone(act, ticket, index, done)),
    hold: (clerk, id, ticket, reason) => once(clerk, id, ['hold', ticket, reason], (act) => atWindow.hold(saying(act, reason), ticket, wordsOf(reason))),
    callBack: (clerk, id, ticket) => once(clerk, id, ['call-back', ticket], (act) => atWindow.callBack(act, ticket)),
    pass: (clerk, id, ticket, reason) => once(clerk, id, ['pass', ticket, reason], (act) => atWindow.pass(saying(act, reason), ticket, wordsOf(reason))),
    takeBack: (clerk, id, ticket) => once(clerk, id, ['take-back', ticket], (act) => atWindow.takeBack(act, ticket)),
    transfer: (clerk, id, ticket, to, reason) =>
      once(clerk, id, ['transfer', ticket, to, reason], (act) => transfer(saying(act, reason), ticket, to, wordsOf(reason))),
    top: (clerk, id, ticket, on, reason) => once(clerk, id, ['top', ticket, on, reason], (act) => top(saying(act, reason), ticket, on, wordsOf(reason))),
    cancel: (clerk, id, ticket, reason) => once(clerk, id, ['cancel', ticket, reason], (act) => cancel(saying(act, reason), ticket, wordsOf(reason))),
    picture: () => today(({ tx, hall: hallNow, day, at }) => pictureOf(tx, hallNow, day, at)),
  }
}

function wordsOf(reason: Reason): string {
  return (typeof reason === 'string' ? reason : reason.own).trim()
}

function saying(act: Act, reason: Reason): Act {
  return typeof reason === 'string' ? act : { ...act, ownWords: true }
}
