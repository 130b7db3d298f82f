import type { BadCasesStrings } from './strings.ts'

/** What is said of bad evaluations that are being put right, in English. */
export const badCasesEn: BadCasesStrings = {
  open_one: 'One bad rating to put right',
  open_other: '{{count}} bad ratings to put right',
  window: 'window {{window}}',
  due: 'By {{date}} at the latest',
  overdue: 'Overdue: it was due by {{date}}',
  noDue: 'The calendar has not so many working days: as soon as you can',
  by: '{{by}}, {{time}}',
  step: { accepted: 'Take on', verified: 'Look into', rectified: 'Put right', answered: 'Answer', 'called-back': 'Call back', reviewed: 'Review' },
  about: {
    accepted: 'You take it on; looking into it comes next.',
    verified: 'Write down what you found.',
    rectified: 'Write down what was changed.',
    answered: 'Write down what was answered.',
    'called-back': 'Write down how the call went, without a name or number.',
    reviewed: 'Write down your verdict. That closes it.',
  },
  act: '{{step}} ({{about}})',
  recorded: 'Noted: {{step}} ({{about}})',
  notNext: 'A colleague has noted this step already. Please see how it stands now.',
  noteMissing: 'Please write a few words first.',
}
