import type { Reason } from '../../main/contract/window.ts'
import type { ActName } from './offers.ts'
import type { TransferTo } from './transfer-question.tsx'
import type { WishCall } from './wish.ts'

/** What an act is about, beyond its ticket. */
export interface Given {
  readonly ticketId: string
  readonly reason: Reason
  readonly to: TransferTo
}

/** The call of an act, with the one request id that all its repeats have. */
export function callOf(act: ActName, { ticketId, reason, to }: Given): (requestId: string) => WishCall {
  return (requestId) => (client, options) => {
    const about = { requestId, ticketId }
    switch (act) {
      case 'callNext':
        return client.callNext({ requestId }, options)
      case 'callTicket':
      case 'recall':
      case 'start':
      case 'finish':
      case 'callBack':
      case 'takeBack':
        return client[act](about, options)
      case 'hold':
      case 'pass':
      case 'cancel':
        return client[act]({ ...about, reason }, options)
      case 'transfer':
        return client.transfer({ ...about, to, reason }, options)
      case 'top':
      case 'untop':
        return client.top({ ...about, on: act === 'top', reason }, options)
      case 'pause':
        return client.pause({ reason }, options)
      case 'resume':
        return client.resume(undefined, options)
    }
  }
}
