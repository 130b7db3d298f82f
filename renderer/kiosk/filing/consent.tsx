import { ToggleButton } from 'react-aria-components/ToggleButton'
import { useTranslation } from 'react-i18next'
import type { LocalText } from '../../../main/contract/text.ts'
import { Icon } from '../../components/icons.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'

interface ConsentProps {
  readonly text: LocalText
  readonly agreed: boolean
  readonly onChange: (agreed: boolean) => void
}

/** A text that can be read whole, and what agrees to it under its last line. */
export function Consent({ text, agreed, onChange }: ConsentProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const paragraphs = local(text, state.comfort.language).split(/\n+/).filter((words) => words.trim() !== '')
  return (
    <>
      <div className="sheet filing-consent">
        {paragraphs.map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
      <ToggleButton className="action action-plain setting" isSelected={agreed} onChange={onChange}>
        <span className="action-words">{t('filing.consent.agree')}</span>
        <span className="setting-tick">{agreed && <Icon name="done" />}</span>
      </ToggleButton>
    </>
  )
}
