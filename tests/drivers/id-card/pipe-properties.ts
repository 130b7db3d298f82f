import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { HEAD_BYTES, PipeJoiner } from '../../../drivers/id-card/pipe-joiner.ts'
import { cutAt, damaged, property } from '../../properties.ts'
import { peopleIn } from './document-properties.ts'
import { baseFrame, bytesOf, DOCUMENTS, RESPONSES } from './vectors.ts'

/** What comes of the packets of both pipes, heard in some order, each pipe's own kept: `turns` says whose is next. */
function joined(packets: readonly [heads: readonly Buffer[], bodies: readonly Buffer[]], turns: readonly (0 | 1)[]): readonly Buffer[] {
  const joiner = new PipeJoiner()
  const left: readonly [Buffer[], Buffer[]] = [[...packets[0]], [...packets[1]]]
  const heard: Buffer[] = []
  for (let turn = 0; left[0].length + left[1].length > 0; turn += 1) {
    const wanted = turns[turn % Math.max(1, turns.length)] ?? 0
    const pipe = left[wanted].length > 0 ? wanted : wanted === 0 ? 1 : 0
    const packet = left[pipe].shift()
    if (packet !== undefined) heard.push(joiner.push(pipe, Buffer.from(packet)))
  }
  return heard
}

const answers = fc.array(fc.constantFrom(...Object.values(RESPONSES).map(bytesOf), baseFrame('domestic')), { minLength: 1, maxLength: 4 })
const cuts = fc.array(fc.nat(), { maxLength: 10 })
const turns = fc.array(fc.constantFrom<0 | 1>(0, 1), { maxLength: 20 })

const splitPipes = property(
  'answers by two pipes are one stream, however packets are cut and whichever pipe is heard first',
  fc.tuple(answers, cuts, cuts, turns),
  ([frames, headCuts, bodyCuts, order]) => {
    const heads = cutAt(Buffer.concat(frames.map((frame) => frame.subarray(0, HEAD_BYTES))), headCuts)
    const bodies = cutAt(Buffer.concat(frames.map((frame) => frame.subarray(HEAD_BYTES))), bodyCuts)
    assert.deepEqual(Buffer.concat(joined([heads, bodies], order)), Buffer.concat(frames))
  },
)

const damagedPipes = property(
  'a damaged byte on either of two pipes makes nobody or the right person',
  fc.tuple(fc.constantFrom(...DOCUMENTS), fc.nat(), fc.integer({ min: 0, max: 255 }), cuts, turns),
  ([document, place, flip, places, order]) => {
    const frame = baseFrame(document)
    const [whole] = peopleIn([frame])
    const hit = damaged(frame, place % frame.length, flip)
    const people = peopleIn(joined([[hit.subarray(0, HEAD_BYTES)], cutAt(hit.subarray(HEAD_BYTES), places)], order))
    assert.deepEqual(people, people.map(() => whole))
    if (flip === 0) assert.equal(people.length, 1)
  },
)

const packets = fc.array(fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)), { maxLength: 30 })

const anyPackets = property('any packets on two pipes are survived, and none comes out twice', fc.tuple(packets, packets, turns), ([heads, bodies, order]) => {
  const bytes = [...heads, ...bodies].reduce((sum, packet) => sum + packet.length, 0)
  assert(Buffer.concat(joined([heads, bodies], order)).length <= bytes)
})

export const PIPE_PROPERTIES = [splitPipes, damagedPipes, anyPackets]
