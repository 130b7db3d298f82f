/**
 * How many pages a PDF has, as a printer finds out that has no time: page objects that stand in the open are counted,
 * and where they lie in compressed object streams the largest /Count of the page tree is taken. Null: this is no PDF, or
 * it is encrypted.
 */
export function pagesOf(pdf: Uint8Array): number | null {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  if (!/^[\s\S]{0,1024}?%PDF-\d/.test(text) || !text.includes('%%EOF') || /\/Encrypt\b/.test(text)) return null
  const open = text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0
  if (open > 0) return open
  const counts = [...text.matchAll(/\/Count\s+(\d{1,6})/g)].map(([, count]) => Number(count))
  return counts.length === 0 ? null : Math.max(...counts)
}
