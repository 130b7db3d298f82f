import './search.css'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Title, Waiting } from '../../components/page.tsx'
import { useScan } from '../../components/terminal-scans.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { CameFrom, GuideSearchState } from '../state.ts'
import { SearchResults } from './search-results.tsx'
import { LONGEST_TYPED, PADS, textAfter } from './typed-text.ts'
import { useSearch } from './use-search.ts'

const LetterPad = lazy(() => import('../../components/letter-pad.tsx').then(({ LetterPad }) => ({ default: LetterPad })))

/** Items by a word or by a code, as one types. The keys on screen write pinyin and digits; a keyboard writes what it can. */
export function GuideSearch({ search, cameFrom }: CameFrom & { readonly search: GuideSearchState }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { by, typed } = search
  const field = useRef<HTMLInputElement>(null)
  const type = (text: string) => walk.go({ at: 'guide-search', by, typed: text })
  const found = useSearch(typed)
  useTypingInto(field)
  useScan((scan) => {
    if (scan.kind === 'guide') type(scan.code)
    return scan.kind === 'guide'
  })
  return (
    <div className="page search-page">
      <div className="page-words search-asked">
        <Title>{t(`guide.search.title.${by}`)}</Title>
        <input
          ref={field}
          className="search-field"
          aria-label={t(`guide.search.field.${by}`)}
          placeholder={t(`guide.search.field.${by}`)}
          value={typed}
          maxLength={LONGEST_TYPED}
          autoComplete="off"
          spellCheck={false}
          inputMode="none"
          onChange={(event) => type(event.target.value)}
        />
      </div>
      <SearchResults search={search} found={found} cameFrom={cameFrom} />
      <div className="search-pad">
        <Suspense fallback={<Waiting>{t('wait.title')}</Waiting>}>
          <LetterPad keys={PADS[by]} space={t('guide.search.space')} onKey={(key) => type(textAfter(typed, key))} />
        </Suspense>
      </div>
    </div>
  )
}

/** A keyboard in front of the terminal writes into the field wherever the last touch was; keys that press are the button's. */
function useTypingInto(field: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    const pressed = (event: KeyboardEvent) => {
      const writes = event.key === 'Backspace' || event.key === 'Process' || (event.key.length === 1 && event.key !== ' ')
      if (writes && !event.ctrlKey && !event.altKey && !event.metaKey) field.current?.focus({ preventScroll: true })
    }
    window.addEventListener('keydown', pressed, { capture: true })
    return () => window.removeEventListener('keydown', pressed, { capture: true })
  }, [field])
}
