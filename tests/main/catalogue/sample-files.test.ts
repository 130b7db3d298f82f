import { createCanvas } from '@napi-rs/canvas'
import fc from 'fast-check'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { pictureIn } from '../../../main/catalogue/picture.ts'
import { openSampleFiles } from '../../../main/catalogue/sample-files.ts'
import { specimenPicture } from '../../../simulators/platform/specimen-pictures.ts'
import { dataFolder } from '../ledger/fixture.ts'
import { line } from '../platform/fixture.ts'

const LOG = pino({ level: 'silent' })
const FORM = specimenPicture('example-passport') ?? Buffer.alloc(0)

/** The head of a PNG that says it is so large; unpacked it would be. */
function claims(width: number, height: number, chunk = 'IDAT'): Buffer {
  const head = Buffer.alloc(45)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(head)
  head.writeUInt32BE(13, 8)
  head.write('IHDR', 12, 'latin1')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  head.write(chunk, 37, 'latin1')
  return head
}

describe('a picture', () => {
  test('is what its bytes say, whatever it is called', () => {
    expect(pictureIn(FORM)).toEqual({ ok: true, value: { type: 'image/png', width: 992, height: 1403 } })
    const jpeg = createCanvas(40, 30).toBuffer('image/jpeg')
    expect(pictureIn(jpeg)).toEqual({ ok: true, value: { type: 'image/jpeg', width: 40, height: 30 } })
    for (const other of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'GIF89a', '', '<!doctype html>']) {
      expect(pictureIn(Buffer.from(other))).toMatchObject({ ok: false, fault: { kind: 'no-picture' } })
    }
    for (const cut of [FORM.subarray(0, 20), jpeg.subarray(0, 12), claims(0, 4), claims(9, 9, 'acTL')]) {
      expect(pictureIn(cut)).toMatchObject({ ok: false, fault: { kind: 'no-picture' } })
    }
  })

  test.each([
    [65_535, 65_535],
    [4_294_967_295, 1],
    [1, 8_001],
    [4_000, 2_001],
  ])('of %i by %i pixels is no picture for a page', (width, height) => {
    expect(pictureIn(claims(width, height))).toMatchObject({ ok: false, fault: { kind: 'too-many-pixels' } })
  })

  test('may hold anything without harm', () => {
    const start = fc.constantFrom(Buffer.from([0xff, 0xd8, 0xff]), claims(9, 9), Buffer.alloc(0))
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
        expect(typeof pictureIn(Buffer.concat([head, rest])).ok).toBe('boolean')
      }),
      { numRuns: 300 },
    )
  })
})

describe('specimens', () => {
  test('come from the platform once, and are here without it as long as their catalogue is', async () => {
    const { simulator, platform } = await line()
    const folder = path.join(await dataFolder(), 'catalogue-files')
    const files = openSampleFiles({ folder, fetch: (id) => platform.catalogueFile(id), log: LOG })
    const [one, same] = await Promise.all([files.sample('example-passport', '1'), files.sample('example-passport', '1')])
    expect(one).toMatchObject({ ok: true, value: { type: 'image/png', width: 992 } })
    expect(same).toBe(one)
    simulator.faults.add('any', { kind: 'lost-call' }, Infinity)
    const later = openSampleFiles({ folder, fetch: (id) => platform.catalogueFile(id), log: LOG })
    const kept = await later.sample('example-passport', '1')
    expect(kept.ok && Buffer.from(kept.value.bytes).equals(FORM)).toBe(true)
    expect(await later.sample('example-rental', '1')).toEqual({ ok: false, fault: { kind: 'not-here' } })
    expect(await later.sample('example-passport', '2')).toEqual({ ok: false, fault: { kind: 'not-here' } })
    simulator.faults.clear()
    const asked = simulator.calls.filter(({ operation }) => operation === 'readCatalogueFile').length
    const fresh = openSampleFiles({ folder, fetch: (id) => platform.catalogueFile(id), log: LOG })
    expect((await fresh.sample('example-passport', '1')).ok).toBe(true)
    expect(simulator.calls.filter(({ operation }) => operation === 'readCatalogueFile')).toHaveLength(asked)
  })

  test.each([
    ['a type that lies', 'not-a-picture', Buffer.from('<html><script>1</script></html>'), 'no-picture'],
    ['a bomb', 'bomb', claims(60_000, 60_000), 'too-many-pixels'],
  ])('with %s are shown to nobody and kept nowhere', async (_, id, bytes, kind) => {
    const { simulator, platform } = await line()
    simulator.setPicture(id, bytes)
    const folder = path.join(await dataFolder(), 'catalogue-files')
    const files = openSampleFiles({ folder, fetch: (each) => platform.catalogueFile(each), log: LOG })
    expect(await files.sample(id, '1')).toEqual({ ok: false, fault: { kind } })
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('of more than 2 MB, of no name, or that nobody has, are none', async () => {
    const { simulator, platform } = await line()
    simulator.setPicture('large', Buffer.concat([FORM, Buffer.alloc(2 * 1024 * 1024)]))
    const asked: string[] = []
    const files = openSampleFiles({
      folder: path.join(await dataFolder(), 'catalogue-files'),
      fetch(id) {
        asked.push(id)
        return platform.catalogueFile(id)
      },
      log: LOG,
    })
    expect(await files.sample('large', '1')).toEqual({ ok: false, fault: { kind: 'not-here' } })
    expect(await files.sample('nobody-has-it', '1')).toEqual({ ok: false, fault: { kind: 'none' } })
    for (const name of ['../../machine.key', 'a/b', '', 'x'.repeat(65)]) expect(await files.sample(name, '1')).toEqual({ ok: false, fault: { kind: 'none' } })
    expect(asked).toEqual(['large', 'nobody-has-it'])
  })

  test('take no more room than they are given, and those of another catalogue go', async () => {
    const { simulator, platform } = await line()
    const folder = path.join(await dataFolder(), 'catalogue-files')
    await mkdir(path.join(folder, 'of-before'), { recursive: true })
    await writeFile(path.join(folder, 'of-before', 'old'), FORM)
    const files = openSampleFiles({ folder, fetch: (id) => platform.catalogueFile(id), log: LOG, mostBytes: 2.5 * FORM.length })
    for (const id of ['one', 'two', 'three']) {
      simulator.setPicture(id, FORM)
      expect((await files.sample(id, '1')).ok).toBe(true)
    }
    const [home = '', ...others] = await readdir(folder)
    expect(others).toEqual([])
    expect((await readdir(path.join(folder, home))).length).toBe(2)
  })

  test('damaged on the disk are fetched again', async () => {
    const { platform } = await line()
    const folder = path.join(await dataFolder(), 'catalogue-files')
    const files = openSampleFiles({ folder, fetch: (id) => platform.catalogueFile(id), log: LOG })
    await files.sample('example-passport', '1')
    const [home = ''] = await readdir(folder)
    await writeFile(path.join(folder, home, 'example-passport'), '<html>')
    expect(await files.sample('example-passport', '1')).toMatchObject({ ok: true, value: { width: 992 } })
  })
})
