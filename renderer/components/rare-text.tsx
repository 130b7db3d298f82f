import './rare-text.css'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { inRuns } from './rare-characters.ts'

/** A name or another text of a person. In place of a character that no font has stands a box that says so, with its code. */
export function RareText({ children }: { readonly children: string }) {
  const { t } = useTranslation()
  return inRuns(children).map(({ text, code }, at) =>
    code === null ? (
      <Fragment key={at}>{text}</Fragment>
    ) : (
      <span key={at} className="rare-character">
        {t('rareCharacter', { code })}
      </span>
    ),
  )
}
