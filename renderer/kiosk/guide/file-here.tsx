import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { useAsked } from './use-asked.ts'

const askFilable = (client: TerminalClient, signal: AbortSignal) => client.filings.items(undefined, { signal })

/** The way from an item's guide into its application, where it can be filed at this terminal. */
export function FileHere({ code }: { readonly code: string }) {
  const { facts } = useKiosk()
  return facts.journeys.includes('filing') ? <IfFilable code={code} /> : null
}

function IfFilable({ code }: { readonly code: string }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { asked } = useAsked(askFilable)
  const items = asked.state === 'came' && asked.value.outcome === 'listed' ? asked.value.items : []
  const item = items.find((one) => one.code === code)
  if (item === undefined) return null
  return (
    <PlainButton icon="filing" onPress={() => walk.begin({ kind: 'filing', item, choice: null })}>
      {t('guide.file')}
    </PlainButton>
  )
}
