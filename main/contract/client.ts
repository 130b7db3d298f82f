import { createORPCClient } from '@orpc/client'
import { RPCLink as MessagePortLink } from '@orpc/client/message-port'
import { RPCLink as WebSocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from './contract.ts'

export type TerminalClient = ContractRouterClient<Contract>

/** A client over the port that the Electron shell handed to the page. */
export function clientOverPort(port: MessagePort): TerminalClient {
  return createORPCClient(new MessagePortLink({ port }))
}

/** A client over a WebSocket to the terminal's own loopback server. */
export function clientOverSocket(websocket: WebSocket): TerminalClient {
  return createORPCClient(new WebSocketLink({ websocket }))
}
