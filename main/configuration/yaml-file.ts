import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { err, ok, type Result } from '../../drivers/result.ts'

/** One clear line for the installer: file, line, key and what was expected. */
export interface ConfigurationFault {
  readonly line: string
}

/**
 * Reads a YAML file (JSON is YAML too) and checks it against its schema.
 * Of several mistakes the first in the file is told: an installer mends one at a time.
 */
export async function readYamlFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<Result<z.output<Schema>, ConfigurationFault>> {
  const name = path.basename(file)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    return err({ line: `${file}: ${unreadable(error)}` })
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const broken = document.errors[0]
  if (broken) return err({ line: `${name}:${lines.linePos(broken.pos[0]).line}: not YAML: ${oneLine(broken.message)}` })

  let content: unknown
  try {
    content = document.toJS()
  } catch (error) {
    // An alias (`*name`) without its anchor is found only here.
    return err({ line: `${name}: not YAML: ${oneLine(error instanceof Error ? error.message : String(error))}` })
  }
  const checked = await schema.safeParseAsync(content ?? {})
  if (checked.success) return ok(checked.data)
  const mistakes = checked.error.issues.flatMap((issue) => mistakesOf(issue))
  const told = mistakes.map((mistake) => ({ ...mistake, at: lineOf(document, lines, mistake.path) }))
  told.sort((a, b) => a.at - b.at)
  const first = told[0]
  if (!first) return err({ line: `${name}: not understood` })
  const key = first.path.map(String).join('.') || '(whole file)'
  return err({ line: `${name}:${first.at}: ${key}: ${oneLine(first.expected)}` })
}

interface Mistake {
  readonly path: readonly PropertyKey[]
  readonly expected: string
}

function mistakesOf(issue: z.core.$ZodIssue): Mistake[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], expected: 'no such key is known here' }))
  }
  // A union says "Invalid input" of itself; what its closest member expected is what helps.
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().map((each) => ({ ...each, path: [...issue.path, ...each.path] }))
    const deepest = inner.sort((a, b) => b.path.length - a.path.length)[0]
    if (deepest) return mistakesOf(deepest)
  }
  return [{ path: issue.path, expected: issue.message.replace(/^Invalid (input|option): /, '') }]
}

/** The line of the deepest part of the path that stands in the file (a missing key has its parent's line). */
function lineOf(document: Document, lines: LineCounter, keys: readonly PropertyKey[]): number {
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true)
    const range = (node as { range?: readonly number[] } | null | undefined)?.range
    if (range?.[0] !== undefined) return lines.linePos(range[0]).line
  }
  return 1
}

/** Why a file could not be read, in words. */
export function unreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'the file may not be read'
  if (code === 'EISDIR') return 'this is a folder; a file was expected'
  return `cannot be read (${code ?? 'unknown reason'})`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
