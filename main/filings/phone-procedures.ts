import type { MaterialView, PhoneFileFault } from '../contract/filings.ts'
import { terminalContract } from '../contract/server.ts'
import type { CertificateComposer } from '../../printers/certificate/composer.ts'
import type { PhoneUploadState } from '../platform/platform.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import type { Draft, Drafts } from './draft.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { failed, roomLeft, type PageKeeper } from './page-keeper.ts'
import { lookAtPhoneFile, MOST_PHONE_FILE_BYTES, type PhoneFile } from './phone-file.ts'
import type { PhonePlatform, PhoneSlot, PhoneSlots } from './phone-slots.ts'
import { platformFault } from './platform-fault.ts'
import { standingIn, unmoved, type Standing, type StepErrors } from './standing.ts'

/** Pictures are chosen, perhaps taken first, and sent over a hall's worst line. */
const SLOT_MINUTES = 5
/** A phone is looked for and its camera opened, and nobody touches the screen meanwhile. */
const SCANNED_WITHIN_MS = 120_000
/** One that ends before somebody has found their phone is not shown again. */
const WORTH_SHOWING_MS = 60_000

const PICTURES = ['jpeg', 'png'] as const

/** The code that is on the screen: of one session, for one material. */
interface ShownSlot {
  readonly session: Session
  readonly draft: string
  readonly material: string
  readonly slot: PhoneSlot
  readonly files: number
  /** `performance.now()`. */
  readonly until: number
  opened: boolean
  /** By the platform's id: what was looked at and given, or why it was not. */
  readonly seen: Map<string, 'given' | PhoneFileFault>
  taken: boolean
}

type SentFile = PhoneUploadState['files'][number]

/** How a paper comes from a phone, and the end of what a session left open. */
export interface PhoneWay {
  readonly procedures: ReturnType<typeof phoneProcedures>
  /** What its session left open opens nothing any more. */
  sessionEnded(): Promise<void>
}

export interface PhoneParts {
  readonly sessions: Sessions
  readonly drafts: Drafts
  readonly keeper: PageKeeper
  readonly oneAtATime: OneAtATime
  /** Null without a platform, or without a public address: no such way is offered. */
  readonly phone: { readonly slots: PhoneSlots; readonly platform: PhonePlatform; readonly publicUrl: string } | null
  /** Looks at PDFs; null where nobody does, and none is taken. */
  readonly composer: Pick<CertificateComposer, 'inspectGiven'> | null
  /** What the ledger refused behind somebody’s back. */
  readonly onFault: (error: unknown) => void
}

export function openPhoneWay(parts: PhoneParts): PhoneWay {
  const shown: { current: ShownSlot | null } = { current: null }
  return {
    procedures: phoneProcedures(parts, shown),
    async sessionEnded() {
      shown.current = null
      await parts.phone?.slots.sweep()
    },
  }
}

/** Handlers of papers from a phone: a code, how far the phone is, what it sent, and its end. */
function phoneProcedures({ sessions, drafts, keeper, oneAtATime, phone, composer, onFault }: PhoneParts, shown: { current: ShownSlot | null }) {
  const { filings } = terminalContract

  function materialOf(errors: StepErrors, draft: Draft, key: string): MaterialView {
    const asked = drafts.view(draft).materials.find((material) => material.key === key)
    if (asked?.ways.includes('phone') !== true) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
    return asked
  }

  /** What is shown for this material to this person, while its time lasts. */
  function slotOf({ session }: Standing, { draft, material }: { readonly draft: string; readonly material: string }): ShownSlot | null {
    const { current } = shown
    const same = current !== null && current.session === session && current.draft === draft && current.material === material
    return same && performance.now() < current.until ? current : null
  }

  const secondsLeft = ({ until }: ShownSlot) => Math.max(0, Math.ceil((until - performance.now()) / 1000))

  function slotView(of: ShownSlot, publicUrl: string) {
    return {
      outcome: 'slot' as const,
      url: publicUrl.replace(/\/+$/, '') + of.slot.path,
      secondsLeft: secondsLeft(of),
      files: of.files,
      megabytes: MOST_PHONE_FILE_BYTES / 1_000_000,
      pdf: composer !== null,
    }
  }

  /** One file, fetched, looked at and given; nothing of it stays in memory. */
  async function take(file: SentFile, of: ShownSlot, standing: () => Standing, signal: AbortSignal | undefined) {
    if (phone === null || file.bytes > MOST_PHONE_FILE_BYTES) return refused('too-large')
    const fetched = await phone.platform.phoneFile(file, signal)
    if (!fetched.ok) return failed(platformFault(fetched.fault))
    const bytes = fetched.value
    try {
      const looked = await lookAtPhoneFile(bytes, composer)
      if (!looked.ok) return refused(looked.fault)
      try {
        return await oneAtATime(of.draft, () => keep(looked.value, of, standing))
      } finally {
        looked.value.bytes.fill(0)
      }
    } finally {
      bytes.fill(0)
    }
  }

  async function keep(from: PhoneFile, of: ShownSlot, standing: () => Standing) {
    const draft = drafts.of(of.draft, standing().identity)
    if (draft === null) return failed('no-draft')
    const room = roomLeft(draft, of.material, 'phone')
    if (room.pages === 0 || from.bytes.length > room.bytes) return refused('too-many-pages')
    return await keeper.keep({ draftId: of.draft, material: of.material, bytes: from.bytes, from }, standing)
  }

  /** Those that were not given before, one after the other; the first that cannot be had ends it. */
  async function takeAll(files: readonly SentFile[], of: ShownSlot, standing: () => Standing, signal: AbortSignal | undefined) {
    for (const file of files) {
      if (of.seen.has(file.id)) continue
      const took = await take(file, of, standing, signal)
      if (took.outcome === 'failed') return took
      of.seen.set(file.id, took.outcome === 'open' ? 'given' : took.reason)
    }
    return null
  }

  return {
    phoneSlot: filings.phoneSlot.handler(async ({ input, errors, signal }) => {
      const first = standingIn(sessions, errors)
      return await oneAtATime(`phone ${input.draft}`, async () => {
        const standing = standingIn(sessions, errors, first)
        const draft = drafts.of(input.draft, standing.identity)
        if (draft === null) return failed('no-draft')
        const { name } = materialOf(errors, draft, input.material)
        if (phone === null) return failed('platform-unreachable')
        const before = slotOf(standing, input)
        if (before !== null && !before.taken && before.until - performance.now() > WORTH_SHOWING_MS) return slotView(before, phone.publicUrl)
        shown.current = null
        phone.slots.sweep().catch(onFault)
        const room = roomLeft(draft, input.material, 'phone')
        const files = Math.max(1, room.pages)
        const wish = {
          paper: name,
          kinds: composer === null ? [...PICTURES] : [...PICTURES, 'pdf' as const],
          files,
          fileBytes: MOST_PHONE_FILE_BYTES,
          allBytes: Math.max(MOST_PHONE_FILE_BYTES, room.bytes),
          minutes: SLOT_MINUTES,
        }
        const opened = await keeper.unlessDiskFull(() => phone.slots.open(wish, signal))
        if ('outcome' in opened) return opened
        if (!opened.ok) return failed(platformFault(opened.fault))
        const until = performance.now() + SLOT_MINUTES * 60_000
        const { session } = standingIn(sessions, errors, first)
        const next: ShownSlot = { session, ...input, slot: opened.value, files, until, opened: false, seen: new Map(), taken: false }
        shown.current = next
        sessions.grant(SCANNED_WITHIN_MS)
        return slotView(next, phone.publicUrl)
      })
    }),

    phoneState: filings.phoneState.handler(async ({ input, errors, signal }) => {
      const first = unmoved(sessions, errors)
      const of = slotOf(first, input)
      if (of === null || of.taken || phone === null) return { outcome: 'over' }
      const asked = await phone.platform.phoneUpload(of.slot.uploadId, signal)
      unmoved(sessions, errors, first)
      if (!asked.ok) return failed(platformFault(asked.fault))
      const { state, files } = asked.value
      if (state === 'over') return { outcome: 'over' }
      if (state !== 'waiting' && !of.opened) {
        of.opened = true
        // Whoever looks at their phone now does not look at the screen.
        sessions.grant(of.until - performance.now())
      }
      return { outcome: 'state', state, files: files.length, secondsLeft: secondsLeft(of) }
    }),

    takeFromPhone: filings.takeFromPhone.handler(async ({ input, errors, signal }) => {
      const first = standingIn(sessions, errors)
      // What comes over the hall's line takes its time: only keeping it takes the draft's turn.
      return await oneAtATime(`from phone ${input.draft}`, async () => {
        const standing = () => standingIn(sessions, errors, first)
        const draft = drafts.of(input.draft, standing().identity)
        if (draft === null) return failed('no-draft')
        materialOf(errors, draft, input.material)
        const of = slotOf(first, input)
        if (of === null || phone === null) return { outcome: 'over' }
        // The answer to the first of two calls was lost.
        if (of.taken) return { outcome: 'open', draft: drafts.view(draft) }
        const asked = await phone.platform.phoneUpload(of.slot.uploadId, signal)
        standing()
        if (!asked.ok) return failed(platformFault(asked.fault))
        const { state, files } = asked.value
        if (state !== 'sent') return { outcome: 'over' }
        const fault = await takeAll(files, of, standing, signal)
        if (fault !== null) return fault
        const now = drafts.of(input.draft, standing().identity)
        if (now === null) return failed('no-draft')
        const bad = files.flatMap(({ id }, at) => {
          const reason = of.seen.get(id) ?? 'given'
          return reason === 'given' ? [] : [{ id, place: at + 1, reason }]
        })
        if (bad.length === 0) {
          of.taken = true
          await phone.slots.taken(of.slot)
          standing()
          return { outcome: 'open', draft: drafts.view(now) }
        }
        await phone.platform.settlePhoneUpload(of.slot.uploadId, { outcome: 'again', refused: bad.map(({ id, reason }) => ({ id, reason })) }, signal)
        standing()
        return { outcome: 'refused', draft: drafts.view(now), refused: bad.map(({ place, reason }) => ({ place, reason })) }
      })
    }),

    closePhone: filings.closePhone.handler(async ({ input, errors }) => {
      const standing = standingIn(sessions, errors)
      if (slotOf(standing, input) === null) return
      shown.current = null
      await phone?.slots.sweep()
    }),
  }
}

function refused(reason: PhoneFileFault) {
  return { outcome: 'refused' as const, reason }
}
