import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { HallPages } from '../../main/contract/hall-pages.ts'

export type WindowClient = ContractRouterClient<HallPages>['window']

/** First pause before a new try, doubled up to the longest, in milliseconds. */
const FIRST_PAUSE = 200
const LONGEST_PAUSE = 3000

/** What the page hears of its line to the hall. */
interface LineEvents {
  /** A fresh line: the hall at its other end knows nothing of this page's calls. */
  readonly up: (client: WindowClient) => void
  readonly down: () => void
}

/** Opens the line to whoever served this page, again and again; `drop` ends one that looks open and says nothing. */
export function openLine({ up, down }: LineEvents): { readonly drop: () => void } {
  let pause = FIRST_PAUSE
  let socket: WebSocket | null = null
  function open(): void {
    const opening = new WebSocket(lineAddress())
    opening.binaryType = 'arraybuffer'
    socket = opening
    opening.addEventListener('open', () => {
      pause = FIRST_PAUSE
      up(createORPCClient<ContractRouterClient<HallPages>>(new RPCLink({ websocket: opening })).window)
    })
    opening.addEventListener('close', () => closed(opening))
  }
  function closed(which: WebSocket): void {
    if (socket !== which) return
    socket = null
    down()
    setTimeout(open, pause)
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }
  open()
  return {
    drop() {
      if (socket === null) return
      const dropped = socket
      dropped.close()
      // a line that is cut takes long to say that it has closed
      closed(dropped)
    },
  }
}

/** Below the page's own address (contract, hall-pages.ts). */
function lineAddress(): string {
  const address = new URL('rpc', location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.search = ''
  address.hash = ''
  return address.href
}
