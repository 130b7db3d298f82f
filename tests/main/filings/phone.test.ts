import { createHash } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { call } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { inspectGivenPdf } from '../../../printers/certificate/inspect-pdf.ts'
import { ledgerFault, LedgerFailure } from '../../../main/ledger/faults.ts'
import type { PhonePlatform } from '../../../main/filings/phone-slots.ts'
import { eventually } from '../../eventually.ts'
import { handMadePdf } from '../../printers/certificate/hand-made-pdf.ts'
import { line } from '../platform/fixture.ts'
import { filingDesk, materialsFolder, type FilingDesk } from './desk.ts'
import { jpegOf } from './jpegs.ts'
import { greyPng } from './pngs.ts'

const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A terminal whose platform has a public address, and somebody with a draft and a phone. */
async function atThePhone(before: { readonly folder?: string; readonly drafts?: FilingDesk['drafts']; readonly fetched?: () => Promise<void> } = {}) {
  const { simulator, platform } = await line()
  const phones: PhonePlatform = {
    ...platform,
    async phoneFile(file, signal) {
      await before.fetched?.()
      return await platform.phoneFile(file, signal)
    },
  }
  const desk = await filingDesk({ phones, platform, publicUrl: simulator.publicUrl, composer: { inspectGiven: inspectGivenPdf }, ...before })
  const draft = desk.begin()
  const { procedures } = desk.intake
  const of = { draft, material: 'lease' }
  const slot = async () => {
    const opened = await call(procedures.phoneSlot, of)
    if (opened.outcome !== 'slot') throw new Error(opened.reason)
    return opened
  }
  return {
    simulator,
    platform,
    desk,
    of,
    slot,
    state: () => call(procedures.phoneState, of),
    take: () => call(procedures.takeFromPhone, of),
    close: () => call(procedures.closePhone, of),
    send: (url: string, ...files: readonly Buffer[]) => simulator.phoneDesk.send(new URL(url).pathname, files),
    given: () => desk.drafts.kept.get(draft)?.materials['lease'],
    rows: () => desk.ledger.read('SELECT * FROM phone_slot'),
    page: async (url: string) => /data-outcome="([a-z]+)"/.exec(await (await fetch(url)).text())?.[1],
  }
}

describe('a paper from a phone', () => {
  test('is asked for by a code, fetched, looked at, kept sealed and given; then the code opens nothing', async () => {
    const at = await atThePhone()
    const { url, secondsLeft, files, megabytes, pdf } = await at.slot()
    expect(url.startsWith(`${at.simulator.publicUrl}/u/`)).toBe(true)
    expect(url).not.toMatch(/lease|[0-9]{15}/)
    expect({ secondsLeft, files, megabytes, pdf }).toEqual({ secondsLeft: 300, files: 20, megabytes: 10, pdf: true })
    expect(await at.rows()).toHaveLength(1)
    expect(await at.state()).toMatchObject({ outcome: 'state', state: 'waiting', files: 0 })
    expect(await at.page(url)).toBe('form')
    expect(await at.state()).toMatchObject({ state: 'opened' })

    const [photo, screen, contract] = [jpegOf(3_000_000), greyPng(), handMadePdf({ pages: 3 })]
    at.send(url, photo, screen, contract)
    expect(await at.state()).toMatchObject({ state: 'sent', files: 3 })
    const pages = [
      { id: idOf(photo), bytes: photo.length, type: 'image/jpeg', sheets: 1 },
      { id: idOf(screen), bytes: screen.length, type: 'image/png', sheets: 1 },
      { id: idOf(contract), bytes: contract.length, type: 'application/pdf', sheets: 3 },
    ]
    expect(await at.take()).toMatchObject({ outcome: 'open', draft: { materials: [{ given: { way: 'phone', pages } }, {}, {}] } })
    expect(at.given()).toEqual({ way: 'phone', pages })
    const names = await readdir(materialsFolder(at.desk.folder), { recursive: true })
    expect(names.map((name) => path.basename(name)).filter((name) => name.length === 64).toSorted()).toEqual(pages.map(({ id }) => id).toSorted())
    expect(await at.page(url)).toBe('taken')
    expect(await at.rows()).toEqual([])
    // The answer was lost, and the page asks again.
    expect(await at.take()).toMatchObject({ outcome: 'open' })
    expect(await at.state()).toEqual({ outcome: 'over' })
  })

  test('stands with those of the camera in one order, and goes to the platform file by file', async () => {
    const at = await atThePhone()
    const [taken, sent, later] = [jpegOf(900), jpegOf(900), jpegOf(900)]
    const { draft } = at.of
    await at.desk.addPage(draft, 'lease', taken)
    at.send((await at.slot()).url, sent)
    await at.take()
    await at.desk.addPage(draft, 'lease', later)
    expect(at.given()).toMatchObject({ way: 'phone', pages: [taken, sent, later].map((bytes) => ({ id: idOf(bytes), type: 'image/jpeg' })) })
    await call(at.desk.intake.procedures.arrange, { ...at.of, pages: [idOf(sent), idOf(taken)] })
    const shown = await call(at.desk.intake.procedures.page, { ...at.of, page: idOf(sent) })
    expect(shown).toEqual({ outcome: 'page', jpeg: sent.toString('base64') })

    expect(await at.desk.send(draft)).toMatchObject({ outcome: 'filed' })
    await eventually(() => expect(at.simulator.filingDesk.filings).toHaveLength(1))
    const [filing] = at.simulator.filingDesk.filings
    expect(filing?.materials).toEqual([
      expect.objectContaining({ key: 'lease', way: 'phone', pages: [sent, taken].map((bytes) => ({ sha256: idOf(bytes), bytes: bytes.length, type: 'image/jpeg' })) }),
    ])
    expect(at.simulator.uploads.files.get(idOf(sent))?.equals(sent)).toBe(true)
  })

  test('keeps nobody from going on while it comes over a slow line, and is given beside what was given meanwhile', async () => {
    const line = new EventEmitter()
    const [asked, comes] = [once(line, 'asked'), once(line, 'comes')]
    const at = await atThePhone({
      fetched: async () => {
        line.emit('asked')
        await comes
      },
    })
    const [sent, taken] = [jpegOf(900), jpegOf(900)]
    at.send((await at.slot()).url, sent)
    const took = at.take()
    await asked
    expect(await at.desk.addPage(at.of.draft, 'lease', taken)).toMatchObject({ outcome: 'open' })
    line.emit('comes')
    expect(await took).toMatchObject({ outcome: 'open' })
    expect(at.given()).toMatchObject({ pages: [taken, sent].map((bytes) => ({ id: idOf(bytes) })) })
  })

  test('that the disk does not take in the middle is told; what came before it stays, and the rest comes with another try', async () => {
    let fetched = 0
    const at = await atThePhone({
      fetched: async () => {
        fetched += 1
        if (fetched === 2) at.desk.drafts.fails = new LedgerFailure(ledgerFault('disk-full', 'ledger.sqlite'))
      },
    })
    const [one, two, three] = [jpegOf(900), jpegOf(900), jpegOf(900)]
    at.send((await at.slot()).url, one, two, three)
    expect(await at.take()).toEqual({ outcome: 'failed', reason: 'disk-full' })
    expect(at.given()).toMatchObject({ pages: [{ id: idOf(one) }] })
    expect(at.desk.faults).toHaveLength(1)
    expect(await at.take()).toMatchObject({ outcome: 'open' })
    expect(at.given()).toMatchObject({ pages: [one, two, three].map((bytes) => ({ id: idOf(bytes) })) })
  })

  test('that cannot be used is told here and on the phone; the others are given, and what was there stays', async () => {
    const at = await atThePhone()
    const before = jpegOf(900)
    await at.desk.addPage(at.of.draft, 'lease', before)
    const { url } = await at.slot()
    const good = jpegOf(900)
    at.send(url, Buffer.from('MZ\x90'), good, handMadePdf({ catalog: '/OpenAction << /S /JavaScript /JS (1) >> ' }))
    expect(await at.take()).toMatchObject({
      outcome: 'refused',
      refused: [{ place: 1, reason: 'unknown-kind' }, { place: 3, reason: 'active' }],
      draft: { materials: [{ given: { pages: [{ id: idOf(before) }, { id: idOf(good) }] } }, {}, {}] },
    })
    const page = await (await fetch(url)).text()
    expect(page).toContain('第 1 个文件不是这里收的')
    expect(page).toContain('第 3 个文件含有脚本或附件')
    expect(await at.state()).toMatchObject({ state: 'opened' })
    const instead = jpegOf(900)
    at.send(url, instead)
    expect(await at.take()).toMatchObject({ outcome: 'open' })
    expect(at.given()).toMatchObject({ pages: [before, good, instead].map((bytes) => ({ id: idOf(bytes) })) })
  })

  test('is fetched again where the platform dies in the middle, and nothing of it is there twice', async () => {
    const at = await atThePhone()
    const { url } = await at.slot()
    const [one, two] = [jpegOf(900), jpegOf(900)]
    at.send(url, one, two)
    at.simulator.faults.add('readPhoneFile', [])
    at.simulator.faults.add('readPhoneFile', { kind: 'status', status: 500, code: 'in-trouble' }, 3)
    expect(await at.take()).toEqual({ outcome: 'failed', reason: 'platform-unreachable' })
    expect(at.given()).toMatchObject({ pages: [{ id: idOf(one) }] })
    at.simulator.faults.clear()
    const asked = at.simulator.calls.length
    expect(await at.take()).toMatchObject({ outcome: 'open' })
    expect(at.given()).toMatchObject({ way: 'phone', pages: [{ id: idOf(one) }, { id: idOf(two) }] })
    expect(at.simulator.calls.slice(asked).filter(({ operation }) => operation === 'readPhoneFile')).toHaveLength(1)
  })

  test('whose hash does not match is not given, and may be asked for again', async () => {
    const at = await atThePhone()
    const { url } = await at.slot()
    at.send(url, jpegOf(900))
    at.simulator.faults.add('readPhoneFile', { kind: 'other-bytes' })
    expect(await at.take()).toEqual({ outcome: 'failed', reason: 'platform-refuses' })
    expect(at.given()).toBeUndefined()
    expect(await at.take()).toMatchObject({ outcome: 'open' })
  })
})

describe('a code', () => {
  test('is the same while its time lasts, and of one person and material', async () => {
    const at = await atThePhone()
    const first = await at.slot()
    expect((await at.slot()).url).toBe(first.url)
    await expect(call(at.desk.intake.procedures.phoneSlot, { ...at.of, material: 'photo' })).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    expect(await call(at.desk.intake.procedures.phoneState, { ...at.of, material: 'photo' })).toEqual({ outcome: 'over' })
    at.simulator.setClockAhead(6 * 60_000)
    expect(await at.state()).toEqual({ outcome: 'over' })
    expect(await at.take()).toEqual({ outcome: 'over' })
  })

  test('that is wanted no more, or whose session has ended, opens nothing', async () => {
    const at = await atThePhone()
    const first = await at.slot()
    await at.close()
    expect(await at.page(first.url)).toBe('over')
    const second = await at.slot()
    at.desk.sessions.end('idle')
    await eventually(async () => expect(await at.page(second.url)).toBe('over'))
    await eventually(async () => expect(await at.rows()).toEqual([]))
    at.desk.begin()
    expect(await at.state()).toEqual({ outcome: 'over' })
  })

  test('that a power cut left open is closed at the next start', async () => {
    const at = await atThePhone()
    const { url } = await at.slot()
    at.simulator.faults.add('settlePhoneUpload', { kind: 'status', status: 500, code: 'in-trouble' }, 3)
    await at.desk.intake.close()
    expect(await at.page(url)).toBe('form')
    at.simulator.faults.clear()
    await filingDesk({ phones: at.platform, publicUrl: at.simulator.publicUrl, folder: at.desk.folder, drafts: at.desk.drafts })
    await eventually(async () => expect(await at.page(url)).toBe('over'))
  })

  test('keeps nobody’s session open by being asked after, and says plainly when the platform is away', async () => {
    const at = await atThePhone()
    await at.slot()
    let touched = 0
    const touch = at.desk.sessions.touch.bind(at.desk.sessions)
    at.desk.sessions.touch = () => {
      touched += 1
      touch()
    }
    await at.state()
    expect(touched).toBe(0)
    at.simulator.faults.add('readPhoneUpload', { kind: 'status', status: 500, code: 'in-trouble' }, 3)
    expect(await at.state()).toEqual({ outcome: 'failed', reason: 'platform-unreachable' })
    await at.close()
    at.simulator.faults.clear()
    at.simulator.faults.add('openPhoneUpload', { kind: 'status', status: 400, code: 'bad-request' })
    expect(await call(at.desk.intake.procedures.phoneSlot, at.of)).toEqual({ outcome: 'failed', reason: 'platform-refuses' })
    expect(await at.rows()).toEqual([])
  })
})
