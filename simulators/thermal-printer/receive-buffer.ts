import type { Command } from './command.ts'

export interface Waiting {
  readonly offset: number
  readonly command: Command
}

/** Commands that wait for the head, in order. */
export interface ReceiveBuffer {
  add(waiting: Waiting): void
  /** The one whose turn it is; it stays until `shift`. */
  readonly next: Waiting | undefined
  shift(): void
  clear(): void
}

/** How many spent commands are kept before they are dropped in one go, so that taking stays cheap. */
const SPENT_COMMANDS = 1_024

export function createReceiveBuffer(): ReceiveBuffer {
  let commands: Waiting[] = []
  let spent = 0
  return {
    add: (waiting) => {
      commands.push(waiting)
    },
    get next() {
      return commands[spent]
    },
    shift: () => {
      spent += 1
      if (spent < commands.length && spent < SPENT_COMMANDS) return
      commands = commands.slice(spent)
      spent = 0
    },
    clear: () => {
      commands = []
      spent = 0
    },
  }
}
