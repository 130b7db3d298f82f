import { err, ok, type Result } from '../../drivers/result.ts'

/** Where the terminal's own server listens: loopback only. Port 0 takes a free one. */
export interface Listen {
  readonly host: '127.0.0.1' | '::1'
  readonly port: number
}

export const DEFAULT_LISTEN: Listen = { host: '127.0.0.1', port: 7310 }

/** Reads `127.0.0.1:7310`, `localhost:0`, `[::1]:7310`. Any address but loopback is refused. */
export function parseListen(text: string): Result<Listen, { readonly line: string }> {
  const parts = /^(127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})$/.exec(text)
  const port = Number(parts?.[2])
  if (parts === null || port > 65_535) {
    return err({ line: `--listen ${text}: expected a loopback address and port, such as 127.0.0.1:7310` })
  }
  return ok({ host: parts[1] === '[::1]' ? '::1' : '127.0.0.1', port })
}

/** `127.0.0.1:7310`, `[::1]:7310`: as it stands in a URL and in the Host header. */
export function authorityOf(listen: Listen): string {
  return `${listen.host === '::1' ? '[::1]' : listen.host}:${listen.port}`
}

export function originOf(listen: Listen): string {
  return `http://${authorityOf(listen)}`
}
