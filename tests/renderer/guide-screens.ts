import type { ScreenWalk, Walker } from './screens.ts'
import { GUIDES, type GuideScript } from './stand-in/guides.ts'
import type { Script } from './stand-in/hall.ts'

const [WHOLE, BARE] = GUIDES
if (WHOLE === undefined || BARE === undefined) throw new Error('specimens')
/** A guide with all twelve elements, and one with names and codes alone. */
export const NAMES = { whole: WHOLE.name, bare: BARE.name, code: WHOLE.codes.task }

export const toWays = async ({ press, sees, words }: Walker): Promise<void> => {
  await press(words.home.name.guide)
  await sees(words.guide.title)
}

/** To the guides of a life situation, by its name on screen. */
export const toSituation = async (walker: Walker, name: string): Promise<void> => {
  await toWays(walker)
  await walker.press(name)
  await walker.sees(walker.words.guide.listTitle.replace('{{name}}', name))
}

const toGuide = async (walker: Walker, situation: string, name: string): Promise<void> => {
  await toSituation(walker, situation)
  await walker.press(name)
  await walker.sees(name)
}

/** A guide on its way to paper, where the printer does as scripted. */
const toPaper = async (walker: Walker, script: Partial<Script>, title: string): Promise<void> => {
  await toGuide(walker, '住房', NAMES.whole.zh)
  await walker.set(script)
  await walker.press(walker.words.guide.along.print)
  await walker.sees(title)
}

export const toSearch = async (walker: Walker, by: 'words' | 'code', typed = ''): Promise<void> => {
  await toWays(walker)
  await walker.press(walker.words.guide.search.enter[by])
  await walker.sees(walker.words.guide.search.title[by])
  if (typed !== '') await walker.page.keyboard.type(typed)
}

const SOURCE = { version: '2026-11-21.1', from: 'platform' } as const
const entry = ({ name, department, codes }: typeof WHOLE) => ({ code: codes.task, name, department, situations: [] })
/** Answers that a specimen catalogue cannot give. */
export const SEARCHES: GuideScript['searches'] = {
  dj: { outcome: 'found', ...SOURCE, items: Array.from({ length: 20 }, (_, at) => ({ ...entry(WHOLE), code: `item-${at}` })), total: 134, similar: false },
  '11530323MB0A00051P4530715007000': {
    outcome: 'no-such-code',
    ...SOURCE,
    code: '11530323MB0A00051P4530715007000',
    fault: { kind: 'wrong', places: [{ from: 17, to: 17 }] },
    near: [entry(WHOLE)],
  },
}

/** Every screen of 办事指南 that has a shape of its own. */
export const GUIDE_SCREENS: readonly ScreenWalk[] = [
  { name: 'ways into the guides', walk: toWays },
  {
    name: 'a part of a long list',
    walk: async (walker) => {
      await walker.set({ inOnePart: 1 })
      await toSituation(walker, '住房')
    },
  },
  { name: 'guides of a situation', walk: (walker) => toSituation(walker, '企业开办') },
  {
    name: 'question that narrows',
    walk: async (walker) => {
      await toWays(walker)
      await walker.press('生育')
      await walker.press('已经出生')
      await walker.sees('现在要办哪件事？')
    },
  },
  { name: 'search, nothing typed', walk: (walker) => toSearch(walker, 'words') },
  {
    name: 'search, too many found',
    walk: async (walker) => {
      await walker.set({ searches: SEARCHES })
      await toSearch(walker, 'words', 'dj')
      await walker.page.locator('.guide-entry').nth(19).waitFor()
    },
  },
  {
    name: 'code that is nearly right',
    walk: async (walker) => {
      await walker.set({ searches: SEARCHES })
      await toSearch(walker, 'code', '11530323MB0A00051P4530715007000')
      await walker.page.locator('.search-code').waitFor()
      await walker.page.locator('.guide-entry').waitFor()
    },
  },
  {
    name: 'guides of a package',
    walk: async (walker) => {
      await toWays(walker)
      await walker.press('新生儿出生一件事')
      await walker.sees('新生儿出生一件事')
    },
  },
  { name: 'guide, whole', walk: (walker) => toGuide(walker, '住房', NAMES.whole.zh) },
  { name: 'guide of an older catalogue', walk: (walker) => toGuide(walker, '出入境', NAMES.bare.zh) },
  {
    name: 'guide, the A4 printer without paper',
    walk: async (walker) => {
      await walker.set({ document: { state: 'not-ready', reason: 'media-empty' } })
      await toGuide(walker, '住房', NAMES.whole.zh)
    },
  },
  {
    name: 'guide, a specimen',
    walk: async (walker) => {
      await toGuide(walker, '住房', NAMES.whole.zh)
      await walker.press(walker.words.guide.sample.see)
      await walker.page.locator('.guide-picture').waitFor()
    },
  },
  { name: 'guide, printed', walk: (walker) => toPaper(walker, {}, walker.words.guide.print.printed) },
  {
    name: 'guide, not printed',
    walk: (walker) => toPaper(walker, { printGuide: { outcome: 'no-paper', reason: 'media-empty' } }, walker.words.guide.print.failed),
  },
]
