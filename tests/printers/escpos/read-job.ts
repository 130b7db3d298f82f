import { strict as assert } from 'node:assert'

/** One command of a job, as a strict reader of the manuals sees it. */
export type JobCommand =
  | { readonly name: 'set'; readonly command: string; readonly argument: number }
  | { readonly name: 'text'; readonly text: string; readonly bytes: Uint8Array }
  | { readonly name: 'raster'; readonly stride: number; readonly rows: number; readonly data: Uint8Array }
  | { readonly name: 'process-id'; readonly id: string }
  | { readonly name: 'qr'; readonly part: number; readonly data: Uint8Array }

/** Everything that a job may consist of; any other byte is an error. Written from the manuals, not from the encoder. */
export function readJob(job: Uint8Array): readonly JobCommand[] {
  const commands: JobCommand[] = []
  let at = 0
  const next = (): number => {
    const byte = job[at]
    assert(byte !== undefined, 'the job ends inside a command')
    at += 1
    return byte
  }
  const take = (count: number): Uint8Array => {
    assert(at + count <= job.length, 'the job ends inside a command')
    at += count
    return job.subarray(at - count, at)
  }
  while (at < job.length) {
    const from = at
    const byte = next()
    if (byte >= 0x20) {
      const bytes = textBytes(job, from)
      at = from + bytes.length
      commands.push({ name: 'text', text: new TextDecoder('gb18030').decode(bytes), bytes })
    } else if (byte === 0x0a) commands.push({ name: 'set', command: 'LF', argument: 0 })
    else if (byte === 0x1b) commands.push(readEscape(next))
    else if (byte === 0x1c) {
      assert.equal(next(), 0x26)
      commands.push({ name: 'set', command: 'FS &', argument: 0 })
    } else if (byte === 0x1d) commands.push(readGroup(next, take))
    else assert.fail(`byte ${byte} at ${from} begins no allowed command`)
  }
  return commands
}

export function textsOf(job: Uint8Array): readonly string[] {
  return readJob(job).flatMap((command) => (command.name === 'text' ? [command.text] : []))
}

function textBytes(job: Uint8Array, from: number): Uint8Array {
  let to = from
  while (to < job.length && (job[to] ?? 0) >= 0x20) {
    const lead = job[to] ?? 0
    if (lead >= 0x81) {
      const trail = job[to + 1] ?? 0
      assert(lead <= 0xfe && trail >= 0x40 && trail <= 0xfe && trail !== 0x7f, 'not two-byte GB18030')
      to += 2
    } else {
      assert(lead <= 0x7e, 'not ASCII')
      to += 1
    }
  }
  return job.subarray(from, to)
}

function readEscape(next: () => number): JobCommand {
  const letter = next()
  if (letter === 0x40) return { name: 'set', command: 'ESC @', argument: 0 }
  if (letter === 0x63) {
    assert.equal(next(), 0x35)
    return { name: 'set', command: 'ESC c 5', argument: next() }
  }
  const names: Readonly<Record<number, string>> = { 0x61: 'ESC a', 0x45: 'ESC E', 0x33: 'ESC 3', 0x64: 'ESC d' }
  const command = names[letter]
  assert(command !== undefined, `ESC ${letter} is not allowed`)
  return { name: 'set', command, argument: next() }
}

function readGroup(next: () => number, take: (count: number) => Uint8Array): JobCommand {
  const letter = next()
  const names: Readonly<Record<number, string>> = { 0x21: 'GS !', 0x61: 'GS a', 0x72: 'GS r' }
  const command = names[letter]
  if (command !== undefined) return { name: 'set', command, argument: next() }
  if (letter === 0x56) {
    assert.deepEqual([next(), next()], [66, 0])
    return { name: 'set', command: 'GS V', argument: 66 }
  }
  if (letter === 0x76) {
    assert.deepEqual([next(), next()], [0x30, 0])
    const stride = next() + next() * 256
    const rows = next() + next() * 256
    return { name: 'raster', stride, rows, data: take(stride * rows) }
  }
  assert.equal(letter, 0x28, `GS ${letter} is not allowed`)
  const kind = next()
  const parameters = take(next() + next() * 256)
  if (kind === 0x48) {
    assert.deepEqual([...parameters.subarray(0, 2)], [0x30, 0x30])
    return { name: 'process-id', id: new TextDecoder('latin1').decode(parameters.subarray(2)) }
  }
  assert.equal(kind, 0x6b)
  return { name: 'qr', part: parameters[1] ?? 0, data: parameters.subarray(2) }
}
