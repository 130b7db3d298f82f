import { useEffect } from 'react'
import type { ScanView } from '../../main/contract/scans.ts'
import { useLatest } from './latest.ts'

/** Whoever asks for a code on screen; answers whether it was theirs. */
type TakesScan = (scan: ScanView) => boolean

const listeners: TakesScan[] = []

/** Tells whoever asks for a code now, the newest first; answers whether anybody took it. */
export function heardScan(scan: ScanView): boolean {
  return listeners.some((takes) => takes(scan))
}

/** Hears what a scanner has read while this is on screen: the terminal's own, or one that types. */
export function useScan(takes: TakesScan): void {
  const latest = useLatest(takes)
  useEffect(() => {
    const hears: TakesScan = (scan) => latest.current(scan)
    listeners.unshift(hears)
    return () => void listeners.splice(listeners.indexOf(hears), 1)
  }, [latest])
}
