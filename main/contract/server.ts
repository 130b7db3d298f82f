import { implement, type Router } from '@orpc/server'
import { RPCHandler as MessagePortHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketHandler } from '@orpc/server/ws'
import { contract, type Contract } from './contract.ts'

/** The contract waiting for its handlers: `terminalContract.kiosk.open.handler(…)`. */
export const terminalContract = implement(contract)

export type TerminalRouter = Router<Contract, object>

/** The two roads into one router: a MessagePort (Electron) and a WebSocket (browser). */
export function roadsInto(router: TerminalRouter) {
  return { port: new MessagePortHandler(router), socket: new WebSocketHandler(router) }
}
