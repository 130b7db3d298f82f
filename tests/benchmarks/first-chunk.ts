import { strict as assert } from 'node:assert'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** Bytes of what the kiosk's page needs before anything is seen: home and 取号. */
export interface FirstChunkFigures {
  readonly script: Weight
  readonly style: Weight
}

export interface Weight {
  readonly plain: number
  readonly gzipped: number
}

const PAGE = path.resolve(import.meta.dirname, '../../out/renderer/kiosk/index.html')

/**
 * The page's scripts with all that they import statically, and its style sheets, each file gzipped by itself at zlib's
 * usual level. What is imported by `import()` comes later and does not count; nor do fonts, of which only the slices in
 * use are fetched.
 */
export async function firstChunkBench(): Promise<FirstChunkFigures> {
  const { scripts, styles } = await firstChunk()
  return { script: await weightOf([...scripts]), style: await weightOf(styles) }
}

async function firstChunk(): Promise<{ readonly scripts: ReadonlySet<string>; readonly styles: readonly string[] }> {
  const html = await readFile(PAGE, 'utf8')
  const named = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, url]) =>
    path.resolve(path.dirname(PAGE), url ?? ''),
  )
  const scripts = new Set(named.filter((file) => file.endsWith('.js')))
  const styles = named.filter((file) => file.endsWith('.css'))
  assert(scripts.size > 0 && styles.length > 0, 'the built page names no script or no style sheet')
  return { scripts: await withImports(scripts), styles }
}

/**
 * Bytes of what comes when a journey is opened: the script of that name (`filing-….js`) with its static imports and the
 * style sheets named like any of them, without what the first chunk has brought. What it imports by `import()` comes later.
 */
export async function lazyChunkBench(name: string): Promise<Weight> {
  const first = await firstChunk()
  const folder = path.dirname([...first.scripts][0] ?? PAGE)
  const files = await readdir(folder)
  const named = files.filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file)).map((file) => path.join(folder, file))
  const scripts = await withImports(new Set(named))
  const all = [...scripts].filter((script) => !first.scripts.has(script))
  assert(all.length > 0, `the built page has no chunk ${name}`)
  const stems = all.map((script) => path.basename(script).replace(/-[\w-]{8}\.js$/, ''))
  const styles = files.filter((file) => stems.some((stem) => new RegExp(`^${stem}-[\\w-]{8}\\.css$`).test(file)))
  return weightOf([...all, ...styles.map((file) => path.join(folder, file)).filter((file) => !first.styles.includes(file))])
}

/** The set grows while it is walked. */
async function withImports(scripts: Set<string>): Promise<ReadonlySet<string>> {
  for (const script of scripts) {
    for (const url of staticImports(await readFile(script, 'utf8'))) scripts.add(path.resolve(path.dirname(script), url))
  }
  return scripts
}

/** `import … from "./x.js"`, `export … from "./x.js"`, `import "./x.js"`, minified or not; not `import("./x.js")`. */
function staticImports(code: string): readonly string[] {
  return [...code.matchAll(/\b(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g)].map(([, url]) => url ?? '')
}

async function weightOf(files: readonly string[]): Promise<Weight> {
  const contents = await Promise.all(files.map((file) => readFile(file)))
  const sum = (weights: readonly number[]) => weights.reduce((all, weight) => all + weight, 0)
  return {
    plain: sum(contents.map((content) => content.length)),
    gzipped: sum(contents.map((content) => gzipSync(content).length)),
  }
}
