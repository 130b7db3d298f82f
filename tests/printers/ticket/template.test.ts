import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inRom, printable } from '../../../printers/escpos/gb18030.ts'
import { outlineFonts, type OutlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { GENERIC_58MM, GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import {
  NUMBER_TIMES,
  OTHER_TIMES,
  type BlockStyle,
  type TicketBlock,
  type TicketTemplate,
} from '../../../printers/ticket/template.ts'
import { encodeTicket, type TicketContent } from '../../../printers/ticket/ticket.ts'
import { NOTO_SANS } from '../escpos/fonts.ts'
import { readJob, textsOf } from '../escpos/read-job.ts'
import { onPaper } from '../on-paper.ts'
import { ticketBeforeTemplates } from './ticket-before-templates.ts'

const NOTO = outlineFonts([NOTO_SANS])
const BOTH: readonly PrinterProfile[] = [GENERIC_80MM, GENERIC_58MM]
const PROFILES = [...BOTH, { ...GENERIC_80MM, nativeQr: 'yes' as const }]
const HALF = { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 2) }

const LEAST: TicketContent = {
  hall: '示例县政务服务中心',
  number: 'A007',
  business: { zh: '社会保险' },
  where: { zh: '二楼东区' },
  windows: [],
  ahead: 12,
  issuedAt: '2026-11-21 14:05',
  notices: [],
  demonstration: false,
}
/** What a ticket may have or not. */
const OPTIONAL: readonly Partial<TicketContent>[] = [
  { business: { zh: '社会保险', en: 'Social insurance' }, where: { zh: '二楼东区', en: '2nd floor, east' } },
  { department: '人力资源和社会保障局' },
  { windows: ['3号窗口', '4号窗口'] },
  { ahead: 0 },
  { notices: ['过号请重新取号', 'Please keep this ticket'] },
  { holder: '张*' },
  { qr: 'https://zwfw.example.gov.cn/t/530323-01/A007?k=8f3a9b2c' },
  { demonstration: true },
  { reprint: { at: '2026-11-21 14:20', count: 2 } },
  { offline: true },
]

const word = fc.string({
  unit: fc.oneof(fc.constantFrom(...Array.from('城乡居民养老，。（）a7 㛃')), fc.string({ maxLength: 1 })),
  maxLength: 40,
  size: 'max',
})
const bilingual = fc.record({ zh: word, en: word }, { requiredKeys: ['zh'] })
const anyTicket: fc.Arbitrary<TicketContent> = fc.record(
  {
    hall: word,
    // As halls give them: a letter and three digits, more on a very busy day.
    number: fc.tuple(fc.constantFrom('A', 'Z'), fc.integer({ min: 1, max: 9999 })).map(([letter, n]) => letter + String(n).padStart(3, '0')),
    business: bilingual,
    department: word,
    where: bilingual,
    windows: fc.array(word, { maxLength: 3 }),
    ahead: fc.nat(),
    issuedAt: word,
    holder: word,
    notices: fc.array(word, { maxLength: 3 }),
    qr: fc.string({ minLength: 1, maxLength: 60 }),
    demonstration: fc.boolean(),
    offline: fc.boolean(),
    reprint: fc.record({ at: word, count: fc.nat() }),
  },
  { requiredKeys: ['hall', 'number', 'business', 'where', 'windows', 'ahead', 'issuedAt', 'notices', 'demonstration'] },
)

describe('the ticket of a hall without a template', () => {
  test('is byte for byte what it was before there were templates, each part there or not, on both papers', () => {
    let seen = 0
    for (let parts = 0; parts < 1 << OPTIONAL.length; parts += 1) {
      const ticket = Object.assign({}, LEAST, ...OPTIONAL.filter((_, bit) => (parts & (1 << bit)) !== 0)) as TicketContent
      for (const profile of BOTH) {
        const was = ticketBeforeTemplates(ticket, profile, NOTO)
        const now = encodeTicket(ticket, profile, NOTO)
        assert(was.ok && now.ok)
        if (Buffer.compare(was.value.bytes, now.value.bytes) !== 0) expect.fail(`parts ${parts.toString(2)} on ${profile.name}`)
        seen += 1
      }
    }
    expect(seen).toBe(2048)
  })

  test('is byte for byte what it was, whatever the words are, or is refused for the same reason', () => {
    fc.assert(
      fc.property(anyTicket, fc.option(word), fc.constantFrom(...PROFILES), (given, number, profile) => {
        const ticket = number === null ? given : { ...given, number }
        expect(encodeTicket(ticket, profile, NOTO)).toEqual(ticketBeforeTemplates(ticket, profile, NOTO))
      }),
      HALF,
    )
  })
})

function style(sizes: { readonly least: number; readonly most: number }): fc.Arbitrary<BlockStyle> {
  return fc.record({
    align: fc.constantFrom('left', 'centre', 'right'),
    size: fc.integer({ min: sizes.least, max: sizes.most }),
    bold: fc.boolean(),
  })
}

const STYLED = ['hall', 'business', 'department', 'where', 'windows', 'ahead', 'notices'] as const
const PLAIN = ['issued', 'holder', 'qr'] as const
const repeatable: fc.Arbitrary<TicketBlock> = fc.oneof(
  fc.constant<TicketBlock>({ block: 'rule' }),
  fc.integer({ min: 1, max: 10 }).map((count): TicketBlock => ({ block: 'blank', count })),
  fc
    .record({ zh: fc.constantFrom('欢迎光临', '有事请到咨询台，我们随时为您服务'), en: fc.constant('Welcome'), style: style(OTHER_TIMES) })
    .map(({ zh, en, style: set }): TicketBlock => ({ block: 'text', zh, en, ...set })),
)
const anyTemplate: fc.Arbitrary<TicketTemplate> = fc
  .tuple(
    style(NUMBER_TIMES).map((set): TicketBlock => ({ block: 'number', ...set })),
    fc.subarray([...STYLED]).chain((names) =>
      fc.tuple(...names.map((block) => style(OTHER_TIMES).map((set): TicketBlock => ({ block, ...set })))),
    ),
    fc.subarray([...PLAIN]).map((names) => names.map((block): TicketBlock => ({ block }))),
    fc.array(repeatable, { maxLength: 6 }),
  )
  .chain(([number, styled, plain, more]) => {
    const all = [number, ...styled, ...plain, ...more]
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
  })

/** The same fonts, writing down what they were asked to draw. */
function witness(fonts: OutlineFonts): { readonly fonts: OutlineFonts; readonly drawn: () => string } {
  let drawn = ''
  return {
    fonts: {
      draw(codePoint, width, height) {
        drawn += String.fromCodePoint(codePoint)
        return fonts.draw(codePoint, width, height)
      },
    },
    drawn: () => drawn,
  }
}

function countOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return counts
}

describe('the ticket of a hall with a template of its own', () => {
  const laidOut = (ticket: TicketContent, template: TicketTemplate, profile = GENERIC_80MM, fonts = NOTO) => {
    const job = encodeTicket(ticket, profile, fonts, template)
    assert(job.ok, job.ok ? '' : job.fault.kind)
    return job.value.bytes
  }
  const NUMBER: TicketBlock = { block: 'number', align: 'left', size: 8, bold: true }

  test('has what the template names, in its order, with its size, side and weight, and nothing else', () => {
    const job = laidOut({ ...LEAST, holder: '张*', notices: ['过号请重新取号'] }, [
      { block: 'text', zh: '欢迎光临', en: 'Welcome', align: 'right', size: 3, bold: true },
      NUMBER,
      { block: 'blank', count: 3 },
      { block: 'holder' },
    ])
    expect(textsOf(job)).toEqual(['欢迎光临', 'Welcome', 'A007', `持票人 Holder${' '.repeat(32)}张*`])
    const set = readJob(job).flatMap((each) => {
      if (each.name === 'text') return [each.text.replace(/ {2,}/, ' ')]
      return each.name === 'set' && each.command !== 'LF' ? [`${each.command} ${each.argument}`] : []
    })
    expect(set.slice(set.indexOf('ESC a 2')).join(', ')).toBe(
      'ESC a 2, ESC 3 80, GS ! 34, ESC E 1, 欢迎光临, ESC 3 32, GS ! 0, ESC E 0, Welcome, ' +
        'ESC a 0, ESC 3 200, GS ! 119, ESC E 1, A007, ESC 3 32, ESC d 3, GS ! 0, ESC E 0, 持票人 Holder 张*, GS V 66',
    )
  })

  test('still says 演示, 补打 with time and count, 绿色通道, and that it was given offline: none of these is the hall’s to leave out', () => {
    const ticket = { ...LEAST, demonstration: true, green: true, offline: true, reprint: { at: '2026-11-21 14:20', count: 2 } }
    expect(textsOf(laidOut(ticket, [NUMBER]))).toEqual([
      '演示 DEMONSTRATION',
      '补打 REPRINT',
      '第2次 Copy 2  2026-11-21 14:20',
      '绿色通道',
      'Priority',
      'A007',
      '离线号，请以叫号为准',
      'Offline number. Go when called.',
      '演示 DEMONSTRATION',
    ])
  })

  test('names the windows where it does not say where to go', () => {
    const ticket = { ...LEAST, where: { zh: '3号窗口' }, windows: ['3号窗口'] }
    const windows: TicketBlock = { block: 'windows', align: 'left', size: 1, bold: false }
    expect(textsOf(laidOut(ticket, [NUMBER, windows]))).toEqual(['A007', '窗口 Windows: 3号窗口'])
  })

  test('of a hall that wants no QR code is printed although the address would not fit the paper', () => {
    const job = laidOut({ ...LEAST, qr: 'x'.repeat(5000) }, [NUMBER])
    expect(readJob(job).some((each) => each.name === 'raster')).toBe(false)
  })

  test('has the number exactly once and in one line, and the marks, under any template and on both papers', () => {
    fc.assert(
      fc.property(anyTicket, anyTemplate, fc.constantFrom(...PROFILES), (ticket, template, profile) => {
        const result = encodeTicket(ticket, profile, NOTO, template)
        fc.pre(result.ok || result.fault.kind !== 'no-glyph')
        assert(result.ok)
        const lines = textsOf(result.value.bytes)
        const other = [ticket.hall, ticket.issuedAt, ticket.holder, ticket.department, ticket.where.zh].join()
        fc.pre(!other.includes(ticket.number))
        expect(lines.filter((line) => line === ticket.number)).toHaveLength(1)
        expect(lines.filter((line) => line === '演示 DEMONSTRATION')).toHaveLength(ticket.demonstration ? 2 : 0)
        expect(lines.filter((line) => line === '补打 REPRINT')).toHaveLength(ticket.reprint ? 1 : 0)
        const offline = lines.filter((line) => line === '离线号，请以叫号为准')
        expect(offline).toHaveLength(ticket.offline === true ? 1 : 0)
      }),
      HALF,
    )
  })

  test('never loses a character of its holder’s name: each is text of the printer or drawn, under any template', () => {
    const inName = fc.constantFrom(...Array.from('张李王欧阳诸葛·㛃㙍䶮*'))
    const name = fc.string({ unit: inName, minLength: 1, maxLength: 40, size: 'max' })
    fc.assert(
      fc.property(name, anyTemplate, fc.constantFrom(...BOTH), (holder, template, profile) => {
        fc.pre(template.some(({ block }) => block === 'holder'))
        const named = witness(NOTO)
        const unnamed = witness(NOTO)
        const seen = (job: Uint8Array, drawn: string) => countOf(textsOf(job).join('') + drawn)
        const job = laidOut({ ...LEAST, holder }, template, profile, named.fonts)
        const nameless = laidOut({ ...LEAST, holder: ' ' }, template, profile, unnamed.fonts)
        const [all, others] = [seen(job, named.drawn()), seen(nameless, unnamed.drawn())]
        for (const [character, count] of countOf(printable(holder))) {
          expect((all.get(character) ?? 0) - (others.get(character) ?? 0)).toBe(count)
        }
        const rare = Array.from(holder).some((character) => !inRom(character.codePointAt(0) ?? 0))
        expect(named.drawn() !== '').toBe(rare)
      }),
      HALF,
    )
  })
})

describe('the paper that a ticket takes off the roll', () => {
  /** Less than the 8 dots between two lines, so that none is forgotten or counted twice. */
  const TOLERANCE_MM = 0.9

  test('is as long as what comes out of the printer, under any template and on both papers', () => {
    fc.assert(
      fc.property(anyTicket, anyTemplate, fc.constantFrom(...BOTH), (ticket, template, profile) => {
        const result = encodeTicket(ticket, profile, NOTO, template)
        fc.pre(result.ok || result.fault.kind !== 'no-glyph')
        assert(result.ok)
        const { bytes, lengthMm } = result.value
        expect(Math.abs(onPaper(bytes, profile.widthDots).heightDots / 8 - lengthMm)).toBeLessThan(TOLERANCE_MM)
      }),
      HALF,
    )
  })

  test('is the same where the printer draws the QR code by itself', () => {
    const length = (nativeQr: 'yes' | 'no') => {
      const job = encodeTicket({ ...LEAST, qr: 'https://example.org/t/1' }, { ...GENERIC_80MM, nativeQr }, NOTO)
      return job.ok && job.value.lengthMm
    }
    expect(length('yes')).toBeGreaterThan(0)
    expect(length('yes')).toBe(length('no'))
  })
})
