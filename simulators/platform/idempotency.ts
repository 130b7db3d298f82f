import { createHash } from 'node:crypto'
import { refuse, type Reply } from './replies.ts'

/** Each key is one act and has one answer. */
export interface KeptAnswers {
  /** `act` is done for a new key only. What was refused was no act, and leaves its key free. */
  once(
    call: { readonly terminal: string; readonly operation: string; readonly key: string; readonly body: string },
    act: () => Reply,
  ): Reply
}

/** Also what a key is answered that was told to serve for nothing. */
export const REUSED = refuse(422, 'key-reused', '同一请求号用于不同内容 · The key was used for something else')

export function keepAnswers(): KeptAnswers {
  const kept = new Map<string, { readonly digest: string; readonly reply: Reply }>()
  return {
    once({ terminal, operation, key, body }, act) {
      const name = `${terminal} ${key}`
      const digest = createHash('sha256').update(operation).update('\n').update(body).digest('hex')
      const before = kept.get(name)
      if (before !== undefined) return before.digest === digest ? before.reply : REUSED
      const reply = act()
      if (reply.kind !== 'problem') kept.set(name, { digest, reply })
      return reply
    },
  }
}
