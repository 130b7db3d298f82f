import type { ScreenWalk, Walker } from './screens.ts'
import { SCANS_AS_THEY_ARE } from './stand-in/scans.ts'

/** What the scanned codes of the stand-in hold. */
export const CODES = {
  opaque: 'SPECIMEN-0123456789abcdefghij',
  ticket: 'https://zwfw.example.gov.cn/t/019ab3f2-6a7c-7c1e-9b1f-4f0c2d9e8a11',
  receipt: 'https://zwfw.example.gov.cn/f/YM-SPECIMEN-1/SPEC22KA',
  licence: '91350100M000100Y43',
  passport: 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
} as const

const scanned = (code: keyof typeof CODES, sees: (walker: Walker) => string) => async (walker: Walker) => {
  await walker.set({ scans: [CODES[code]] })
  await walker.sees(sees(walker))
}

export const SCANNED_SCREENS: readonly ScreenWalk[] = [
  { name: 'ticket that waits', walk: scanned('ticket', ({ words }) => words.scanned.ticket.waiting) },
  { name: 'code that only the platform can tell', walk: scanned('opaque', ({ words }) => words.scanned.opaque.title) },
]

/** Those whose shape another screen has too: the long run looks at them. */
export const SCANNED_SCREENS_OF_A_KIND: readonly ScreenWalk[] = [
  { name: 'licence', walk: scanned('licence', ({ words }) => words.scanned.licence.title) },
  { name: 'passport', walk: scanned('passport', ({ words }) => words.scanned.passport.title) },
  {
    name: 'ticket that is called',
    walk: async (walker) => {
      const found = SCANS_AS_THEY_ARE.ticketFound
      if (found.outcome === 'known') await walker.set({ ticketFound: { ...found, state: 'called' } })
      await scanned('ticket', ({ words }) => words.scanned.ticket.called)(walker)
    },
  },
  {
    name: 'ticket that is not known here',
    walk: async (walker) => {
      await walker.set({ ticketFound: { outcome: 'unknown' } })
      await scanned('ticket', ({ words }) => words.scanned.ticket.unknown)(walker)
    },
  },
  {
    name: 'receipt in the midst of something else',
    walk: async (walker) => {
      await walker.business('A')
      await walker.press(walker.words.agreement.agree)
      await scanned('receipt', ({ words }) => words.scanned.receipt.title)(walker)
    },
  },
  {
    name: 'code from a phone that has expired',
    walk: async (walker) => {
      await walker.set({ codeSays: { outcome: 'refused', reason: 'expired' } })
      await walker.business('B')
      await walker.press(walker.words.agreement.agree)
      await walker.sees(walker.words.identify.title)
      await scanned('opaque', ({ words }) => words.scanned.opaque.refused)(walker)
    },
  },
]
