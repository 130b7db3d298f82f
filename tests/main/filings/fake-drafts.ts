import type { DraftView, FilableItem, MaterialView } from '../../../main/contract/filings.ts'
import type { Gap } from '../../../main/contract/filings.ts'
import type { Draft, Drafts } from '../../../main/filings/draft.ts'
import type { Identity } from '../../../main/session/identity.ts'

const ITEM: FilableItem = {
  code: '11530323MB0A00018C4532099001000',
  name: { zh: '个体工商户设立登记', en: 'Registration of a self-employed business' },
  department: { zh: '示例县市场监督管理局', en: 'Example County Market Regulation' },
  applicants: ['self', 'person'],
  immediate: false,
  promisedDays: 3,
  members: [],
}

const MATERIALS: readonly Omit<MaterialView, 'given'>[] = [
  ['lease', '经营场所使用证明', ['camera', 'phone', 'window']],
  ['photo', '照片', ['camera']],
  ['household', '户口簿', ['licence', 'camera', 'window']],
].map(([key, zh, ways]) => ({
  key: key as string,
  name: { zh: zh as string, en: zh as string },
  notes: [],
  needed: true,
  ways: ways as MaterialView['ways'],
  owedDays: key === 'photo' ? 5 : null,
  wantedBy: [],
}))

export interface FakeDrafts extends Drafts {
  readonly kept: Map<string, Draft>
  readonly destroyed: string[]
  /** What is missing, as the item in use would have it. */
  missing: readonly Gap[]
  /** What the next change falls over. */
  fails: Error | null
  /** Called where a real keeper of drafts would let its pages go. */
  onDestroy: (id: string) => Promise<void>
}

/** Drafts in memory, of whoever asks. */
export function fakeDrafts(): FakeDrafts {
  const kept = new Map<string, Draft>()
  const drafts: FakeDrafts = {
    kept,
    destroyed: [],
    missing: [],
    fails: null,
    onDestroy: async () => undefined,
    of: (id: string, _identity: Identity) => kept.get(id) ?? null,
    async change(draft) {
      const { fails } = drafts
      drafts.fails = null
      if (fails !== null) throw fails
      kept.set(draft.id, draft)
      await Promise.resolve()
    },
    view: viewOf,
    gaps: () => drafts.missing,
    async destroy(id) {
      kept.delete(id)
      drafts.destroyed.push(id)
      await drafts.onDestroy(id)
    },
  }
  return drafts
}

export function draftOf(id: string): Draft {
  return {
    id,
    item: { taskCode: ITEM.code, taskVersion: 1, catalogueVersion: 'c1', members: [] },
    applicant: { kind: 'person', name: '样本二', number: '110105194912310046' },
    answers: { name: '样本小吃店', seats: 12, agreed: true, partners: [{ name: '样本三', share: 10 }] },
    answered: [0],
    provenPhones: {},
    materials: {},
    pageRequests: [],
    begunAt: new Date('2026-11-22T01:50:00Z'),
    supplement: null,
  }
}

function viewOf(draft: Draft): DraftView {
  return {
    draft: draft.id,
    item: ITEM,
    applicant: { kind: 'person', name: '样**', number: '110***********0046' },
    pages: [],
    answers: draft.answers,
    answered: [...draft.answered],
    materials: MATERIALS.map((material) => ({ ...material, given: givenOf(draft, material.key) })),
    together: [],
    toChoose: [],
    keptMinutes: 120,
    supplement: draft.supplement && { filing: draft.supplement.filing },
  }
}

function givenOf(draft: Draft, key: string): MaterialView['given'] {
  const given = draft.materials[key]
  if (given === undefined) return { way: 'nothing' }
  if (given.way === 'camera') return { way: 'camera', pages: given.pages.map((page) => ({ ...page })) }
  if (given.way === 'phone') return { way: 'phone', pages: given.pages.map((page) => ({ ...page })) }
  return given.way === 'licence' ? { way: 'licence', title: given.title, number: given.number } : given
}
