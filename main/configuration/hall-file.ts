import { z } from 'zod'
import { GreenGround } from '../contract/green-channel.ts'
import type { LocalText } from '../contract/text.ts'
import { ITEM_AT_MOST } from '../contract/window.ts'
import { callClips } from './call-clips.ts'
import { windows, windowsServeBusinesses } from './hall-windows.ts'
import { ticketTemplateFile } from './ticket-template.ts'

/** `名称`, or `{ zh: 名称, en: Name }`; without English the screens in English show the Chinese. */
const text = z
  .union([z.string().min(1), z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() })], {
    error: 'expected a text, or { zh: …, en: … }',
  })
  .transform((value): LocalText => {
    if (typeof value === 'string') return { zh: value, en: value }
    return { zh: value.zh, en: value.en ?? value.zh }
  })

const item = text.refine(({ zh, en }) => zh.length <= ITEM_AT_MOST && en.length <= 2 * ITEM_AT_MOST, `expected at most ${ITEM_AT_MOST} characters, ${2 * ITEM_AT_MOST} in English`)

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date such as 2026-10-01')

/** `09:00-12:00`; 24:00 is the day's end. */
const span = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d\s*[-–]\s*(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected hours such as 09:00-12:00')
  .transform((written) => {
    const [from = '', to = ''] = written.split(/\s*[-–]\s*/)
    return { from, to }
  })
  .refine((hours) => hours.from < hours.to, 'expected hours that end after they begin')

const spans = z
  .union([z.array(span), z.string().transform((written) => written.split(/\s*,\s*/)).pipe(z.array(span))], {
    error: 'expected hours such as 09:00-12:00, or a list of them',
  })

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const day = z.enum(DAYS)

const weekly = z.strictObject({
  mon: spans.default([]),
  tue: spans.default([]),
  wed: spans.default([]),
  thu: spans.default([]),
  fri: spans.default([]),
  sat: spans.default([]),
  sun: spans.default([]),
})

const calendar = z.strictObject({
  weekly,
  /** 节假日: closed whatever the week says. */
  holidays: z.array(date).default([]),
  /** 调休: open although the week or a holiday says closed; as a Monday, or like the day named. */
  workdays: z
    .array(
      z.union([
        date.transform((written) => ({ date: written, like: 'mon' as const })),
        z.strictObject({ date, like: day }),
      ]),
    )
    .default([]),
  /** 午休 and the like, on every day. */
  breaks: z.array(span).default([]),
  /** No number is given so many minutes before the hall closes. */
  lastTicketMinutes: z.number().int().min(0).max(240).default(0),
})

const tickets = z.number().int().min(0)
const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time such as 09:00')

/** Of a business; whoever has booked is given their number whatever it says. */
const quota = z.strictObject({
  perDay: tickets.optional(),
  perPerson: z.number().int().min(1).optional(),
  /** By the time of the day; for bookings, as long as their slots are. */
  perWindow: z
    .array(z.strictObject({ from: clock, to: clock, tickets }).refine(({ from, to }) => from < to, 'expected a window that ends after it begins'))
    .refine((windows) => windows.every((one) => windows.every((other) => one === other || one.to <= other.from || other.to <= one.from)), 'expected windows that do not overlap')
    .optional(),
  /** The part of each window that walk-ins may have until ten minutes after it has begun; the rest is kept for bookings. */
  walkInShare: z.number().min(0).max(1, 'expected a part from 0 to 1, as 0.5').optional(),
})

const business = z.strictObject({
  /** The letter of its numbers: A gives A001. */
  code: z.string().regex(/^[A-Z]$/, 'expected one letter A to Z: the letter of its numbers'),
  name: text,
  department: text,
  /** Windows that serve it; an empty list is a business that no window serves now, none given is not told. */
  windows: z.array(z.union([z.string().min(1), z.number().int().positive().transform(String)])).optional(),
  /** 一窗通办: what people of this business come for; a window adds them to a ticket and ticks them off. */
  items: z
    .array(item)
    .refine((items) => new Set(items.map(({ zh }) => zh)).size === items.length, 'expected each item once')
    .optional(),
  /** Where to wait, printed on the ticket; without it the windows are named. */
  where: text.optional(),
  identify: z.enum(['card', 'typed', 'none']).default('card'),
  quota: z
    .union([z.number().int().min(0).transform((perDay) => ({ perDay })), quota], {
      error: 'expected a whole number of tickets a day, or { perDay: N, perPerson: N, perWindow: [{ from: "09:00", to: "10:00", tickets: N }], walkInShare: 0.5 }',
    })
    .optional(),
})

/** In days. */
const TWO_HOURS = 2 / 24

/** How calls are spoken at the boards; a board over one window is silent, since others in its area speak. */
const calls = z.strictObject({
  voice: z.boolean().default(true),
  volume: z.number().min(0, 'expected a volume from 0 to 1').max(1, 'expected a volume from 0 to 1').default(0.8),
  /** Hours of every day in which calls are shown and not spoken. */
  quiet: spans.default([]),
  /** The first is said twice, each other once after it. */
  languages: z
    .array(z.enum(['zh', 'en'], 'expected zh or en'))
    .min(1, 'expected at least one language: [zh] or [zh, en]')
    .refine((list) => new Set(list).size === list.length, 'expected each language once')
    .default(['zh']),
  /** How the digit 1 of a number is read. */
  one: z.enum(['一', '幺'], 'expected 一 or 幺').default('一').transform((written) => (written === '幺' ? ('yao' as const) : ('yi' as const))),
})

const policy = z.strictObject({
  idleSeconds: z.number().positive().default(60),
  warningSeconds: z.number().positive().default(30),
  retentionDays: z
    .strictObject({
      ticket: z.number().positive().default(30),
      certificate: z.number().positive().default(90),
      /** Two hours: the way to a copier, and its queue. */
      draft: z.number().positive().default(TWO_HOURS),
      /** From when the platform has acknowledged it. */
      filing: z.number().positive().default(30),
      /** What a citizen wrote with an evaluation, and what staff noted of a bad one: fifteen working days, and then some. */
      evaluation: z.number().positive().default(90),
    })
    .default({ ticket: 30, certificate: 90, draft: TWO_HOURS, filing: 30, evaluation: 90 }),
  voice: z
    .union([
      z.boolean().transform((enabled) => ({ enabled, volume: 0.8 })),
      z.strictObject({ enabled: z.boolean().default(true), volume: z.number().min(0).max(1).default(0.8) }),
    ])
    .default({ enabled: true, volume: 0.8 }),
  calls: calls.prefault({}),
  numberByScreenWhenNoPaper: z.boolean().default(false),
  /** On what the receipt of an application comes out first; on the other where this printer cannot print, or is not there. */
  receiptPaper: z.enum(['ticket', 'a4']).default('ticket'),
  /** 绿色通道: who goes first. */
  greenChannel: z
    .strictObject({
      /** From which age on whoever brings a card does; without it nobody does for their age. */
      fromAge: z.number().int().min(50, 'expected an age from 50 to 100, as 60').max(100, 'expected an age from 50 to 100, as 60').optional(),
      /** What may be declared at a terminal, in this order; a window asks for its proof. */
      declared: z
        .array(z.enum(GreenGround.options, 'expected disabled, pregnant, veteran or other'))
        .refine((list) => new Set(list).size === list.length, 'expected each ground once')
        .default([]),
    })
    .optional(),
  /** What the hall promises: whoever waits or is served longer is shown to its manager. */
  promise: z
    .strictObject({ waitMinutes: z.number().positive().default(30), serveMinutes: z.number().positive().default(60) })
    .default({ waitMinutes: 30, serveMinutes: 60 }),
  /** A sheet that the printer has not begun within this time fails: nothing old comes out when it is back. */
  sheetSeconds: z.number().positive().default(60),
})

const hall = z.strictObject({
  hall: z.strictObject({
    code: z.string().min(1),
    name: text,
    timeZone: z
      .string()
      .default('Asia/Shanghai')
      .refine(isTimeZone, 'expected a time zone such as Asia/Shanghai'),
    /** A telephone number for help, shown on the help page. */
    helpLine: z.string().optional(),
  }),
  calendar,
  businesses: z
    .array(business)
    .min(1, 'expected at least one business')
    .refine(
      (list) => new Set(list.map((each) => each.code)).size === list.length,
      'expected each business to have a letter of its own',
    ),
  windows: windows.optional(),
  policy: policy.prefault({}),
  notices: z
    .strictObject({
      consent: z.strictObject({ version: z.number().int().positive(), text }),
      /** Printed at the foot of each ticket. */
      ticket: z.array(z.string()).default([]),
      /** Shown by turns on the boards of the hall. */
      board: z.array(text).default([]),
    })
    .optional(),
})

/** hall.yaml: this hall, the same file on every terminal of it. What it names lies in `folder`. */
export function hallFileIn(folder: string | null) {
  return hall
    .extend({
      /** What a ticket looks like, block by block; without it, as tickets have always looked. */
      ticket: ticketTemplateFile(folder).optional(),
      policy: policy
        .extend({
          /** `clips`: a folder of the hall's own recordings, by the names of the built-in ones. */
          calls: calls.extend({ clips: callClips(folder).optional() }).prefault({}),
        })
        .prefault({}),
    })
    .superRefine(windowsServeBusinesses)
}

/** A hall that comes from no file. */
export const HallFile = hallFileIn(null)
export type HallFile = z.output<typeof HallFile>
export type HallBusiness = HallFile['businesses'][number]

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false // RangeError is how Intl says that it knows no such zone
  }
}
