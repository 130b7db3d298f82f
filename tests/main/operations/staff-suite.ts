import { describe, expect, onTestFinished, test } from 'vitest'
import { OPERATORS_SCREEN, type Authority, type Operators } from '../../../main/operations/operators.ts'
import type { StaffSeat } from '../../../main/operations/sign-ins.ts'

/** Staff in one of the two engines. */
export interface StaffEngine {
  readonly operators: Operators
  /** Another way in to the same staff, as of a second server. */
  another(): Promise<Operators>
  /** Lets time pass for waits. */
  passes(milliseconds: number): Promise<void>
  events(): Promise<readonly { readonly actor: string; readonly event: string }[]>
  /** A page of the hall that has been let in, by the id of its enrolment. */
  page(window: string | null): Promise<string>
  close(): Promise<void>
}

export const CHEAP = { N: 16, r: 1, p: 1 }
export const RIGHT = '402917'
export const WRONG = '402918'
export const INSTALLER: Authority = { kind: 'command-line' }
const HOUR = 3_600_000
const TODAY = '2026-11-23'

type Answered = Awaited<ReturnType<Operators['signIn']>>
export const answerOf = (answer: Answered) => (answer.ok ? 'in' : answer.fault)
export const wrong = (triesLeft: number) => ({ kind: 'wrong', triesLeft })
const WAITING = { kind: 'waiting' }
export const LOCKED = { kind: 'locked' }

/** What staff are to whoever signs in, whatever keeps them. */
export function staffSuite(openEngine: () => Promise<StaffEngine>): void {
  async function staffed() {
    const engine = await openEngine()
    onTestFinished(() => engine.close())
    const { operators } = engine
    await operators.add('王工', RIGHT, 'operator', INSTALLER)
    await operators.add('李工', '739164', 'operator', INSTALLER)
    const page = await engine.page('3')
    const seat = { device: page, window: '3' }
    return {
      ...engine,
      seat,
      atWindow: (name: string, pin: string, at = seat) => operators.signInAtWindow(name, pin, at, TODAY),
      /** Whoever is signed in there today. */
      async who(at: StaffSeat) {
        return (await operators.signedInAt(at, TODAY))?.name ?? null
      },
      tries: async (pin: string, name = '王工') => answerOf(await operators.signIn(name, pin)),
      /** As many wrong ones, each wait sat out. */
      async wrongInAll(times: number, name = '王工') {
        for (let turn = 0; turn < times; turn++) {
          await operators.signIn(name, WRONG)
          await engine.passes(3 * HOUR)
        }
      },
    }
  }

  describe('one of the staff', () => {
    test('signs in with the own PIN, and with nobody else’s', async () => {
      const it = await staffed()
      expect(await it.operators.signIn('王工', RIGHT)).toMatchObject({ ok: true, value: { name: '王工' } })
      expect(await it.tries(RIGHT, ' 王工 ')).toBe('in')
      expect(await it.tries(RIGHT, '李工')).toEqual(wrong(4))
      expect(await it.tries(RIGHT, 'nobody')).toEqual(wrong(4))
      expect((await it.operators.list()).map(({ name }) => name)).toEqual(['李工', '王工'].toSorted())
    })

    test('who is a clerk signs in at windows and vouches, and is nobody at the operator’s screen', async () => {
      const it = await staffed()
      await it.operators.add('赵敏', '582047', 'clerk', INSTALLER)
      expect(await it.tries('582047', '赵敏')).toEqual(wrong(4))
      expect(await it.atWindow('赵敏', '582047')).toMatchObject({ ok: true, value: { name: '赵敏', role: 'clerk' } })
      expect((await it.operators.vouch('赵敏', '582047', 'session 1')).ok).toBe(true)
      expect(await it.operators.changePin('赵敏', '582047', '693158')).toMatchObject({ fault: wrong(3) })
      expect((await it.atWindow('王工', RIGHT)).ok).toBe(true)
      expect((await it.events()).filter(({ actor }) => actor.startsWith('clerk:'))).toEqual([
        { actor: 'clerk:赵敏', event: 'clerk.signed-in' },
        { actor: 'clerk:赵敏', event: 'operator.vouched' },
        { actor: 'clerk:王工', event: 'clerk.signed-in' },
      ])
    })

    test('waits after the fifth wrong PIN, right or wrong, begins anew after a right one, and is locked after the fifteenth', async () => {
      const it = await staffed()
      for (let left = 4; left > 0; left--) expect(await it.tries(WRONG)).toEqual(wrong(left))
      expect(await it.tries(WRONG)).toMatchObject(WAITING)
      await it.passes(15_000)
      expect(await it.tries(RIGHT)).toBe('in')
      await it.wrongInAll(14)
      expect(await it.tries(WRONG)).toEqual(LOCKED)
      await it.passes(1000 * HOUR)
      expect(await it.tries(RIGHT)).toEqual(LOCKED)
      expect(await it.tries('739164', '李工')).toBe('in')
    })

    test('gets no further by trying at once, at two ways in: each try is counted, and none is looked at within a wait', async () => {
      const it = await staffed()
      const other = await it.another()
      await it.wrongInAll(9)
      // the tenth costs eight minutes: nobody waits for that here
      const pins = [...Array<string>(5).fill(WRONG), RIGHT]
      const first = await it.tries(WRONG)
      const answers = await Promise.all(pins.map((pin, index) => (index % 2 === 0 ? it.operators : other).signIn('王工', pin)))
      expect([first, ...answers.map(answerOf)]).toEqual(Array.from({ length: 7 }, () => expect.objectContaining(WAITING) as unknown))
      await it.passes(3 * HOUR)
      const both = await Promise.all([it.operators, other].map((way) => way.signIn('王工', WRONG)))
      expect(both.map(answerOf)).toEqual([expect.objectContaining(WAITING), expect.objectContaining(WAITING)])
      expect((await it.events()).filter(({ event }) => event === 'operator.wrong-pin')).toHaveLength(11)
    })

    test('is unlocked by another or by the command line, never by himself', async () => {
      const it = await staffed()
      for (const by of [INSTALLER, { kind: 'operator', name: '李工' } as const]) {
        await it.wrongInAll(15)
        expect(await it.operators.unlock('王工', { kind: 'operator', name: '王工' })).toMatchObject({ fault: { kind: 'own-lock' } })
        expect(await it.tries(RIGHT)).toEqual(LOCKED)
        expect((await it.operators.unlock('王工', by)).ok).toBe(true)
        expect(await it.tries(RIGHT)).toBe('in')
      }
    })

    test('changes the PIN with the one so far; a wrong one counts as a try', async () => {
      const it = await staffed()
      expect(await it.operators.changePin('王工', WRONG, '558213')).toMatchObject({ fault: wrong(4) })
      expect(await it.operators.changePin('王工', RIGHT, '111111')).toMatchObject({ fault: { kind: 'one-digit' } })
      expect(await it.tries(WRONG)).toEqual(wrong(3))
      expect((await it.operators.changePin('王工', RIGHT, '558213')).ok).toBe(true)
      expect(await it.tries(RIGHT)).toEqual(wrong(4))
      expect(await it.tries('558213')).toBe('in')
    })

    test('changes the PIN at a window, who is a clerk too; tries and rules are those of the sign-in', async () => {
      const it = await staffed()
      await it.operators.add('赵敏', '582047', 'clerk', INSTALLER)
      const change = (pin: string, next: string, name = '赵敏') => it.operators.changePinAtWindow(name, pin, next, it.seat)
      expect(await it.atWindow('赵敏', WRONG)).toMatchObject({ fault: wrong(4) })
      expect(await change(WRONG, '693158')).toMatchObject({ fault: wrong(3) })
      expect(await change('582047', '234567')).toMatchObject({ fault: { kind: 'run' } })
      for (const left of [2, 1]) expect(await change(WRONG, '693158')).toMatchObject({ fault: wrong(left) })
      expect(await change(WRONG, '693158')).toMatchObject({ fault: WAITING })
      expect(await change('582047', '693158')).toMatchObject({ fault: WAITING })
      await it.passes(15_000)
      expect(await change('582047', '693158')).toMatchObject({ ok: true, value: { name: '赵敏', role: 'clerk' } })
      expect(await it.atWindow('赵敏', '582047')).toMatchObject({ fault: wrong(4) })
      expect((await it.atWindow('赵敏', '693158')).ok).toBe(true)
      expect((await change(RIGHT, '558213', '王工')).ok).toBe(true)
      expect(await it.tries('558213')).toBe('in')
      expect((await it.events()).filter(({ event }) => event === 'clerk.pin-changed').map(({ actor }) => actor)).toEqual(['clerk:赵敏', 'clerk:王工'])
    })

    test('who is removed is nobody any more', async () => {
      const it = await staffed()
      expect((await it.operators.remove('王工', INSTALLER)).ok).toBe(true)
      expect(await it.tries(RIGHT)).toEqual(wrong(4))
      expect((await it.operators.list()).map(({ name }) => name)).toEqual(['李工'])
      expect(await it.operators.remove('王工', INSTALLER)).toMatchObject({ fault: { kind: 'unknown' } })
      expect(await it.operators.unlock('王工', INSTALLER)).toMatchObject({ fault: { kind: 'unknown' } })
    })

    test('has a name that no other has, short, and no ID number', async () => {
      const it = await staffed()
      const refused = async (name: string) => await it.operators.add(name, RIGHT, 'operator', INSTALLER)
      expect(await refused('王工')).toMatchObject({ fault: { kind: 'taken' } })
      for (const name of ['', '  ', 'x'.repeat(33), 'a\nb', '\u202eb', '123456789012345']) {
        expect(await refused(name)).toMatchObject({ fault: { kind: 'bad-name' } })
      }
      expect(await it.operators.add('Zoe\u0301', RIGHT, 'operator', INSTALLER)).toMatchObject({ value: { name: 'Zo\u00e9' } })
      const other = await it.another()
      const both = await Promise.all([it.operators, other].map((way) => way.add('新来的', RIGHT, 'clerk', INSTALLER)))
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    })
  })

  describe('a sign-in at a page of the hall', () => {
    const CLERK = '582047'
    async function withClerk() {
      const it = await staffed()
      await it.operators.add('赵敏', CLERK, 'clerk', INSTALLER)
      await it.operators.add('主任', '306152', 'manager', INSTALLER)
      const other = { device: await it.page('5'), window: '5' }
      const desk = { device: await it.page(null), window: null }
      const putOut: (readonly [string, string | null])[] = []
      it.operators.onPutOut((name, but) => putOut.push([name, but]))
      return { ...it, other, desk, putOut }
    }

    test('is of that page and that day, until it signs out', async () => {
      const it = await withClerk()
      expect(await it.who(it.seat)).toBeNull()
      expect(await it.atWindow('赵敏', WRONG)).toMatchObject({ fault: wrong(4) })
      expect(await it.who(it.seat)).toBeNull()
      await it.atWindow('赵敏', CLERK)
      await it.atWindow('王工', RIGHT, it.other)
      expect([await it.who(it.seat), await it.who(it.other), await it.who({ ...it.seat, window: '4' })]).toEqual(['赵敏', '王工', null])
      expect(await it.operators.signedInAt(it.seat, '2026-11-24')).toBeNull()
      const all = await it.operators.signedIn(TODAY)
      expect(new Map(all.map(({ window, operator }) => [window, operator.name]))).toEqual(new Map([['3', '赵敏'], ['5', '王工']]))
      expect(all.every(({ since }) => since instanceof Date)).toBe(true)
      expect(await it.operators.signedIn('2026-11-24')).toEqual([])
      await it.operators.signOut(it.seat.device)
      await it.operators.signOut(it.seat.device)
      expect([await it.who(it.seat), await it.who(it.other)]).toEqual([null, '王工'])
      expect((await it.events()).filter(({ event }) => event === 'clerk.signed-out')).toEqual([{ actor: 'clerk:赵敏', event: 'clerk.signed-out' }])
    })

    test('ends the one before at that page, and that at another page of the window', async () => {
      const it = await withClerk()
      await it.atWindow('赵敏', CLERK)
      await it.atWindow('王工', RIGHT)
      expect(await it.who(it.seat)).toBe('王工')
      const second = { device: await it.page('3'), window: '3' }
      await it.atWindow('赵敏', CLERK, second)
      expect([await it.who(it.seat), await it.who(second)]).toEqual([null, '赵敏'])
    })

    test('at a manager’s desk is for managers alone: anybody else is answered as a name nobody has', async () => {
      const it = await withClerk()
      const { device } = it.desk
      for (const [name, pin] of [['赵敏', CLERK], ['王工', RIGHT], ['王二', RIGHT]] as const) {
        expect(await it.operators.signInAtDesk(name, pin, device, TODAY)).toMatchObject({ fault: { kind: 'wrong' } })
      }
      expect(await it.who(it.desk)).toBeNull()
      expect(await it.operators.signInAtDesk('主任', '306152', device, TODAY)).toMatchObject({ value: { name: '主任', role: 'manager' } })
      expect(await it.who(it.desk)).toBe('主任')
      expect(await it.who({ ...it.desk, window: '3' })).toBeNull()
      await it.operators.signOut(device)
      const told = (await it.events()).filter(({ event }) => event.startsWith('manager.'))
      expect(told).toEqual([{ actor: 'operator:主任', event: 'manager.signed-in' }, { actor: 'operator:主任', event: 'manager.signed-out' }])
    })

    test('ends when the PIN is changed elsewhere, and stays where it was changed', async () => {
      const it = await withClerk()
      await it.atWindow('赵敏', CLERK)
      await it.atWindow('赵敏', CLERK, it.other)
      expect((await it.operators.changePinAtWindow('赵敏', CLERK, '693158', it.other)).ok).toBe(true)
      expect([await it.who(it.seat), await it.who(it.other)]).toEqual([null, '赵敏'])
      await it.atWindow('王工', RIGHT)
      expect(await it.operators.changePin('王工', WRONG, '558213')).toMatchObject({ fault: wrong(4) })
      expect(await it.who(it.seat)).toBe('王工')
      expect((await it.operators.changePin('王工', RIGHT, '558213')).ok).toBe(true)
      expect([await it.who(it.seat), await it.who(it.other)]).toEqual([null, '赵敏'])
      expect(it.putOut).toEqual([['赵敏', it.other.device], ['王工', OPERATORS_SCREEN]])
    })

    test('ends when whose it is has been removed, also if one of that name is added anew, or is locked by the fifteenth wrong PIN', async () => {
      const it = await withClerk()
      await it.atWindow('赵敏', CLERK)
      await it.atWindow('王工', RIGHT, it.other)
      await it.operators.remove('赵敏', INSTALLER)
      await it.operators.add('赵敏', CLERK, 'clerk', INSTALLER)
      expect([await it.who(it.seat), await it.who(it.other)]).toEqual([null, '王工'])
      await it.wrongInAll(14)
      expect(await it.who(it.other)).toBe('王工')
      expect(await Promise.all(['王工', '赵敏', '王二'].map((name) => it.operators.isStaff(name)))).toEqual([true, true, false])
      expect(await it.tries(WRONG)).toEqual(LOCKED)
      expect(await it.operators.isStaff('王工')).toBe(false)
      expect(await it.who(it.other)).toBeNull()
      expect(it.putOut).toEqual([['赵敏', null], ['王工', null]])
    })
  })

  test('a name that nobody has is locked as one with a wrong PIN, and free again when anybody is unlocked', async () => {
    const it = await staffed()
    await it.wrongInAll(15, '王二')
    expect(await it.tries(RIGHT, '王二')).toEqual(LOCKED)
    await it.operators.unlock('王工', INSTALLER)
    expect(await it.tries(RIGHT, '王二')).toEqual(wrong(4))
  })
}
