import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import MiniSearch from 'minisearch'
import type { CatalogueFile } from '../../main/catalogue/catalogue-file.ts'
import { loadReader, type Reader } from '../../main/catalogue/search/readings.ts'
import { buildSearchIndex } from '../../main/catalogue/search/search-index.ts'
import { manyItems } from './many-items.ts'
import { quantile } from './quantiles.ts'

/** What people type, letter by letter: hanzi, pinyin, initials, mixtures, several words, slips, and what is not there. */
const TYPED = [
  '个体工商户登记',
  '护士执业证书补发',
  'getigongshanghu',
  'shengyubaoxian',
  'putonghuzhao',
  'jiashizheng',
  'gtgshdj',
  'bdcdjcx',
  'shipinjingying许可',
  '公司 变更',
  'paiwu xuke',
  'jaishizheng',
  'gognshanghu',
  'shenfenzheng',
  'meiyouzhege',
  '没有这个事项',
] as const

/**
 * One searcher on one catalogue: milliseconds of each keystroke, of making it ready and of the longest time in which
 * nothing else was done meanwhile, and the bytes that it holds.
 */
export interface SearchRun {
  readonly p50: number
  readonly p95: number
  readonly ready: number
  readonly held: number
  readonly bytes: number
}

interface Searcher {
  /** Answers how many were found. */
  readonly search: (typed: string) => number
}

/** Ours and minisearch, one after the other on the same items, in a process of their own heap. */
export async function guideSearchBench(count: number): Promise<{ readonly ours: SearchRun; readonly peer: SearchRun }> {
  const catalogue = manyItems(count)
  const read = await loadReader()
  // Both know what hanzi sound like; neither pays for the first time.
  read('预热')
  return { ours: await run(() => byUs(catalogue, read)), peer: await run(() => byMiniSearch(catalogue, read)) }
}

async function byUs(catalogue: CatalogueFile, read: Reader): Promise<Searcher> {
  const { search } = await buildSearchIndex(catalogue, read)
  return { search: (typed) => search(typed).items.length }
}

/** As its documentation begins: fields, prefixes and a fifth of a word as slips. It is told the pinyin and the initials. */
function byMiniSearch({ items, topics = [] }: CatalogueFile, read: Reader): Promise<Searcher> {
  const index = new MiniSearch({
    fields: ['name', 'pinyin', 'initials', 'department', 'situations', 'materials'],
    searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { name: 4, pinyin: 3, initials: 2 } },
  })
  index.addAll(
    items.map((item, id) => {
      const readings = read(item.task_name).map(({ reading }) => reading)
      return {
        id,
        name: item.task_name,
        pinyin: readings.join(''),
        initials: readings.map((reading) => reading.slice(0, 1)).join(''),
        department: item.dept_name,
        situations: topics.filter(({ code }) => item.user_topic_type?.includes(code)).map(({ name }) => name.zh).join(' '),
        materials: (item.material ?? []).map(({ material_name }) => material_name).join(' '),
      }
    }),
  )
  return Promise.resolve({ search: (typed) => index.search(typed).slice(0, 20).length })
}

async function run(make: () => Promise<Searcher>): Promise<SearchRun> {
  const before = heldBytes()
  const begun = performance.now()
  const turns = watchTurns()
  const searcher = await make()
  const ready = performance.now() - begun
  const held = await turns.longest()
  const bytes = heldBytes() - before
  const keystrokes = TYPED.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)))
  const times: number[] = []
  for (let round = 0; round < 3; round += 1) {
    for (const typed of keystrokes) {
      const start = performance.now()
      searcher.search(typed)
      if (round > 0) times.push(performance.now() - start)
    }
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), ready, held, bytes }
}

/** How long others waited for their turn, at the longest. */
function watchTurns(): { readonly longest: () => Promise<number> } {
  let longest = 0
  let last = performance.now()
  let going = true
  const turn = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (going) setImmediate(turn)
  }
  setImmediate(turn)
  return {
    async longest() {
      await new Promise((resolve) => setImmediate(resolve))
      going = false
      return longest
    },
  }
}

/** Bytes in use after a collection, what typed arrays hold included. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
