import { describe, expect, it } from 'vitest'
import { HallFile } from '../../../main/configuration/hall-file.ts'

const ALWAYS = ['00:00-24:00']

function hallWith(calls: unknown) {
  return HallFile.safeParse({
    hall: { code: '530323-01', name: '示例县政务服务中心' },
    calendar: { weekly: { mon: ALWAYS } },
    businesses: [{ code: 'A', name: '社会保险', department: '人社局' }],
    policy: { calls },
  })
}

describe('how a hall has its calls spoken', () => {
  it('is in Mandarin, unless it says otherwise', () => {
    expect(hallWith(undefined).data?.policy.calls).toEqual({ voice: true, volume: 0.8, quiet: [], languages: ['zh'], one: 'yi' })
    expect(hallWith({ quiet: ['12:00-13:30'], languages: ['zh', 'en'], one: '幺' }).data?.policy.calls).toMatchObject({
      quiet: [{ from: '12:00', to: '13:30' }],
      languages: ['zh', 'en'],
      one: 'yao',
    })
  })

  it.each([
    [{ volume: 2 }, 'expected a volume from 0 to 1'],
    [{ languages: ['fr'] }, 'expected zh or en'],
    [{ languages: [] }, 'expected at least one language: [zh] or [zh, en]'],
    [{ languages: ['zh', 'zh'] }, 'expected each language once'],
    [{ one: '1' }, 'expected 一 or 幺'],
    [{ quiet: ['noon'] }, 'expected hours such as 09:00-12:00'],
  ])('is refused plainly where it cannot be: %j', (calls, expected) => {
    expect(hallWith(calls).error?.issues[0]?.message).toBe(expected)
  })
})
