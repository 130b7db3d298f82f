/** What a host put on the bus, as a pad's chip takes it apart. */
export interface HostFrame {
  readonly address: number
  readonly func: number
  readonly data: readonly number[]
}

/**
 * A pad's ear: FF 68 L L 68 ADDR FUNC DATA CS 16, a byte at a time. Whatever is out of place puts it back to the beginning,
 * and the host's mistake is told.
 */
export function padParser(hear: { frame(frame: HostFrame): void; wrong(words: string): void }): (bytes: Uint8Array) => void {
  let frame: number[] = []

  const fail = (words: string): void => {
    hear.wrong(words)
    frame = []
  }

  const take = (byte: number): void => {
    frame.push(byte)
    const at = frame.length - 1
    const length = frame[2] ?? 0
    if (at === 0 && byte !== 0xff) return fail(`a frame that begins with ${byte}`)
    if ((at === 1 || at === 4) && byte !== 0x68) return fail(`${byte} where 68h belongs`)
    if (at === 2 && (byte < 2 || byte > 8)) return fail(`a length of ${byte}`)
    if (at === 3 && byte !== length) return fail('two lengths that differ')
    if (frame.length < length + 7 || at < 4) return
    const body = frame.slice(5, 5 + length)
    const sum = body.reduce((total, one) => total + one, 0) % 256
    if (frame[5 + length] !== sum) return fail('a wrong checksum')
    if (byte !== 0x16) return fail('a frame without its end')
    const [address = 0, func = 0, ...data] = body
    frame = []
    hear.frame({ address, func, data })
  }

  return (bytes) => {
    for (const byte of bytes) take(byte)
  }
}

/** What a pad sends. `checksum` is added to the right one: 0 of a pad that is well. */
export function padFrame(address: number, func: number, data: readonly number[], checksum = 0): Buffer {
  const length = data.length + 2
  const sum = data.reduce((total, one) => total + one, address + func + checksum)
  return Buffer.from([0xff, 0x68, length, length, 0x68, address, func, ...data, sum % 256, 0x16])
}
