/**
 * A small valid PDF 1.4 made by hand, and the mark that a seal leaves in one: enough to be shown, printed and told
 * from another by its digest. What it says is ASCII, in a font that every reader has.
 */

const A4 = '[0 0 595 842]'

/** One page for each entry; its lines stand one under the other. */
export function specimenPdf(pages: readonly (readonly string[])[]): Buffer {
  const pageNumbers = pages.map((_, index) => 4 + index * 2)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>',
    `<< /Type /Pages /Kids [${pageNumbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((lines, index) => {
      const drawn = `BT /F1 12 Tf 72 770 Td 18 TL ${lines.map((line) => `(${escaped(line)}) Tj T*`).join(' ')} ET`
      const page = `/Type /Page /Parent 2 0 R /MediaBox ${A4} /Resources << /Font << /F1 3 0 R >> >>`
      return [
        `<< ${page} /Contents ${5 + index * 2} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ]
    }),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const size = objects.length + 1
  const table = ['0000000000 65535 f ', ...offsets.map((offset) => entry(offset))].join('\n')
  text += `xref\n0 ${size}\n${table}\ntrailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/**
 * The document with one more object behind it (ISO 32000-1, 7.5.6, "Incremental Updates"): all that was there stays
 * byte for byte. `undefined` when the document has no plain cross-reference table at its end.
 */
export function sealedPdf(pdf: Buffer, seal: string): Buffer | undefined {
  const text = pdf.toString('latin1')
  // The last one: a document that was sealed before has several.
  const end = /^trailer\s*<<([^]*)>>\s*startxref\s+(\d+)\s+%%EOF\s*$/.exec(
    text.slice(Math.max(0, text.lastIndexOf('trailer'))),
  )
  const size = Number(/\/Size\s+(\d+)/.exec(end?.[1] ?? '')?.[1])
  if (end?.[1] === undefined || Number.isNaN(size)) return undefined
  const object = `${size} 0 obj\n<< /Type /SpecimenSeal /Name (${escaped(seal)}) >>\nendobj\n`
  const trailer = end[1].replace(/\/Size\s+\d+/, `/Size ${size + 1}`).replace(/\/Prev\s+\d+/, '')
  const table = `xref\n${size} 1\n${entry(pdf.length)}\ntrailer\n<< ${trailer.trim()} /Prev ${end[2]} >>`
  const update = `${object}${table}\nstartxref\n${pdf.length + object.length}\n%%EOF\n`
  return Buffer.concat([pdf, Buffer.from(update, 'latin1')])
}

/** A line of the cross-reference table is 20 bytes long. */
function entry(offset: number): string {
  return `${String(offset).padStart(10, '0')} 00000 n `
}

function escaped(line: string): string {
  return line.replaceAll(/[\\()]/g, String.raw`\$&`)
}
