import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Answers, FieldFault, FieldValue, FormPageView } from './forms.ts'
import { ScanHandle } from './scans.ts'
import { RequestId, WRONG_STEP } from './steps.ts'
import { LocalText } from './text.ts'
import { FilingView } from './view.ts'

/** One of the items that are handed in together. `always`: whatever is answered; else only where the answers say so. */
const FilableMember = z.object({ code: z.string(), name: LocalText, department: LocalText, always: z.boolean() })

/** An item that can be filed at this terminal, or several together (一件事). */
export const FilableItem = z.object({
  /** The item's task_code, or the package's code. */
  code: z.string(),
  name: LocalText,
  department: LocalText,
  /** For whom it may be filed. */
  applicants: z.array(z.enum(['self', 'person', 'company'])).min(1),
  /** 即办: settled on the spot. Everything else is handed in here, and accepted or not by the authority, later. */
  immediate: z.boolean(),
  /** Working days that the authority promises; null where it does not say. */
  promisedDays: z.number().int().nullable(),
  /** 一件事: what is handed in together, in its order; of a single item none. */
  members: z.array(FilableMember),
})
export type FilableItem = z.infer<typeof FilableItem>

/** In whose name: oneself, another person by number and authorisation, or a company by its credit code. */
export const Applicant = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('self') }),
  z.object({ kind: z.literal('person'), name: z.string().min(1).max(100), number: z.string().max(18) }),
  z.object({ kind: z.literal('company'), name: z.string().min(1).max(200), code: z.string().max(18) }),
])
export type Applicant = z.infer<typeof Applicant>

/**
 * Why a typed 统一社会信用代码 is none (GB 32100). `characters`: the one at this position, from 1, cannot stand there.
 * `authority`: its check digits are wrong, and no authority registers under its first character. `organisation`: characters
 * 9 to 17 do not agree with each other.
 */
export const WrongCode = z.discriminatedUnion('reason', [
  z.object({ reason: z.literal('length') }),
  z.object({ reason: z.literal('characters'), position: z.number().int().positive() }),
  z.object({ reason: z.literal('authority') }),
  z.object({ reason: z.literal('organisation') }),
  z.object({ reason: z.literal('check-digit') }),
])
export type WrongCode = z.infer<typeof WrongCode>

/** What is known of a company by its credit code. */
export const CompanyOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('company'),
    code: z.string(),
    /** Null: nobody told it, and it is written by hand. */
    name: z.string().nullable(),
    /** Where the name comes from. */
    origin: z.enum(['register', 'code']).nullable(),
    /** 存续, 吊销, 注销; or the public register does not know the code, or could not be asked. */
    register: z.enum(['active', 'revoked', 'cancelled', 'unknown', 'unreachable']),
  }),
  /** No 统一社会信用代码 is in it, or more than one. `wrong`: of one that was typed, why. */
  z.object({ outcome: z.literal('no-code'), wrong: WrongCode.optional() }),
])
export type CompanyOutcome = z.infer<typeof CompanyOutcome>
export type CompanyTold = Extract<CompanyOutcome, { outcome: 'company' }>

/** How a material may be given. `phone`: from one's own, by the platform; `window`: it is brought to the window afterwards. */
export const MaterialWay = z.enum(['licence', 'camera', 'phone', 'window'])
export type MaterialWay = z.infer<typeof MaterialWay>

const MaterialPage = z.object({ id: z.string(), bytes: z.number().int() })
/** A file that came from a phone; `sheets` are a PDF's pages, of which no picture is shown here. */
const PhonePage = MaterialPage.extend({ type: z.enum(['image/jpeg', 'image/png', 'application/pdf']), sheets: z.number().int().min(1) })

export const MaterialView = z.object({
  key: z.string(),
  name: LocalText,
  /** Where it is had, what it is accepted by: the authority's own lines. */
  notes: z.array(z.string()),
  needed: z.boolean(),
  ways: z.array(MaterialWay).min(1),
  /** 容缺: it may be owed for so many working days; null where it may not. */
  owedDays: z.number().int().nullable(),
  /** 一件事: codes of the members that want it; of a single item none. */
  wantedBy: z.array(z.string()),
  given: z.discriminatedUnion('way', [
    z.object({ way: z.literal('nothing') }),
    /** By reference: `title` as the library has it, masked number. */
    z.object({ way: z.literal('licence'), title: LocalText, number: z.string() }),
    /** In the order in which they go to the authority, as one PDF. */
    z.object({ way: z.literal('camera'), pages: z.array(MaterialPage).min(1) }),
    /** Likewise; pages that the camera took may be among them. */
    z.object({ way: z.literal('phone'), pages: z.array(PhonePage).min(1) }),
    z.object({ way: z.literal('window') }),
    z.object({ way: z.literal('owed') }),
  ]),
})
export type MaterialView = z.infer<typeof MaterialView>

const ListedLicence = z.object({
  id: z.string(),
  title: LocalText,
  /** Masked. */
  number: z.string(),
  validUntil: z.string().nullable(),
})

/** E-licences of one kind of which each could fill in a part of the form: the person says which. */
export const LicencesToChoose = z.object({ type: z.string(), licences: z.array(ListedLicence).min(2) })
export type LicencesToChoose = z.infer<typeof LicencesToChoose>

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
  /** 一件事: codes of the members that are handed in by the answers so far; of a single item none. */
  together: z.array(z.string()),
  /** Empty where nothing is to be chosen, or it was. */
  toChoose: z.array(LicencesToChoose),
  /** Minutes for which it is kept after this session. */
  keptMinutes: z.number().int(),
  /** The platform's filing (办件) whose papers were asked for (补正): then it has no form. Null: an application. */
  supplement: z.object({ filing: z.string() }).nullable(),
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
  /** The last day of the card is past, and the item takes none such. */
  'expired-card',
  /** This item asks for the ID card itself. */
  'social-card',
  'platform-unreachable',
  'platform-refuses',
  /** No draft of this id in this session. */
  'no-draft',
  'disk-full',
  /** What was asked for (补正) is waited for no longer: it was given already, asked anew, or its last day is over. */
  'not-awaited',
])
export type FilingFault = z.infer<typeof FilingFault>
const failed = z.object({ outcome: z.literal('failed'), reason: FilingFault })

const ItemsOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('listed'),
    items: z.array(FilableItem),
    /** The place from which the next part is asked for; null where nothing comes after this one. */
    next: z.number().int().nullable(),
  }),
  failed,
])

const open = z.object({ outcome: z.literal('open'), draft: DraftView })
export const BeginOutcome = z.discriminatedUnion('outcome', [
  /** `resumed`: it had been begun before, with the same card. `changed`: the item's version is another since; what no longer fits is gone. */
  z.object({
    outcome: z.literal('open'),
    draft: DraftView,
    resumed: z.boolean(),
    changed: z.boolean(),
    /** The same item was handed in here today, in the same name and by the same card; `at` in the hall, `14:05`. */
    filedToday: z.object({ receipt: z.string(), at: z.string() }).nullable(),
  }),
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

/** Why a file from a phone is not kept. `unknown-kind`: no JPEG, PNG or PDF, whatever it is called. `active`: a PDF with scripts or files in it. */
export const PhoneFileFault = z.enum(['unknown-kind', 'too-large', 'too-small', 'damaged', 'encrypted', 'active', 'too-many-pages'])
export type PhoneFileFault = z.infer<typeof PhoneFileFault>

export const PhoneSlotOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('slot'),
    /** What the phone opens, once; nothing of the person stands in it. */
    url: z.string(),
    secondsLeft: z.number().int(),
    /** At most so many files at a time, each of so many whole megabytes. */
    files: z.number().int(),
    megabytes: z.number().int(),
    /** Whether a PDF is taken here. */
    pdf: z.boolean(),
  }),
  failed,
])
export type PhoneSlotOutcome = z.infer<typeof PhoneSlotOutcome>

export const PhoneStateOutcome = z.discriminatedUnion('outcome', [
  /** `files`: so many were sent and wait to be taken. */
  z.object({ outcome: z.literal('state'), state: z.enum(['waiting', 'opened', 'sent']), files: z.number().int(), secondsLeft: z.number().int() }),
  /** The time is over, or it was used: another code is asked for. */
  z.object({ outcome: z.literal('over') }),
  failed,
])
export type PhoneStateOutcome = z.infer<typeof PhoneStateOutcome>

export const TakeFromPhoneOutcome = z.discriminatedUnion('outcome', [
  /** All of it is given; the code opens nothing any more. */
  open,
  /** These are not, and the phone says so too; the others are given. `place` counts from 1 in what was sent. */
  z.object({
    outcome: z.literal('refused'),
    draft: DraftView,
    refused: z.array(z.object({ place: z.number().int(), reason: PhoneFileFault })).min(1),
  }),
  z.object({ outcome: z.literal('over') }),
  failed,
])
export type TakeFromPhoneOutcome = z.infer<typeof TakeFromPhoneOutcome>

/** Electronic licences (电子证照) of whom the application is for that would do for a material. `number` is masked. */
export const LicencesOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('listed'),
    licences: z.array(ListedLicence),
  }),
  /** Nobody sees another's licences before the authorisation (授权委托书) is given: this material, by the camera. */
  z.object({ outcome: z.literal('authorise-first'), material: z.string(), name: LocalText }),
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

/** An application that this card handed in here today, for whoever comes back for its receipt. */
export const HeldReceipt = z.object({
  receipt: z.string(),
  code: z.string(),
  /** Hall time, `14:05`. */
  filedAt: z.string(),
  item: FilableItem.pick({ name: true, department: true, immediate: true }),
  /** 一件事: what was handed in together, as on the paper; of a single item none. */
  together: z.array(LocalText),
  /** As `DraftView`. */
  supplement: DraftView.shape.supplement,
  /** As `ReviewOutcome`. */
  toBring: z.array(LocalText),
  owed: z.array(z.object({ name: LocalText, until: z.string() })),
  /** Where it is; as in the session's view. */
  delivery: FilingView.shape.delivery,
  /** How its last paper ended, as far as is known; `none`: it never had one. */
  paper: z.enum(['none', 'printed', 'sent', 'unknown', 'failed']),
})
export type HeldReceipt = z.infer<typeof HeldReceipt>

export const ReprintReceiptOutcome = z.discriminatedUnion('outcome', [
  /** It is on its way; what becomes of it stands in the session's view. `count` is 1 for the first 补打. */
  z.object({ outcome: z.literal('reprinting'), count: z.number().int().nonnegative() }),
  /** No printer can print it now, or a receipt of it is still coming out; nothing was used up. */
  z.object({ outcome: z.literal('no-paper') }),
  failed,
])
export type ReprintReceiptOutcome = z.infer<typeof ReprintReceiptOutcome>

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

/** What the kiosk page may ask of 刷证申报. All but `items` and `item` need a session whose person was identified by card. */
export const filings = {
  /** What can be filed here, from this place of the list on: as many as one call carries. */
  items: step.input(z.object({ from: z.number().int().min(0).max(1_000_000) })).output(ItemsOutcome),
  /** One of them, by its code; null where it cannot be filed here. */
  item: step.input(z.object({ item: z.string().max(64) })).output(FilableItem.nullable()),
  /** A credit code that was typed, or the licence that a scanner has read (`kiosk.scans`). */
  company: step.input(z.union([z.object({ text: z.string().max(4000) }), z.object({ scan: ScanHandle })])).output(CompanyOutcome),
  /** A draft of this person for this item and applicant that is still kept is opened again. */
  begin: step.input(z.object({ item: z.string().max(64), applicant: Applicant })).output(BeginOutcome),
  /** Which of several e-licences of one kind fills in the form; null is none of them. */
  chooseLicence: step.input(z.object({ ...OfDraft, type: z.string().max(64), licence: z.string().max(64).nullable() })).output(DraftOutcome),
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
  /** One page as the camera took it and the person cut it, JPEG in base64, at most 2 MB. It goes behind those that are there. One request id is one page, also where it was thrown away since. */
  addPage: step.input(z.object({ ...OfMaterial, jpeg: z.base64().max(2_800_000), requestId: RequestId })).output(AddPageOutcome),
  /** A code for one's phone; asked again, the same while its time lasts. `platform-unreachable`: the other ways stay. */
  phoneSlot: step.input(z.object(OfMaterial)).output(PhoneSlotOutcome),
  /** How far the phone is. That the page asks keeps nobody's session open. */
  phoneState: step.input(z.object(OfMaterial)).output(PhoneStateOutcome),
  /** Fetches what the phone sent, looks at it and gives it, behind what is there. May be asked again where it failed. */
  takeFromPhone: step.input(z.object(OfMaterial)).output(TakeFromPhoneOutcome),
  /** The code is wanted no more. */
  closePhone: step.input(z.object(OfMaterial)).output(z.void()),
  /** A page that was given in this draft, to be looked at again; in base64, at most 10 MB before that. A PDF has none. */
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
  /** What this card handed in here today, the latest first; none that was handed in by surer proof than there is now. */
  receipts: step.output(z.object({ outcome: z.literal('listed'), receipts: z.array(HeldReceipt) })),
  /** 补打 of the receipt of one of these. One request id is one sheet, and none is begun while another is on its way. */
  reprintReceipt: step.input(z.object({ receipt: z.string().max(64), requestId: RequestId })).output(ReprintReceiptOutcome),
  /** Everything of it is destroyed at once. */
  discard: step.input(z.object(OfDraft)).output(z.void()),
}
