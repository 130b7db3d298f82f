import type { SerialPort } from 'serialport'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Port, PortFault } from './port.ts'
import { streamPort } from './stream-port.ts'

/** The part of the `serialport` module that is used here. */
export interface SerialLibrary {
  readonly SerialPort: typeof SerialPort
}

/** A Bluetooth COM port whose device is away can keep Windows' open call for half a minute. */
const OPEN_TIMEOUT_MS = 3_000

/**
 * Opens a serial port with 8 data bits, no parity, one stop bit and no flow control, for this process alone.
 * `load` brings the native library when the first port is opened: where it cannot be loaded, serial devices are missing
 * and say why, and everything else works.
 */
export async function openSerial(
  place: { readonly path: string; readonly baudRate: number },
  load: () => Promise<SerialLibrary> = () => import('serialport'),
): Promise<Result<Port, PortFault>> {
  const library = await load().then(ok, (error: unknown) => {
    const [reason = ''] = String(error).split('\n')
    return err<PortFault>({ kind: 'broken', detail: `the serial port library cannot be loaded (${reason})` })
  })
  if (!library.ok) return library
  return openWith(library.value, place)
}

function openWith(
  library: SerialLibrary,
  place: { readonly path: string; readonly baudRate: number },
): Promise<Result<Port, PortFault>> {
  return new Promise((resolve) => {
    const device: SerialPort = new library.SerialPort({
      path: place.path,
      baudRate: place.baudRate,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      rtscts: false,
      lock: true,
      autoOpen: false,
    })
    const line = streamPort({
      send: (bytes, done) => {
        // A serial port that was pulled out may read as endless silence; writing and draining fail then.
        device.write(bytes, (error) => {
          if (error) done({ kind: 'broken', detail: error.message })
          else device.drain((error) => done(error ? { kind: 'broken', detail: error.message } : null))
        })
      },
      end: (unsent) => {
        if (!device.isOpen) return
        // A flush that fails changes nothing: the port is closed all the same.
        if (unsent === 'thrown-away') device.flush(() => device.close())
        else device.close()
      },
    })
    const tooLate = setTimeout(() => {
      resolve(err({ kind: 'timed-out', detail: `the port did not open within ${OPEN_TIMEOUT_MS} ms` }))
      device.once('open', () => device.close())
    }, OPEN_TIMEOUT_MS)

    device.on('data', (bytes: Buffer) => line.received(bytes))
    device.once('close', (error: Error | null) => line.ended(error ? { kind: 'broken', detail: error.message } : null))
    // A device that is gone may also show as an end of the stream, or as an error of a close that failed.
    device.once('end', () => device.close())
    device.on('error', (error) => {
      line.ended({ kind: 'broken', detail: error.message })
      if (device.isOpen) device.close()
    })
    device.open((error) => {
      clearTimeout(tooLate)
      resolve(error ? err(serialFault(error)) : ok(line.port))
    })
  })
}

/** The library has no error codes; the words are those of its native parts for Linux, macOS and Windows. */
function serialFault(error: Error): PortFault {
  const words = error.message
  if (/no such file|file not found/i.test(words)) return { kind: 'not-found', detail: words }
  // Windows says "Access denied" of a port that another program holds; Linux fails to lock it.
  if (/cannot lock|access denied|resource busy/i.test(words)) return { kind: 'busy', detail: words }
  if (/permission denied|operation not permitted/i.test(words)) return { kind: 'refused', detail: words }
  return { kind: 'broken', detail: words }
}
