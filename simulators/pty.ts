import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A serial device that does not exist: `path` is the end a driver opens, `line` the simulator's. */
export interface OpenPty {
  readonly kind: 'open'
  readonly path: string
  readonly line: PtyLine
  close(): Promise<void>
}

export type Pty = OpenPty | { readonly kind: 'no-pty'; readonly reason: string }

/** The device's end, from the pty's making until it is gone; drivers open and close the other end meanwhile. */
export interface PtyLine {
  onData(listener: (bytes: Buffer) => void): void
  onClose(listener: () => void): void
  /** False when the pty is gone. */
  write(bytes: Uint8Array): boolean
  /** Takes nothing in, or does again; what the host writes piles up on its side. */
  hold(on: boolean): void
  /** What was written still leaves; then the pty is gone, as an adapter that is pulled out. */
  end(): void
}

/**
 * Node cannot make a pty by itself. The child holds both ends, so that the pair outlives a driver that closes its end;
 * it prints the path of the driver's end, then passes bytes both ways until its stdin closes. Neither way waits for the
 * other: a device that takes nothing in still answers, and one whose answers nobody reads can still end. A pty has no rate;
 * with one named, what passes while the host's end is set to another is the noise that a wrong rate makes of it.
 */
const CHILD = `
import os, select, sys, termios, tty
device, host = os.openpty()
rate = getattr(termios, "B" + sys.argv[1]) if len(sys.argv) > 1 else None
def heard(data):
    same = rate is None or termios.tcgetattr(host)[4:6] == [rate, rate]
    return data if same else bytes(byte ^ 0xA5 for byte in data[::2])
tty.setraw(host)
os.write(1, (os.ttyname(host) + "\\n").encode())
os.set_blocking(device, False)
os.set_blocking(1, False)
to_host = to_device = b""
while True:
    reads = [0] if to_device else [0, device]
    writes = ([device] if to_host else []) + ([1] if to_device else [])
    readable, writable, _ = select.select(reads, writes, [])
    if device in writable: to_host = to_host[os.write(device, to_host):]
    if 1 in writable: to_device = to_device[os.write(1, to_device):]
    if device in readable: to_device = heard(os.read(device, 65536))
    if 0 in readable:
        data = os.read(0, 65536)
        if not data: break
        to_host += heard(data)
`

/**
 * Opens a pty pair with the help of `python3`; says why where that cannot be (Windows, no Python). A device of a `rate` is
 * understood, and understands, at that alone.
 */
export async function openPty(rate?: number): Promise<Pty> {
  if (process.platform === 'win32') return { kind: 'no-pty', reason: 'no pty on this machine: Windows has none' }

  const child = spawn('python3', ['-u', '-c', CHILD, ...(rate === undefined ? [] : [String(rate)])], { stdio: ['pipe', 'pipe', 'pipe'] })
  let received = Buffer.alloc(0)
  let complaint = ''
  child.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()))
  // A child that is gone cannot take bytes; that it is gone is heard through `close`.
  child.stdin.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => void child.once('close', () => resolve()))

  const device = await new Promise<string | undefined>((resolve) => {
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
  if (device === undefined) {
    return { kind: 'no-pty', reason: `no pty on this machine: python3 did not make one (${complaint.trim()})` }
  }

  const place = placeFor(device)
  const end = () => {
    place.remove()
    child.stdin.end()
    // A child is not `close`d while something that it said waits to be heard.
    child.stdout.resume()
  }
  return {
    kind: 'open',
    path: place.path,
    line: {
      onData: (listener) => void child.stdout.on('data', listener).resume(),
      onClose: (listener) => void child.once('close', listener),
      write: (bytes) => child.stdin.writable && (child.stdin.write(bytes), true),
      hold: (on) => void (on ? child.stdout.pause() : child.stdout.resume()),
      end,
    },
    async close() {
      end()
      await closed
    },
  }
}

/**
 * A path of the device's own, gone before the device is: the system gives the number of a pty that has ended to the next one,
 * and a driver that looks for its lost device there would speak into somebody else's.
 */
function placeFor(device: string): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'yimen-pty-'))
  const link = path.join(folder, 'device')
  symlinkSync(device, link)
  return { path: link, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
