import { call } from '@orpc/server'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { certificateSheets } from '../../../main/certificates/sheets-for-operator.ts'
import { a4Procedures } from '../../../main/operations/a4-procedures.ts'
import { createOperatorSession, type NotSignedIn } from '../../../main/operations/operator-session.ts'
import { createBroadcast } from '../../../main/session/broadcast.ts'
import { certificateHall, DAY } from '../certificates/hall.ts'
import { TEN_O_CLOCK } from '../ledger/fixture.ts'

/** One certificate that came out and lies there, before an operator. */
async function counter(operator = '李 敏') {
  const hall = await certificateHall()
  const wish = hall.wishes.get('social-insurance')
  assert(wish)
  const [printed] = await hall.print('request 1', wish)
  assert(printed?.state === 'printed')
  const session = createOperatorSession(() => undefined)
  const news = createBroadcast<null>(() => null)
  onTestFinished(() => {
    session.signOut()
    news.end()
  })
  session.signIn(operator)
  let asked: () => void = () => undefined
  const procedures = a4Procedures({
    ledger: hall.ledger,
    session,
    whoActs(errors: NotSignedIn) {
      if (session.current === null) throw errors.NOT_SIGNED_IN()
      return session.current
    },
    news,
    certificates: {
      copies: hall.copies,
      desk: {
        ...hall.desk,
        printerFault() {
          asked()
          return hall.desk.printerFault()
        },
      },
    },
    report: null,
    tray: null,
    businessDay: () => DAY,
    now: () => TEN_O_CLOCK,
  })
  const copy = printed.key
  const [sheet] = await hall.ledger.sheets.sheetsOf(copy)
  assert(sheet)
  const spoil = () => call(procedures.settleCertificate, { key: sheet.key, end: { end: 'spoiled', reason: 'torn' } })
  const replace = (requestId: string = randomUUID()) => call(procedures.replaceCertificate, { requestId, copy })
  const whenAsked = (act: () => void) => {
    asked = act
  }
  return { hall, session, procedures, sheet, copy, spoil, replace, whenAsked }
}

const authorised = ({ platform }: Awaited<ReturnType<typeof certificateHall>>) => platform.papers.issued.length

describe('a spoiled certificate', () => {
  test('is made again once, under a number of its own, for the person whose it is, by a clerk whom the platform knows', async () => {
    const { hall, spoil, replace, copy } = await counter()
    expect(await spoil()).toEqual({ settled: true })
    const requestId = randomUUID()
    expect(await Promise.all([replace(requestId), replace(requestId)])).toEqual([{ outcome: 'printing' }, { outcome: 'printing' }])
    await hall.desk.quiet()
    expect(authorised(hall)).toBe(2)
    expect(new Set(hall.platform.papers.issued.map(({ number }) => number)).size).toBe(2)
    expect(new Set(hall.printer.outputs.map(({ jobName }) => jobName)).size).toBe(2)
    expect(await replace()).toEqual({ outcome: 'replaced' })
    expect(await certificateSheets(hall.ledger, TEN_O_CLOCK)).toEqual([])
    const ordered = await hall.ledger.read<{ actor: string; payload: string }>(
      "SELECT actor, payload FROM audit WHERE event = 'certificate.intended' AND actor LIKE 'operator:%'",
    )
    expect(ordered).toEqual([{ actor: 'operator:李 敏', payload: expect.stringContaining(`"replaces":"${copy}"`) }])
  })

  test('is not, without paper, and nothing is asked for', async () => {
    const { hall, spoil, replace } = await counter()
    await spoil()
    hall.printer.setPaper(0)
    expect(await replace()).toEqual({ outcome: 'no-paper', reason: 'media-empty' })
    expect(await certificateSheets(hall.ledger, TEN_O_CLOCK)).toMatchObject([{ state: 'spoiled', reason: 'torn' }])
    expect(authorised(hall)).toBe(1)
  })

  test('is not, once the time of its holder is over', async () => {
    const { hall, spoil, replace } = await counter()
    await spoil()
    await hall.ledger.envelopes.destroyKeysBefore('certificate', '2026-12')
    expect(await replace()).toEqual({ outcome: 'forgotten' })
    expect(authorised(hall)).toBe(1)
  })

  test('is not, for an operator who has left while the printer was asked', async () => {
    const { hall, session, spoil, replace, whenAsked } = await counter()
    await spoil()
    whenAsked(() => session.signOut())
    await expect(replace()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
    expect(await hall.ledger.sheets.openSheets()).toEqual([])
    expect(authorised(hall)).toBe(1)
  })
})

test('a certificate that nobody called spoiled is not made again', async () => {
  const { replace } = await counter()
  expect(await replace()).toEqual({ outcome: 'not-spoiled' })
})
