import { oc } from '@orpc/contract'
import { z } from 'zod'
import { RequestId, WRONG_STEP } from './steps.ts'
import { LocalText } from './text.ts'
import { DocumentFault } from './view.ts'

/** Which catalogue (事项目录) it is read from, as the foot of every page of a guide says. */
const Source = {
  version: z.string(),
  /** The platform's own, or the machine's file, which is the last resort. */
  from: z.enum(['platform', 'file']),
}

/** A service item (事项) in a list. */
export const GuideEntry = z.object({
  /** Its 实施编码, by which it is asked for. */
  code: z.string(),
  name: LocalText,
  department: LocalText,
  /** Codes of life situations. */
  situations: z.array(z.string()),
})
export type GuideEntry = z.infer<typeof GuideEntry>

/** One matter, one visit (一件事): several items that are handed in together. */
export const PackageEntry = z.object({
  code: z.string(),
  name: LocalText,
  /** How many items. */
  count: z.number().int(),
  /** Codes of life situations. */
  situations: z.array(z.string()),
})
export type PackageEntry = z.infer<typeof PackageEntry>

/** A way into the catalogue, with how many items it leads to. */
export const Way = z.discriminatedUnion('by', [
  z.object({ by: z.literal('package'), entry: PackageEntry }),
  /** A life situation. `asks`: questions narrow it down first. */
  z.object({ by: z.literal('situation'), code: z.string(), name: LocalText, count: z.number().int(), asks: z.boolean() }),
  /** Asked for by its Chinese name. */
  z.object({ by: z.literal('department'), name: LocalText, count: z.number().int() }),
])
export type Way = z.infer<typeof Way>

/** The place from which the next part of a list is asked for; null where nothing comes after this one. */
const Next = z.number().int().nullable()

export const WaysOutcome = z.discriminatedUnion('outcome', [
  /** Packages, then situations, then departments, each in the catalogue's order. */
  z.object({ outcome: z.literal('listed'), ...Source, ways: z.array(Way), next: Next }),
  z.object({ outcome: z.literal('no-catalogue') }),
])
export type WaysOutcome = z.infer<typeof WaysOutcome>

/** The places of the answers so far to a situation's questions. */
const AnswersGiven = z.array(z.number().int().min(0).max(20)).max(20).readonly()
const OfAnswers = { code: z.string().max(64), answers: AnswersGiven }

/** The items of one life situation, of the department of this Chinese name, or as far as answers narrowed them down. */
export const GuideGroup = z.discriminatedUnion('by', [
  z.object({ by: z.literal('situation'), code: z.string().max(64) }),
  z.object({ by: z.literal('department'), name: z.string().max(1000) }),
  z.object({ by: z.literal('answers'), ...OfAnswers }),
  /** All of the situation, because the question after these answers was none to answer. */
  z.object({ by: z.literal('unsure'), ...OfAnswers }),
])
export type GuideGroup = z.infer<typeof GuideGroup>

export const ItemsOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('listed'),
    ...Source,
    /** Of the group. */
    name: LocalText,
    /** Those that meet in this situation stand before its items, and places count both. */
    packages: z.array(PackageEntry),
    items: z.array(GuideEntry),
    /** How many items there are in all. */
    total: z.number().int(),
    next: Next,
  }),
  /** It left the catalogue meanwhile. */
  z.object({ outcome: z.literal('not-found') }),
  z.object({ outcome: z.literal('no-catalogue') }),
])
export type ItemsOutcome = z.infer<typeof ItemsOutcome>

/** A question that narrows a situation down, and whether each answer leads to another one or to items. */
export const QuestionView = z.object({
  /** What the situation is called. */
  situation: LocalText,
  text: LocalText,
  answers: z.array(z.object({ text: LocalText, to: z.enum(['question', 'items']) })),
})
export type QuestionView = z.infer<typeof QuestionView>

const QuestionOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('found'), ...Source, question: QuestionView }),
  /** It left the catalogue meanwhile. */
  z.object({ outcome: z.literal('not-found') }),
  z.object({ outcome: z.literal('no-catalogue') }),
])

export const ItemType = z.enum([
  'licence',
  'penalty',
  'enforcement',
  'levy',
  'benefit',
  'inspection',
  'confirmation',
  'reward',
  'ruling',
  'other',
  'service',
])
export type ItemType = z.infer<typeof ItemType>

export const Level = z.enum(['nation', 'province', 'city', 'county', 'township', 'village'])
export type Level = z.infer<typeof Level>

/** The authority's Chinese as it wrote it, or null where the catalogue does not say. */
const Told = z.string().nullable()
/** The same, a paragraph each; empty where the catalogue does not say. */
const Lines = z.array(z.string())

/** `count` 0 is at once. */
export const GuideTime = z.object({ count: z.number().int(), unit: z.enum(['working-day', 'day', 'hour']), explained: Lines })
export type GuideTime = z.infer<typeof GuideTime>

export const GuideMaterial = z.object({
  name: z.string(),
  /** Original or copy, as the authority says it. */
  type: Told,
  format: Told,
  count: z.number().int().nullable(),
  needed: z.boolean().nullable(),
  source: Told,
  /** Where it is had, how it is filled in, what it is accepted by. */
  notes: Lines,
  blankForm: z.boolean(),
  example: z.boolean(),
})
export type GuideMaterial = z.infer<typeof GuideMaterial>

/** All twelve elements of an item (reference/hall.md §3.1), as far as the catalogue has them. */
export const Guide = z.object({
  name: LocalText,
  department: LocalText,
  codes: z.object({ catalogue: z.string(), task: z.string(), handled: Told, local: Told }),
  type: ItemType.nullable(),
  law: Lines,
  authority: z.object({ level: Level.nullable(), power: Told, body: Told, entrusted: Told, area: Told }),
  time: z.object({ legal: GuideTime.nullable(), promised: GuideTime.nullable() }),
  flow: z.object({ steps: Lines, ways: Told, visits: z.number().int().nullable() }),
  conditions: Lines,
  /** Null where the catalogue does not say; none at all is another thing. */
  materials: z.array(GuideMaterial).nullable(),
  fees: z
    .object({
      charged: z.boolean(),
      basis: Lines,
      each: z.array(z.object({ name: z.string(), standard: Told, reduced: Told })),
    })
    .nullable(),
  result: z.object({ name: LocalText.nullable(), type: Told }),
  where: z.object({ address: Lines, hours: Lines, questions: Told, complaints: Told }),
})
export type Guide = z.infer<typeof Guide>

export const ItemOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('found'),
    ...Source,
    guide: Guide,
    /** Where a phone finds it, and nothing of a person; null where this terminal knows of no such page. */
    url: z.string().nullable(),
    /** Whether `sample` can show anything here: there is a platform that has the pictures. */
    samples: z.boolean(),
  }),
  /** It left the catalogue meanwhile. */
  z.object({ outcome: z.literal('not-found') }),
  z.object({ outcome: z.literal('no-catalogue') }),
])
export type ItemOutcome = z.infer<typeof ItemOutcome>

/** Places of a code, counted from 1; both ends are in it. */
const CodePlaces = z.object({ from: z.number().int(), to: z.number().int() })

/** What is wrong with a code that no item has. */
export const SearchCodeFault = z.discriminatedUnion('kind', [
  /** It may be the beginning of one: so many characters have come. */
  z.object({ kind: z.literal('unfinished'), count: z.number().int() }),
  /** No code of an item has so many characters. */
  z.object({ kind: z.literal('length'), count: z.number().int() }),
  /** A character is wrong in one of these places. */
  z.object({ kind: z.literal('wrong'), places: z.array(CodePlaces).readonly() }),
  /** Nothing by itself; the catalogue does not hold it. */
  z.object({ kind: z.literal('unknown') }),
])
export type SearchCodeFault = z.infer<typeof SearchCodeFault>

export const SearchOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('found'),
    ...Source,
    /** The best of them, at most 20. */
    items: z.array(GuideEntry),
    /** How many there are in all. */
    total: z.number().int(),
    /** None holds what was typed; these sound nearly like it, or hold a part of it. */
    similar: z.boolean(),
  }),
  z.object({ outcome: z.literal('nothing'), ...Source }),
  /** What was typed or scanned is a code, and no item has it. */
  z.object({
    outcome: z.literal('no-such-code'),
    ...Source,
    code: z.string(),
    fault: SearchCodeFault,
    /** Items that have nearly this code. */
    near: z.array(GuideEntry),
  }),
  z.object({ outcome: z.literal('no-catalogue') }),
])
export type SearchOutcome = z.infer<typeof SearchOutcome>

/** Characters that may be typed or scanned: as long as an address on a leaflet may be. */
export const LONGEST_SEARCH = 400
/** A paper that the items of a package ask for, once for all of them. */
export const PackageMaterial = GuideMaterial.pick({ name: true, type: true, format: true, count: true, needed: true, notes: true }).extend({
  /** Places among the package's items, from 0. */
  wantedBy: z.array(z.number().int()),
})
export type PackageMaterial = z.infer<typeof PackageMaterial>

/** What the items' promises say together: of items side by side the slowest, of one after the other the sum; null where they count differently. */
export const PackageTime = z.object({
  slowest: GuideTime.nullable(),
  sum: GuideTime.nullable(),
  /** Items that are done on the spot, and items whose catalogue promises nothing. */
  atOnce: z.number().int(),
  notTold: z.number().int(),
})
export type PackageTime = z.infer<typeof PackageTime>

export const PackageGuide = z.object({
  code: z.string(),
  name: LocalText,
  explanation: LocalText.nullable(),
  items: z.array(
    z.object({
      code: z.string(),
      name: LocalText,
      department: LocalText,
      promised: GuideTime.nullable(),
      /** How many papers; null where the catalogue does not say. */
      materials: z.number().int().nullable(),
    }),
  ),
  materials: z.array(PackageMaterial),
  time: PackageTime,
})
export type PackageGuide = z.infer<typeof PackageGuide>

export const PackageOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('found'), ...Source, guide: PackageGuide }),
  /** It left the catalogue meanwhile. */
  z.object({ outcome: z.literal('not-found') }),
  z.object({ outcome: z.literal('no-catalogue') }),
])
export type PackageOutcome = z.infer<typeof PackageOutcome>

/** Why a guide is not put on paper. */
export const GuidePaperFault = z.enum([
  /** No font has one of the characters: nothing is printed rather than a box or a gap. */
  'no-glyph',
  'overflow',
  'bad-content',
  'bad-template',
  'font-unreadable',
  'composer-lost',
])
export type GuidePaperFault = z.infer<typeof GuidePaperFault>

export const PrintGuideOutcome = z.discriminatedUnion('outcome', [
  /** It is on its way; what becomes of it stands in the session's view as one copy of `printing`. */
  z.object({ outcome: z.literal('printing') }),
  /** Nothing was sent, and nothing comes out. */
  z.object({ outcome: z.literal('no-paper'), reason: DocumentFault }),
  z.object({ outcome: z.literal('failed'), reason: GuidePaperFault }),
  /** Certificates of this session are still coming out. */
  z.object({ outcome: z.literal('busy') }),
  /** This terminal has no A4 printer. */
  z.object({ outcome: z.literal('no-printer') }),
  /** It left the catalogue meanwhile. */
  z.object({ outcome: z.literal('not-found') }),
])
export type PrintGuideOutcome = z.infer<typeof PrintGuideOutcome>

export const SampleOutcome = z.discriminatedUnion('outcome', [
  /** At most 2 MB and 8 million pixels; `picture` in base64. */
  z.object({
    outcome: z.literal('ready'),
    type: z.enum(['image/png', 'image/jpeg']),
    width: z.number().int(),
    height: z.number().int(),
    picture: z.base64(),
  }),
  /** It was never fetched, and the platform does not answer. */
  z.object({ outcome: z.literal('not-here') }),
  /** There is none, or what there is can not be shown. */
  z.object({ outcome: z.literal('none') }),
])
export type SampleOutcome = z.infer<typeof SampleOutcome>

const step = oc.errors({ WRONG_STEP })
const Place = z.number().int().min(0).max(1_000_000)

/** What the kiosk page may ask of 办事指南: an open session is enough, nobody is identified. */
export const guide = {
  /** How the catalogue in use is browsed, from this place of the list on. */
  ways: step.input(z.object({ from: Place })).output(WaysOutcome),
  /** The question of a situation that comes after these answers. */
  question: step.input(z.object(OfAnswers)).output(QuestionOutcome),
  /** The items of a group, from this place of them on: as many as one call carries. */
  items: step.input(z.object({ group: GuideGroup, from: Place })).output(ItemsOutcome),
  item: step.input(z.object({ code: z.string().max(64) })).output(ItemOutcome),
  /** Items by what somebody types: hanzi, pinyin, initials, or a code. One catalogue is made ready at the first of them. */
  search: step.input(z.object({ text: z.string().max(LONGEST_SEARCH) })).output(SearchOutcome),
  /** A package's guide, by its code in `items`. */
  package: step.input(z.object({ code: z.string().max(64) })).output(PackageOutcome),
  /** A filled specimen of one of an item's materials, by its place among those that `item` answered, from 0. */
  sample: step.input(z.object({ code: z.string().max(64), place: z.number().int().min(0).max(200) })).output(SampleOutcome),
  /** The guide on A4. One request id is one sheet: a repeat answers as the first did and prints nothing more. */
  print: step.input(z.object({ code: z.string().max(64), requestId: RequestId })).output(PrintGuideOutcome),
}
