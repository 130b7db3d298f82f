import type { Listen } from '../host/listen.ts'
import type { Log } from '../operations/log.ts'
import type { Source } from './messages.ts'

/** A way to show a terminal to a citizen, as the launcher holds it. */
export interface Shell {
  /** Settles once, when the shell has ended by itself or by `close`. */
  readonly end: Promise<ShellEnd>
  /** Ends the page and the terminal in order. */
  readonly close: () => Promise<void>
}

export type ShellEnd =
  | { readonly kind: 'closed' }
  /** The hall cannot open as things are: one line for the installer, exit status 2. */
  | { readonly kind: 'refused'; readonly line: string }
  /** This shell cannot show the page on this machine; another might. */
  | { readonly kind: 'failed'; readonly line: string }

export interface ShellOptions {
  readonly source: Source
  readonly listen: Listen
  /** The product's own folder, with `out` and `node_modules` in it. */
  readonly appFolder: string
  readonly log: Log
  /** Writes one line to the launcher's standard output. */
  readonly print: (line: string) => void
}
