import { createServer, type Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** The kiosk page together with its stand-in terminal. */
const STAND_IN = 'tests/renderer/stand-in/index.html'

/**
 * Which of React's builds the page is made with: the one that halls get, or the one that says on the console what is wrong
 * with how it is used, and takes half as long again for everything.
 */
export type React = 'production' | 'development'

/** Builds a page of the tests into `folder`. */
export async function buildStandIn(folder: string, react: React, page = STAND_IN): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    base: './',
    // Of itself it would go by NODE_ENV, which vitest sets: everything would be React's development build.
    define: { 'process.env.NODE_ENV': JSON.stringify(react) },
    oxc: { jsx: { runtime: 'automatic', development: react === 'development' } },
    html: { cspNonce: NONCE },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: 'chrome130',
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: { input: { standIn: join(ROOT, page) } },
    },
  })
}

const NONCE = 'stand-in'

/** As strict as the terminal's own: what a page breaks here it would break in a hall. */
const POLICY = [
  "default-src 'none'",
  `script-src 'self' 'nonce-${NONCE}'`,
  `style-src 'self' 'nonce-${NONCE}'`,
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
].join('; ')

/** That of a worker is its own file's. */
const WORKER_POLICY = "default-src 'none'; script-src 'self'"

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.ogg': 'audio/ogg',
}

/** Serves what was built in `folder` on loopback, as soon as it is; answers the address of the page. */
export async function serveStandIn(
  folder: () => Promise<string>,
  page = STAND_IN,
): Promise<{ readonly url: string; readonly server: Server }> {
  const fileAt = async (path: string) => readFile(join(await folder(), path))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://loopback').pathname
    fileAt(path).then(
      (bytes) => {
        response.writeHead(200, {
          'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
          // A build is served as it is until its folder goes: what the browser has of it, it need not ask for again.
          'Cache-Control': 'max-age=3600',
          'Content-Security-Policy': extname(path) === '.html' ? POLICY : WORKER_POLICY,
        })
        response.end(bytes)
      },
      (error: Error) => response.writeHead(404).end(error.message),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/${page}`, server }
}
