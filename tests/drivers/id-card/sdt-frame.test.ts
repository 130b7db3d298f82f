import { describe, expect, it } from 'vitest'
import { SDT_COMMANDS } from '../../../drivers/id-card/sdt-codes.ts'
import { encodeFrame, SdtDecoder } from '../../../drivers/id-card/sdt-frame.ts'
import { anyCut, byteByByte, decode, everyAnswerAmongGarbage, everyByteCounted, framesAmong, goodAnswerAfterNoise } from './sdt-properties.ts'
import { baseFrame, bytesOf, COMMANDS, DOCUMENTS, FRAMES, RESPONSES, specimenPhoto, textOf } from './vectors.ts'

const OK = bytesOf(RESPONSES.ok)
const PREAMBLE = bytesOf('AA AA AA 96 69')

describe('requests go out as the published vectors have them', () => {
  it.each([
    ['status', COMMANDS.status],
    ['find', COMMANDS.find],
    ['select', COMMANDS.select],
    ['readBase', COMMANDS.readBase],
    ['readManagementNumber', COMMANDS.readIINSNDN],
    ['readNewestAddress', COMMANDS.readNewAddr],
    ['readWithFingerprints', COMMANDS.readBaseFP],
  ] as const)('%s', (command, hex) => {
    const { cmd, para } = SDT_COMMANDS[command]
    expect(encodeFrame(Uint8Array.of(cmd, para))).toEqual(bytesOf(hex))
  })
})

describe('every published command', () => {
  it.each(Object.entries(COMMANDS))('%s has the frame that is put around its body', (_name, hex) => {
    const bytes = bytesOf(hex)
    expect(encodeFrame(bytes.subarray(7, -1))).toEqual(bytes)
  })

  it('that is sent is one of them', () => {
    const published = new Set(Object.values(COMMANDS).map((hex) => bytesOf(hex).toString('hex')))
    const sent = Object.values(SDT_COMMANDS).map(({ cmd, para }) => encodeFrame(Uint8Array.of(cmd, para)).toString('hex'))
    expect(sent.filter((frame) => !published.has(frame))).toEqual([])
  })
})

describe('answers are understood as the published vectors have them', () => {
  it.each(Object.entries(RESPONSES))('%s', (_name, hex) => {
    const bytes = bytesOf(hex)
    expect(decode(bytes)).toEqual([
      { kind: 'frame', frame: { sw1: bytes[7], sw2: bytes[8], sw3: bytes[9], data: bytes.subarray(10, -1) } },
    ])
  })

  it.each(DOCUMENTS)('the read of a %s card, with and without fingerprints', (document) => {
    const { base_len, fp_head, fp_len, fp_chk, nofp_head, nofp_len, nofp_chk } = FRAMES[document]
    const card = [textOf(document), specimenPhoto()]
    const base = baseFrame(document)
    const prints = Buffer.concat([bytesOf(fp_head), ...card, Buffer.alloc(1024), bytesOf(fp_chk)])
    const noPrints = Buffer.concat([bytesOf(nofp_head), ...card, bytesOf(nofp_chk)])
    expect([base.length, prints.length, noPrints.length]).toEqual([base_len, fp_len, nofp_len])
    expect(decode(base, prints, noPrints).map((event) => event.kind === 'frame' && event.frame.data.length)).toEqual([
      base_len - 11,
      fp_len - 11,
      nofp_len - 11,
    ])
  })
})

describe('a noisy line', () => {
  it('loses no answer behind extra leading AA', () => {
    expect(decode(bytesOf('AA AA AA'), OK)).toMatchObject([{ kind: 'noise', bytes: 3 }, { kind: 'frame' }])
  })

  it('gives a wrong checksum away at once, and the good answer behind it', () => {
    const damaged = Buffer.from(OK)
    damaged[9] = 0x91
    expect(decode(damaged, OK)).toMatchObject([
      { kind: 'badChecksum', bytes: OK.length },
      { kind: 'noise', bytes: OK.length },
      { kind: 'frame', frame: { sw3: 0x90 } },
    ])
  })

  it('finds a good answer inside what a false beginning claims for itself', () => {
    const claims = bytesOf('AA AA AA 96 69 00 40 00 00')
    expect(framesAmong(decode(claims, OK, Buffer.alloc(100)))).toEqual([OK.toString('hex')])
  })

  it('finds it, once the line is still, when the claim is longer than all that comes', () => {
    const decoder = new SdtDecoder()
    expect(decoder.push(Buffer.concat([bytesOf('AA AA AA 96 69 0F FF'), OK]))).toEqual([])
    expect(decoder.midFrame).toBe(true)
    expect(decoder.settle()).toMatchObject([{ kind: 'noise', bytes: 7 }, { kind: 'frame', frame: { sw3: 0x90 } }])
    expect(decoder.midFrame).toBe(false)
  })

  it.each(['00 00', '00 03', '10 00', 'FF FF'])('does not wait for a frame of the impossible length %s', (length) => {
    const decoder = new SdtDecoder()
    expect(decoder.push(Buffer.concat([PREAMBLE, bytesOf(length), OK]))).toMatchObject([
      { kind: 'noise', bytes: 7 },
      { kind: 'frame' },
    ])
  })

  it('takes the longest frame, and many of them in a row', () => {
    const longest = encodeFrame(Buffer.alloc(0x0ffe, 0xaa))
    // A byte before them, so that they lie across every boundary of whatever they are kept in.
    const wire = Buffer.concat([Buffer.of(1), ...Array.from({ length: 40 }, () => longest)])
    const pieces = Array.from({ length: wire.length / 1_000 + 1 }, (_, at) => wire.subarray(1_000 * at, 1_000 * at + 1_000))
    const kinds = ['noise', ...Array.from({ length: 40 }, () => 'frame')]
    expect(decode(wire).map((event) => event.kind)).toEqual(kinds)
    expect(decode(...pieces).map((event) => event.kind)).toEqual(kinds)
  })

  it('keeps no byte of an answer that was forgotten', () => {
    const decoder = new SdtDecoder()
    decoder.push(OK.subarray(0, 9))
    decoder.reset()
    expect(decoder.push(OK.subarray(9))).toEqual([])
    expect(decoder.settle()).toEqual([{ kind: 'noise', bytes: 2 }])
  })
})

describe('whatever the bytes', () => {
  it('means the same however it is cut into pieces', () => anyCut.hold())
  it('means the same byte by byte', () => byteByByte.hold())
  it('accounts for every byte, as part of a frame or as noise', () => everyByteCounted.hold())
  it('delivers every good answer between stretches of garbage that hold no preamble', () => everyAnswerAmongGarbage.hold())
  it('finds the good answer after it, once what came before can claim no more', () => goodAnswerAfterNoise.hold())

  it('gets through 400 kB in which every seventh byte claims to begin a long frame', () => {
    const claim = bytesOf('AA AA AA 96 69 0F 00')
    const wire = Buffer.concat(Array.from({ length: 57_000 }, () => claim))
    expect(framesAmong(decode(wire, Buffer.alloc(0x1000), OK))).toEqual([OK.toString('hex')])
  })
})
