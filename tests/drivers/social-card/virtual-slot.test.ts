import { expect, it, onTestFinished, vi } from 'vitest'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { openSocialCardReader, type SocialCardStatus } from '../../../drivers/social-card/social-card-reader.ts'
import { virtualSlot } from '../../../drivers/social-card/virtual-slot.ts'
import { startSocialCardSlot } from '../../../simulators/social-card/slot.ts'
import { SOCIAL_SPECIMENS } from '../../../simulators/social-card/specimens.ts'

const [FIRST, EXPIRED] = SOCIAL_SPECIMENS

async function desk() {
  const slot = await startSocialCardSlot({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => slot.close())
  const library = virtualSlot(openPort(slot.url), slot.url)
  const told: SocialCardStatus['state'][] = []
  const reader = openSocialCardReader({
    reader: null,
    today: () => ({ year: 2026, month: 11, day: 22 }),
    mayRead: () => true,
    load: () => Promise.resolve(library),
    pace: { waitMs: 1, againMs: 1 },
  })
  onTestFinished(() => reader.close())
  reader.onStatus(({ state }) => told.push(state))
  const state = (wanted: SocialCardStatus['state']) => vi.waitUntil(() => reader.status.state === wanted, { timeout: 30_000, interval: 1 })
  return { slot, reader, told, state }
}

it('the demonstration’s slot is read as a card of PC/SC is, and another card that comes at once is another', async () => {
  const { slot, reader, told, state } = await desk()
  await state('absent')
  slot.insert(FIRST)
  await state('present')
  expect(reader.status).toMatchObject({ card: { number: '11010519491231002X', name: '样本一', warnings: [] } })
  if (EXPIRED === undefined) throw new Error('a second specimen')
  slot.insert(EXPIRED)
  await vi.waitUntil(() => reader.status.state === 'present' && reader.status.card.name === '样本三', { timeout: 30_000, interval: 1 })
  expect(reader.status).toMatchObject({ card: { warnings: ['expired'] } })
  slot.takeOut()
  await state('absent')
  expect(told).toEqual(['absent', 'reading', 'present', 'absent', 'reading', 'present', 'absent'])
})

it('a bank card in it is none, and a slot that goes away is told with its line', async () => {
  const { slot, reader, state } = await desk()
  await state('absent')
  slot.insert(FIRST, { application: 'not-found', files: [] })
  await state('unreadable')
  expect(reader.status).toEqual({ state: 'unreadable', reason: 'not-a-social-card' })
  await slot.close()
  await state('disconnected')
  expect(reader.status).toMatchObject({ detail: expect.stringMatching(/^no-service: /) })
})
