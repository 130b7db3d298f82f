import { createORPCClient } from '@orpc/client'
import { RPCLink as WebSocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { HallPages } from './hall-pages.ts'

export type HallClient = ContractRouterClient<HallPages>

/** A client of an enrolled page over a WebSocket to whoever serves the hall's pages. */
export function hallClientOverSocket(websocket: WebSocket): HallClient {
  return createORPCClient(new WebSocketLink({ websocket }))
}
