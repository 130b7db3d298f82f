import { describe, expect, onTestFinished, test } from 'vitest'
import type { HallDevices, HallPlace } from '../../../main/enrolment/hall-devices.ts'
import type { Pairings } from '../../../main/enrolment/pairings.ts'

export interface Enrolment {
  readonly devices: HallDevices
  readonly pairings: Pairings
}

/** A hall that lets browsers in, in one of the two engines. */
export interface EnrolmentEngine extends Enrolment {
  /** Lets time pass for pairings. */
  passes(milliseconds: number): Promise<void>
  /** The same hall, let go of and opened again. */
  reopen(): Promise<Enrolment>
  /** Events of the audit log, in their order. */
  audited(): Promise<readonly string[]>
  close(): Promise<void>
}

const BY = 'operator:王工'
const WINDOW: HallPlace = { kind: 'window', window: '3' }
const BOARD: HallPlace = { kind: 'board', area: '一楼东区', window: null }
const ADDRESS = '10.12.3.41'
const MINUTE = 60_000

/** What devices and pairings are to whoever asks, whatever keeps them. */
export function enrolmentSuite(openEngine: () => Promise<EnrolmentEngine>): void {
  async function hall(): Promise<EnrolmentEngine> {
    const engine = await openEngine()
    onTestFinished(() => engine.close())
    return engine
  }

  async function asked({ pairings }: Enrolment, place = WINDOW, address = ADDRESS, before: string | null = null) {
    const answer = await pairings.ask(place, address, before)
    if (!answer.ok) throw new Error(answer.fault)
    return answer.value
  }

  async function approved({ pairings }: Enrolment, code: string): Promise<boolean> {
    const pairing = (await pairings.list()).find((each) => each.code === code)
    return await pairings.approve(pairing?.id ?? '', code, BY)
  }

  describe('a device', () => {
    test('is whoever holds its credential, until that is taken back; all of it is known after a restart', async () => {
      const it = await hall()
      const { device, credential } = await it.devices.enrol(BOARD, BY)
      const other = await it.devices.enrol(WINDOW, BY)
      expect(it.devices.holderOf(credential)).toEqual(device)
      expect(it.devices.holderOf(`${credential}x`)).toBeNull()
      it.devices.seen(device.id)
      await it.devices.usedTwice(device.id, { newer: ADDRESS, older: '10.12.3.42' })

      const later = await it.reopen()
      const kept = later.devices.holderOf(credential)
      expect(kept).toMatchObject({ id: device.id, place: BOARD, mark: null, enrolledBy: BY })
      expect([kept?.lastSeenAt, kept?.usedTwiceAt]).not.toContain(null)
      expect(later.devices.list().map(({ id }) => id)).toEqual([other.device.id, device.id])
      const revoked: string[] = []
      later.devices.onRevoked((id) => revoked.push(id))
      expect(await later.devices.revoke(device.id, BY)).toBe(true)
      expect(await later.devices.revoke(device.id, BY)).toBe(false)
      expect(revoked).toEqual([device.id])
      expect(later.devices.holderOf(credential)).toBeNull()
      expect(await it.audited()).toEqual(['hall-device.enrolled', 'hall-device.enrolled', 'hall-device.used-twice', 'hall-device.revoked'])
    })
  })

  describe('a pairing', () => {
    test('lets whoever asked in, once, when an operator has seen its code', async () => {
      const it = await hall()
      const { secret, code } = await asked(it)
      expect(await it.pairings.standing(secret)).toMatchObject({ state: 'waiting', code, place: WINDOW })
      const [shown] = await it.pairings.list()
      expect(shown).toMatchObject({ code, place: WINDOW, address: ADDRESS })
      expect(await it.pairings.approve(shown?.id ?? '', code === '000000' ? '000001' : '000000', BY)).toBe(false)
      expect(await approved(it, code)).toBe(true)
      expect(await approved(it, code)).toBe(false)
      expect(await it.pairings.standing('another')).toEqual({ state: 'none' })
      const answers = await Promise.all([it.pairings.standing(secret), it.pairings.standing(secret)])
      const credentials = new Set(answers.flatMap((each) => (each.state === 'enrolled' ? [each.credential] : [])))
      expect(credentials.size).toBe(1)
      const [credential = ''] = credentials
      expect(it.devices.holderOf(credential)).toMatchObject({ place: WINDOW, enrolledBy: BY })
      expect(it.devices.list()).toHaveLength(1)
      expect(await it.audited()).toEqual(['hall-device.approved', 'hall-device.enrolled'])
    })

    test('tells the credential again to whoever has not heard it, and never when it was used, or taken back', async () => {
      const it = await hall()
      const [lost, other] = [await asked(it), await asked(it, BOARD)]
      for (const { code } of [lost, other]) expect(await approved(it, code)).toBe(true)
      const told = await it.pairings.standing(lost.secret)
      if (told.state !== 'enrolled') throw new Error(`it is ${told.state}`)
      expect(await it.pairings.standing(lost.secret)).toEqual(told)
      expect(it.devices.list()).toHaveLength(1)
      it.devices.seen(told.device.id)
      expect(await it.pairings.standing(lost.secret)).toEqual({ state: 'none' })

      const back = await it.pairings.standing(other.secret)
      if (back.state !== 'enrolled') throw new Error(`it is ${back.state}`)
      expect(back.credential).not.toBe(told.credential)
      expect(await it.devices.revoke(back.device.id, BY)).toBe(true)
      expect(await it.pairings.standing(other.secret)).toEqual({ state: 'none' })
      expect(it.devices.list()).toHaveLength(1)
    })

    test('is refused, and that is said once', async () => {
      const it = await hall()
      const { secret } = await asked(it)
      const [shown] = await it.pairings.list()
      expect(await it.pairings.refuse(shown?.id ?? '', BY)).toBe(true)
      expect(await it.pairings.standing(secret)).toEqual({ state: 'refused' })
      expect(await it.pairings.standing(secret)).toEqual({ state: 'none' })
      expect(it.devices.list()).toEqual([])
    })

    test('is void after ten minutes, approved or not', async () => {
      const it = await hall()
      const [waits, letIn] = [await asked(it), await asked(it)]
      expect(await approved(it, letIn.code)).toBe(true)
      await it.passes(9 * MINUTE)
      const stands = await it.pairings.standing(waits.secret)
      expect(stands.state === 'waiting' && stands.leftMs <= MINUTE).toBe(true)
      await it.passes(MINUTE)
      expect(await it.pairings.standing(waits.secret)).toEqual({ state: 'none' })
      expect(await it.pairings.standing(letIn.secret)).toEqual({ state: 'none' })
      expect(await approved(it, waits.code)).toBe(false)
      expect(await it.pairings.list()).toEqual([])
    })

    test('is asked for five times from one address in ten minutes; asked anew, the one before is void', async () => {
      const it = await hall()
      let before: string | null = null
      for (let turn = 0; turn < 5; turn += 1) before = (await asked(it, WINDOW, ADDRESS, before)).secret
      expect(await it.pairings.list()).toHaveLength(1)
      expect(await it.pairings.ask(WINDOW, ADDRESS, before)).toMatchObject({ fault: 'too-many' })
      expect((await it.pairings.ask(WINDOW, '10.12.3.42', null)).ok).toBe(true)
      await it.passes(10 * MINUTE)
      expect((await it.pairings.ask(WINDOW, ADDRESS, null)).ok).toBe(true)
    })

    test('does not wait among more than twenty', async () => {
      const it = await hall()
      for (let turn = 0; turn < 20; turn += 1) await asked(it, WINDOW, `10.12.4.${turn}`)
      expect(new Set((await it.pairings.list()).map(({ code }) => code)).size).toBe(20)
      expect(await it.pairings.ask(WINDOW, '10.12.5.1', null)).toMatchObject({ fault: 'too-many' })
    })
  })
}
