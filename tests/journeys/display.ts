import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** A virtual screen of a journey's own; nothing is shared with another test or with the developer's desktop. */
export interface Display {
  /** Its DISPLAY, `:99`. */
  readonly name: string
  readonly close: () => Promise<void>
}

/** Whether this machine can open a virtual screen (Xvfb). */
export function canOpenDisplay(): boolean {
  return onPath('Xvfb') !== null
}

/** Opens a virtual screen on the first free number, with openbox as its window manager where that is installed. */
export async function openDisplay(size: { readonly width: number; readonly height: number }): Promise<Display> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${size.width}x${size.height}x24`, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    server.stdio[3]?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()))
  })
  const name = `:${number}`
  const env = { ...process.env, DISPLAY: name }
  const manager = onPath('openbox') === null ? null : spawn('openbox', [], { stdio: 'ignore', env })
  return {
    name,
    close: async () => {
      if (manager !== null) await ended(manager)
      await ended(server)
    },
  }
}

export function onPath(program: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file)) ?? null
}

/** Ends one process by its id and waits for it. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
