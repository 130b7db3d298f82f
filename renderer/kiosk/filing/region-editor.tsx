import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import type { RegionView } from '../../../main/contract/forms.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { type EditorFrame, Framed } from './editor-frame.tsx'
import { pathTo } from './value-words.ts'

interface RegionEditorProps extends EditorFrame {
  readonly regions: readonly RegionView[]
  readonly value: string
  readonly onChange: (value: string | undefined) => void
}

/** A place, level by level from the top; the levels above stay in reach. */
export function RegionEditor({ regions, value, onChange, ...frame }: RegionEditorProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const [path, setPath] = useState(() => (pathTo(regions, value) ?? []).slice(0, -1))
  const offered = path.at(-1)?.below ?? regions
  const chosen = pathTo(regions, value)
  const enter = (region: RegionView) => {
    if (region.below.length === 0) onChange(region.code)
    else {
      setPath([...path, region])
      onChange(undefined)
    }
  }
  return (
    <Framed
      {...frame}
      key={path.length}
      shape="plain"
      said={chosen === null ? t(path.length === 0 ? 'filing.form.unanswered' : 'filing.region.level') : chosen.map(({ name }) => local(name, language)).join(' › ')}
    >
      {path.length > 0 && (
        <nav className="filing-crumbs" aria-label={t('filing.region.chosen')}>
          {[null, ...path.slice(0, -1)].map((region, at) => (
            <PlainButton key={region?.code ?? ''} icon="up" onPress={() => setPath(path.slice(0, at))}>
              {region === null ? t('filing.region.all') : local(region.name, language)}
            </PlainButton>
          ))}
        </nav>
      )}
      <div className="filing-tiles filing-regions">
        {offered.map((region) =>
          region.below.length > 0 ? (
            <PlainButton key={region.code} icon="onward" onPress={() => enter(region)}>
              {local(region.name, language)}
            </PlainButton>
          ) : (
            <ToggleButton key={region.code} className="action action-plain setting" isSelected={region.code === value} onChange={() => enter(region)}>
              <span className="action-words">{local(region.name, language)}</span>
              <span className="setting-tick">{region.code === value && <Icon name="done" />}</span>
            </ToggleButton>
          ),
        )}
      </div>
    </Framed>
  )
}
