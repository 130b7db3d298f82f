import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type * as Canvas from '@napi-rs/canvas'

/** A filled form of nobody's: its title, and what stands behind each label. */
interface Form {
  readonly title: string
  readonly rows: readonly (readonly [label: string, filled: string])[]
}

const PERSON = [
  ['姓名', '样本一'],
  ['证件号码', '（照身份证填写）'],
  ['联系电话', '（填写本人手机号码）'],
] as const

const FORMS: ReadonlyMap<string, Form> = new Map([
  ['example-maternity', { title: '生育津贴申请表', rows: [...PERSON, ['参保单位', '示例县某某有限公司'], ['生育日期', '2026年10月8日'], ['胎次', '第一胎'], ['开户银行', '（照社会保障卡填写）'], ['申请人签名', '样本一']] }],
  ['example-rental', { title: '公共租赁住房申请表', rows: [...PERSON, ['家庭人口', '3 人'], ['现住房面积', '无自有住房'], ['家庭月收入', '5600 元'], ['申请户型', '两居室'], ['全体成年成员签名', '样本一　样本二']] }],
  ['example-passport', { title: '中国公民出入境证件申请表', rows: [...PERSON, ['拼音姓', 'YANG'], ['拼音名', 'BENYI'], ['申请证件', '普通护照'], ['取证方式', '窗口领取'], ['申请人签名', '样本一']] }],
  ['example-company', { title: '公司登记（备案）申请书', rows: [['公司名称', '示例县某某商贸有限公司'], ['住所', '示例县示例路 1 号'], ['法定代表人', '样本一'], ['注册资本', '50 万元'], ['经营范围', '日用百货销售'], ['申请人签章', '样本一']] }],
  ['example-articles', { title: '公司章程', rows: [['第一条', '公司名称：示例县某某商贸有限公司'], ['第二条', '公司住所：示例县示例路 1 号'], ['第三条', '经营范围：日用百货销售'], ['第四条', '注册资本：50 万元'], ['股东签名', '样本一']] }],
])

/** A4 at 120 dpi. */
const WIDTH = 992
const HEIGHT = 1403
const EDGE = 90
const ROW = 96

const require = createRequire(import.meta.url)
/** The typeface of the house, below the product's folder; a built file may lie one deeper than its source. */
const FONTS = ['../..', '../../..'].map((up) => fileURLToPath(new URL(`${up}/printers/certificate/fonts/NotoSansSC-Regular.ttf`, import.meta.url)))

const drawn = new Map<string, Buffer>()

/** A specimen as PNG; undefined for a name that nothing has, and where there is no canvas (it is not needed to run). */
export function specimenPicture(id: string): Buffer | undefined {
  const form = FORMS.get(id)
  if (form === undefined) return undefined
  const before = drawn.get(id)
  if (before !== undefined) return before
  const canvas = load()
  if (canvas === undefined) return undefined
  const picture = draw(canvas, form)
  drawn.set(id, picture)
  return picture
}

function load(): typeof Canvas | undefined {
  try {
    const canvas = require('@napi-rs/canvas') as typeof Canvas
    const font = FONTS.find(existsSync)
    if (font === undefined) return undefined
    canvas.GlobalFonts.registerFromPath(font, 'Specimen')
    return canvas
  } catch {
    // Not installed: the platform then has no such file.
    return undefined
  }
}

function draw({ createCanvas }: typeof Canvas, { title, rows }: Form): Buffer {
  const canvas = createCanvas(WIDTH, HEIGHT)
  const pen = canvas.getContext('2d')
  const write = (text: string, x: number, y: number, size: number, colour: string) => {
    pen.font = `${size}px Specimen`
    pen.fillStyle = colour
    pen.fillText(text, x, y)
  }
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, WIDTH, HEIGHT)
  pen.textBaseline = 'middle'
  pen.textAlign = 'center'
  write(title, WIDTH / 2, 150, 46, '#111')
  pen.textAlign = 'left'
  const top = 230
  const column = EDGE + 260
  pen.strokeStyle = '#333'
  pen.lineWidth = 2
  pen.strokeRect(EDGE, top, WIDTH - 2 * EDGE, rows.length * ROW)
  for (const [at, [label, filled]] of rows.entries()) {
    const y = top + at * ROW
    if (at > 0) pen.strokeRect(EDGE, y, WIDTH - 2 * EDGE, 0)
    write(label, EDGE + 20, y + ROW / 2, 30, '#111')
    write(filled, column + 20, y + ROW / 2, 32, '#1f3a8e')
  }
  pen.strokeRect(column, top, 0, rows.length * ROW)
  write('本样本由演示平台绘制，不是真实的表格，只用来说明怎样填写。', EDGE, HEIGHT - 90, 24, '#555')
  pen.translate(WIDTH / 2, HEIGHT / 2)
  pen.rotate(-Math.PI / 6)
  pen.textAlign = 'center'
  write('样本', 0, 0, 320, 'rgba(168, 50, 31, 0.16)')
  return canvas.toBuffer('image/png')
}
