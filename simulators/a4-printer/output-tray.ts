import { createHash } from 'node:crypto'

/** A sheet of paper in the output tray. */
export interface OutputSheet {
  readonly jobId: number
  /** Of the job among all that the printer ever took; job ids begin anew when power takes them away. */
  readonly serial: number
  readonly jobName: string
  /** From 1. */
  readonly page: number
  /** Of the job. */
  readonly pages: number
  /** What the printer was given, all of it; `sha256` is of these bytes. */
  readonly document: Buffer
  readonly sha256: string
}

/** Where the sheets lie until somebody takes them. */
export class OutputTray {
  #sheets: readonly OutputSheet[] = []

  /** Oldest first. */
  get sheets(): readonly OutputSheet[] {
    return this.#sheets
  }

  lay(sheet: Omit<OutputSheet, 'sha256'>): void {
    const sha256 = createHash('sha256').update(sheet.document).digest('hex')
    this.#sheets = [...this.#sheets, { ...sheet, sha256 }]
  }

  takeAll(): readonly OutputSheet[] {
    const taken = this.#sheets
    this.#sheets = []
    return taken
  }
}
