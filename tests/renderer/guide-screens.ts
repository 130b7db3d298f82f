import type { ScreenWalk, Walker } from './screens.ts'
import { GUIDES } from './stand-in/guides.ts'

const [WHOLE, BARE] = GUIDES
if (WHOLE === undefined || BARE === undefined) throw new Error('specimens')
/** A guide with all twelve elements, and one with names and codes alone. */
export const NAMES = { whole: WHOLE.name, bare: BARE.name }

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

/** Every screen of 办事指南 that has a shape of its own. */
export const GUIDE_SCREENS: readonly ScreenWalk[] = [
  { name: 'ways into the guides', walk: toWays },
  { name: 'guides of a situation', walk: (walker) => toSituation(walker, '就业') },
  { name: 'guide, whole', walk: (walker) => toGuide(walker, '住房', NAMES.whole.zh) },
  { name: 'guide of an older catalogue', walk: (walker) => toGuide(walker, '出入境', NAMES.bare.zh) },
]
