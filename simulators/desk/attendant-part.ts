import type { DrawPart, PageKit, SentAct } from './page-kit.ts'

/** What the attendant does at both printers; runs in the page. */
export function attendantPart({ $, act, say }: PageKit): DrawPart {
  const choices = ['cover', 'paper', 'a4-path', 'a4-cover', 'a4-toner', 'a4-power'] as const
  for (const name of choices) {
    $(name).addEventListener('change', ({ target }) => {
      void act({ act: name, to: (target as HTMLInputElement).value } as SentAct)
    })
  }
  for (const button of $('a4-paper').querySelectorAll('button')) {
    button.addEventListener('click', () => void act({ act: 'a4-paper', to: Number(button.value) } as SentAct))
  }

  return ({ printer, a4 }) => {
    const chosen: Record<(typeof choices)[number], string> = {
      cover: printer.cover,
      paper: printer.paper,
      'a4-path': a4.path,
      'a4-cover': a4.cover,
      'a4-toner': a4.toner,
      'a4-power': a4.power,
    }
    for (const name of choices) {
      for (const choice of $(name).querySelectorAll('input')) choice.checked = choice.value === chosen[name]
    }
    say('a4-sheets', [`剩 ${a4.sheets} 张`, 'left'])
  }
}
