import { useEffect, useState } from 'react'
import type { PhoneFileFault, PhoneSlotOutcome } from '../../../main/contract/filings.ts'
import { type MaterialFault, type OfMaterial, useMaterialsWalk } from './materials-walk.ts'

export type Slot = Extract<PhoneSlotOutcome, { readonly outcome: 'slot' }>

export interface RefusedFile {
  readonly place: number
  readonly reason: PhoneFileFault
}

/** Where a paper from a phone is. */
export type PhoneTurn =
  | { readonly at: 'opening' }
  | { readonly at: 'failed'; readonly reason: MaterialFault }
  | {
      readonly at: 'shown'
      readonly slot: Slot
      /** `performance.now()` */
      readonly until: number
      readonly phone: 'waiting' | 'opened' | 'sent'
      readonly files: number
      /** Of the last sending; nothing where all of it was given. */
      readonly refused: readonly RefusedFile[]
      /** Why nothing is heard, or what was sent was not had; it is tried again by itself. */
      readonly trouble: MaterialFault | null
    }
  | { readonly at: 'over' }

/** What the screen looks for by itself, milliseconds. */
const LOOKS_EVERY = 1000

/** Asks for a code, follows the phone, and takes what comes; the code is closed when the page is left. */
export function usePhoneTurns({ draft, material }: OfMaterial): PhoneTurn {
  const { phoneSlot, phoneState, takeFromPhone, closePhone } = useMaterialsWalk()
  const [turn, setTurn] = useState<PhoneTurn>({ at: 'opening' })
  const id = draft.draft
  useEffect(() => {
    const left = new AbortController()
    const isHere = () => !left.signal.aborted
    let timer: ReturnType<typeof setTimeout> | undefined
    const of = { draft: id, material }
    const pause = () =>
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LOOKS_EVERY)
      })
    const shown = (change: Partial<Extract<PhoneTurn, { readonly at: 'shown' }>>) =>
      setTurn((before) => (before.at === 'shown' ? { ...before, ...change } : before))

    /** Whether it goes on. */
    async function look(): Promise<boolean> {
      if (!isHere()) return false
      const state = await phoneState(of)
      if (!isHere() || state === null) return isHere()
      if (state === 'no-answer' || state.outcome === 'failed') shown({ trouble: state === 'no-answer' ? state : state.reason })
      else if (state.outcome === 'over') {
        setTurn({ at: 'over' })
        return false
      } else {
        shown({ phone: state.state, files: state.files, trouble: null })
        if (state.state === 'sent') await take()
      }
      return isHere()
    }

    async function take(): Promise<void> {
      const took = await takeFromPhone(of)
      // Where all of it is given, the walk has gone on.
      if (!isHere() || took === null) return
      if (took === 'no-answer' || took.outcome === 'failed') shown({ trouble: took === 'no-answer' ? took : took.reason })
      else if (took.outcome === 'refused') shown({ phone: 'opened', files: 0, refused: took.refused })
    }

    async function follow(): Promise<void> {
      const slot = await phoneSlot(of)
      if (!isHere() || slot === null) return
      if (slot === 'no-answer' || slot.outcome === 'failed') {
        setTurn({ at: 'failed', reason: slot === 'no-answer' ? slot : slot.reason })
        return
      }
      setTurn({ at: 'shown', slot, until: performance.now() + slot.secondsLeft * 1000, phone: 'waiting', files: 0, refused: [], trouble: null })
      do await pause()
      while (await look())
    }

    void follow()
    return () => {
      left.abort()
      clearTimeout(timer)
      closePhone(of)
    }
  }, [phoneSlot, phoneState, takeFromPhone, closePhone, id, material])
  return turn
}
