import { version } from '../../package.json'
import type { ShellName } from './arguments.ts'

/** What the one line on standard output says when the page can be used; kept stable for installers and testers. */
export interface Ready {
  /** Of the terminal's server; with the token only where somebody else is to open the page (`--shell none`). */
  readonly url: string
  readonly shell: ShellName
  readonly version: string
  /** The process to end. */
  readonly pid: number
}

/** `ready {"url":"http://127.0.0.1:7310/?token=…","shell":"none","version":"…","pid":…}` */
export function readyLine(url: string, shell: ShellName): string {
  return `ready ${JSON.stringify({ url, shell, version, pid: process.pid } satisfies Ready)}`
}

/** Exit statuses of every process of the shells. */
export const EXIT = {
  done: 0,
  /** Something broke; whoever watches starts again. */
  failed: 1,
  /** The command line, the configuration or the machine must be mended first; one line said what. */
  refused: 2,
  /** Electron asks its launcher to be started afresh (EX_TEMPFAIL of sysexits.h). */
  again: 75,
} as const
