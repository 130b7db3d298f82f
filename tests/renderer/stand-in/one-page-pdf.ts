/** A4 in points. */
const A4 = '[0 0 595 842]'
/** A title's bar and five lines of a text. */
const DRAWN = ['200 740 195 16 re f', ...[640, 600, 560, 520, 480].map((y) => `80 ${y} 435 8 re f`)].join('\n')

/** A real document of one page that says nothing of anybody, in base64. */
export function onePagePdf(): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox ${A4} /Contents 4 0 R /Resources << >> >>`,
    `<< /Length ${DRAWN.length} >>\nstream\n${DRAWN}\nendstream`,
  ]
  let file = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return btoa(`${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`)
}
