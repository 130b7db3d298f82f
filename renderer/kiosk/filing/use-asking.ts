import { useCallback, useState } from 'react'
import type { MaterialFault } from './materials-walk.ts'

export interface Asking {
  /** The terminal has not answered yet. */
  readonly busy: boolean
  /** Why the last call came to nothing. */
  readonly fault: MaterialFault | null
  /** One call at a time: a second touch before the answer does nothing. */
  readonly ask: (call: () => Promise<MaterialFault | null>) => void
}

/** A call that leads on by itself, or says on this page why it did not. */
export function useAsking(): Asking {
  const [state, setState] = useState<{ readonly busy: boolean; readonly fault: MaterialFault | null }>({ busy: false, fault: null })
  const { busy } = state
  const ask = useCallback(
    (call: () => Promise<MaterialFault | null>) => {
      if (busy) return
      setState({ busy: true, fault: null })
      void call().then((fault) => setState({ busy: false, fault }))
    },
    [busy],
  )
  return { ...state, ask }
}
