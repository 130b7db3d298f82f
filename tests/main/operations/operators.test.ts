import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../main/ledger/database.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { inspectLedger } from '../../../main/ledger/inspection.ts'
import { openOperators } from '../../../main/operations/ledger-operators.ts'
import type { Operators } from '../../../main/operations/operators.ts'
import { bytesOf, dataFolder, KEY, open, TEN_O_CLOCK, UNDO_DELIVERY } from '../ledger/fixture.ts'
import { answerOf, CHEAP, INSTALLER, LOCKED, RIGHT, staffSuite, wrong, WRONG } from './staff-suite.ts'

const HOUR = 3_600_000

/** A machine with its uptime, its wall clock, and the terminal that runs on it. */
async function machine() {
  const folder = await dataFolder()
  let up = 50_000
  let wall = TEN_O_CLOCK.getTime()
  let ledger: Ledger
  let operators: Operators
  async function start() {
    ledger = await open(folder, () => new Date(wall))
    operators = await openOperators({ ledger, key: KEY, now: () => new Date(wall), uptime: () => up, cost: CHEAP })
  }
  await start()
  const it = {
    folder,
    get ledger() {
      return ledger
    },
    get operators() {
      return operators
    },
    get uptime() {
      return up
    },
    passes(milliseconds: number) {
      up += milliseconds
      wall += milliseconds
    },
    setClock(milliseconds: number) {
      wall += milliseconds
    },
    async restart(uptime: number | null = null) {
      await ledger.close()
      if (uptime !== null) up = uptime
      await start()
    },
    async tries(pin: string, times: number, name = '王工') {
      const answers = []
      for (let turn = 0; turn < times; turn++) answers.push(answerOf(await operators.signIn(name, pin)))
      return answers
    },
    /** As many wrong ones, each wait sat out. */
    async wrongInAll(times: number, name = '王工') {
      for (let turn = 0; turn < times; turn++) {
        await operators.signIn(name, WRONG)
        it.passes(3 * HOUR)
      }
    },
    async events() {
      return await ledger.read<{ actor: string; event: string }>(
        "SELECT actor, event FROM audit WHERE event LIKE 'operator.%' ORDER BY seq",
      )
    },
  }
  return it
}

async function staffed() {
  const it = await machine()
  await it.operators.add('王工', RIGHT, 'operator', INSTALLER)
  await it.operators.add('李工', '739164', 'operator', INSTALLER)
  return it
}

const waiting = (seconds: number) => ({ kind: 'waiting', seconds })

staffSuite(async () => {
  const it = await machine()
  return {
    operators: it.operators,
    another: () => openOperators({ ledger: it.ledger, key: KEY, now: () => TEN_O_CLOCK, uptime: () => it.uptime, cost: CHEAP }),
    passes: async (milliseconds) => it.passes(milliseconds),
    events: () => it.ledger.read("SELECT actor, event FROM audit WHERE event LIKE 'operator.%' OR event LIKE 'clerk.%' OR event LIKE 'manager.%' ORDER BY seq"),
    page: () => Promise.resolve(randomUUID()),
    close: () => it.ledger.close(),
  }
})

describe('an operator', () => {
  test('vouches for somebody with the own PIN, which is counted as at the door', async () => {
    const it = await staffed()
    expect(await it.operators.vouch('王工', RIGHT, 'session 1')).toMatchObject({ ok: true, value: { name: '王工' } })
    const told = await it.ledger.read<{ actor: string; payload: string }>("SELECT actor, payload FROM audit WHERE event = 'operator.vouched'")
    expect(told.map(({ actor, payload }) => ({ actor, session: (JSON.parse(payload) as { session: string }).session }))).toEqual([
      { actor: 'operator:王工', session: 'session 1' },
    ])
    for (let turn = 0; turn < 4; turn++) await it.operators.vouch('王工', WRONG, 'session 1')
    expect(answerOf(await it.operators.vouch('王工', WRONG, 'session 1'))).toEqual(waiting(15))
    expect(answerOf(await it.operators.signIn('王工', RIGHT))).toEqual(waiting(15))
    expect((await it.events()).filter(({ event }) => event === 'operator.vouched')).toHaveLength(1)
  })

  test('wrong PINs at a window lock out there and everywhere', async () => {
    const it = await staffed()
    for (let turn = 0; turn < 5; turn++) await it.operators.signInAtWindow('王工', WRONG, { device: 'page', window: '3' }, '2026-11-22')
    expect(answerOf(await it.operators.signIn('王工', RIGHT))).toEqual(waiting(15))
  })

  test('is there by nobody’s default: a new terminal has none', async () => {
    const it = await machine()
    expect(await it.operators.list()).toEqual([])
    expect(answerOf(await it.operators.signIn('admin', '000000'))).toEqual(wrong(4))
  })

  test('waits 15 s after the fifth wrong PIN, twice as long after each further one, and is locked after the fifteenth', async () => {
    const it = await staffed()
    expect(await it.tries(WRONG, 4)).toEqual([wrong(4), wrong(3), wrong(2), wrong(1)])
    for (let nth = 5; nth < 15; nth++) {
      const seconds = 15 * 2 ** (nth - 5)
      expect(await it.tries(WRONG, 1)).toEqual([waiting(seconds)])
      it.passes(seconds * 1000 - 1)
      expect(await it.tries(RIGHT, 1)).toEqual([waiting(1)])
      it.passes(1)
    }
    expect(await it.tries(WRONG, 1)).toEqual([LOCKED])
    it.passes(1000 * HOUR)
    expect(await it.tries(RIGHT, 2)).toEqual([LOCKED, LOCKED])
    expect(answerOf(await it.operators.signIn('李工', '739164'))).toBe('in')
  })

  test('who gets it right after a wait begins anew', async () => {
    const it = await staffed()
    await it.tries(WRONG, 5)
    it.passes(15_000)
    expect(await it.tries(RIGHT, 1)).toEqual(['in'])
    expect(await it.tries(WRONG, 5)).toEqual([wrong(4), wrong(3), wrong(2), wrong(1), waiting(15)])
  })

  test('does not get past five tries by making them all at once, the right one among them or not', async () => {
    const it = await staffed()
    const pins = [...Array<string>(9).fill(WRONG), RIGHT]
    const answers = await Promise.all(pins.map((pin) => it.operators.signIn('王工', pin)))
    expect(answers.map(answerOf)).toEqual([wrong(4), wrong(3), wrong(2), wrong(1), ...Array<object>(6).fill(waiting(15))])
  })

  test('is not let in by a PIN that was changed while it was looked at', async () => {
    const it = await staffed()
    const changed: Promise<void>[] = []
    const key = {
      derive(purpose: Parameters<typeof KEY.derive>[0]) {
        // stands in the ledger's queue before the try that is being hashed
        const theOthers = "(SELECT salt, pin_hash FROM operator WHERE name = '李工')"
        const change = `UPDATE operator SET (salt, pin_hash) = ${theOthers} WHERE name = '王工'`
        if (purpose === 'operator-pin') changed.push(it.ledger.transact((tx) => tx.write(change)))
        return KEY.derive(purpose)
      },
    }
    const operators = await openOperators({ ledger: it.ledger, key, now: () => TEN_O_CLOCK, uptime: () => 50_000, cost: CHEAP })
    expect(answerOf(await operators.signIn('王工', RIGHT))).toEqual(wrong(4))
    expect(changed).toHaveLength(1)
    expect(answerOf(await operators.signIn('王工', '739164'))).toBe('in')
  })

  test('who is removed cannot sign in, and nor can a try that was under way', async () => {
    const it = await staffed()
    const [tried] = await Promise.all([it.operators.signIn('王工', RIGHT), it.operators.remove('王工', INSTALLER)])
    expect(answerOf(tried)).toEqual(wrong(4))
    expect(await it.tries(RIGHT, 1)).toEqual([wrong(3)])
    expect((await it.operators.list()).map(({ name }) => name)).toEqual(['李工'])
    expect(await it.operators.remove('王工', INSTALLER)).toMatchObject({ fault: { kind: 'unknown' } })
    expect(await it.operators.unlock('王工', INSTALLER)).toMatchObject({ fault: { kind: 'unknown' } })
  })

})

describe('a name that nobody has', () => {
  test('is answered as one with a wrong PIN, to the lock', async () => {
    const it = await staffed()
    const answers = async (name: string) => {
      const all: unknown[] = []
      for (let turn = 0; turn < 40; turn++) {
        all.push(answerOf(await it.operators.signIn(name, WRONG)))
        if (turn % 2 === 0) it.passes(3 * HOUR)
        if (turn === 9) await it.restart()
      }
      return all
    }
    expect(await answers('nobody')).toEqual(await answers('王工'))
  })

  test('costs one hash as well, and within a wait none', async () => {
    const it = await machine()
    const seen: string[] = []
    const key = { derive: (purpose: Parameters<typeof KEY.derive>[0]) => (seen.push(purpose), KEY.derive(purpose)) }
    const operators = await openOperators({ ledger: it.ledger, key, now: () => TEN_O_CLOCK, uptime: () => 0, cost: CHEAP })
    await operators.add('王工', RIGHT, 'operator', INSTALLER)
    const hashes = async (name: string) => {
      seen.length = 0
      await operators.signIn(name, WRONG)
      return seen.filter((purpose) => purpose === 'operator-pin').length
    }
    expect([await hashes('王工'), await hashes('nobody')]).toEqual([1, 1])
    for (const name of ['王工', 'nobody']) for (let turn = 0; turn < 4; turn++) await operators.signIn(name, WRONG)
    expect([await hashes('王工'), await hashes('nobody')]).toEqual([0, 0])
  })

  test('fills no disk and is not kept, however many are tried', async () => {
    const it = await staffed()
    for (let turn = 0; turn < 60; turn++) await it.operators.signIn(`stranger-${turn}`, WRONG)
    await it.ledger.close()
    for (const bytes of (await bytesOf(it.folder)).values()) expect(bytes.includes('stranger-')).toBe(false)
  })
})

describe('a terminal from before there were operators', () => {
  test('takes them in, with its tickets and its log as they were', async () => {
    const it = await machine()
    await it.ledger.recordAgreement({ session: 's', version: 1 })
    const before = await it.ledger.read('SELECT * FROM audit ORDER BY seq')
    await it.ledger.close()
    const older = await openDatabase(it.ledger.file, 'read-write')
    await older.exec(`${UNDO_DELIVERY} DROP TABLE paper_roll; DROP TABLE device_fault; DROP TABLE closure; DROP INDEX sheet_undecided;
      ALTER TABLE sheet DROP COLUMN length_mm; ALTER TABLE sheet DROP COLUMN decision;
      ALTER TABLE sheet DROP COLUMN decided_by; ALTER TABLE sheet DROP COLUMN decided_at;
      DROP TABLE operator; DROP TABLE operator_stranger; PRAGMA user_version = 2`)
    await older.close()
    await it.restart()
    expect((await it.ledger.read('SELECT * FROM audit ORDER BY seq')).slice(0, before.length)).toEqual(before)
    expect((await it.operators.add('王工', RIGHT, 'operator', INSTALLER)).ok).toBe(true)
    expect(await it.tries(RIGHT, 1)).toEqual(['in'])
  })
})

describe('a wait', () => {
  test('goes on through a restart of the terminal', async () => {
    const it = await staffed()
    await it.tries(WRONG, 5)
    it.passes(5000)
    await it.restart()
    expect(await it.tries(RIGHT, 1)).toEqual([waiting(10)])
    expect((await it.operators.list()).find(({ name }) => name === '王工')?.gate).toEqual(waiting(10))
    it.passes(10_000)
    expect(await it.tries(RIGHT, 1)).toEqual(['in'])
  })

  test('ends no sooner by a clock set ahead, while the terminal runs or across a restart', async () => {
    const it = await staffed()
    await it.tries(WRONG, 5)
    it.setClock(400 * 24 * HOUR)
    expect(await it.tries(RIGHT, 1)).toEqual([waiting(15)])
    await it.restart()
    expect(await it.tries(RIGHT, 1)).toEqual([waiting(15)])
    it.setClock(-800 * 24 * HOUR)
    it.passes(15_000)
    expect(await it.tries(RIGHT, 1)).toEqual(['in'])
  })

  test('begins again when the machine was started anew, whatever the clock says, and is then over in its own time', async () => {
    const it = await staffed()
    await it.tries(WRONG, 5)
    it.passes(14_000)
    it.setClock(HOUR)
    await it.restart(20_000)
    expect(await it.tries(RIGHT, 1)).toEqual([waiting(15)])
    it.passes(15_000)
    expect(await it.tries(RIGHT, 1)).toEqual(['in'])
  })

  test('of a lock has no end by restarts either', async () => {
    const it = await staffed()
    await it.wrongInAll(15)
    for (const uptime of [null, 0, 10_000_000]) {
      await it.restart(uptime)
      expect(await it.tries(RIGHT, 1)).toEqual([LOCKED])
    }
  })
})

/** What may happen in front of the screen and behind the case. */
const happenings = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({ kind: 'wrong' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'right' as const }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('passes' as const), ms: fc.oneof(fc.nat(20_000), fc.nat(3 * HOUR)) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock' as const), ms: fc.integer({ min: -HOUR, max: 1000 * HOUR }) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reboot' as const), up: fc.nat(200_000) }) },
  ),
  { maxLength: 60 },
)

describe('whatever is tried, and whatever happens between', () => {
  test('no PIN is looked at within a wait or behind a lock, nothing unlocks by itself, and the log is whole', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (sequence) => {
        const it = await staffed()
        let failures = 0
        /** Real time that has passed since the last wrong one; what a reboot took counts as none. */
        let since = 0
        const mustWait = () => (failures < 5 ? 0 : 15_000 * 2 ** (failures - 5))
        for (const happening of sequence) {
          if (happening.kind === 'passes') {
            it.passes(happening.ms)
            since += happening.ms
          } else if (happening.kind === 'clock') it.setClock(happening.ms)
          else if (happening.kind === 'restart') await it.restart()
          else if (happening.kind === 'reboot') {
            await it.restart(happening.up)
            // up to then the machine has run, and may be believed
            since += happening.up
          } else {
            const [answer] = await it.tries(happening.kind === 'right' ? RIGHT : WRONG, 1)
            if (failures >= 15) expect(answer).toEqual(LOCKED)
            else if (since < mustWait()) expect(answer).toMatchObject({ kind: 'waiting' })
            else if (typeof answer === 'object' && answer.kind === 'waiting' && happening.kind === 'right') continue // a reboot lengthened it
            else if (happening.kind === 'right') {
              expect(answer).toBe('in')
              failures = 0
            } else if ((await failuresOf(it.ledger)) > failures) {
              failures += 1
              since = 0
              if (failures < 5) expect(answer).toEqual(wrong(5 - failures))
              else expect(answer).toEqual(failures < 15 ? waiting(mustWait() / 1000) : LOCKED)
            } else expect(answer).toMatchObject({ kind: 'waiting' })
            expect(await failuresOf(it.ledger)).toBe(failures)
          }
        }
        await it.ledger.close()
        expect((await inspectLedger(it.ledger.file, KEY)).ok).toBe(true)
      }),
    )
  }, 600_000)

  async function failuresOf(ledger: Ledger): Promise<number> {
    const [row] = await ledger.read<{ failures: number }>("SELECT failures FROM operator WHERE name = '王工'")
    return row?.failures ?? -1
  }
})

describe('the audit log', () => {
  test('tells every act with who did it, and no PIN is anywhere in the ledger', async () => {
    const it = await staffed()
    await it.operators.signIn('王工', RIGHT)
    await it.operators.changePin('王工', RIGHT, '558213')
    await it.operators.signIn('王工', WRONG)
    await it.operators.signIn('739165', WRONG)
    for (let turn = 0; turn < 14; turn++) {
      it.passes(3 * HOUR)
      await it.operators.signIn('王工', WRONG)
    }
    await it.operators.signIn('王工', WRONG)
    await it.operators.unlock('王工', { kind: 'operator', name: '李工' })
    await it.operators.remove('王工', INSTALLER)
    expect((await it.events()).map(({ actor, event }) => `${actor} ${event}`)).toEqual([
      'command-line operator.added',
      'command-line operator.added',
      'operator:王工 operator.signed-in',
      'operator:王工 operator.pin-changed',
      'operator:王工 operator.wrong-pin',
      'terminal operator.unknown-name',
      ...Array<string>(14).fill('operator:王工 operator.wrong-pin'),
      'terminal operator.locked',
      'operator:李工 operator.unlocked',
      'command-line operator.removed',
    ])
    await it.ledger.close()
    expect((await inspectLedger(it.ledger.file, KEY)).ok).toBe(true)
    for (const bytes of (await bytesOf(it.folder)).values()) {
      for (const pin of [RIGHT, WRONG, '558213', '739164', '739165']) expect(bytes.includes(pin)).toBe(false)
    }
  })
})
