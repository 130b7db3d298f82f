import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../icons.tsx'

/** Something that goes up and down by one, from `first` to `last`. */
interface Counter {
  readonly at: number
  readonly last: number
  readonly go: (to: number) => void
}

interface PdfKeysProps {
  /** `第 1 页，共 3 页` */
  readonly where: string
  /** From 1. */
  readonly page: Counter
  /** From 0. */
  readonly step: Counter
}

/** The keys to turn the pages and to see them larger. */
export function PdfKeys({ where, page, step }: PdfKeysProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className="pdf-keys">
        {page.last > 1 && <Key icon="left" name={t('components.pdf.before')} shut={page.at === 1} onPress={() => page.go(page.at - 1)} />}
        <output className="pdf-where">{where}</output>
        {page.last > 1 && <Key icon="right" name={t('components.pdf.after')} shut={page.at === page.last} onPress={() => page.go(page.at + 1)} />}
      </div>
      <div className="pdf-keys">
        <Key icon="smaller" name={t('components.pdf.smaller')} shut={step.at === 0} onPress={() => step.go(step.at - 1)} />
        <Key icon="larger" name={t('components.pdf.larger')} shut={step.at === step.last} onPress={() => step.go(step.at + 1)} />
      </div>
    </>
  )
}

interface KeyProps {
  readonly icon: IconName
  readonly name: string
  /** At the end of its way it stays where it is and does nothing, so that no finger meets another key there. */
  readonly shut: boolean
  readonly onPress: () => void
}

function Key({ icon, name, shut, onPress }: KeyProps) {
  return (
    <Button
      className={icon === 'right' ? 'action action-plain pdf-key pdf-key-after' : 'action action-plain pdf-key'}
      aria-disabled={shut}
      onPress={() => {
        if (!shut) onPress()
      }}
    >
      <Icon name={icon} />
      <span>{name}</span>
    </Button>
  )
}
