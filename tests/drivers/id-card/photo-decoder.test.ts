import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pictureIn } from '../../../drivers/id-card/card-picture.ts'
import { openPhotoDecoder } from '../../../drivers/id-card/photo-decoder.ts'
import { anyPicture } from './picture-properties.ts'
import { specimenPhoto } from './vectors.ts'

const PNG = createCanvas(102, 126).toBuffer('image/png')
const JPEG = createCanvas(102, 126).toBuffer('image/jpeg')

async function decoderOf(source: string, withinMs?: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-decoder-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'decoder.mjs')
  await writeFile(file, source)
  const logged: string[] = []
  const log = (event: string, facts: object): void => void logged.push(`${event} ${JSON.stringify(facts)}`)
  const decoder = openPhotoDecoder({ module: pathToFileURL(file), log, ...(withinMs === undefined ? {} : { withinMs }) })
  return { decoder, logged }
}

function giving(picture: Buffer): string {
  return `export const decodePhoto = async (wlt) => (wlt[0] === 0x57 ? Buffer.from('${picture.toString('base64')}', 'base64') : null)`
}

describe('the photo of a card', () => {
  it.each([
    ['png', PNG],
    ['jpeg', JPEG],
  ] as const)('is the picture that a configured module makes of it: %s', async (format, made) => {
    const { decoder, logged } = await decoderOf(giving(made))
    const wlt = specimenPhoto()
    expect(await decoder.decode(wlt)).toEqual({ format, bytes: made })
    // What was handed over is a copy: the card's own is wiped when the card goes, and not before.
    expect(wlt).toEqual(specimenPhoto())
    expect(logged).toEqual([])
  })

  it('is none where the module says so', async () => {
    const { decoder, logged } = await decoderOf(giving(PNG))
    expect(await decoder.decode(Buffer.alloc(1024))).toBeNull()
    expect(logged).toEqual([])
  })

  it.each([
    ['throws', `export const decodePhoto = () => { throw new TypeError('张三 110105') }`, 'TypeError'],
    ['throws what is named after a person', `export const decodePhoto = () => { const error = new Error(); error.name = '张三'; throw error }`, 'Error'],
    ['has no such function', `export const decode = () => null`, 'TypeError'],
    ['cannot be loaded', `import 'no-such-package-here'`, 'ERR_MODULE_NOT_FOUND'],
    ['is no script', `{{{`, 'SyntaxError'],
    ['ends its process', `export const decodePhoto = () => process.exit(3)`, 'ended'],
    ['takes all memory', `export const decodePhoto = () => { const all = []; for (;;) all.push(new Array(1e6).fill(1)) }`, 'ERR_WORKER_OUT_OF_MEMORY'],
    ['answers text', `export const decodePhoto = () => 'picture'`, 'no-picture'],
    ['answers bytes of no picture', `export const decodePhoto = () => new Uint8Array(500)`, 'no-picture'],
  ])('is none where the module %s, and why is logged without a word of it', async (_what, source, because) => {
    const { decoder, logged } = await decoderOf(source)
    expect(await decoder.decode(specimenPhoto())).toBeNull()
    expect(logged).toEqual([`photo-not-decoded {"because":"${because}"}`])
  })

  it('is none where the module does not end', async () => {
    const { decoder, logged } = await decoderOf(`export const decodePhoto = () => { for (;;) {} }`, 100)
    expect(await decoder.decode(specimenPhoto())).toBeNull()
    expect(logged).toEqual(['photo-not-decoded {"because":"too-slow"}'])
  })
})

describe('what is taken for a picture', () => {
  it.each([
    ['a PNG cut short', PNG.subarray(0, -1)],
    ['a JPEG cut short', JPEG.subarray(0, -1)],
    ['a PNG of a stamp', createCanvas(20, 20).toBuffer('image/png')],
    ['a JPEG of a stamp', createCanvas(20, 20).toBuffer('image/jpeg')],
    ['a PNG of a wall', createCanvas(2000, 100).toBuffer('image/png')],
    ['more bytes than a photo has', Buffer.concat([PNG.subarray(0, -12), Buffer.alloc(45_000), PNG.subarray(-12)])],
    ['a GIF', Buffer.from('GIF89a')],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', (_what, bytes) => {
    expect(pictureIn(bytes)).toBeNull()
  })

  it('is a copy', () => {
    const made = Buffer.from(PNG)
    const picture = pictureIn(made)
    made.fill(0)
    expect(picture?.bytes).toEqual(PNG)
  })

  it('any bytes at all get an answer', () => anyPicture.hold())
})
