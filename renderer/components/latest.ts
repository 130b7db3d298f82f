import { useEffect, useRef } from 'react'

/** The value as it was last given, for what outlives a drawing of the page. */
export function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
