import { useEffect, useState } from 'react'

/** Asks when the page comes, and once more at each `again`. `ask` keeps its identity as long as it is the same. Null: nothing has come yet. */
export function useAnswer<Value>(ask: () => Promise<Value | null>): { readonly came: Value | null; readonly again: () => void } {
  const [came, setCame] = useState<Value | null>(null)
  useEffect(() => {
    let here = true
    void ask().then((answer) => {
      if (here) setCame(answer)
    })
    return () => {
      here = false
    }
  }, [ask])
  return {
    came,
    again: () => {
      setCame(null)
      void ask().then(setCame)
    },
  }
}
