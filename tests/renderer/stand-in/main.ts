import type { TerminalFacts } from '../../../main/contract/facts.ts'
import { roadsInto } from '../../../main/contract/server.ts'
import { createHall, type StandInHall } from './hall.ts'

declare global {
  interface Window {
    standIn: StandInHall & { readonly goAway: () => void; readonly comeBack: () => void }
    standInFacts?: Partial<TerminalFacts>
  }
}

/**
 * The terminal's stand-in lives in the page itself and speaks the same contract over a MessagePort, handed over as the
 * Electron shell does it. Tests script it through `window.standIn`.
 */
const hall = createHall(window.standInFacts ?? {})
const road = roadsInto(hall.router, (error) => console.error(error)).port
let ours: MessagePort | null = null

function handOver(): void {
  const { port1, port2 } = new MessageChannel()
  ours = port1
  road.upgrade(port1)
  port1.start()
  window.postMessage({ yimen: 'port' }, location.origin, [port2])
}

window.standIn = {
  ...hall,
  goAway: () => {
    ours?.close()
    hall.forget()
    window.postMessage({ yimen: 'terminal-gone' }, location.origin)
  },
  comeBack: handOver,
}
Object.assign(window, { yimen: { requestPort: handOver } })

await import('../../../renderer/kiosk/main.tsx')
