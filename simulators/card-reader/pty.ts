import { spawn } from 'node:child_process'

import type { Line } from './line.ts'

/** A serial device that does not exist: `path` is the end a driver opens, `line` the simulator's. */
export type Pty =
  | { readonly kind: 'open'; readonly path: string; readonly line: Line; close(): Promise<void> }
  | { readonly kind: 'no-pty'; readonly reason: string }

/**
 * Node cannot make a pty by itself. The child holds both ends, so that the pair outlives a driver that closes its end;
 * it prints the path of the driver's end, then passes bytes both ways until its stdin closes.
 */
const CHILD = `
import os, select, sys, tty
master, slave = os.openpty()
tty.setraw(slave)
os.write(1, (os.ttyname(slave) + "\\n").encode())
while True:
    ready, _, _ = select.select([0, master], [], [])
    if 0 in ready:
        data = os.read(0, 65536)
        if not data: sys.exit(0)
        while data: data = data[os.write(master, data):]
    if master in ready:
        data = os.read(master, 65536)
        while data: data = data[os.write(1, data):]
`

/** Opens a pty pair with the help of `python3`; says why where that cannot be (Windows, no Python). */
export async function openPty(): Promise<Pty> {
  if (process.platform === 'win32') return { kind: 'no-pty', reason: 'no pty on this machine: Windows has none' }

  const child = spawn('python3', ['-u', '-c', CHILD], { stdio: ['pipe', 'pipe', 'pipe'] })
  let received = Buffer.alloc(0)
  let complaint = ''
  child.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()))
  // A child that is gone cannot take bytes; that it is gone is heard through `close`.
  child.stdin.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => void child.once('close', () => resolve()))

  const path = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => {
      complaint = error.message
      resolve(undefined)
    })
    child.once('close', () => resolve(undefined))
    const head = (bytes: Buffer) => {
      received = Buffer.concat([received, bytes])
      const end = received.indexOf('\n')
      if (end === -1) return
      child.stdout.off('data', head)
      child.stdout.pause()
      const rest = received.subarray(end + 1)
      if (rest.length > 0) child.stdout.unshift(rest)
      resolve(received.subarray(0, end).toString())
    }
    child.stdout.on('data', head)
  })
  if (path === undefined) {
    return { kind: 'no-pty', reason: `no pty on this machine: python3 did not make one (${complaint.trim()})` }
  }

  return {
    kind: 'open',
    path,
    line: {
      onData: (listener) => void child.stdout.on('data', listener).resume(),
      onClose: (listener) => void child.once('close', listener),
      write: (bytes) => !child.stdin.destroyed && (child.stdin.write(bytes), true),
      end: () => void child.stdin.destroy(),
    },
    async close() {
      child.stdin.destroy()
      await closed
    },
  }
}
