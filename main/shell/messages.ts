import path from 'node:path'
import type { Admission } from '../host/admission.ts'
import type { Listen } from '../host/listen.ts'

/** Which hall a terminal process opens; it reads the files itself, again at each restart. */
export type Source =
  | { readonly kind: 'file'; readonly file: string }
  | Demonstration

/** The demonstration hall, its simulators already running: ports such as `tcp://127.0.0.1:41234`. */
export interface Demonstration {
  readonly kind: 'demonstration'
  readonly folder: string
  readonly reader: string
  /** The slot of social-security cards. */
  readonly socialCard: string
  /** The scanner of codes. */
  readonly scanner: string
  readonly printer: string
  /** The A4 printer, `ipp://127.0.0.1:41235/ipp/print`. */
  readonly document: string
  /** The reference platform's address; its credential lies in the folder. */
  readonly platform: string
  /** Where its windows and boards are, `127.0.0.1:41236`. */
  readonly hall: string
}

/**
 * All that a terminal process is told when it starts. It travels over the parent's own channel, never on a command
 * line.
 */
export interface Start {
  readonly source: Source
  readonly listen: Listen
  /** The product's own folder, with `out` and `node_modules` in it. */
  readonly appFolder: string
  /** What the browser shell's page needs; null in Electron, whose page comes by its own protocol and port. */
  readonly page: { readonly folder: string; readonly admission: Admission; readonly lockKeys: boolean } | null
}

/** The start of a terminal whose server also serves the page. */
export function pageStart(options: Omit<Start, 'page'>, page: { admission: Admission; lockKeys: boolean }): Start {
  const { source, listen, appFolder } = options
  return { source, listen, appFolder, page: { folder: path.join(appFolder, 'out', 'renderer'), ...page } }
}

/** What a shell says to the terminal process. A `page` message carries the page's MessagePort. */
export type ToTerminal =
  | ({ readonly type: 'start' } & Start)
  | { readonly type: 'page' }
  | { readonly type: 'admit'; readonly token: string }
  | { readonly type: 'close' }

/** What the terminal process says to its shell. */
export type FromTerminal =
  | { readonly type: 'started'; readonly listen: Listen }
  /** It cannot start as things are: one line for the installer. The process ends by itself. */
  | { readonly type: 'refused'; readonly line: string }
  /** The shell's token was exchanged for the cookie. */
  | { readonly type: 'admitted' }
  /** An operator has asked for the terminal to end and begin anew, or for the whole program to end. */
  | { readonly type: 'restart' | 'stop' }
  /** A page has made its first call. */
  | { readonly type: 'called' }
  /** The page has gone and no other has taken its place. */
  | { readonly type: 'left' }
