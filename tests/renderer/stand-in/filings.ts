import type { z } from 'zod'
import type { BeginOutcome, CompanyTold, DraftView, FilableItem, FilingFault, Gap, HeldReceipt, LicencesOutcome, MaterialView, PictureFault, ReprintReceiptOutcome, ReviewOutcome, SendOutcome, TakeFromPhoneOutcome } from '../../../main/contract/filings.ts'
import type { Answers, FieldFault, FieldValue, FormPageView } from '../../../main/contract/forms.ts'
import { terminalContract } from '../../../main/contract/server.ts'
import type { FilingView as Filing } from '../../../main/contract/progress.ts'
import type { FilingView, SessionView } from '../../../main/contract/view.ts'
import type { FiledToday } from '../../../renderer/kiosk/filing/pages.ts'
import { FILABLE, SHOP_DRAFT } from './filing-specimens.ts'

/** What a test scripts of 刷证申报. */
export interface FilingScript {
  /** Why nothing can be filed, neither listed nor begun; null where it can. */
  filingFails: FilingFault | null
  filable: readonly FilableItem[]
  /** A draft is opened only once more than the card is proven. */
  filingProof: 'none' | 'wanted'
  /** The draft as it is opened. */
  draft: DraftView
  begun: { readonly resumed: boolean; readonly changed: boolean; readonly filedToday?: FiledToday }
  /** What is wrong with whatever is answered or checked, beside what is missing. */
  fieldFaults: readonly FieldFault[]
  licences: z.infer<typeof LicencesOutcome>
  /** What is known of a company of any code; null where no code is right. */
  company: Pick<CompanyTold, 'name' | 'origin' | 'register'> | null
  /** Why no picture is good enough; null where each is. */
  picture: PictureFault | null
  /** How far the phone is whenever it is asked; null: another code is wanted. */
  phone: { readonly state: 'waiting' | 'opened' | 'sent'; readonly files: number } | null
  /** What of a phone's files cannot be used; of nothing, all are given. */
  phoneRefuses: Extract<TakeFromPhoneOutcome, { outcome: 'refused' }>['refused']
  /** Null counts the gaps of the draft. */
  review: ReviewOutcome | null
  /** Null hands it in, or answers the gaps. */
  sending: SendOutcome | null
  /** How what was handed in stands a moment later. */
  filed: Omit<FilingView, 'receipt'>
  /** What this card handed in here today. */
  receipts: readonly HeldReceipt[]
  /** Null prints it; else what is answered. */
  receiptReprint: ReprintReceiptOutcome | null
}

export const FILINGS_AS_THEY_ARE: FilingScript = {
  filingFails: null,
  filable: FILABLE,
  filingProof: 'none',
  draft: SHOP_DRAFT,
  begun: { resumed: false, changed: false },
  fieldFaults: [],
  licences: {
    outcome: 'listed',
    licences: [{ id: 'id-card', title: { zh: '居民身份证', en: 'ID card' }, number: '110***********002X', validUntil: '2036-11-21' }],
  },
  company: { name: '清溪示例商贸有限公司', origin: 'register', register: 'active' },
  picture: null,
  phone: { state: 'waiting', files: 0 },
  phoneRefuses: [],
  review: null,
  sending: null,
  filed: { delivery: 'received', paper: { device: 'ticket', copy: 0, state: 'printed', settled: true } },
  receipts: [],
  receiptReprint: null,
}

/** The one code that is right. */
const RIGHT_CODE = '246813'
const RECEIPT = '53032301-2026-F0000041'

interface FilingParts {
  readonly script: FilingScript
  readonly heard: FilingsHeard
  readonly called: (name: string) => Promise<void>
  readonly session: () => SessionView | null
  readonly inSession: (change: Partial<SessionView>) => void
  /** The text of a code that was scanned, once. */
  readonly takeScan: (handle: string) => string | null
}

/** What was asked for, for tests of what the page sends. */
export interface FilingsHeard {
  readonly answers: { readonly page: number; readonly answers: Answers }[]
  readonly sent: string[]
  /** Request ids of photographed pages. */
  readonly pages: string[]
  readonly reprinted: { readonly receipt: string; readonly requestId: string }[]
}

/** The side of the stand-in terminal that takes applications. */
export function createFilings({ script, heard, called, session, inSession, takeScan }: FilingParts) {
  const { filings } = terminalContract
  let draft: DraftView = script.draft
  const pictures = new Map<string, string>()
  /** The number that a code was sent to last, and those whose code was right. */
  let phone = ''
  const proven = new Set<string>()

  const open = () => ({ outcome: 'open', draft }) as const
  const materialOf = (key: string) => draft.materials.find((material) => material.key === key)
  const give = (key: string, given: MaterialView['given']) => {
    draft = { ...draft, materials: draft.materials.map((material) => (material.key === key ? { ...material, given } : material)) }
    return open()
  }
  const unproven = (key: string, value: FieldValue | undefined): FieldFault[] => {
    const takes = draft.pages.flatMap(({ fields }) => fields).find((field) => field.key === key)?.takes
    if (takes?.kind !== 'phone' || !takes.proven || typeof value !== 'string' || proven.has(value)) return []
    return [{ key, row: null, column: null, fault: 'not-proven' }]
  }
  const gapsOfDraft = (): Gap[] => [
    ...draft.pages.flatMap(({ title }, page): Gap[] => (draft.answered.includes(page) ? [] : [{ kind: 'page', page, title }])),
    ...draft.materials.flatMap(({ key, name, needed, given }): Gap[] => (needed && given.way === 'nothing' ? [{ kind: 'material', key, name }] : [])),
  ]

  /** The draft for what was asked for of a filing. */
  function beginSupplement({ id, title, authority, supplement }: Filing): BeginOutcome {
    if (script.filingFails !== null) return { outcome: 'failed', reason: script.filingFails }
    const item = { ...script.draft.item, code: id, name: title, department: authority, immediate: false }
    const materials = (supplement?.items ?? []).map(({ name, why }, at): MaterialView => ({
      key: `paper-${at}`,
      name: { zh: name, en: name },
      notes: why === null ? [] : [why],
      needed: true,
      ways: at === 0 ? ['camera', 'window'] : ['licence', 'camera', 'window'],
      owedDays: null,
      wantedBy: [],
      given: { way: 'nothing' },
    }))
    draft = { ...script.draft, item, applicant: { kind: 'self' }, pages: [], answers: {}, answered: [], materials, supplement: { filing: id } }
    return { ...open(), resumed: false, changed: false, filedToday: null }
  }

  const procedures = {
    items: filings.items.handler(async () => {
      await called('filings.items')
      return script.filingFails === null ? { outcome: 'listed', items: [...script.filable], next: null } : { outcome: 'failed', reason: script.filingFails }
    }),
    company: filings.company.handler(async ({ input }) => {
      await called('filings.company')
      const [code] = /[0-9A-Z]{18}/.exec(('text' in input ? input.text : (takeScan(input.scan) ?? '')).toUpperCase()) ?? []
      if (code === undefined || script.company === null) return { outcome: 'no-code', ...('text' in input ? { wrong: { reason: 'check-digit' as const } } : {}) }
      return { outcome: 'company', code, ...script.company }
    }),
    item: filings.item.handler(async ({ input }) => {
      await called('filings.item')
      return script.filable.find(({ code }) => code === input.item) ?? null
    }),
    begin: filings.begin.handler(async ({ input }) => {
      await called('filings.begin')
      if (script.filingFails !== null) return { outcome: 'failed', reason: script.filingFails }
      if (script.filingProof === 'wanted' && session()?.person?.proven === undefined) return { outcome: 'failed', reason: 'assurance-too-low' }
      const { item, applicant } = input
      if (applicant.kind === 'person' && !applicant.number.startsWith('1')) return { outcome: 'failed', reason: 'wrong-number' }
      const shown =
        applicant.kind === 'self'
          ? applicant
          : { kind: applicant.kind, name: applicant.name, number: `${(applicant.kind === 'person' ? applicant.number : applicant.code).slice(0, 3)}***` }
      draft = { ...script.draft, item: FILABLE.find(({ code }) => code === item) ?? script.draft.item, applicant: shown }
      return { ...open(), filedToday: null, ...script.begun }
    }),
    chooseLicence: filings.chooseLicence.handler(async ({ input }) => {
      await called('filings.chooseLicence')
      draft = { ...draft, toChoose: draft.toChoose.filter(({ type }) => type !== input.type) }
      return open()
    }),
    answer: filings.answer.handler(async ({ input: { page, answers } }) => {
      await called('filings.answer')
      heard.answers.push({ page, answers })
      const shown = draft.pages[page]
      if (shown === undefined) return { outcome: 'failed', reason: 'no-draft' }
      const faults = [...missing(shown, answers), ...shown.fields.flatMap(({ key }) => unproven(key, answers[key])), ...script.fieldFaults]
      if (faults.length > 0) return { outcome: 'faults', faults }
      const answered = [...new Set([...draft.answered, page])].toSorted((one, other) => one - other)
      draft = { ...draft, answers: { ...draft.answers, ...answers }, answered }
      return open()
    }),
    check: filings.check.handler(async ({ input }) => {
      await called('filings.check')
      return { outcome: 'checked', faults: [...unproven(input.key, input.value), ...script.fieldFaults.filter(({ key }) => key === input.key)] }
    }),
    sendFieldCode: filings.sendFieldCode.handler(async ({ input }) => {
      await called('filings.sendFieldCode')
      if (!/^1\d{10}$/.test(input.phone)) return { outcome: 'not-a-phone' }
      phone = input.phone
      return { outcome: 'sent', phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`, digits: 6, againAfterSeconds: 60 }
    }),
    checkFieldCode: filings.checkFieldCode.handler(async ({ input }) => {
      await called('filings.checkFieldCode')
      if (input.code !== RIGHT_CODE) return { outcome: 'wrong', left: 2 }
      proven.add(phone)
      return { outcome: 'right' }
    }),
    licences: filings.licences.handler(async () => {
      await called('filings.licences')
      return script.licences
    }),
    giveLicence: filings.giveLicence.handler(async ({ input }) => {
      await called('filings.giveLicence')
      const licence = script.licences.outcome === 'listed' ? script.licences.licences.find(({ id }) => id === input.licence) : undefined
      if (licence === undefined) return { outcome: 'failed', reason: 'not-offered' }
      return give(input.material, { way: 'licence', title: licence.title, number: licence.number })
    }),
    addPage: filings.addPage.handler(async ({ input }) => {
      heard.pages.push(input.requestId)
      await called('filings.addPage')
      if (script.picture !== null) return { outcome: 'refused', reason: script.picture }
      const given = materialOf(input.material)?.given
      const id = `page-${pictures.size + 1}`
      pictures.set(id, input.jpeg)
      const before = given?.way === 'camera' ? given.pages : []
      return give(input.material, { way: 'camera', pages: [...before, { id, bytes: Math.round(input.jpeg.length * 0.75) }] })
    }),
    phoneSlot: filings.phoneSlot.handler(async () => {
      await called('filings.phoneSlot')
      return { outcome: 'slot', url: 'https://hall.example/u/4f1c8be0d2a94e6f8f0d', secondsLeft: 300, files: 20, megabytes: 10, pdf: true }
    }),
    phoneState: filings.phoneState.handler(async () => {
      await called('filings.phoneState')
      return script.phone === null ? { outcome: 'over' } : { outcome: 'state', ...script.phone, secondsLeft: 240 }
    }),
    takeFromPhone: filings.takeFromPhone.handler(async ({ input }) => {
      await called('filings.takeFromPhone')
      const files = script.phone?.files ?? 0
      script.phone = { state: 'opened', files: 0 }
      pictures.set('photo-1', paperPhoto())
      const given = Array.from({ length: Math.max(0, files - script.phoneRefuses.length) }, (_, at) =>
        at === 0 ? ({ id: 'photo-1', bytes: 4_000_000, type: 'image/jpeg', sheets: 1 } as const) : ({ id: `contract-${at}`, bytes: 300_000, type: 'application/pdf', sheets: 3 } as const),
      )
      const outcome = given.length === 0 ? open() : give(input.material, { way: 'phone', pages: given })
      return script.phoneRefuses.length === 0 ? outcome : { outcome: 'refused', draft, refused: script.phoneRefuses }
    }),
    closePhone: filings.closePhone.handler(async () => called('filings.closePhone')),
    page: filings.page.handler(async ({ input }) => {
      await called('filings.page')
      const jpeg = pictures.get(input.page)
      return jpeg === undefined ? { outcome: 'failed', reason: 'no-draft' } : { outcome: 'page', jpeg }
    }),
    arrange: filings.arrange.handler(async ({ input }) => {
      await called('filings.arrange')
      const given = materialOf(input.material)?.given
      if (given?.way === 'phone') {
        const kept = input.pages.flatMap((id) => given.pages.filter((page) => page.id === id))
        return give(input.material, kept.length === 0 ? { way: 'nothing' } : { way: 'phone', pages: kept })
      }
      const pages = given?.way === 'camera' ? given.pages : []
      const kept = input.pages.flatMap((id) => pages.filter((page) => page.id === id))
      return give(input.material, kept.length === 0 ? { way: 'nothing' } : { way: 'camera', pages: kept })
    }),
    settle: filings.settle.handler(async ({ input }) => {
      await called('filings.settle')
      return give(input.material, { way: input.way })
    }),
    review: filings.review.handler(async () => {
      await called('filings.review')
      if (script.review !== null) return script.review
      const given = (way: MaterialView['given']['way']) => draft.materials.filter((material) => material.given.way === way)
      return {
        outcome: 'review',
        gaps: gapsOfDraft(),
        toBring: given('window').map(({ name }) => name),
        owed: given('owed').map(({ name }) => ({ name, until: '2026-11-30' })),
      }
    }),
    send: filings.send.handler(async ({ input }) => {
      heard.sent.push(input.requestId)
      await called('filings.send')
      if (script.sending !== null) return script.sending
      const gaps = gapsOfDraft()
      if (gaps.length > 0) return { outcome: 'gaps', gaps }
      inSession({ filing: { receipt: RECEIPT, delivery: 'saved', paper: { device: 'ticket', copy: 0, state: 'intended', settled: false } } })
      const { filed } = script
      setTimeout(() => inSession({ filing: { receipt: RECEIPT, ...filed } }), 30)
      return { outcome: 'filed', receipt: RECEIPT, code: 'K7MQ2XWT' }
    }),
    receipts: filings.receipts.handler(async () => {
      await called('filings.receipts')
      return { outcome: 'listed', receipts: [...script.receipts] }
    }),
    reprintReceipt: filings.reprintReceipt.handler(async ({ input: { receipt, requestId } }) => {
      heard.reprinted.push({ receipt, requestId })
      await called('filings.reprintReceipt')
      if (script.receiptReprint !== null) return script.receiptReprint
      const before = session()?.filing
      const copy = (before?.paper?.copy ?? 0) + 1
      const { delivery, paper } = script.filed
      inSession({ filing: { receipt, delivery, paper: { device: 'ticket', copy, state: 'intended', settled: false } } })
      setTimeout(() => inSession({ filing: { receipt, delivery, paper: { device: 'ticket', state: 'printed', settled: true, ...paper, copy } } }), 30)
      return { outcome: 'reprinting', count: copy }
    }),
    discard: filings.discard.handler(async () => {
      await called('filings.discard')
      draft = script.draft
    }),
  }
  return { procedures, beginSupplement }
}

/** Required answers that are not there, of those that are asked. */
function missing({ fields }: FormPageView, answers: Answers): FieldFault[] {
  const asked = ({ when }: FormPageView['fields'][number]) => when === null || when.oneOf.some((value) => value === answers[when.key])
  return fields
    .filter((field) => field.required && !(field.key in answers) && asked(field))
    .map(({ key }) => ({ key, row: null, column: null, fault: 'missing' }))
}

/** A photo of a sheet with some lines of print, JPEG in base64. */
function paperPhoto(): string {
  const canvas = document.createElement('canvas')
  canvas.width = 300
  canvas.height = 420
  const context = canvas.getContext('2d')
  if (context !== null) {
    context.fillStyle = '#8b7d6b'
    context.fillRect(0, 0, 300, 420)
    context.fillStyle = '#fbfaf6'
    context.fillRect(24, 20, 252, 380)
    context.fillStyle = '#444'
    for (let line = 0; line < 14; line += 1) context.fillRect(48, 70 + line * 22, line % 5 === 4 ? 90 : 200, 7)
  }
  return canvas.toDataURL('image/jpeg', 0.8).split(',')[1] ?? ''
}
