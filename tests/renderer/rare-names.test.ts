import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inRuns } from '../../renderer/components/rare-characters.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { walkerOn } from './screens.ts'

describe('a name', () => {
  it('is whole in its parts, whatever its characters', () => {
    const character = fc.oneof(
      fc.constantFrom('样', '𠮷', '䶮', '*', 'Z', '\uE000', '\u{F0001}', '\u{30EDE}', '\uD842'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    )
    fc.assert(
      fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
        const name = characters.join('')
        const runs = inRuns(name)
        expect(runs.map(({ text }) => text).join('')).toBe(name)
        for (const { text, code } of runs) if (code !== null) expect(Number.parseInt(code, 16)).toBe(text.codePointAt(0))
      }),
    )
  })

  it('has a box for what no font has, and none for extensions A to F', () => {
    expect(inRuns('㛃䶮𠮷𪚥𫜴𫠝𬺡𮯠一')).toEqual([{ text: '㛃䶮𠮷𪚥𫜴𫠝𬺡𮯠一', code: null }])
    expect(inRuns('样\uE0FF*')).toEqual([
      { text: '样', code: null },
      { text: '\uE0FF', code: 'E0FF' },
      { text: '*', code: null },
    ])
    expect(inRuns('\u{30EDE}')).toEqual([{ text: '\u{30EDE}', code: '30EDE' }])
  })
})

describe('a rare name on screen (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn()
  }, 120_000)
  afterAll(() => hall.close())

  it('fetches the slices that have its characters and no others, and a box stands for what no font has', async () => {
    const { page } = await hall.open()
    const fetched = new Set<string>()
    page.on('request', (request) => {
      const slice = /\/((?:hana|noto)[\w-]*?)(?:-[\w-]{8})?\.woff$/.exec(new URL(request.url()).pathname)?.[1]
      if (slice !== undefined) fetched.add(slice)
    })
    await page.locator('.attract').tap()
    await page.locator('.home').waitFor()
    const walker = walkerOn(page, 'zh')
    await walker.business('B')
    await walker.press(walker.words.agreement.agree)
    expect([...fetched]).toEqual([])
    await walker.set({ holder: { name: '𠮷㛃\uE0FF*', number: '110***********002X', assurance: 'card' }, card: { state: 'present', leftBehind: false } })
    await walker.sees(walker.words.confirm.title)
    await expect.poll(() => [...fetched].toSorted()).toEqual(['hana-82', 'noto-d'])
    expect(await page.locator('.row-name').innerText()).toBe('𠮷㛃生僻字 E0FF*')
  })
})
