const DIGITS = Array.from('0123456789')
const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const TENS = ['20', '30', '40', '50', '60', '70', '80', '90']

/** The words of which calls are stitched: each is a recording of that name, in the folder of its language. */
export const CALL_WORDS = {
  zh: ['please', 'number', 'to', 'window', 'on-screen', '1-yao', '10', '100', ...DIGITS, ...LETTERS],
  en: ['number', 'window', 'on-screen', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', ...TENS, '100', ...DIGITS, ...LETTERS],
} as const

/** Before each call, in every language. */
export const CHIME = 'chime'

/** With a window's name behind it, `window-综合1`: the whole way to a window that cannot be put together from letters and numbers. */
export const OWN_WINDOW = 'window-'
