import { call } from '@orpc/server'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { Verdict } from '../../../../main/contract/evaluation.ts'
import { LEVELS, REASONS } from '../../../../main/contract/evaluation-levels.ts'
import type { PrintingView } from '../../../../main/contract/view.ts'
import type { Ledger } from '../../../../main/ledger/ledger.ts'
import { evaluationProcedures } from '../../../../main/queue/evaluation/procedures.ts'
import type { Ticket } from '../../../../main/queue/queue.ts'
import { createSessions, type Session, type Sessions } from '../../../../main/session/sessions.ts'
import { dataFolder, open } from '../../ledger/fixture.ts'
import { queueOn, request } from '../fixture.ts'
import { evaluationsOn, verdict } from './fixture.ts'

describe('an evaluation is one', () => {
  test.each(LEVELS.map((level) => ({ level })))('of level $level with any of its own eight reasons, each once, and none of another’s', ({ level }) => {
    const own = [...REASONS[level]]
    expect(own).toHaveLength(8)
    expect(own.every((code) => code.startsWith(String(level)))).toBe(true)
    expect(Verdict.safeParse(verdict(level, { reasons: own })).success).toBe(true)
    expect(Verdict.safeParse(verdict(level, { reasons: [own[0] ?? '510', own[0] ?? '510'] })).success).toBe(false)
    const other = REASONS[level === 5 ? 1 : 5][0]
    expect(Verdict.safeParse(verdict(level, { reasons: [other] })).success).toBe(false)
  })

  test('with at most 150 characters, of which a rare hanzi is one', () => {
    expect(Verdict.safeParse(verdict(3, { words: '𠮷'.repeat(150) })).success).toBe(true)
    expect(Verdict.safeParse(verdict(3, { words: '字'.repeat(151) })).success).toBe(false)
    expect(Verdict.safeParse({ ...verdict(3), level: null }).success).toBe(false)
    expect(Verdict.safeParse({ ...verdict(3), level: 6 }).success).toBe(false)
  })
})

describe('at the terminal', () => {
  let ledger: Ledger
  let sessions: Sessions
  let session: Session
  let evaluation: ReturnType<typeof evaluationProcedures>
  beforeEach(async () => {
    ledger = await open(await dataFolder())
    sessions = createSessions({ policy: () => ({ idleSeconds: 60, warningSeconds: 30 }), onChange: () => undefined, onEnd: () => undefined })
    onTestFinished(() => sessions.end('terminal-ends'))
    session = sessions.open()
    evaluation = evaluationProcedures({ ledger, sessions, evaluations: evaluationsOn(ledger) })
  })

  const give = (matter: 'certificate' | 'filing' | 'ticket', requestId: string = randomUUID(), level: Verdict['level'] = 4) =>
    call(evaluation.procedures.give, { requestId, matter, verdict: verdict(level) })
  const kept = () => ledger.read<{ readonly subject: string; readonly service: string }>('SELECT subject, service FROM evaluation ORDER BY rowid')

  test('nothing is evaluated that this session has not done', async () => {
    for (const [matter, needs] of [['certificate', 'own-certificate'], ['filing', 'own-filing'], ['ticket', 'own-ticket']] as const) {
      await expect(give(matter)).rejects.toMatchObject({ data: { needs } })
    }
    sessions.end('done')
    await expect(give('ticket')).rejects.toMatchObject({ data: { needs: 'session' } })
    expect(await kept()).toEqual([])
  })

  test('the holder of a served ticket evaluates it, adds to it once, and the next session knows nothing of it', async () => {
    const taken = await queueOn(ledger).takeNumber(request('first'))
    assert(taken.outcome === 'issued')
    const served: Ticket = { ...taken.ticket, status: 'done' }
    expect(await evaluation.offered(session, taken.ticket)).toBeNull()
    await expect(give('ticket')).rejects.toMatchObject({ data: { needs: 'own-ticket' } })
    expect(await evaluation.offered(session, served)).toBe('first')
    const requestId = randomUUID()
    expect(await Promise.all([give('ticket', requestId), give('ticket', requestId)])).toEqual([{ outcome: 'given', bad: null }, { outcome: 'given', bad: null }])
    expect(await evaluation.offered(session, served)).toBe('append')
    await give('ticket')
    expect(await evaluation.offered(session, served)).toBeNull()
    expect(await kept()).toEqual(Array.from({ length: 2 }, () => ({ subject: served.ticketId, service: 'A' })))
    sessions.end('done')
    sessions.open()
    await expect(give('ticket')).rejects.toMatchObject({ data: { needs: 'own-ticket' } })
  })

  test('what was printed is evaluated once it came out, a guide never, and once for all its copies', async () => {
    await ledger.transact(async (tx) => {
      const key = await ledger.envelopes.dataKey(tx, 'certificate', '2026-11')
      for (const place of [1, 2]) {
        tx.write(
          `INSERT INTO certificate_copy (copy_key, request_id, place, business_day, certificate_id, kind, title, intended_at, suite, key_id, person_number)
           VALUES (?, 'wish', ?, '2026-11-22', 'c', 'insurance', '参保缴费证明', '2026-11-22', 1, ?, x'00')`,
          [`copy-${place}`, place, key.id],
        )
      }
    })
    const prints = (requestId: string, state: 'printing' | 'printed') => {
      const view: PrintingView = { requestId, copies: [{ state, pages: 1 }], paper: 'lies' }
      session.printing = { view, moving: false, taken: () => Promise.resolve(), abandoned: () => undefined }
    }
    prints('wish', 'printing')
    await expect(give('certificate')).rejects.toMatchObject({ data: { needs: 'own-certificate' } })
    prints('a guide', 'printed')
    await expect(give('certificate')).rejects.toMatchObject({ data: { needs: 'own-certificate' } })
    prints('wish', 'printed')
    expect(await give('certificate')).toEqual({ outcome: 'given', bad: null })
    expect(await give('certificate')).toEqual({ outcome: 'already' })
    expect(await kept()).toEqual([{ subject: 'copy-1', service: 'insurance' }])
  })

  test('an application that was handed in is evaluated by the number of its receipt', async () => {
    await ledger.transact((tx) => {
      tx.write("INSERT INTO filing_key (key_id, draft_id, suite, made_at) VALUES ('k', 'd', 1, '2026-11-22')")
      tx.write(
        `INSERT INTO filing (filing_id, request_id, draft_id, key_id, business_day, receipt, task_code, task_version, filed_at)
         VALUES ('f', 'r', 'd', 'k', '2026-11-22', 'R1', '11530323', 1, '2026-11-22')`,
      )
    })
    session.filing = { receipt: 'R1', delivery: 'saved', paper: null }
    expect(await give('filing', randomUUID(), 2)).toMatchObject({ outcome: 'given', bad: { by: '2026-12-14' } })
    expect(await kept()).toEqual([{ subject: 'R1', service: '11530323' }])
  })
})
