import { z } from 'zod'
import type { RealTimeQuery } from './commands.ts'
import epsonTmT88 from './profiles/epson-tm-t88.json'
import generic58mm from './profiles/generic-58mm.json'
import generic80mm from './profiles/generic-80mm.json'
import gprinter from './profiles/gprinter.json'
import rongta from './profiles/rongta.json'
import snbc from './profiles/snbc.json'
import xprinter from './profiles/xprinter.json'

/** `unknown` is treated as `no` for what is sent, and as "we shall see" for what is waited for. */
export type Support = 'yes' | 'no' | 'unknown'

/** What a model of printer is and can do: data, so that an installer's probe can record one. */
export interface PrinterProfile {
  readonly name: string
  /** Dots across the printable width, at 203 dpi. */
  readonly widthDots: number
  /** Cells of 12 dots across it; a hanzi takes two. */
  readonly columns: number
  /** Rows of dots in one GS v 0, 1–256. */
  readonly bandRows: number
  /** GS a: tells of a change by itself. Asked for of every printer, because asking does no harm; recorded for people. */
  readonly automaticStatus: Support
  /** GS ( H: names the job whose printing is completed. Sent only where known. */
  readonly processId: Support
  /** GS r 1 after the cut is answered when all before it is processed. Sent unless known not to be answered. */
  readonly paperStatusFence: Support
  /** DLE DC4 fn 8 clears the printer's buffers. Sent only where known. */
  readonly clearBuffers: Support
  /** GS ( k draws QR codes. Used only where known; everywhere else they are pictures. */
  readonly nativeQr: Support
  /** Which DLE EOT n are asked. Some 58 mm heads know 1 and 4 only; what is not answered is not asked again. */
  readonly realTimeQueries: readonly RealTimeQuery[]
  /** Where each value above comes from, beginning with its mark: `unverified: …` or `probed on 2026-11-22: …`. */
  readonly evidence: Readonly<Record<ProfiledKey, string>>
}

type ProfiledKey = Exclude<keyof PrinterProfile, 'name' | 'evidence'>

const MARK = /^(unverified|probed on \d{4}-\d{2}-\d{2}): \S/
const evidence = z.string().regex(MARK, 'expected "unverified: SOURCE" or "probed on YYYY-MM-DD: WHAT"')
const support = z.strictObject({ support: z.enum(['yes', 'no', 'unknown']), evidence })
const figure = (least: number, most: number) =>
  z.strictObject({ value: z.int(`expected a whole number, ${least} to ${most}`).min(least).max(most), evidence })
const query = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], 'expected 1, 2, 3 or 4')

/** Dots of a cell, font A of 12×24. */
const CELL_DOTS = 12
/** The stride of GS v 0 is sent in one byte. */
const MOST_DOTS = 255 * 8

/**
 * A profile as it stands in a JSON file: every value beside the evidence for it, so that none can be had without the
 * other. What was not seen on a device is marked `unverified`. Its output is the `PrinterProfile`.
 */
export const ProfileFile = z
  .strictObject({
    name: z.string().min(1),
    description: z.string(),
    widthDots: figure(96, MOST_DOTS),
    columns: figure(8, MOST_DOTS / CELL_DOTS),
    bandRows: figure(1, 256),
    realTimeQueries: z.strictObject({
      value: z
        .array(query)
        .min(1, 'expected at least one of 1, 2, 3, 4: a printer that tells nothing of its paper cannot be used')
        .refine((queries) => new Set(queries).size === queries.length, 'expected each of 1, 2, 3, 4 once at most'),
      evidence,
    }),
    automaticStatus: support,
    paperStatusFence: support,
    processId: support,
    clearBuffers: support,
    nativeQr: support,
  })
  .refine(({ widthDots, columns }) => columns.value * CELL_DOTS <= widthDots.value, {
    path: ['columns', 'value'],
    error: `expected no more cells of ${CELL_DOTS} dots than widthDots has room for`,
  })
  .transform(
    (file): PrinterProfile => ({
      name: file.name,
      widthDots: file.widthDots.value,
      columns: file.columns.value,
      bandRows: file.bandRows.value,
      realTimeQueries: file.realTimeQueries.value,
      automaticStatus: file.automaticStatus.support,
      paperStatusFence: file.paperStatusFence.support,
      processId: file.processId.support,
      clearBuffers: file.clearBuffers.support,
      nativeQr: file.nativeQr.support,
      evidence: {
        widthDots: file.widthDots.evidence,
        columns: file.columns.evidence,
        bandRows: file.bandRows.evidence,
        realTimeQueries: file.realTimeQueries.evidence,
        automaticStatus: file.automaticStatus.evidence,
        paperStatusFence: file.paperStatusFence.evidence,
        processId: file.processId.evidence,
        clearBuffers: file.clearBuffers.evidence,
        nativeQr: file.nativeQr.evidence,
      },
    }),
  )
/** What is written into such a file. */
export type ProfileFile = z.input<typeof ProfileFile>

/** 80 mm paper, 72 mm printed (Epson TM-T88 class and its Chinese kin). */
export const GENERIC_80MM: PrinterProfile = ProfileFile.parse(generic80mm)

/** 58 mm paper, 48 mm printed (Zijiang ZJ-58 class). */
export const GENERIC_58MM: PrinterProfile = ProfileFile.parse(generic58mm)

const OF_MAKERS = [epsonTmT88, snbc, gprinter, xprinter, rongta].map((file) => ProfileFile.parse(file))

/** By the name that an installer writes in the configuration. */
export const PRINTER_PROFILES: ReadonlyMap<string, PrinterProfile> = new Map(
  [GENERIC_80MM, GENERIC_58MM, ...OF_MAKERS].map((profile) => [profile.name, profile]),
)
