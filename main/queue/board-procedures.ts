import { hallPagesContract } from '../contract/hall-pages.ts'
import type { BoardFeed } from './board-feed.ts'

/** Handlers of what a board's page may ask. */
export function boardProcedures({ feed }: { readonly feed: BoardFeed }) {
  const { board } = hallPagesContract
  return {
    watch: board.watch.handler(({ context, input, signal }) => feed.views(context, input, signal)),
  }
}
