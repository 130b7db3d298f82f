import { PlainButton } from '../../components/buttons.tsx'
import { StateLine } from '../../components/page.tsx'
import type { Parts } from './use-parts.ts'

interface MoreProps {
  readonly of: Pick<Parts<unknown>, 'more' | 'state'>
  readonly words: { readonly more: string; readonly asking: string; readonly lost: string }
}

/** The way to the next part of a list, at its end. */
export function More({ of: { more, state }, words }: MoreProps) {
  if (more === null) return null
  return (
    <>
      {state === 'asking' && (
        <StateLine tone="calm" busy>
          {words.asking}
        </StateLine>
      )}
      {state === 'lost' && <StateLine tone="attention">{words.lost}</StateLine>}
      <PlainButton icon="down" onPress={more}>
        {words.more}
      </PlainButton>
    </>
  )
}
