import type { enrolZh } from './enrol-zh.ts'

/** The same in English. */
export const enrolEn: typeof enrolZh = {
  title: 'Bring this device into the hall',
  lead: 'Choose what it is for, then ask a member of staff to agree at the terminal.',
  demonstration: 'Demo',
  other: '中文',
  what: 'This device is',
  kinds: {
    window: 'a window that calls',
    board: 'a board for the whole hall',
    area: 'a board for one area',
    over: 'a board over one window',
    manager: 'the figures of the hall',
  },
  about: {
    window: 'Staff call, call again and pass numbers here',
    board: 'Shows and speaks the calls of every window',
    area: 'Shows and speaks the calls of this area alone',
    over: 'Shows the number of this window alone',
    manager: 'Whoever manages the hall sees numbers, waits and services here',
  },
  whichWindow: 'Which window',
  whichArea: 'Which area',
  windowOf: 'Window {{window}}',
  noWindows: 'The hall’s file names no windows yet (hall.yaml, businesses[].windows).',
  ask: 'Ask to join',
  asking: 'Asking',
  code: 'Compare these six digits',
  codeLead: 'A member of staff signs in at terminal {{terminal}}, opens “Hall”, sees the same digits and the same purpose, and lets it in.',
  wants: 'Wants to be',
  left: 'Valid for {{minutes}} more minutes',
  again: 'Choose again',
  refused: 'Staff did not agree. If the choice was wrong, choose again.',
  void: 'These digits are no longer valid. Please ask again.',
  tooMany: 'Asked too often. Please try again in ten minutes.',
  noAnswer: 'The terminal does not answer; trying again. Please check the network.',
}
