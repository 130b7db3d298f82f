import type { TerminalClient } from '../../../main/contract/client.ts'
import { guardKeyboard } from '../../components/keyboard-guard.ts'
import { heardScan } from '../../components/terminal-scans.ts'
import { routeScan, type ScanWalk } from './route-scan.ts'

let guarded = false

/**
 * Listens to the terminal's scanner for as long as the wire stands, and to one that types as a keyboard does from now on.
 * What that has typed goes to the terminal whole, and comes back as no more than a page may know of it.
 */
export async function listenToScans(client: TerminalClient, walk: ScanWalk): Promise<void> {
  if (!guarded) {
    guarded = true
    guardKeyboard((text) => void walk.ask((to, signal) => to.kiosk.typedScan({ text }, { signal })))
  }
  for await (const scan of await client.kiosk.scans()) if (!heardScan(scan)) routeScan(scan, walk)
}
