import { utilityProcess } from 'electron'
import type { TerminalChild } from '../shell/keeper.ts'
import type { FromTerminal } from '../shell/messages.ts'
import type { MessagePortMain } from 'electron'

/** The terminal process as an Electron utility process, which can also be given a page's port. */
export interface UtilityTerminal extends TerminalChild {
  givePort(port: MessagePortMain): void
}

export function forkUtilityTerminal(entry: string): UtilityTerminal {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Yimen terminal', stdio: 'inherit' })
  return {
    send: (message) => child.postMessage(message),
    givePort: (port) => child.postMessage({ type: 'page' }, [port]),
    kill: () => {
      // Electron's own `kill` begins with SIGTERM, which one that hangs does not hear, and takes two seconds more.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    },
    onMessage: (heard) => {
      child.on('message', (message: FromTerminal) => heard(message))
    },
    onExit: (ended) => {
      child.once('exit', ended)
    },
  }
}
