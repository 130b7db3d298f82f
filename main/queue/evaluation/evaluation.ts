import type { Matter, Verdict } from '../../contract/evaluation.ts'
import { type Level, RECTIFYING, type RectifyingStep } from '../../contract/evaluation-levels.ts'
import { businessDay, type HallCalendar } from '../calendar.ts'
import { lastWorkingDay } from '../working-days.ts'

/** An evaluation on its way into the ledger. Whose it is, nobody asks. */
export interface NewEvaluation {
  /** Made once for each wish and repeated with every retry. */
  readonly requestId: string
  readonly matter: Matter
  /** The id of the ticket, the key of a certificate's first copy, or the number of a receipt. */
  readonly subject: string
  /** By what it is counted: the business, the kind of certificate, the code of the service item. */
  readonly service: string
  readonly channel: 'kiosk' | 'window'
  /** Where it was served; null where no window was. */
  readonly window: string | null
  readonly verdict: Verdict
  /** Whether it may be the one that is added later (追加) to a first. */
  readonly mayAppend: boolean
}

/** As it is in the ledger. */
export interface Evaluation extends Omit<NewEvaluation, 'mayAppend'> {
  readonly id: string
  /** The first, to which this was added. */
  readonly appendOf: string | null
}

/** 1 and 2 are bad ones (差评). */
export function isBad(level: Level): boolean {
  return level <= 2
}

/**
 * The record for the platform (reference hall.md 3.6), flat as the outbox takes it. The text is not in it: it is read from
 * its own sealed row when the record leaves (delivered-words.ts). `isDefault` is false for ever: silence is none.
 */
export function evaluationRecord({ id, matter, subject, service, channel, window, verdict, appendOf }: Evaluation) {
  return {
    evaluation: id,
    matter,
    matterId: subject,
    service,
    channel,
    window,
    level: verdict.level,
    reasonCodes: verdict.reasons.toSorted().join(','),
    written: writtenBy(verdict) !== null,
    realName: false,
    isDefault: false,
    appendOf,
  }
}

/** What was written, blank space aside; null: nothing. */
export function writtenBy({ words }: Verdict): string | null {
  const written = words?.trim() ?? ''
  return written === '' ? null : written
}

/** Within which a bad one is put right (a Sichuan city's rule after 国办发〔2019〕51号; reference hall.md 2.5). */
const RECTIFIED_WITHIN = 15

/** The last day for it; null where the hall's calendar has not so many working days. */
export function rectifiedBy(calendar: HallCalendar, at: Date): string | null {
  return lastWorkingDay(calendar, businessDay(at, calendar.timeZone), RECTIFIED_WITHIN)
}

/** What comes after so many steps; null: it is closed. */
export function stepAfter(done: readonly RectifyingStep[]): RectifyingStep | null {
  return RECTIFYING[done.length] ?? null
}

/** 受理 says only that somebody has taken it on; each further step says what was found, done or said. */
export function isNoteMissing(step: RectifyingStep, note: string): boolean {
  return step !== 'accepted' && note.trim() === ''
}
