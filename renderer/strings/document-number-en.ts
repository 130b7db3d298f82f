import type { DocumentNumberStrings } from './strings.ts'

export const documentNumberEn: DocumentNumberStrings = {
  which: 'Which document is it?',
  whichLead: 'The red line is where its number stands',
  clear: 'Clear',
  older: 'Older: letters',
  letter: { H: 'Hong Kong', M: 'Macao' },
  name: {
    'resident-card': 'Resident Identity Card',
    'residence-permit': 'Residence Permit for Hong Kong, Macao and Taiwan Residents',
    'permanent-resident-card': 'Foreign Permanent Resident ID Card',
    'hk-macao-travel-permit': 'Mainland Travel Permit for Hong Kong and Macao Residents',
    'taiwan-travel-permit': 'Mainland Travel Permit for Taiwan Residents',
  },
  about: {
    'resident-card': '18 characters; the last may be X',
    'residence-permit': '18 characters, beginning with 81, 82 or 83',
    'permanent-resident-card': '18 characters beginning with 9; on older cards 3 letters and 12 digits',
    'hk-macao-travel-permit': 'The letter H or M and 8 digits',
    'taiwan-travel-permit': '8 digits',
  },
  lead: {
    'resident-card': 'The 18 characters on your Resident Identity Card',
    'residence-permit': 'The 18 characters on your residence permit',
    'permanent-resident-card': '18 characters, on an older card 15',
    'hk-macao-travel-permit': 'The number on your travel permit: H or M and 8 digits',
    'taiwan-travel-permit': 'The number on your travel permit: 8 digits',
  },
  short: '{{typed}} entered, {{count}} to go',
  whole: 'All entered. Compare it, then confirm',
  enough: 'That is enough. The {{count}} digits of its issue may be left out',
  fault: {
    length: {
      'resident-card': 'An ID number has 18 characters; this has {{count}}. Compare it with your card.',
      'residence-permit': 'A permit number has 18 characters; this has {{count}}. Compare it with your permit.',
      'permanent-resident-card': 'The number has 18 characters, on an older card 15; this has {{count}}. Compare it with your card.',
      'hk-macao-travel-permit': 'It is a letter and 8 or 10 digits; this has {{count}} characters. Compare it with your permit.',
      'taiwan-travel-permit': 'It has 8 or 10 digits; this has {{count}}. Compare it with your permit.',
    },
    'old-15-digits': 'This is an old 15-digit number. Enter the 18 characters on your present card.',
    characters: {
      'resident-card': 'Character {{position}} cannot be “{{character}}”: the first 17 are digits, the last is a digit or X. Correct it.',
      'residence-permit': 'Character {{position}} cannot be “{{character}}”: the first 17 are digits, the last is a digit or X. Correct it.',
      'permanent-resident-card': 'Character {{position}} cannot be “{{character}}”: the number begins with 9 and goes on with digits; the last is a digit or X. Correct it.',
      'old-permanent-resident-card': 'Character {{position}} cannot be “{{character}}”: an older number is 3 letters, then 12 digits. Correct it.',
      'hk-macao-travel-permit': 'Character {{position}} cannot be “{{character}}”: only digits follow the letter. Correct it.',
      'taiwan-travel-permit': 'Character {{position}} cannot be “{{character}}”: the number has digits only. Correct it.',
    },
    'first-letter': {
      'hk-macao': 'It begins with H (Hong Kong) or M (Macao). Enter it again.',
      taiwan: 'This number has no letters. With H or M in front it is another permit: go back and choose that.',
    },
    region: {
      'resident-card': 'The first 6 digits (region) are not right. Compare them with your card.',
      'residence-permit': 'It begins with 810000 (Hong Kong), 820000 (Macao) or 830000 (Taiwan). Compare it with your permit.',
      'permanent-resident-card': 'Digits 2 and 3 (province of issue) are not right. Compare them with your card.',
      'old-permanent-resident-card': 'Digits 4 to 7 (place of issue) are not right. Compare them with your card.',
    },
    birth: {
      new: 'Digits 7 to 14 are the date of birth, and there is no such day. Compare them with your card.',
      old: 'Digits 8 to 13 are the date of birth, and there is no such day. Compare them with your card.',
    },
    'birth-to-come': {
      new: 'Digits 7 to 14 are the date of birth, and this day is still to come. Compare them with your card.',
      old: 'Digits 8 to 13 are the date of birth, and this day is still to come. Compare them with your card.',
    },
    'check-digit': 'The last character does not agree with the others: one of them may be wrong. Compare them all.',
  },
}
