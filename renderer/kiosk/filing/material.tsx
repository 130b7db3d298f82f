import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FaultLine } from './fault-line.tsx'
import { LicenceChoice } from './licence-choice.tsx'
import { givenWords, isMissing } from './material-words.ts'
import { useMaterialsWalk } from './materials-walk.ts'
import { PageLarge } from './page-large.tsx'
import type { MaterialPage } from './pages.ts'
import { PagesGiven } from './pages-given.tsx'
import { PaperShot } from './paper-shot.tsx'
import { PhoneWay } from './phone-way.tsx'
import { useAsking } from './use-asking.ts'
import { type OneMaterial, WayButtons } from './way-buttons.tsx'

/** One material: what was given of it, and the ways of giving it. */
export function FilingMaterial({ page }: { readonly page: MaterialPage }) {
  const { draft, by, look } = page
  const material = draft.materials.find(({ key }) => key === page.material)
  if (material === undefined) return null
  if (look !== undefined) return <PageLarge key={look} draft={draft} material={material} look={look} />
  if (by === 'licence') return <LicenceChoice draft={draft} material={material} />
  if (by === 'camera') return <PaperShot draft={draft} material={material} />
  if (by === 'phone') return <PhoneWay draft={draft} material={material} />
  return <Ways draft={draft} material={material} />
}

function Ways({ draft, material }: OneMaterial) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { settle } = useMaterialsWalk()
  const asking = useAsking()
  const { language } = state.comfort
  const { key, name, needed, notes, given } = material
  return (
    <div className="page">
      <Title>{local(name, language)}</Title>
      <Scrolled>
        <div className="page-words">
          {notes.map((note) => (
            <p className="body" key={note} lang="zh-CN">
              {note}
            </p>
          ))}
          <StateLine tone={given.way === 'nothing' ? (isMissing(material) ? 'attention' : 'calm') : 'done'}>
            {givenWords(material, t, language)}
          </StateLine>
          <FaultLine {...asking} />
        </div>
        {(given.way === 'camera' || given.way === 'phone') && <PagesGiven draft={draft} material={material} given={given} asking={asking} />}
        <section className="material-ways" aria-labelledby="how">
          <h2 id="how">{t(given.way === 'nothing' ? 'filingMaterials.one.how' : 'filingMaterials.one.instead')}</h2>
          <WayButtons draft={draft} material={material} not={given.way === 'nothing' ? null : given.way} asking={asking} />
          {!needed && given.way !== 'nothing' && (
            <PlainButton icon="void" onPress={() => asking.ask(() => settle({ draft, material: key }, 'nothing'))}>
              {t('filingMaterials.one.withdraw')}
            </PlainButton>
          )}
        </section>
      </Scrolled>
      {given.way !== 'nothing' && (
        <NextStep icon="done" onPress={() => walk.go({ at: 'filing-materials', draft })}>
          {t('filingMaterials.one.done')}
        </NextStep>
      )}
    </div>
  )
}
