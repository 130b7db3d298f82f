import { useEffect } from 'react'
import type { ClipName } from '../voice/clips.ts'
import { useKiosk } from './kiosk-context.ts'

/** Speaks when the page comes, and again when what there is to say changes. Null says nothing. */
export function useSpoken(clip: ClipName | null): void {
  const { say } = useKiosk()
  useEffect(() => {
    if (clip !== null) say(clip)
  }, [clip, say])
}
