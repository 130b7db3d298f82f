import { implement, ORPCError, type Router } from '@orpc/server'
import { RPCHandler as MessagePortHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketHandler } from '@orpc/server/ws'
import { contract, type Contract } from './contract.ts'
import type { HallPagesRouter } from './hall-pages.ts'
import { hallTerminal } from './hall-terminal.ts'

/** The contract waiting for its handlers: `terminalContract.kiosk.open.handler(…)`. */
export const terminalContract = implement(contract)

export type TerminalRouter = Router<Contract, object>

/**
 * The two roads into one router: a MessagePort (Electron) and a WebSocket (browser). A page is told only that its call
 * failed; `onFault` hears of every error that is not one of the contract's own.
 */
export function roadsInto(router: TerminalRouter, onFault: (error: unknown) => void) {
  const telling = tellingFaults(onFault)
  return {
    port: new MessagePortHandler(router, { clientInterceptors: [(options) => telling(options)] }),
    socket: new WebSocketHandler(router, { clientInterceptors: [(options) => telling(options)] }),
  }
}

/** Which terminal asks its hall server: known from its credential. */
export interface TerminalSeat {
  /** The enrolment's id. */
  readonly device: string
  readonly terminal: string
  readonly mark: string
}

/** What a terminal may ask of its hall server, waiting for its handlers; each hears who asks as `context`. */
export const hallTerminalContract = implement(hallTerminal).$context<TerminalSeat>()
type HallTerminalRouter = Router<typeof hallTerminal, TerminalSeat>

/** The road of the hall's pages: each socket with the seat of whoever is at its other end. */
export function hallRoadInto(router: HallPagesRouter, onFault: (error: unknown) => void) {
  const telling = tellingFaults(onFault)
  return new WebSocketHandler(router, { clientInterceptors: [(options) => telling(options)] })
}

/** The road of the hall's terminals. */
export function terminalRoadInto(router: HallTerminalRouter, onFault: (error: unknown) => void) {
  const telling = tellingFaults(onFault)
  return new WebSocketHandler(router, { clientInterceptors: [(options) => telling(options)] })
}

function tellingFaults(onFault: (error: unknown) => void) {
  return async ({ next }: { readonly next: () => Promise<unknown> }): Promise<unknown> => {
    try {
      return await next()
    } catch (error) {
      if (!(error instanceof ORPCError)) onFault(error)
      throw error
    }
  }
}
