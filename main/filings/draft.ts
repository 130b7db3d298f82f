import type { Applicant, DraftView, Gap } from '../contract/filings.ts'
import type { Answers } from '../contract/forms.ts'
import type { Identity } from '../session/identity.ts'

/** A file from a phone; `sheets` are the pages of a PDF, and 1 of a picture. */
export interface PhonePage {
  readonly id: string
  readonly bytes: number
  readonly type: 'image/jpeg' | 'image/png' | 'application/pdf'
  readonly sheets: number
}

/** How a material was given. A page's id is the SHA-256 of its bytes, in hexadecimal. */
export type GivenMaterial =
  | { readonly way: 'licence'; readonly id: string; readonly title: { readonly zh: string; readonly en: string }; readonly number: string }
  | { readonly way: 'camera'; readonly pages: readonly { readonly id: string; readonly bytes: number }[] }
  | { readonly way: 'phone'; readonly pages: readonly PhonePage[] }
  | { readonly way: 'window' }
  | { readonly way: 'owed' }

/** The platform's filing (办件) whose papers were asked for, and when: each asking is answered by itself. */
export interface SupplementOf {
  readonly filing: string
  readonly askedAt: string
}

/** An application (申请) that is being filled in: what was answered and given so far, for one person and one item. */
export interface Draft {
  readonly id: string
  readonly item: {
    /** Of a package (一件事) its code, and the version of its form. */
    readonly taskCode: string
    readonly taskVersion: number
    readonly catalogueVersion: string
    /** Of a package: every item of it; else none. */
    readonly members: readonly { readonly taskCode: string; readonly taskVersion: number }[]
  }
  readonly applicant: Applicant
  /** What is known and what was answered. */
  readonly answers: Answers
  /** Pages whose answers stand. */
  readonly answered: readonly number[]
  /** Numbers that answered an SMS code, by the key of their field. */
  readonly provenPhones: Readonly<Record<string, string>>
  readonly materials: Readonly<Record<string, GivenMaterial>>
  /** Requests that gave a page, the last ones: one that comes again gives no second, also where the page is gone since. */
  readonly pageRequests: readonly string[]
  readonly begunAt: Date
  /** Null: it is an application; else what was asked for of one (补正), and then it has no form. */
  readonly supplement: SupplementOf | null
}

/** How a draft ends before its time is over. */
export type DraftEnd = 'discarded' | 'handed-in'

/** The drafts of the session that is open; each change is sealed in the ledger before its caller hears of it. */
export interface Drafts {
  /** Null where this session has no draft of this id. */
  readonly of: (id: string, identity: Identity) => Draft | null
  change(draft: Draft): Promise<void>
  view(draft: Draft): DraftView
  /** 一次性告知: all that is missing, checked anew against the item in use. */
  gaps(draft: Draft): readonly Gap[]
  /** Its key is destroyed at once, and with it its pages, but those that went on with what was handed in. */
  destroy(id: string, why: DraftEnd): Promise<void>
}
