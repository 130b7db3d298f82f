import { randomUUID } from 'node:crypto'
import type { Verdict } from '../../../../main/contract/evaluation.ts'
import type { Ledger } from '../../../../main/ledger/ledger.ts'
import type { HallCalendar } from '../../../../main/queue/calendar.ts'
import type { NewEvaluation } from '../../../../main/queue/evaluation/evaluation.ts'
import type { EvaluationStore } from '../../../../main/queue/evaluation/evaluation-store.ts'
import { createEvaluations, type Evaluations } from '../../../../main/queue/evaluation/evaluations.ts'
import { ledgerEvaluations } from '../../../../main/queue/evaluation/ledger-evaluations.ts'
import { TEN_O_CLOCK } from '../../ledger/fixture.ts'

const OFFICE = [{ from: '09:00', to: '17:00' }]

/** Monday to Friday; one holiday within the next fifteen working days, and one Saturday that is worked. */
const CALENDAR: HallCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE, sat: [], sun: [] },
  holidays: ['2026-12-03', '2026-12-04'],
  workdays: [{ date: '2026-12-05', like: 'fri' }],
  breaks: [],
  lastTicketMinutes: 0,
}

export function evaluationsOf(store: EvaluationStore, onBad: () => void, now: () => Date): Evaluations {
  return createEvaluations({ store, calendar: () => CALENDAR, now, onBad })
}

export function evaluationsOn(ledger: Ledger, onBad: () => void = () => undefined): Evaluations {
  return evaluationsOf(ledgerEvaluations(ledger), onBad, () => TEN_O_CLOCK)
}

export function verdict(level: Verdict['level'], rest: Partial<Verdict> = {}): Verdict {
  return { level, reasons: [], words: null, ...rest }
}

/** Of a ticket, at the terminal, unless told otherwise. */
export function wish(rest: Partial<NewEvaluation> = {}): NewEvaluation {
  return {
    requestId: randomUUID(),
    matter: 'ticket',
    subject: 'ticket-1',
    service: 'A',
    channel: 'kiosk',
    window: null,
    verdict: verdict(5),
    mayAppend: false,
    ...rest,
  }
}
