/**
 * Cuts the fonts of rare characters: what the page's own font lacks of Noto Sans SC (its whole TTF lies beside), and CJK
 * extensions B to F of Hanazono Mincho 20170904 (Debian's `fonts-hanazono`), in slices of 1024 code points, so that one name
 * costs one slice. WOFF and not WOFF2: pdfkit embeds nothing of a WOFF2. Run from the root of the checkout, with
 * `subset-font` installed for this once, and the folder where HanaMinA.ttf and HanaMinB.ttf lie:
 *
 *     npm install --no-save subset-font@2.9.0
 *     node printers/certificate/fonts/rare/make.mjs /usr/share/fonts/truetype/hanazono
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fontkit from 'fontkit'
import subsetFont from 'subset-font'

const FONTS = 'printers/certificate/fonts'
const OUTPUT = join(FONTS, 'rare')
const STYLES = 'renderer/kiosk/look/rare-characters.css'
const SLICE = 1024
/** CJK unified ideographs, extension A, compatibility ideographs: of these Noto Sans SC has nearly all. */
const FIRST_PLANE = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
]
/** Extensions B to F (GB 18030-2022, level 3), and the compatibility supplement. */
const SECOND_PLANE = [
  [0x20000, 0x2ebef],
  [0x2f800, 0x2fa1f],
]

const folder = process.argv[2]
if (folder === undefined) throw new Error('which folder holds HanaMinA.ttf and HanaMinB.ttf?')

const read = (path) => {
  const bytes = readFileSync(path)
  return { bytes, has: new Set(fontkit.create(bytes).characterSet) }
}
const noto = read(join(FONTS, 'NotoSansSC-Regular.ttf'))
const hanaA = read(join(folder, 'HanaMinA.ttf'))
const hanaB = read(join(folder, 'HanaMinB.ttf'))
const onPage = unicodeRanges(readFileSync('node_modules/@fontsource-variable/noto-sans-sc/index.css', 'utf8'))

for (const name of readdirSync(OUTPUT)) if (name.endsWith('.woff')) rmSync(join(OUTPUT, name))
const rules = []
await cut('noto', noto, within(FIRST_PLANE).filter((code) => noto.has.has(code) && !onPage.has(code)), 'whole')
await cut('hana-a', hanaA, within(FIRST_PLANE).filter((code) => hanaA.has.has(code) && !noto.has.has(code) && !onPage.has(code)), 'exact')
await cut('hana', hanaB, within(SECOND_PLANE).filter((code) => hanaB.has.has(code)), 'whole')
await cut('hana-a', hanaA, within(SECOND_PLANE).filter((code) => hanaA.has.has(code) && !hanaB.has.has(code)), 'exact')
writeFileSync(
  STYLES,
  `/* Made by printers/certificate/fonts/rare/make.mjs: what the fonts of the first chunk lack. A slice is fetched when one of its characters is shown. */\n${rules.join('\n')}\n`,
)

/** `whole`: the style sheet names the slice from end to end; what stands in the page's own fonts is taken from there anyway. */
async function cut(name, font, codes, ranges) {
  for (const [slice, some] of sliced(codes)) {
    const bytes = await subsetFont(font.bytes, String.fromCodePoint(...some), { targetFormat: 'woff', noLayoutClosure: true })
    const file = `${name}-${slice.toString(16)}.woff`
    writeFileSync(join(OUTPUT, file), bytes)
    const range = ranges === 'exact' ? some.map(hex).join(', ') : `${hex(some[0])}-${hex(some.at(-1)).slice(2)}`
    rules.push(`@font-face { font-family: 'Yimen Rare'; src: url('../../../${OUTPUT}/${file}') format('woff'); unicode-range: ${range}; }`)
  }
}

function within(blocks) {
  return blocks.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at))
}

function hex(code) {
  return `U+${code.toString(16).toUpperCase()}`
}

function unicodeRanges(css) {
  const codes = new Set()
  for (const [, from, to = from] of css.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)) {
    for (let code = Number.parseInt(from, 16); code <= Number.parseInt(to, 16); code += 1) codes.add(code)
  }
  return codes
}

function sliced(codes) {
  const slices = new Map()
  for (const code of codes) {
    const slice = Math.floor(code / SLICE)
    slices.set(slice, [...(slices.get(slice) ?? []), code])
  }
  return slices
}
