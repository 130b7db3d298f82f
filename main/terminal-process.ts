import type { PagePort } from './host/calls.ts'
import { openLog } from './operations/log.ts'
import type { FromTerminal, Start, ToTerminal } from './shell/messages.ts'
import { serve, type Serving } from './shell/serve.ts'

/**
 * The terminal process: ledger, drivers and queue, away from the window. Electron runs it as a utility process and the
 * browser shell as a child of plain Node; it is told what to open over its parent's channel and ends when that closes.
 */
const log = openLog()
const parent = parentChannel()
let serving: Serving | null = null
let closing = false

parent.listen((message, port) => {
  switch (message.type) {
    case 'start':
      start(message).catch(crash)
      break
    case 'page':
      if (port !== undefined) serving?.takePort(port)
      break
    case 'admit':
      serving?.admit(message.token)
      break
    case 'close':
      close().catch(crash)
      break
  }
})

async function start(options: Start): Promise<void> {
  const opened = await serve(options, log, parent.tell)
  if (!opened.ok) {
    parent.tell({ type: 'refused', line: opened.fault.line })
    return
  }
  serving = opened.value
  parent.tell({ type: 'started', listen: opened.value.listen })
}

async function close(): Promise<void> {
  if (closing) return
  closing = true
  await serving?.close()
  process.exit(0)
}

/** Only a bug comes here; the shell starts a fresh process. */
function crash(error: unknown): void {
  log.fatal({ error: error instanceof Error ? error.stack : String(error) }, 'the terminal process ends on a bug')
  process.exit(1)
}

interface ParentChannel {
  readonly listen: (heard: (message: ToTerminal, port: PagePort | undefined) => void) => void
  readonly tell: (message: FromTerminal) => void
}

/** Electron's `process.parentPort`, described here because only the shell's own files know Electron. */
interface UtilityParent {
  on(event: 'message', heard: (event: { data: ToTerminal; ports: readonly PagePort[] }) => void): unknown
  postMessage(message: FromTerminal): void
}

/** `process.parentPort` in an Electron utility process, the IPC channel of `fork` in plain Node. */
function parentChannel(): ParentChannel {
  // Ctrl+C in a terminal window reaches the whole group; the shell decides and says `close`.
  process.on('SIGINT', () => log.info('waiting for the shell to close'))
  // systemd's SIGTERM reaches every process of a unit. Ended in order, and started again unless the shell ends too.
  process.on('SIGTERM', () => {
    close().catch(crash)
  })
  const { parentPort: port } = process as { readonly parentPort?: UtilityParent }
  if (port) {
    return {
      listen: (heard) => {
        port.on('message', (event) => heard(event.data, event.ports[0]))
      },
      tell: (message) => port.postMessage(message),
    }
  }
  process.on('disconnect', () => {
    close().catch(crash)
  })
  return {
    listen: (heard) => {
      process.on('message', (message) => heard(message as ToTerminal, undefined))
    },
    tell: (message) => {
      // A shell that has been killed hears nothing more, and sending to it would end this process before its ledger is
      // closed.
      if (process.connected) process.send?.(message)
    },
  }
}
