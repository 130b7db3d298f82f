/** Two-byte GB18030 of a text, by turning the platform's decoder round. */
export function gb18030(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) return [code]
    const bytes = CODES.get(character)
    if (bytes === undefined) throw new Error(`no two-byte code for U+${code.toString(16)}`)
    return bytes
  })
}

const CODES = ((): ReadonlyMap<string, readonly [number, number]> => {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
    }
  }
  return codes
})()
