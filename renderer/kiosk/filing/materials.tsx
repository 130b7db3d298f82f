import { useTranslation } from 'react-i18next'
import type { DraftView, MaterialView } from '../../../main/contract/filings.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { givenWords, isMissing, wantedByWords, waysWords, wordsOf } from './material-words.ts'

/** Every material: what it is, where it is had, how it may be given, and what was given. */
export function FilingMaterials({ draft }: { readonly draft: DraftView }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const words = wordsOf(draft)
  const left = draft.materials.filter(isMissing).length
  const lead =
    draft.materials.length === 0
      ? t('filingMaterials.list.none')
      : left === 0
        ? t(`${words}.list.complete`)
        : t(`${words}.list.left`, { count: left })
  return (
    <div className="page">
      <div className="page-words">
        <Title>{t(`${words}.list.title`)}</Title>
        {draft.supplement !== null && <p className="lead">{local(draft.item.name, state.comfort.language)}</p>}
        <p className="lead">{lead}</p>
      </div>
      <Scrolled>
        <div className="materials">
          {draft.materials.map((material) => (
            <MaterialPlace key={material.key} draft={draft} material={material} />
          ))}
        </div>
      </Scrolled>
      <NextStep icon="onward" onPress={() => walk.go({ at: 'filing-review', draft })}>
        {t('filingMaterials.list.review')}
      </NextStep>
    </div>
  )
}

function MaterialPlace({ draft, material }: { readonly draft: DraftView; readonly material: MaterialView }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { key, name, needed, notes, given } = material
  return (
    <PlaceButton className="material" onPress={() => walk.go({ at: 'filing-material', draft, material: key })}>
      {(ids) => (
        <>
          <span className="material-words">
            <span className="material-head">
              <span className="material-name" id={ids.name}>
                {local(name, language)}
              </span>
              <span className={needed ? 'material-tag material-tag-needed' : 'material-tag'}>
                {t(needed ? 'filingMaterials.needed' : 'filingMaterials.optional')}
              </span>
            </span>
            <span className="material-about" id={ids.about}>
              {notes.map((note) => (
                <span key={note} lang="zh-CN">
                  {note}
                </span>
              ))}
              {material.wantedBy.length > 0 && <span>{wantedByWords(material, draft, t, language)}</span>}
              {given.way === 'nothing' && <span>{waysWords(material, t, language)}</span>}
              <GivenLine material={material} />
            </span>
          </span>
          <Icon name="onward" />
        </>
      )}
    </PlaceButton>
  )
}

/** What was given, with its sign: never by colour alone. */
function GivenLine({ material }: { readonly material: MaterialView }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const tone = material.given.way !== 'nothing' ? 'given' : isMissing(material) ? 'missing' : 'left'
  return (
    <span className={`material-given material-${tone}`}>
      {tone !== 'left' && <Icon name={tone === 'given' ? 'done' : 'attention'} />}
      <span>{givenWords(material, t, state.comfort.language)}</span>
    </span>
  )
}
