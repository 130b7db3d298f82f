import type { GreenStrings } from './strings.ts'

export const greenEn: GreenStrings = {
  title: 'Priority service',
  lead: 'Choose one, then take your number. It is called earlier, and the window will ask to see a card or other proof.',
  grounds: 'Why you need priority',
  ground: { disabled: 'Disabled', pregnant: 'Pregnant, or with an infant', veteran: 'Veteran', other: 'Another need' },
  about: {
    disabled: 'Show your disability card',
    pregnant: 'Show a maternity record, or bring the infant',
    veteran: 'Show your veteran card',
    other: 'Explain it at the window',
  },
  take: 'Take number',
}
