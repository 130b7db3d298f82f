import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { FRAMINGS, HID_FRAMINGS } from '../../../drivers/id-card/hid-framing.ts'
import { hidLine } from '../../../simulators/card-reader/hid-line.ts'
import { damaged, property } from '../../properties.ts'
import { peopleIn } from './document-properties.ts'
import { baseFrame, DOCUMENTS } from './vectors.ts'

/** The reports in which the virtual reader sends a frame. */
function reportsOf(frame: Buffer, how: (typeof HID_FRAMINGS)[number]): readonly Buffer[] {
  const reports: Buffer[] = []
  const { line, device } = hidLine(how)
  device.on('data', (report: Buffer) => reports.push(report))
  line.write(frame)
  return reports
}

function heard(reports: readonly Buffer[], how: (typeof HID_FRAMINGS)[number]): readonly Buffer[] {
  return reports.flatMap((report) => {
    const bytes = FRAMINGS[how].decode(report)
    return bytes === null || bytes === 'next' ? [] : [bytes]
  })
}

/** For each framing: reports of any length hold each byte once, in order. */
export const WRITTEN = HID_FRAMINGS.map((how) =>
  property(`a frame in HID reports (${how}) fills whole reports and stands in them once`, fc.uint8Array({ minLength: 1, maxLength: 300 }), (frame) => {
    const reports = FRAMINGS[how].encode(frame)
    assert(reports.every((report) => report.length === 64))
    const payload = { plain64: [0, 64], len63: [1, 64], miaxis: [6, 62] }[how]
    assert.deepEqual(Buffer.concat(reports.map((report) => report.subarray(...payload))).subarray(0, frame.length), Buffer.from(frame))
  }),
)

/** For each framing: noise is at most bytes of one report. */
export const NOISE = HID_FRAMINGS.map((how) =>
  property(`a HID report of noise (${how}) is no fault`, fc.uint8Array({ maxLength: 70 }), (noise) => {
    const said = FRAMINGS[how].decode(Buffer.from(noise))
    assert(said === null || said === 'next' || said.length <= 64)
  }),
)

/** For each framing: a byte that was damaged in any report. */
export const DAMAGED = HID_FRAMINGS.map((how) =>
  property(
    `a damaged byte of HID reports (${how}) makes nobody or the right person`,
    fc.tuple(fc.constantFrom(...DOCUMENTS), fc.nat(), fc.nat({ max: 63 }), fc.integer({ min: 0, max: 255 })),
    ([document, which, at, flip]) => {
      const [whole] = peopleIn([baseFrame(document)])
      const reports = reportsOf(baseFrame(document), how)
      const hit = which % reports.length
      const people = peopleIn(heard(reports.map((report, index) => (index === hit ? damaged(report, at, flip) : report)), how))
      assert.deepEqual(people, people.map(() => whole))
      if (flip === 0) assert.equal(people.length, 1)
    },
  ),
)

export const HID_PROPERTIES = [...WRITTEN, ...NOISE, ...DAMAGED]
