import type { BookingsStrings } from './strings.ts'

export const bookingsEn: BookingsStrings = {
  title: 'You have an appointment today',
  lead: '{{name}}, touch your appointment to take its number.',
  looking: 'Looking for your appointments',
  state: {
    early: 'Begins at {{from}}. Take the number now; you are called when it begins',
    'on-time': 'It is your time: touch here to take the number',
    late: 'More than ten minutes past {{from}}. You can still take a number, and queue from now',
    'has-ticket': 'You have number {{number}}: touch here to see it or print it again',
    over: 'The number for this appointment has been used',
  },
  ordinary: 'Take a number for {{business}} without an appointment',
  ordinaryAbout: 'You queue from now; your appointment is kept',
  failed: 'Your appointments cannot be looked up now',
  failedLead: 'Nothing about them has changed. Try again, or take an ordinary number.',
  again: 'Try again',
  mine: 'I have an appointment',
  personLimit: 'You have had all the numbers that one person can have for this today',
  personLimitAbout: 'If you need another, please ask at the information desk.',
}
