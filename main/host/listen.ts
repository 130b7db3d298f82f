import { isIPv4, isIPv6 } from 'node:net'
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

/** Where windows and boards of the hall find a terminal: an address of this machine, or all of them. Port 0 takes a free one. */
export interface HallListen {
  /** An IP address as written by who set this machine up; of IPv6 without its brackets. */
  readonly host: string
  readonly port: number
}

/** Reads `0.0.0.0:8443`, `192.168.1.20:8443`, `[::]:8443`, `localhost:8443`; null for anything else. */
export function parseHallListen(text: string): HallListen | null {
  const parts = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text)
  const port = Number(parts?.[3])
  const host = parts?.[1] ?? (parts?.[2] === 'localhost' ? '127.0.0.1' : (parts?.[2] ?? ''))
  const is = parts?.[1] === undefined ? isIPv4(host) : isIPv6(host)
  return is && port <= 65_535 ? { host, port } : null
}

/** Nobody but this machine gets there. */
export function isLoopback({ host }: HallListen): boolean {
  return host === '::1' || host.startsWith('127.')
}

/** `127.0.0.1:7310`, `[::1]:7310`: as it stands in a URL and in the Host header. */
export function authorityOf(listen: HallListen): string {
  return `${isIPv6(listen.host) ? `[${listen.host}]` : listen.host}:${listen.port}`
}

export function originOf(listen: Listen): string {
  return `http://${authorityOf(listen)}`
}
