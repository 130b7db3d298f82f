import type { DraftView } from '../../../main/contract/filings.ts'
import { Page } from '../../components/page.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'

/** Which papers are wanted. */
export function FilingMaterials({ draft }: { readonly draft: DraftView }) {
  const { state } = useKiosk()
  return <Page title={local(draft.item.name, state.comfort.language)} />
}
