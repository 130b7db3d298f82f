/**
 * A small valid PDF 1.4 made by hand: enough to be shown, printed and told from another by its digest. What it says is
 * ASCII, in a font that every reader has.
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

/** A line of the cross-reference table is 20 bytes long. */
function entry(offset: number): string {
  return `${String(offset).padStart(10, '0')} 00000 n `
}

function escaped(line: string): string {
  return line.replaceAll(/[\\()]/g, String.raw`\$&`)
}
