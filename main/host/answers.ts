import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { plainHeaders } from './policy.ts'

/** One line of text, for whoever asked what is not there. */
export function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: plainHeaders('text/plain; charset=utf-8') })
}

/** 303: the browser goes there with a GET; `cookies` as they stand in Set-Cookie. */
export function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = plainHeaders('text/plain; charset=utf-8')
  headers.set('Location', location)
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** Writes an answer out whole. */
export async function send(response: ServerResponse, answered: Response, headOnly: boolean): Promise<void> {
  const body = Buffer.from(await answered.arrayBuffer())
  const cookies = answered.headers.getSetCookie()
  response.writeHead(answered.status, {
    ...Object.fromEntries(answered.headers),
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    'content-length': body.length,
  })
  response.end(headOnly ? undefined : body)
}

/** 403 to whoever would open a socket and may not. */
export function refuseUpgrade(stream: Duplex): void {
  // The caller may hang up before it has read the refusal.
  stream.on('error', () => stream.destroy())
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
