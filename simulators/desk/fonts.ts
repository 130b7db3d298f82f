import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The typefaces of the house, by the name they have in the desk's addresses. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['serif', '@fontsource-variable/noto-serif-sc'],
  ['sans', '@fontsource-variable/noto-sans-sc'],
])

const require = createRequire(import.meta.url)

/**
 * The font faces of the desk as one style sheet, each file under `fonts/FAMILY/FILE` with the token.
 * Empty where the fonts are not installed: the page then uses those of the system.
 */
export async function fontFaces(token: string): Promise<string> {
  const sheets = await Promise.all(
    [...PACKAGES.keys()].map(async (family) => {
      const sheet = await packageFile(family, 'index.css')
      return sheet?.toString().replaceAll(/url\(\.\/files\/([\w-]+\.woff2)\)/g, `url(fonts/${family}/$1?token=${token})`)
    }),
  )
  return sheets.join('\n')
}

/** One font file, or `undefined` when there is none of that name. */
export async function fontFile(family: string, name: string): Promise<Buffer | undefined> {
  return /^[\w-]+\.woff2$/.test(name) ? packageFile(family, join('files', name)) : undefined
}

async function packageFile(family: string, path: string): Promise<Buffer | undefined> {
  const name = PACKAGES.get(family)
  if (name === undefined) return undefined
  try {
    return await readFile(join(dirname(require.resolve(`${name}/package.json`)), path))
  } catch {
    // Not installed, or no such file: both are answered by the fonts of the system.
    return undefined
  }
}
