import jpeg2000 from 'pdfjs-dist/wasm/openjpeg_nowasm_fallback.js?url'

/**
 * What pdfjs fetches while it reads a PDF, as files of the page's own origin: the tables of the predefined encodings
 * (`GBK-EUC-H`, `UniGB-UTF16-H` and their like) and the fourteen fonts that a PDF need not bring. Licences with them.
 */
const CMAPS = import.meta.glob<string>('../../../node_modules/pdfjs-dist/cmaps/*', {
  query: '?url',
  import: 'default',
  eager: true,
  exhaustive: true,
})
const FONTS = import.meta.glob<string>('../../../node_modules/pdfjs-dist/standard_fonts/*', {
  query: '?url',
  import: 'default',
  eager: true,
  exhaustive: true,
})

/** pdfjs's way of asking for a table, by the name it has in the PDF. */
export class CMapFiles {
  async fetch({ name }: { readonly name: string }): Promise<{ readonly cMapData: Uint8Array; readonly isCompressed: true }> {
    return { cMapData: await bytesOf(CMAPS, `cmaps/${name}.bcmap`), isCompressed: true }
  }
}

/** pdfjs's way of asking for a font. */
export class StandardFontFiles {
  fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    return bytesOf(FONTS, `standard_fonts/${filename}`)
  }
}

/**
 * The decoder of JPEG 2000 in plain JavaScript, as the page's policy lets no WebAssembly run. pdfjs puts its name after
 * this folder; behind the question mark it changes nothing.
 */
export const DECODERS = `${jpeg2000}?/`

async function bytesOf(files: Readonly<Record<string, string>>, name: string): Promise<Uint8Array> {
  const address = Object.entries(files).find(([path]) => path.endsWith(`/${name}`))?.[1]
  const answer = address === undefined ? null : await fetch(address)
  if (answer?.ok !== true) throw new Error(`pdfjs has no file ${name}`)
  return new Uint8Array(await answer.arrayBuffer())
}
