import { ORPCError } from '@orpc/server'
import type {
  OperatorReprintOutcome,
  OperatorView,
  OutboxRowView,
  PowerCycleOutcome,
  ProbeProgress,
  ReplaceOutcome,
  ReportProgress,
  SelfTestOutcome,
  SignInOutcome,
} from '../../../main/contract/operator.ts'
import type { ChangePinOutcome } from '../../../main/contract/staff-pin.ts'
import { terminalContract } from '../../../main/contract/server.ts'
import type { ClosureView } from '../../../main/contract/view.ts'
import type { BadCaseView, EvaluationTotals } from '../../../main/contract/evaluation.ts'
import { RECTIFYING } from '../../../main/contract/evaluation-levels.ts'
import { EVALUATIONS, WELL_COUNTER } from './specimens.ts'

/** What a test scripts of the operator's side. */
export interface CounterScript {
  operators: readonly string[]
  /** What every PIN but the right one is answered. */
  shut: Exclude<SignInOutcome, { outcome: 'signed-in' }>
  counter: OperatorView
  outboxRows: { readonly waiting: OutboxRowView[]; readonly shelf: OutboxRowView[] }
  evaluations: { readonly totals: EvaluationTotals; readonly cases: BadCaseView[] }
  locked: readonly string[]
  clerks: readonly string[]
  selfTest: SelfTestOutcome
  reprint: OperatorReprintOutcome
  replace: ReplaceOutcome
  report: readonly ReportProgress[]
  powerCycle: PowerCycleOutcome
  changePin: ChangePinOutcome
  probe: readonly ProbeProgress[]
  /** What is wrong with the configuration, so that a restart is refused; null where nothing is. */
  faulty: string | null
}

/** The stand-in's one PIN that is right, for whichever name. */
const RIGHT_PIN = '246813'

export const COUNTER_AS_IT_OPENS: CounterScript = {
  operators: ['王工', '李敏', 'Y 7'],
  shut: { outcome: 'wrong', triesLeft: 4 },
  counter: WELL_COUNTER,
  outboxRows: { waiting: [], shelf: [] },
  evaluations: { totals: EVALUATIONS.totals, cases: EVALUATIONS.cases },
  locked: [],
  clerks: ['2001', '2002'],
  selfTest: { outcome: 'passed' },
  reprint: { outcome: 'reprinting' },
  replace: { outcome: 'printing' },
  report: [{ step: 'composing' }, { step: 'printing', pages: 2 }, { step: 'ended', end: { outcome: 'printed' } }],
  powerCycle: { outcome: 'done' },
  changePin: { outcome: 'changed' },
  probe: [],
  faulty: null,
}

interface CounterParts {
  readonly script: CounterScript
  readonly heard: { readonly reprints: string[] }
  /** Notes the call and does to it what the test scripted: loses it, leaves it without an answer. */
  readonly called: (name: string) => Promise<void>
  /** Resolves at the next change. */
  readonly next: () => Promise<void>
  readonly changed: () => void
  readonly close: (closure: ClosureView | null) => void
}

/** The operator's side of the stand-in terminal. */
export function createCounter({ script, heard, called, next, changed, close }: CounterParts) {
  const { operator } = terminalContract
  const session: { name: string | null } = { name: null }
  async function asked(name: string): Promise<void> {
    await called(`operator.${name}`)
    if (session.name === null) throw new ORPCError('NOT_SIGNED_IN', { defined: true, status: 401 })
  }
  const shows = (change: Partial<OperatorView>) => {
    script.counter = { ...script.counter, ...change }
    changed()
  }
  const signOut = () => {
    session.name = null
    changed()
  }
  /** It waits no more, whatever the answer. */
  const pairingAnswered = (pairing: string) => {
    const { hallPages } = script.counter
    const done = hallPages?.pairings.some((each) => each.pairing === pairing) ?? false
    shows({ hallPages: hallPages && { ...hallPages, pairings: hallPages.pairings.filter((each) => each.pairing !== pairing) } })
    return { done }
  }
  const router = {
    names: operator.names.handler(async () => {
      await called('operator.names')
      return [...script.operators]
    }),
    signIn: operator.signIn.handler(async ({ input }) => {
      await called('operator.signIn')
      if (input.pin !== RIGHT_PIN) return script.shut
      session.name = input.name
      return { outcome: 'signed-in', operator: input.name }
    }),
    signOut: operator.signOut.handler(async () => {
      await called('operator.signOut')
      signOut()
    }),
    touch: operator.touch.handler(() => asked('touch')),
    changePin: operator.changePin.handler(async () => {
      await asked('changePin')
      return script.changePin
    }),
    watch: operator.watch.handler(async function* watch() {
      await asked('watch')
      while (session.name !== null) {
        const change = next()
        yield { ...script.counter, operator: session.name }
        await change
      }
    }),
    outbox: operator.outbox.handler(async () => {
      await asked('outbox')
      return script.outboxRows
    }),
    tryAgain: operator.tryAgain.handler(async ({ input }) => {
      await asked('tryAgain')
      const { waiting, shelf } = script.outboxRows
      const kept = shelf.filter(({ id }) => input.events !== 'all' && !input.events.includes(id))
      const released = shelf.length - kept.length
      const row = (each: OutboxRowView) => ({ ...each, shelfReason: null })
      script.outboxRows = { waiting: [...shelf.filter((each) => !kept.includes(each)).map(row), ...waiting], shelf: kept }
      const { outbox } = script.counter
      shows({ outbox: { ...outbox, waiting: outbox.waiting + released, shelf: outbox.shelf - released } })
      return { released }
    }),
    evaluations: operator.evaluations.handler(async () => {
      await asked('evaluations')
      return script.evaluations
    }),
    rectify: operator.rectify.handler(async ({ input }) => {
      await asked('rectify')
      const { totals, cases } = script.evaluations
      const after = (one: BadCaseView) => {
        const next = RECTIFYING[one.done.length + 1]
        const step = { step: input.step, at: script.counter.now, by: session.name ?? '', note: input.note === '' ? null : input.note }
        return next === undefined ? [] : [{ ...one, next, done: [...one.done, step] }]
      }
      script.evaluations = { totals, cases: cases.flatMap((one) => (one.id === input.case ? after(one) : [one])) }
      shows({ badCases: { ...script.counter.badCases, open: script.evaluations.cases.length } })
      return { outcome: 'recorded' }
    }),
    saveEvaluations: operator.saveEvaluations.handler(async () => {
      await asked('saveEvaluations')
      return { outcome: 'saved', file: '/data/evaluations-2026-11-21.csv' }
    }),
    reprint: operator.reprint.handler(async ({ input }) => {
      heard.reprints.push(input.requestId)
      await asked('reprint')
      if (script.reprint.outcome === 'reprinting') {
        shows({ sheets: script.counter.sheets.filter(({ ticketId }) => ticketId !== input.ticketId) })
      }
      return script.reprint
    }),
    voidSheets: operator.voidSheets.handler(async ({ input }) => {
      await asked('voidSheets')
      const left = script.counter.sheets.filter(({ key }) => !input.keys.includes(key))
      const voided = script.counter.sheets.length - left.length
      shows({ sheets: left })
      return { voided }
    }),
    settleCertificate: operator.settleCertificate.handler(async ({ input: { key, end } }) => {
      await asked('settleCertificate')
      const { certificates } = script.counter
      const spoiled = (row: (typeof certificates)[number]) =>
        end.end === 'spoiled' && row.key === key ? [{ ...row, state: 'spoiled' as const, reason: end.reason }] : []
      shows({ certificates: certificates.flatMap((row) => (row.key === key ? spoiled(row) : [row])) })
      return { settled: certificates.some((row) => row.key === key) }
    }),
    replaceCertificate: operator.replaceCertificate.handler(async ({ input }) => {
      heard.reprints.push(input.requestId)
      await asked('replaceCertificate')
      const { certificates } = script.counter
      if (script.replace.outcome === 'printing') shows({ certificates: certificates.filter(({ copy }) => copy !== input.copy) })
      return script.replace
    }),
    printReport: operator.printReport.handler(async function* printReport() {
      await asked('printReport')
      yield* script.report
      if (script.report.at(-1)?.step !== 'ended') await new Promise(() => {})
    }),
    trayFilled: operator.trayFilled.handler(async ({ input }) => {
      await asked('trayFilled')
      const before = script.counter.tray?.left ?? null
      return { left: !input.added ? input.sheets : before === null ? null : before + input.sheets }
    }),
    paperChanged: operator.paperChanged.handler(async () => {
      await asked('paperChanged')
      const last = script.counter.paper
      return { sheets: last?.sheets ?? 0, usedMm: last?.usedMm ?? 0 }
    }),
    selfTest: operator.selfTest.handler(async () => {
      await asked('selfTest')
      return script.selfTest
    }),
    probe: operator.probe.handler(async function* probe() {
      await asked('probe')
      yield* script.probe
      if (script.probe.at(-1)?.step === 'asking') await new Promise(() => {})
    }),
    powerCycle: operator.powerCycle.handler(async () => {
      await asked('powerCycle')
      return script.powerCycle
    }),
    closeHall: operator.closeHall.handler(async ({ input }) => {
      await asked('closeHall')
      close(input)
      shows({ hours: { ...script.counter.hours, open: false, closure: { ...input, since: script.counter.now, by: session.name ?? '' } } })
    }),
    reopenHall: operator.reopenHall.handler(async () => {
      await asked('reopenHall')
      close(null)
      shows({ hours: { ...script.counter.hours, open: true, closure: null } })
    }),
    lockedOperators: operator.lockedOperators.handler(async () => {
      await asked('lockedOperators')
      return [...script.locked]
    }),
    unlock: operator.unlock.handler(async ({ input }) => {
      await asked('unlock')
      const unlocked = script.locked.includes(input.name)
      script.locked = script.locked.filter((name) => name !== input.name)
      return { unlocked }
    }),
    approvePairing: operator.approvePairing.handler(async ({ input }) => {
      await asked('approvePairing')
      return pairingAnswered(input.pairing)
    }),
    refusePairing: operator.refusePairing.handler(async ({ input }) => {
      await asked('refusePairing')
      return pairingAnswered(input.pairing)
    }),
    revokeDevice: operator.revokeDevice.handler(async ({ input }) => {
      await asked('revokeDevice')
      const { hallPages } = script.counter
      shows({ hallPages: hallPages && { ...hallPages, devices: hallPages.devices.filter(({ device }) => device !== input.device) } })
      return { done: true }
    }),
    clerks: operator.clerks.handler(async () => {
      await asked('clerks')
      return [...script.clerks]
    }),
    addClerk: operator.addClerk.handler(async ({ input }) => {
      await asked('addClerk')
      if (script.clerks.includes(input.name)) return { outcome: 'taken' }
      script.clerks = [...script.clerks, input.name]
      return { outcome: 'added', name: input.name }
    }),
    restart: operator.restart.handler(async () => {
      await asked('restart')
      if (script.faulty === null) return
      throw new ORPCError('FAULTY_CONFIGURATION', { defined: true, status: 409, data: { line: script.faulty } })
    }),
    stop: operator.stop.handler(() => asked('stop')),
  }
  return { router, signOut }
}
