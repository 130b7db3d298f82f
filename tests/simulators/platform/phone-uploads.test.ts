import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PlatformSimulator } from '../../../simulators/platform/platform.ts'
import { CALLED, callerOf, platform } from './caller.ts'
import { operationsOf } from './written-api.ts'

const WISH = {
  paper: { zh: '经营场所<使用>证明', en: 'Proof of premises' },
  kinds: ['jpeg', 'png', 'pdf'],
  files: 2,
  fileBytes: 3_000_000,
  allBytes: 5_000_000,
  minutes: 5,
}
const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0x0d, 0x0a, 0x0d, 0x0a, 0x2d, 0x2d, 0xd9])

async function opened(simulator: PlatformSimulator) {
  const call = callerOf(simulator)
  const { id, path } = (await call('POST', '/phone-uploads', WISH)).body as { readonly id: string; readonly path: string }
  const address = simulator.publicUrl + path
  const page = async (init?: RequestInit) => {
    const response = await fetch(address, init)
    const html = await response.text()
    return { status: response.status, html, outcome: /data-outcome="([a-z]+)"/.exec(html)?.[1], policy: response.headers.get('content-security-policy') }
  }
  return {
    call,
    id,
    path,
    page,
    how: async () => (await call('GET', `/phone-uploads/${id}`)).body as { readonly state: string; readonly files: readonly { readonly id: string; readonly bytes: number; readonly sha256: string }[] },
    settle: (outcome: object) => call('PUT', `/phone-uploads/${id}/outcome`, outcome),
    /** As a browser sends the form. */
    send(...files: readonly Buffer[]) {
      const form = new FormData()
      for (const [at, file] of files.entries()) form.append('files', new Blob([Uint8Array.from(file)]), `${at}.jpg`)
      if (files.length === 0) form.append('files', new Blob([]), '')
      return page({ method: 'POST', body: form })
    },
  }
}

test('a paper goes from a phone to the terminal, byte for byte and once', async () => {
  const phone = await opened(await platform())
  expect(phone.path).toMatch(/^\/u\/[A-Za-z0-9_-]{22,}$/)
  expect(await phone.how()).toEqual({ state: 'waiting', files: [] })
  const form = await phone.page()
  expect(form).toMatchObject({ status: 200, outcome: 'form', policy: expect.stringContaining("default-src 'none'") })
  for (const told of ['经营场所&#60;使用&#62;证明', 'Proof of premises', '不超过 3 MB', '5 分钟内有效', 'accept="image/jpeg,image/png,application/pdf"']) expect(form.html).toContain(told)
  expect(form.html).not.toMatch(/<script|\bid="[^f]|http/)
  expect(await phone.how()).toMatchObject({ state: 'opened' })

  const other = Buffer.from('%PDF-1.7 two')
  expect(await phone.send(PICTURE, other)).toMatchObject({ status: 200, outcome: 'sent' })
  const { state, files } = await phone.how()
  expect(state).toBe('sent')
  expect(files.map(({ sha256 }) => sha256)).toEqual([PICTURE, other].map((bytes) => createHash('sha256').update(bytes).digest('hex')))
  const came = await phone.call('GET', `/phone-files/${files[0]?.id}`)
  expect(came.bytes.equals(PICTURE)).toBe(true)

  // A second phone, with a photo of the screen, puts nothing in its place.
  expect(await phone.send(other)).toMatchObject({ outcome: 'sent' })
  expect((await phone.how()).files).toEqual(files)

  expect((await phone.settle({ outcome: 'taken' })).status).toBe(204)
  expect((await phone.settle({ outcome: 'taken' })).status).toBe(204)
  expect(await phone.how()).toEqual({ state: 'over', files: [] })
  expect((await phone.call('GET', `/phone-files/${files[0]?.id}`)).status).toBe(404)
  for (const late of [await phone.page(), await phone.send(PICTURE)]) {
    expect(late.outcome).toBe('taken')
    expect(late.html).not.toContain('经营场所')
  }
  expect([...CALLED]).toEqual(expect.arrayContaining([...operationsOf(['phones'])]))
})

test('what is too much is refused in plain words, and the form is there again', async () => {
  const phone = await opened(await platform())
  const large = Buffer.alloc(3_000_001, 1)
  for (const [files, word] of [
    [[], '还没有选文件'],
    [[PICTURE, PICTURE, PICTURE], '一次最多 2 个'],
    [[large], '超过 3 MB'],
    [[large.subarray(2), large.subarray(2)], '加起来超过 5 MB'],
    [[PICTURE, Buffer.alloc(0)], '是空的'],
  ] as const) {
    const answer = await phone.send(...files)
    expect(answer).toMatchObject({ status: 422, outcome: 'form' })
    expect(answer.html).toContain(word)
  }
  const half = await phone.page({ method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\ncontent-disposition: form-data; name="files"; filename="1.jpg"\r\n\r\nhalf of' })
  expect(half.html).toContain('发送中断了')
  expect(await phone.how()).toEqual({ state: 'opened', files: [] })
})

test('what the terminal could not use is said on the phone with its place, and another takes its place', async () => {
  const phone = await opened(await platform())
  await phone.send(PICTURE, Buffer.from('MZ'))
  const [, second] = (await phone.how()).files
  const again = { outcome: 'again', refused: [{ id: second?.id ?? '', reason: 'unknown-kind' }] }
  await phone.settle(again)
  await phone.settle(again)
  const { outcome, html } = await phone.page()
  expect(outcome).toBe('form')
  expect(html).toContain('第 2 个文件不是这里收的')
  expect(html).toContain('其余 1 个已收下')
  await phone.send(PICTURE)
  expect(await phone.how()).toMatchObject({ state: 'sent', files: [{}] })
})

test('after its time the code opens nothing, and nothing of what was sent is left', async () => {
  const simulator = await platform()
  const phone = await opened(simulator)
  await phone.send(PICTURE)
  const [file] = (await phone.how()).files
  expect(simulator.phoneDesk.uploads).toHaveLength(1)
  simulator.setClockAhead(5 * 60_000)
  expect(await phone.page()).toMatchObject({ status: 200, outcome: 'over' })
  expect(await phone.send(PICTURE)).toMatchObject({ outcome: 'over' })
  expect(await phone.how()).toEqual({ state: 'over', files: [] })
  expect((await phone.call('GET', `/phone-files/${file?.id}`)).status).toBe(404)
  expect(simulator.phoneDesk.uploads).toEqual([])
  expect((await fetch(`${simulator.publicUrl}/u/never-was-there-at-all`)).status).toBe(404)
})

test('what is wanted no more, as when the person has gone, is closed', async () => {
  const phone = await opened(await platform())
  await phone.settle({ outcome: 'closed' })
  expect(await phone.page()).toMatchObject({ outcome: 'over' })
  expect((await phone.call('PUT', '/phone-uploads/never-was/outcome', { outcome: 'closed' })).status).toBe(204)
})
