import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { useLatest } from '../components/latest.ts'
import { pagesOf, type Room } from './candidate-pages.ts'
import type { Candidate, CandidateEngine } from './engine.ts'
import { actOf, type Turn } from './keyboard.ts'
import { openPinyin } from './open-pinyin.ts'
import { typingAfter, typingOf, type Act, type Typing } from './typing.ts'

interface Held {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Characters. */
  readonly maxLength: number
  readonly withPinyin: boolean
  readonly onDone: () => void
}

/** Whether there are candidates: the engine is being opened, is there, or cannot be had. */
export type Opened = 'opening' | 'open' | 'broken'

interface TypingThere {
  readonly typing: Typing
  readonly opened: Opened
  readonly act: (act: Act) => void
  readonly done: () => void
  readonly bar: Bar
}

/** The text that is typed, from the keys on screen and from a keyboard; it lives as long as its field is on the page. */
export function useTyping(held: Held): TypingThere {
  const { maxLength, withPinyin, onDone } = held
  const [typing, act] = useReducer(
    (typing: Typing, act: Act) => typingAfter(typing, act, maxLength),
    typingOf(held.value, withPinyin ? 'pinyin' : 'letters'),
  )
  useHeldValue(held, typing.text, act)
  const opened = useCandidates(withPinyin, typing, act)
  const bar = useBar(typing.offer)
  const latest = useLatest({ letters: typing.letters, onDone })
  const [done] = useState(() => () => {
    if (latest.current.letters === '') latest.current.onDone()
    else act({ act: 'pick-all' })
  })
  useKeyboard(typing, bar, act, done)
  return { typing, opened, act, done, bar }
}

/**
 * Tells of each change of the text, and takes over a text that comes from elsewhere, as from a card. Whoever holds the text
 * has it before the next key: Enter right behind a character ends the text with it.
 */
function useHeldValue({ value, onChange }: Held, text: string, act: (act: Act) => void): void {
  const told = useRef([value])
  const tell = useLatest(onChange)
  useLayoutEffect(() => {
    if (told.current.at(-1) === text) return
    told.current.push(text)
    tell.current(text)
  }, [text, tell])
  useLayoutEffect(() => {
    const at = told.current.lastIndexOf(value)
    if (at === -1) act({ act: 'set', text: value })
    // What comes back may be a text or two behind what is typed.
    told.current = at === -1 ? [value] : told.current.slice(at)
  }, [value, act])
}

function useCandidates(withPinyin: boolean, { letters, offer }: Typing, act: (act: Act) => void): Opened {
  const [opened, setOpened] = useState<Opened>('opening')
  const engine = useRef<CandidateEngine | null>(null)
  useEffect(() => {
    if (!withPinyin) return undefined
    const pinyin = openPinyin()
    engine.current = pinyin
    pinyin.candidates('').then(
      () => setOpened('open'),
      () => {
        // Also when it was closed, where nobody is left to see it.
        if (engine.current === pinyin) setOpened('broken')
      },
    )
    return () => {
      engine.current = null
      pinyin.close()
    }
  }, [withPinyin])
  useEffect(() => {
    if (opened === 'broken') {
      // What was typed stays, as letters.
      act({ act: 'offered', letters, candidates: [{ text: letters, takes: letters.length }] })
      act({ act: 'mode', mode: 'letters' })
      return
    }
    if (letters === '' || letters === offer.letters) return
    engine.current?.candidates(letters).then(
      ({ candidates }) => act({ act: 'offered', letters, candidates }),
      () => {
        if (engine.current !== null) setOpened('broken')
      },
    )
  }, [letters, offer, opened, act])
  return opened
}

/** The candidates on screen now, and the turning of their pages. */
export interface Bar {
  readonly shown: readonly Candidate[]
  /** Which of all candidates is the first of these. */
  readonly from: number
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly room: Room
  readonly onRoom: (room: Room) => void
  readonly onTurn: (turn: Turn) => void
}

function useBar({ letters, candidates }: Typing['offer']): Bar {
  const [room, onRoom] = useState<Room>({ columns: 17, rows: 1 })
  const [turned, turn] = useState({ letters, page: 0 })
  const begins = pagesOf(candidates, room)
  // Each further letter begins again at the best; a page may also be gone since the room has grown.
  const page = turned.letters === letters ? Math.min(turned.page, begins.length - 1) : 0
  return {
    shown: candidates.slice(begins[page], begins[page + 1]),
    from: begins[page] ?? 0,
    isFirst: page === 0,
    isLast: page === begins.length - 1,
    room,
    onRoom,
    onTurn: (to) => turn({ letters, page: Math.max(0, Math.min(begins.length - 1, page + (to === 'after' ? 1 : -1))) }),
  }
}

/** A keyboard in front of the terminal types here. Enter and space on a button are that button's. */
function useKeyboard(typing: Typing, bar: Bar, act: (act: Act) => void, done: () => void): void {
  const latest = useLatest({ typing, bar, act, done })
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { typing, bar, act, done } = latest.current
      const onButton = event.target instanceof Element && event.target.closest('button') !== null
      if (event.isComposing || (onButton && (event.key === 'Enter' || event.key === ' '))) return
      const one = actOf(event, typing, bar.from)
      if (one === null) return
      event.preventDefault()
      if (one === 'done') done()
      else if (one === 'before' || one === 'after') bar.onTurn(one)
      else act(one)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [latest])
}
