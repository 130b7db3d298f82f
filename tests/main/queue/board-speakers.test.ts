import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoardSpeakers, type BoardThere, type WallBoard } from '../../../main/queue/board-speakers.ts'
import { HALL } from './board-hall.ts'

const WINDOWS = ['1', '2', '3', '咨询台'] as const
const areaOf = (window: string) => HALL.windows?.find(({ no }) => no === window)?.area ?? null
const board = (id: string, area: string | null, sounds = true): BoardThere => ({ id, area, sounds })

/** A server's boards, and those that it believes another one to have. */
function server(elsewhere: () => readonly WallBoard[] = () => []) {
  let changes = 0
  const speakers = createBoardSpeakers({ elsewhere, onChange: () => (changes += 1) })
  return {
    join: (each: BoardThere) => speakers.join(each),
    /** Windows whose calls each board that shows them speaks. */
    spoken: (each: BoardThere) => WINDOWS.filter((window) => (each.area === null || each.area === areaOf(window)) && speakers.spokenAt(each, HALL)(window)),
    changes: () => changes,
  }
}

const someBoards = fc.uniqueArray(
  fc.record({ id: fc.integer({ min: 10, max: 99 }).map(String), area: fc.constantFrom('东区', '西区', null), sounds: fc.boolean() }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
)

describe('the board that speaks', () => {
  it('is one for each window that any board shows, whoever comes and goes, and stays the same while it is there', () => {
    fc.assert(
      fc.property(someBoards, fc.array(fc.nat(), { maxLength: 60 }), (boards, steps) => {
        const hall = server()
        const there = new Map<BoardThere, () => void>()
        let before = new Map<string, BoardThere>()
        for (const step of steps) {
          const changesBefore = hall.changes()
          const [each] = boards.slice(step % boards.length)
          if (each === undefined) return
          const leave = there.get(each)
          if (leave === undefined) there.set(each, hall.join(each))
          else {
            leave()
            there.delete(each)
          }
          const now = new Map<string, BoardThere>()
          for (const window of WINDOWS) {
            const showing = [...there.keys()].filter(({ area }) => area === null || area === areaOf(window))
            const speaking = showing.filter((one) => hall.spoken(one).includes(window))
            expect(speaking).toHaveLength(Math.min(1, showing.length))
            const [speaker] = speaking
            if (speaker === undefined) continue
            now.set(window, speaker)
            const own = showing.filter(({ area }) => area !== null)
            expect(speaker.area).toBe(own.length > 0 ? areaOf(window) : null)
            expect(speaker.sounds).toBe((own.length > 0 ? own : showing).some(({ sounds }) => sounds))
            // Who is there gives way to a board of the very area, or where it could not be heard.
            const last = before.get(window)
            if (last !== undefined && last !== speaker && there.has(last)) expect(last.area !== speaker.area || !last.sounds).toBe(true)
            if (last !== undefined && last !== speaker && there.has(speaker)) expect(hall.changes()).toBeGreaterThan(changesBefore)
          }
          before = now
        }
      }),
    )
  })

  it('is at one of two servers that know of each other’s boards', () => {
    fc.assert(
      fc.property(someBoards, fc.integer({ min: 0, max: 11 }), (boards, at) => {
        const [here, there] = [boards.slice(0, at), boards.slice(at)]
        const [one, other] = [server(() => there), server(() => here)]
        for (const each of here) one.join(each)
        for (const each of there) other.join(each)
        for (const window of WINDOWS) {
          const showing = boards.filter(({ area }) => area === null || area === areaOf(window))
          const speaking = [...here.filter((each) => one.spoken(each).includes(window)), ...there.filter((each) => other.spoken(each).includes(window))]
          expect(speaking).toHaveLength(Math.min(1, showing.length))
        }
      }),
    )
  })

  it('tells the others of no change where a hundred more come behind it', () => {
    const hall = server()
    hall.join(board('B1', '东区'))
    const changes = hall.changes()
    for (let at = 0; at < 100; at += 1) hall.join(board(`A${at}`, '东区', at % 2 === 0))
    expect(hall.changes()).toBe(changes)
  })
})
