import { useInsertionEffect, useRef } from 'react'

/**
 * The value as it was last given, for what outlives a drawing of the page. It is there before anything else hears of the
 * drawing: after an effect of the usual kind, a key that comes as soon as the page is drawn would still find the one before.
 */
export function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value)
  useInsertionEffect(() => {
    latest.current = value
  })
  return latest
}
