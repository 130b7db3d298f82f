import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Answers, FieldFault, FieldValue, FormPageView } from './forms.ts'
import { RequestId, WRONG_STEP } from './steps.ts'
import { LocalText } from './text.ts'

/** An item that can be filed at this terminal. */
export const FilableItem = z.object({
  code: z.string(),
  name: LocalText,
  department: LocalText,
  /** For whom it may be filed. */
  applicants: z.array(z.enum(['self', 'person', 'company'])).min(1),
  /** 即办: settled on the spot. Everything else is handed in here, and accepted or not by the authority, later. */
  immediate: z.boolean(),
  /** Working days that the authority promises; null where it does not say. */
  promisedDays: z.number().int().nullable(),
})
export type FilableItem = z.infer<typeof FilableItem>

/** In whose name: oneself, another person by number and authorisation, or a company by its credit code. */
export const Applicant = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('self') }),
  z.object({ kind: z.literal('person'), name: z.string().min(1).max(100), number: z.string().max(18) }),
  z.object({ kind: z.literal('company'), name: z.string().min(1).max(200), code: z.string().max(18) }),
])
export type Applicant = z.infer<typeof Applicant>

/** How a material may be given. `window`: it is brought to the window afterwards. */
export const MaterialWay = z.enum(['licence', 'camera', 'window'])
export type MaterialWay = z.infer<typeof MaterialWay>

const MaterialPage = z.object({ id: z.string(), bytes: z.number().int() })

export const MaterialView = z.object({
  key: z.string(),
  name: LocalText,
  /** Where it is had, what it is accepted by: the authority's own lines. */
  notes: z.array(z.string()),
  needed: z.boolean(),
  ways: z.array(MaterialWay).min(1),
  /** 容缺: it may be owed for so many working days; null where it may not. */
  owedDays: z.number().int().nullable(),
  given: z.discriminatedUnion('way', [
    z.object({ way: z.literal('nothing') }),
    /** By reference: `title` as the library has it, masked number. */
    z.object({ way: z.literal('licence'), title: LocalText, number: z.string() }),
    /** In the order in which they will stand in one PDF. */
    z.object({ way: z.literal('camera'), pages: z.array(MaterialPage).min(1) }),
    z.object({ way: z.literal('window') }),
    z.object({ way: z.literal('owed') }),
  ]),
})
export type MaterialView = z.infer<typeof MaterialView>

/** An application that is being filled in. It is kept, sealed, for the hall's policy; only the same card opens it again. */
export const DraftView = z.object({
  draft: z.string(),
  item: FilableItem,
  applicant: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('self') }),
    /** Masked. */
    z.object({ kind: z.enum(['person', 'company']), name: z.string(), number: z.string() }),
  ]),
  pages: z.array(FormPageView),
  /** What is known and what was answered, also on earlier pages. */
  answers: Answers,
  /** Pages whose answers stand, in order: the first that is not among them is next. */
  answered: z.array(z.number().int()),
  materials: z.array(MaterialView),
  /** Minutes for which it is kept after this session. */
  keptMinutes: z.number().int(),
})
export type DraftView = z.infer<typeof DraftView>

export const FilingFault = z.enum([
  'no-catalogue',
  /** It left the catalogue, or can no longer be filed here. */
  'not-offered',
  /** The number or credit code of whom it is for is wrong. */
  'wrong-number',
  /** The item wants more than the card; `proof` has the ways. */
  'assurance-too-low',
  'platform-unreachable',
  'platform-refuses',
  /** No draft of this id in this session. */
  'no-draft',
  'disk-full',
])
export type FilingFault = z.infer<typeof FilingFault>
const failed = z.object({ outcome: z.literal('failed'), reason: FilingFault })

const ItemsOutcome = z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('listed'), items: z.array(FilableItem) }), failed])

const open = z.object({ outcome: z.literal('open'), draft: DraftView })
const BeginOutcome = z.discriminatedUnion('outcome', [
  /** `resumed`: it had been begun before, with the same card. `changed`: the item's version is another since; what no longer fits is gone. */
  z.object({ outcome: z.literal('open'), draft: DraftView, resumed: z.boolean(), changed: z.boolean() }),
  failed,
])
export type BeginOutcome = z.infer<typeof BeginOutcome>

const AnswerOutcome = z.discriminatedUnion('outcome', [
  open,
  /** Nothing of this page was kept. */
  z.object({ outcome: z.literal('faults'), faults: z.array(FieldFault).min(1) }),
  failed,
])
export type AnswerOutcome = z.infer<typeof AnswerOutcome>

/** A picture of a paper is looked at before it is kept. */
export const PictureFault = z.enum(['not-a-picture', 'too-large', 'too-small', 'too-many-pages', 'damaged'])
export type PictureFault = z.infer<typeof PictureFault>
export const AddPageOutcome = z.discriminatedUnion('outcome', [
  open,
  z.object({ outcome: z.literal('refused'), reason: PictureFault }),
  failed,
])
export type AddPageOutcome = z.infer<typeof AddPageOutcome>
const DraftOutcome = z.discriminatedUnion('outcome', [open, failed])
export type DraftOutcome = z.infer<typeof DraftOutcome>

/** Electronic licences (电子证照) of the applicant that would do for a material. `number` is masked. */
export const LicencesOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('listed'),
    licences: z.array(z.object({ id: z.string(), title: LocalText, number: z.string(), validUntil: z.string().nullable() })),
  }),
  failed,
])

/** 一次性告知: everything that is missing, at once, before anything is sent. */
export const Gap = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), page: z.number().int(), title: LocalText }),
  z.object({ kind: z.literal('material'), key: z.string(), name: LocalText }),
])
export type Gap = z.infer<typeof Gap>

export const ReviewOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('review'),
    gaps: z.array(Gap),
    /** What is brought to the window, and what is owed (容缺) until which day, `2026-11-30`. */
    toBring: z.array(LocalText),
    owed: z.array(z.object({ name: LocalText, until: z.string() })),
  }),
  failed,
])
export type ReviewOutcome = z.infer<typeof ReviewOutcome>

export const SendOutcome = z.discriminatedUnion('outcome', [
  /**
   * It is on the disk, whole, in one transaction; `receipt` is its number (回执号). Whether the platform has it stands in
   * the session's view, and that is handing in (提交), never acceptance (受理).
   */
  z.object({ outcome: z.literal('filed'), receipt: z.string(), code: z.string() }),
  z.object({ outcome: z.literal('gaps'), gaps: z.array(Gap).min(1) }),
  /** The item's version is another since it was filled in: it was checked again, and is shown again before it is sent. */
  z.object({ outcome: z.literal('changed'), draft: DraftView, gaps: z.array(Gap) }),
  failed,
])
export type SendOutcome = z.infer<typeof SendOutcome>

const FieldCodeOutcome = z.discriminatedUnion('outcome', [
  /** `phone` is masked. */
  z.object({ outcome: z.literal('sent'), phone: z.string(), digits: z.number().int(), againAfterSeconds: z.number().int() }),
  z.object({ outcome: z.literal('right') }),
  z.object({ outcome: z.literal('wrong'), left: z.number().int() }),
  z.object({ outcome: z.literal('not-a-phone') }),
  failed,
])

const step = oc.errors({ WRONG_STEP })
const OfDraft = { draft: z.uuid() }
const OfMaterial = { ...OfDraft, material: z.string().max(64) }

/** What the kiosk page may ask of 刷证申报. All but `items` need a session whose person was identified by card. */
export const filings = {
  items: step.output(ItemsOutcome),
  /** A draft of this person for this item and applicant that is still kept is opened again. */
  begin: step.input(z.object({ item: z.string().max(64), applicant: Applicant })).output(BeginOutcome),
  /** The answers of one page, whole: what is not among them is not answered. */
  answer: step.input(z.object({ ...OfDraft, page: z.number().int().min(0), answers: Answers })).output(AnswerOutcome),
  /** One field's answer as it stands, checked and not kept. */
  check: step
    .input(z.object({ ...OfDraft, key: z.string().max(64), value: FieldValue }))
    .output(z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('checked'), faults: z.array(FieldFault) }), failed])),
  /** An SMS code to the number of a `phone` field that has to be proven. */
  sendFieldCode: step.input(z.object({ ...OfDraft, key: z.string().max(64), phone: z.string().max(20) })).output(FieldCodeOutcome),
  checkFieldCode: step.input(z.object({ ...OfDraft, key: z.string().max(64), code: z.string().regex(/^[0-9]{4,8}$/) })).output(FieldCodeOutcome),
  licences: step.input(z.object(OfMaterial)).output(LicencesOutcome),
  giveLicence: step.input(z.object({ ...OfMaterial, licence: z.string().max(64) })).output(DraftOutcome),
  /** One page as the camera took it and the person cut it, JPEG in base64, at most 2 MB. It goes behind those that are there. */
  addPage: step.input(z.object({ ...OfMaterial, jpeg: z.base64().max(2_800_000) })).output(AddPageOutcome),
  /** A page that was given in this draft, to be looked at again. */
  page: step
    .input(z.object({ ...OfMaterial, page: z.string().max(64) }))
    .output(z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('page'), jpeg: z.base64() }), failed])),
  /** The pages in a new order; one that is left out is thrown away, and none at all takes the material back. */
  arrange: step.input(z.object({ ...OfMaterial, pages: z.array(z.string().max(64)).max(50) })).output(DraftOutcome),
  /** It is brought to the window, owed, or not given after all. */
  settle: step.input(z.object({ ...OfMaterial, way: z.enum(['window', 'owed', 'nothing']) })).output(DraftOutcome),
  review: step.input(z.object(OfDraft)).output(ReviewOutcome),
  /** One request id is one filing: a repeat answers as the first did. The receipt comes out by itself. */
  send: step.input(z.object({ ...OfDraft, requestId: RequestId })).output(SendOutcome),
  /** Everything of it is destroyed at once. */
  discard: step.input(z.object(OfDraft)).output(z.void()),
}
