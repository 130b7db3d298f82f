import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { decodeLogo, MOST_LOGO_PIXELS, type Logo, type LogoFault } from '../../printers/ticket/logo.ts'
import { unreadable } from './yaml-file.ts'

/** A picture of the most pixels allowed takes less even where nothing in it can be compressed. */
const MOST_BYTES = 12_000_000

/**
 * The path of a PNG beside the hall file, which lies in `folder` (null: the hall comes from no file); read and decoded
 * here, at load, so that nobody waits for it. Its output is the picture.
 */
export function logoFile(folder: string | null) {
  return z
    .string({ error: 'expected the path of a PNG beside this file' })
    .min(1, 'expected the path of a PNG beside this file')
    .transform(async (written, check): Promise<Logo> => {
      const logo = folder === null ? 'a hall that comes from no file has no pictures' : await readLogo(path.resolve(folder, written))
      if (typeof logo !== 'string') return logo
      check.addIssue({ code: 'custom', message: `expected a PNG: ${logo}` })
      return z.NEVER
    })
}

/** The picture, or why there is none. */
async function readLogo(file: string): Promise<Logo | string> {
  let bytes: Uint8Array
  try {
    const found = await stat(file)
    if (!found.isFile()) return `${file} is no file`
    const { size } = found
    if (size > MOST_BYTES) return `${file} has ${size} bytes; at most ${MOST_BYTES} are read`
    bytes = await readFile(file)
  } catch (error) {
    return `${file}: ${unreadable(error)}`
  }
  const logo = decodeLogo(bytes)
  return logo.ok ? logo.value : `${file} ${reasonOf(logo.fault)}`
}

function reasonOf(fault: LogoFault): string {
  switch (fault.kind) {
    case 'not-png':
      return 'is none'
    case 'damaged':
      return 'is damaged'
    case 'too-large':
      return `has ${fault.width} × ${fault.height} pixels; at most ${MOST_LOGO_PIXELS} a side are printed`
  }
}
