import type { Socket } from 'node:net'

/** One connection of a host: a TCP socket, or a pty for as long as it exists. */
export interface Line {
  onData(listener: (bytes: Buffer) => void): void
  onClose(listener: () => void): void
  /** False when nobody is there any more. */
  write(bytes: Uint8Array): boolean
  end(): void
}

export function lineOf(socket: Socket): Line {
  socket.setNoDelay(true)
  // A host that goes away without a word is the everyday case; `close` follows.
  socket.on('error', () => undefined)
  return {
    onData: (listener) => void socket.on('data', listener),
    onClose: (listener) => void socket.once('close', listener),
    write: (bytes) => !socket.destroyed && socket.writable && (socket.write(bytes), true),
    // What was written still leaves; then the line is closed both ways.
    end: () => socket.destroySoon(),
  }
}
