import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { assetHeaders, NONCE_PLACEHOLDER, pageHeaders, plainHeaders } from './policy.ts'

/** The built pages, as both shells serve them. */
export interface Pages {
  /**
   * Answers a GET for `pathname` (as it stands in the URL): a page at its own path, or one of the files that were there
   * when the pages were opened. Nothing else in the file system can be named, so there is no path to traverse.
   * `connect`: the origin of the WebSocket that a page may open; none where it speaks over a port.
   */
  answer(pathname: string, connect?: string): Promise<Response>
}

/**
 * Opens the folder that the build wrote; `served`: its pages, by the paths at which they are. `script` runs in a page
 * before anything of its own. The fault is a page that is not there.
 */
export async function openPages(
  folder: string,
  served: Readonly<Record<string, string>>,
  script: string | null,
): Promise<Result<Pages, { readonly line: string }>> {
  const files = await filesUnder(folder)
  const missing = Object.values(served).find((name) => !files.has(`/${name}/index.html`))
  if (missing !== undefined) {
    return err({ line: `${path.join(folder, missing, 'index.html')}: the pages are not built; run \`npm run build\`` })
  }
  const pages = new Map(Object.entries(served).map(([at, name]) => [at, path.join(folder, name, 'index.html')]))
  return ok({
    answer: async (pathname, connect) => {
      const page = pages.get(pathname)
      if (page !== undefined) {
        const nonce = randomBytes(18).toString('base64')
        const headers = pageHeaders({ nonce, connect: connect ?? null })
        headers.set('Content-Type', 'text/html; charset=utf-8')
        const first = script === null ? '' : `<script nonce="${nonce}">${script}</script>`
        const html = (await readFile(page, 'utf8')).replaceAll(NONCE_PLACEHOLDER, nonce)
        return new Response(html.replace(/<head>/i, (head) => head + first), { headers })
      }
      const file = files.get(decoded(pathname))
      const type = TYPES[path.extname(file ?? '')]
      if (file === undefined || type === undefined) return notFound()
      return new Response(new Uint8Array(await readFile(file)), { headers: assetHeaders(type) })
    },
  })
}

function notFound(): Response {
  return new Response('Not found\n', { status: 404, headers: plainHeaders('text/plain; charset=utf-8') })
}

/** What a built page consists of; a file of any other kind is not served. HTML is served at its own path alone. */
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.bcmap': 'application/octet-stream',
  '.bin': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
  '.m4a': 'audio/mp4',
}

/** Absolute file by URL path, `/assets/kiosk-1a2b.js`. */
async function filesUnder(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  return new Map(files.map((file) => [`/${path.relative(folder, file).split(path.sep).join('/')}`, file]))
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    // A malformed escape names no file.
    return ''
  }
}
