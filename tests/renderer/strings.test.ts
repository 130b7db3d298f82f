import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { bookingsEn } from '../../renderer/strings/bookings-en.ts'
import { bookingsZh } from '../../renderer/strings/bookings-zh.ts'
import { certificateEn } from '../../renderer/strings/certificate-en.ts'
import { certificateZh } from '../../renderer/strings/certificate-zh.ts'
import { documentNumberEn } from '../../renderer/strings/document-number-en.ts'
import { documentNumberZh } from '../../renderer/strings/document-number-zh.ts'
import { en } from '../../renderer/strings/en.ts'
import { enrolEn } from '../../renderer/strings/enrol-en.ts'
import { enrolZh } from '../../renderer/strings/enrol-zh.ts'
import { evaluationEn } from '../../renderer/strings/evaluation-en.ts'
import { evaluationZh } from '../../renderer/strings/evaluation-zh.ts'
import { filingEn } from '../../renderer/strings/filing-en.ts'
import { filingZh } from '../../renderer/strings/filing-zh.ts'
import { filingMaterialsEn } from '../../renderer/strings/filing-materials-en.ts'
import { filingMaterialsZh } from '../../renderer/strings/filing-materials-zh.ts'
import { greenEn } from '../../renderer/strings/green-en.ts'
import { greenZh } from '../../renderer/strings/green-zh.ts'
import { guideEn } from '../../renderer/strings/guide-en.ts'
import { guideZh } from '../../renderer/strings/guide-zh.ts'
import { progressEn } from '../../renderer/strings/progress-en.ts'
import { progressZh } from '../../renderer/strings/progress-zh.ts'
import { socialCardEn } from '../../renderer/strings/social-card-en.ts'
import { socialCardZh } from '../../renderer/strings/social-card-zh.ts'
import { offlineEn } from '../../renderer/strings/offline-en.ts'
import { offlineZh } from '../../renderer/strings/offline-zh.ts'
import { scannedEn } from '../../renderer/strings/scanned-en.ts'
import { scannedZh } from '../../renderer/strings/scanned-zh.ts'
import { managerEn } from '../../renderer/strings/manager-en.ts'
import { managerZh } from '../../renderer/strings/manager-zh.ts'
import { operatorEn } from '../../renderer/strings/operator-en.ts'
import { operatorZh } from '../../renderer/strings/operator-zh.ts'
import spoken from '../../renderer/strings/spoken.json' with { type: 'json' }
import { typingEn } from '../../renderer/strings/typing-en.ts'
import { typingZh } from '../../renderer/strings/typing-zh.ts'
import { windowEn } from '../../renderer/strings/window-en.ts'
import { windowZh } from '../../renderer/strings/window-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'

const RENDERER = fileURLToPath(new URL('../../renderer', import.meta.url))
const HANZI = /\p{Script=Han}/u

/** Every text with its key, `home.name.guide`. */
function texts(tree: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[path + key, value] as const] : texts(Object(value), `${path}${key}.`),
  )
}

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted()

describe.each([
  ['citizen', zh, en, ['demonstration', 'rail.language']],
  ['citizen with a certificate', certificateZh, certificateEn, []],
  ['citizen with a number by hand', documentNumberZh, documentNumberEn, []],
  ['citizen with an application', filingZh, filingEn, []],
  ['citizen with materials and a receipt', filingMaterialsZh, filingMaterialsEn, []],
  ['citizen with a guide', guideZh, guideEn, []],
  ['citizen who types', typingZh, typingEn, []],
  ['citizen with a filing', progressZh, progressEn, []],
  ['citizen with a social-security card', socialCardZh, socialCardEn, []],
  ['citizen with a number given offline', offlineZh, offlineEn, []],
  ['citizen with a code', scannedZh, scannedEn, []],
  ['browser that wants in', enrolZh, enrolEn, ['other']],
  ['citizen who has booked', bookingsZh, bookingsEn, []],
  ['citizen who needs to go first', greenZh, greenEn, []],
  ['citizen who evaluates', evaluationZh, evaluationEn, []],
  ['operator', operatorZh, operatorEn, []],
  ['manager', managerZh, managerEn, ['language']],
  ['clerk at a window', windowZh, windowEn, ['top.language']],
])('the words on screen for a %s', (_, chinese, english, inChinese) => {
  it('are there in both languages under the same keys, none of them empty', () => {
    expect(texts(english).map(([key]) => key)).toEqual(texts(chinese).map(([key]) => key))
    expect([...texts(chinese), ...texts(english)].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('leave the same holes for numbers and names in both languages', () => {
    const other = new Map(texts(english))
    for (const [key, text] of texts(chinese)) {
      // English says one thing without its number.
      const kept = (holes: readonly string[]) => holes.filter((hole) => !(key.endsWith('_one') && hole === 'count'))
      expect([key, ...kept(holes(other.get(key) ?? ''))]).toEqual([key, ...kept(holes(text))])
    }
  })

  it('are English in English, but for the way back to Chinese and the mark 演示', () => {
    const written = texts(english).filter(([, text]) => HANZI.test(text)).map(([key]) => key)
    expect(written).toEqual(inChinese)
  })
})

describe('the words on screen', () => {
  it('stand in renderer/strings and nowhere else in the page', () => {
    const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.(ts|tsx)$/.test(path) && !path.startsWith('strings/'))
    expect(files.length).toBeGreaterThan(30)
    const strays = files.filter((path) => HANZI.test(withoutComments(readFileSync(join(RENDERER, path), 'utf8'))))
    expect(strays).toEqual([])
  })

  it('are the accessible names that the outside interface promises', () => {
    expect(zh.home.name).toEqual({
      'take-number': '取号',
      certificate: '证明打印',
      filing: '刷证申报',
      guide: '办事指南',
      progress: '进度查询',
    })
    const { back, home, help, large, language } = zh.rail
    expect([back, home, help, large, language]).toEqual(['返回', '首页', '帮助', '大字', 'English'])
    expect([zh.confirm.confirm, zh.countdown.stay, zh.ticket.reprint, zh.identify.byHand, zh.keypad.confirm]).toEqual([
      '确认取号',
      '继续办理',
      '补打',
      '手动输入证件号码',
      '确认',
    ])
    const { printing, printed, unknown, failed, finish } = zh.ticket
    expect([printing, printed, unknown, failed, finish]).toEqual([
      '正在出票',
      '请取走您的号票',
      '号票可能未打印',
      '无法打印',
      '完成',
    ])
    const { print } = certificateZh
    expect([print.printing, print.printed, print.unknown, print.failed]).toEqual([
      '正在打印',
      '请取走您的证明',
      '证明可能未打印',
      '无法打印',
    ])
    expect(zh.home.verify).toBe('查验证明真伪')
  })
})

describe('what is spoken', () => {
  it('is on screen in the same words, in both languages', () => {
    const shown = {
      zh: [...texts(zh), ...texts(certificateZh), ...texts(filingMaterialsZh), ...texts(socialCardZh)].map(([, text]) => text),
      en: [...texts(en), ...texts(certificateEn), ...texts(filingMaterialsEn), ...texts(socialCardEn)].map(([, text]) => text),
    }
    for (const words of Object.values(spoken)) {
      expect(shown.zh).toContain(words.zh)
      expect(shown.en).toContain(words.en)
    }
  })

  it('has a clip in both languages', () => {
    const clips = Object.keys(spoken).flatMap((clip) => [`zh/${clip}.ogg`, `en/${clip}.ogg`])
    expect(clips.filter((clip) => !existsSync(join(RENDERER, 'voice/clips', clip)))).toEqual([])
  })
})

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')
}
