import fc from 'fast-check'
import { CHINESE, CLEAR, CUT, dleEot, INITIALIZE, PAPER_FENCE, processId, raster, size } from './commands.ts'
import { gb18030 } from './gb18030.ts'

const fragment = fc.oneof(
  fc.constantFrom(INITIALIZE, CHINESE, [0x1c, 0x2e], CUT, CLEAR, PAPER_FENCE, dleEot(4)),
  fc.constantFrom([0x0a], gb18030('社保大厅')),
  fc.integer({ min: 1, max: 8 }).map((n) => size(n, n)),
  fc.constantFrom('0001', '9999').map(processId),
  fc.uint8Array({ minLength: 6, maxLength: 6 }).map((data) => raster(2, 3, [...data])),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => [...bytes]),
)
/** Streams that look like tickets, with noise between. */
export const stream = fc.array(fragment, { maxLength: 12 }).map((parts) => Uint8Array.from(parts.flat()))
