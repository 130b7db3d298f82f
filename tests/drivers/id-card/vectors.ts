import vectors from './id-document-vectors.json' with { type: 'json' }

/** The published specimen frames and the four synthetic text blocks, as bytes. All of their people are fictional. */
export function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex')
}

export type Document = keyof typeof vectors.text
export const DOCUMENTS: readonly Document[] = ['domestic', 'J', 'I', 'Y']

export const COMMANDS = vectors.commands
export const RESPONSES = vectors.responses
export const FRAMES = vectors.frames

export function textOf(document: Document): Buffer {
  return bytesOf(vectors.text[document])
}

/** Every known photo begins like this; the rest is made of zeros, as the reference's checksums expect. */
export function specimenPhoto(): Buffer {
  const photo = Buffer.alloc(1024)
  bytesOf('57 4C 66 00 7E 00 32 00 00 FF').copy(photo)
  return photo
}

/** The data of a successful 30 01: both lengths, text, photo. */
export function baseData(document: Document, change: (text: Buffer) => void = () => {}): Buffer {
  const text = textOf(document)
  change(text)
  return Buffer.concat([bytesOf('01 00 04 00'), text, specimenPhoto()])
}

/** The whole answer to 30 01, with the checksum that the vectors name and not one computed here. */
export function baseFrame(document: Document): Buffer {
  const { base_head, base_chk } = FRAMES[document]
  return Buffer.concat([bytesOf(base_head), textOf(document), specimenPhoto(), bytesOf(base_chk)])
}

/** The same of 30 10: with two templates of 512 bytes, all zeros, or as of a card that has none. */
export function fingerprintFrame(document: Document, fingers: 'with' | 'without' = 'with'): Buffer {
  const { fp_head, fp_chk, nofp_head, nofp_chk } = FRAMES[document]
  const [head, check] = fingers === 'with' ? [fp_head, fp_chk] : [nofp_head, nofp_chk]
  const templates = Buffer.alloc(fingers === 'with' ? 1024 : 0)
  return Buffer.concat([bytesOf(head), textOf(document), specimenPhoto(), templates, bytesOf(check)])
}

/** Writes a field of a text block: UTF-16LE, padded with spaces. */
export function writeField(text: Buffer, offset: number, bytes: number, value: string): void {
  text.write(value.padEnd(bytes / 2, ' '), offset, 'utf16le')
}
