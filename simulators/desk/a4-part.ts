import type { DeskState, PaperSet } from './desk-state.ts'
import type { DrawPart, PageKit } from './page-kit.ts'

/** The A4 printer and the paper in its output tray; runs in the page. */
export function a4Part({ $, make, english, addressOf, act, say, drawMistakes }: PageKit): DrawPart {
  type A4 = DeskState['a4']
  const take = $('take-paper') as HTMLButtonElement
  take.addEventListener('click', () => void act({ act: 'take-paper' }))

  /** By id; each slides out once. */
  const sets = new Map<number, { readonly element: HTMLElement; readonly tell: (set: PaperSet) => void }>()

  /** A sheet that is blank but for its job's name, until the picture of the first page covers it. */
  function drawSet({ id, jobName }: PaperSet): { readonly element: HTMLElement; readonly tell: (set: PaperSet) => void } {
    const picture = document.createElement('img')
    picture.alt = ''
    picture.draggable = false
    picture.addEventListener('load', () => picture.classList.add('drawn'))
    picture.src = addressOf(`documents/${id}.png`)
    const pile = make('span', 'pile', make('span', 'blank', make('span', 'job', jobName)), picture)
    const count = make('span', 'count')
    const link = make('a', 'document', pile, count, make('span', 'open', '打开 PDF ', english('Open'))) as HTMLAnchorElement
    link.href = addressOf(`documents/${id}.pdf`)
    link.target = '_blank'
    link.rel = 'noreferrer'
    const element = make('li', 'set', link)
    const tell = ({ sheets, pages }: PaperSet): void => {
      pile.dataset['behind'] = String(Math.min(sheets, 4) - 1)
      const [words, other] =
        sheets === pages
          ? [`共 ${pages} 页`, pages === 1 ? '1 page' : `${pages} pages`]
          : [`${pages} 页中已出 ${sheets} 张`, `${sheets} of ${pages} sheets`]
      count.replaceChildren(words, ' ', english(other))
    }
    return { element, tell }
  }

  function drawTray(tray: A4['tray']): void {
    for (const [id, { element }] of sets) {
      if (tray.some((set) => set.id === id)) continue
      sets.delete(id)
      element.classList.add('taken')
      element.addEventListener('animationend', () => element.remove())
      // Without motion no animation ends.
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) element.remove()
    }
    for (const set of tray) {
      const known = sets.get(set.id) ?? drawSet(set)
      if (!sets.has(set.id)) $('tray').prepend(known.element)
      sets.set(set.id, known)
      known.tell(set)
    }
  }

  function standsStill({ power, cover, path, sheets }: A4): readonly [string, string] | null {
    if (power === 'off') return ['已关机', 'Switched off']
    if (cover === 'open') return ['盖子开着', 'The cover is open']
    if (path === 'jammed') return ['卡纸了', 'Paper is jammed']
    if (sheets === 0) return ['纸盒空了', 'The cassette is empty']
    return null
  }

  function goesWell({ printing, tray, sheets, toner }: A4): readonly [string, string] {
    if (printing !== null) {
      const { page, of } = printing
      return [`正在打印第 ${page} 页，共 ${of} 页`, `Printing page ${page} of ${of}`]
    }
    if (tray.length > 1) return [`${tray.length} 份文件等您取走`, `${tray.length} documents are waiting`]
    if (tray.length === 1) return ['文件已打印好，请取走', 'The paper is out, take it']
    if (toner === 'low') return ['碳粉将尽', 'Toner is low']
    if (sheets <= 20) return ['纸快用完了', 'Paper is running low']
    return ['就绪', 'Ready']
  }

  return ({ a4 }) => {
    const trouble = standsStill(a4)
    const busy = trouble === null && a4.printing !== null
    $('laser').className = `laser ${a4.power} ${a4.cover} ${a4.path} toner-${a4.toner} ${busy ? 'printing' : ''}`
    $('stack').style.height = `${Math.ceil(Math.min(a4.sheets, 500) / 500 * 100)}%`
    $('a4-lamp').className = `lamp ${a4.power === 'off' ? '' : trouble === null ? (busy ? 'busy' : 'good') : 'bad'}`
    drawTray(a4.tray)
    take.disabled = a4.tray.length === 0
    say('a4-says', trouble ?? goesWell(a4))
    say('a4-line', [a4.url, ''])
    drawMistakes('a4-errors', a4.errors)
  }
}
