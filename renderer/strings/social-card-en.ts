import type { socialCardZh } from './social-card-zh.ts'
import spoken from './spoken.json'

/** What is said in English where a social-security card does as well. */export const socialCardEn: typeof socialCardZh = {
  title: spoken['place-any-card'].en,
  titleSlotOnly: 'Insert your social security card',
  lead: 'One is enough. Keep it still until it has been read.',
  leadSlotOnly: 'ID cards cannot be read now. A social security card will do.',
  way: { reader: 'ID card', slot: 'Social security card' },
  how: { reader: 'Lay it flat on the reader', slot: 'Chip first, all the way in' },
  state: {
    absent: 'Waiting for your card',
    reading: 'Reading. Please leave your card in',
    present: spoken['any-card-read'].en,
    leftBehind: 'The card in there belongs to the last person. Take it out and use your own.',
    'put-in-again': 'It could not be read. Please take it out and put it in again.',
    'other-card': 'That is not a social security card. Insert one, or use your ID card.',
    'holder-hidden': 'This card does not show its holder here. Please use your ID card.',
    'no-id-number': 'There is no ID number on this card. Please use your ID document.',
  },
  twoPeople: 'These cards belong to two people. Please leave only your own.',
  cardOnly: {
    progress: 'To see your own cases a card is needed; a typed number does not replace it. Without one, use your receipt.',
    number: 'This service needs your card. Without it, please go to the information desk.',
    certificate: 'Certificates need your card; a typed number is not enough. Without it, please ask at a window.',
    filing: 'Applying here needs your card; a typed number is not enough. Some services take the ID card only.',
  },
  byHandAbout: 'You can take a number without a card',
}
