/** What a scanner read. It may hold a person, or open their account for a minute: it never goes into a log. */
export interface ScannedCode {
  /** As they came, without what ends them. Zeros when whoever asked for it has wiped it. */
  readonly bytes: Buffer
  /** Null where the bytes are text in neither encoding. */
  readonly text: string | null
  /** As the scanner names it (AIM identifier, such as `]Q1`); null where it does not. */
  readonly symbology: string | null
}

/** Tab, line ends, and the separators GS, RS and US. */
const BETWEEN_PARTS: ReadonlySet<string> = new Set('\t\n\v\f\r\u001D\u001E\u001F')

/**
 * The text of a code. QR codes made here are UTF-8 or GBK, and nothing in them says which: strict UTF-8 first, which GBK
 * text hardly ever is by chance, then GB18030, which holds all of GBK.
 */
export function scannedCode(bytes: Buffer, symbology: string | null = null): ScannedCode {
  return { bytes, text: decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030'), symbology }
}

function decoded(bytes: Buffer, encoding: 'utf-8' | 'gb18030'): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    // Other control characters are in no code that people read.
    return Array.from(text).some((character) => /\p{Cc}/u.test(character) && !BETWEEN_PARTS.has(character)) ? null : text
  } catch {
    return null
  }
}
