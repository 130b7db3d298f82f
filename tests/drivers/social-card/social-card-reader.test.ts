import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openSocialCardReader, type SocialCardReader } from '../../../drivers/social-card/social-card-reader.ts'
import { NO_PCSCD, startPcscd } from './pcsc-service.ts'
import { putIntoSlot } from './card-process.ts'

const LONGEST_WAIT = { timeout: 30_000, interval: 5 }

function driver(options: { readonly mayRead?: () => boolean; readonly reader?: string; readonly load?: () => Promise<unknown> } = {}) {
  const told: string[] = []
  const logged: string[] = []
  const reader = openSocialCardReader({
    reader: options.reader ?? null,
    today: () => ({ year: 2026, month: 11, day: 22 }),
    mayRead: options.mayRead ?? (() => true),
    ...(options.load ? { load: options.load } : {}),
    log: (event, facts) => logged.push(`${event} ${JSON.stringify(facts)}`),
    pace: { waitMs: 20, againMs: 20 },
  })
  reader.onStatus(({ state }) => told.push(state))
  onTestFinished(() => reader.close())
  return { reader, told, logged }
}

function state(reader: SocialCardReader, expected: SocialCardReader['status']['state']): Promise<unknown> {
  return vi.waitUntil(() => reader.status.state === expected, LONGEST_WAIT)
}

// The virtual reader has one port, so that these run one after the other.
describe.skipIf(NO_PCSCD)('on the PC/SC service of this machine (needs pcscd with its folder in /run, vsmartcard-vpcd and the native library of smartcard)', () => {
  it('a card is read when it is put in, once, dropped when it may not be kept, and gone when it is taken out', async () => {
    await startPcscd()
    let allowed = true
    const { reader, told, logged } = driver({ mayRead: () => allowed })
    await state(reader, 'absent')
    const card = await putIntoSlot()
    await state(reader, 'present')
    expect(reader.status).toMatchObject({ card: { number: '11010519491231002X', name: '样本一' } })
    allowed = false
    reader.mayReadChanged()
    expect(reader.status).toEqual({ state: 'unread' })
    allowed = true
    await state(reader, 'present')
    await card.takeOut()
    await state(reader, 'absent')
    expect(told).toEqual(['absent', 'reading', 'present', 'unread', 'reading', 'present', 'absent'])
    expect(logged.join()).not.toMatch(/样本|1101051949/)
  })

  it('another card is told apart, and the next one is read', async () => {
    await startPcscd()
    const { reader } = driver()
    await state(reader, 'absent')
    const bankCard = await putIntoSlot({ application: 'not-found', files: [] })
    await state(reader, 'unreadable')
    expect(reader.status).toEqual({ state: 'unreadable', reason: 'not-a-social-card' })
    await bankCard.takeOut()
    await state(reader, 'absent')
    await putIntoSlot({ application: 'more-bytes', fetching: 'announced' })
    await state(reader, 'present')
    expect(reader.status).toMatchObject({ card: { name: '样本一' } })
  })

  it('the service ends and comes back, and the card that lies there is read', async () => {
    const stop = await startPcscd()
    const { reader } = driver()
    await state(reader, 'absent')
    await stop()
    await state(reader, 'disconnected')
    await startPcscd()
    await putIntoSlot()
    await state(reader, 'present')
    expect(reader.status).toMatchObject({ card: { name: '样本一' } })
  })

  it('a reader of another name is not this machine’s', async () => {
    await startPcscd()
    const { reader } = driver({ reader: 'Hall Reader' })
    await vi.waitUntil(() => reader.status.state === 'disconnected' && reader.status.detail !== 'not connected yet', LONGEST_WAIT)
    expect(reader.status).toMatchObject({ detail: expect.stringMatching(/^no-reader: none of the \d PC\/SC card readers has "Hall Reader" in its name$/) })
  })
})

describe('where PC/SC cannot be had', () => {
  it('says so in one line, and nothing else happens', async () => {
    const { reader } = driver({ load: () => Promise.reject(new Error('libpcsclite.so.1: cannot open shared object file\n at …')) })
    await vi.waitUntil(() => reader.status.state === 'disconnected' && reader.status.detail !== 'not connected yet', LONGEST_WAIT)
    expect(reader.status).toEqual({
      state: 'disconnected',
      detail: 'no-library: the PC/SC library cannot be loaded (libpcsclite.so.1: cannot open shared object file): is pcscd installed?',
    })
  })
})
