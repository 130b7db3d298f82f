import type { Line } from './line.ts'

/** How the reader's maker lays its frames on pipes. */
export type Pipes = 'one-pair' | 'split'

/** A reader's USB end, in the shape of the device that the library `usb` hands out. */
export interface UsbReaderDevice {
  readonly deviceDescriptor: { readonly idVendor: number; readonly idProduct: number }
  readonly interfaces: readonly UsbReaderInterface[] | undefined
  open(): void
  close(): void
  /** Of the next transfer by the endpoint of this address, and of each until the host clears the halt. */
  stall(address: number): void
  /** Takes nothing in any more. */
  hang(): void
  /** What a host has to let go again. */
  readonly held: { readonly open: boolean; readonly claimed: boolean; readonly transfers: number }
}

interface UsbReaderInterface {
  readonly descriptor: { readonly bInterfaceClass: number }
  readonly endpoints: readonly UsbReaderEndpoint[]
  claim(): void
  release(done: (error?: Error) => void): void
}

interface UsbReaderEndpoint {
  readonly direction: 'in' | 'out'
  readonly address: number
  readonly transferType: number
  readonly descriptor: { readonly wMaxPacketSize: number }
  makeTransfer(timeout: number, done: Done): { submit(buffer: Buffer): void; cancel(): boolean }
  clearHalt(done: (error: Error | undefined) => void): void
}

type Done = (error: Error | undefined, buffer: Buffer, length: number) => void

/** A transfer that the host has submitted, until it is answered. */
interface Transfer {
  readonly buffer: Buffer
  readonly answer: (error: Error | undefined, length: number) => void
}

const PACKET = 64
const BULK = 2
/** Addresses as the makers' own code has them; those of bit 7 go in. */
const ADDRESSES = { 'one-pair': [0x02, 0x81], split: [0x02, 0x06, 0x81, 0x85] } as const
const HEAD = 7
const PREAMBLE = Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69])
/** libusb's numbers. */
const [TIMED_OUT, CANCELLED, STALLED, GONE] = [2, 3, 4, 5]
const NO_DEVICE = -4

/** The reader's end of the cable, and the host's. */
export function usbLine(pipes: Pipes): { readonly line: Line; readonly device: UsbReaderDevice } {
  let hear: (bytes: Buffer) => void = () => undefined
  let gone: () => void = () => undefined
  let plugged: 'in' | 'pulled-out' = 'in'
  let takes: 'all' | 'nothing' = 'all'
  let opened = false
  let claimed = false
  let head: Buffer = Buffer.alloc(0)
  const waiting = new Map<number, Transfer[]>()
  const packets = new Map<number, Buffer[]>()
  const halted = new Map<number, 'no' | 'next' | 'yes'>()

  const at = <Entry>(map: Map<number, Entry[]>, address: number): Entry[] => {
    const list = map.get(address) ?? []
    map.set(address, list)
    return list
  }

  /** What the host wrote goes to the security module: whole, or put together of the two pipes. */
  const take = (address: number, bytes: Buffer): void => {
    if (pipes === 'one-pair') hear(bytes)
    else if (address === 0x02) head = bytes
    else hear(Buffer.concat([head, bytes]))
  }

  /** Answers the transfers of an endpoint as far as there is something to answer them with. */
  const pump = (address: number): void => {
    const [transfer] = at(waiting, address)
    if (transfer === undefined) return
    if ((halted.get(address) ?? 'no') !== 'no') {
      halted.set(address, 'yes')
      return finish(address, transfer, failure(STALLED, 'LIBUSB_TRANSFER_STALL'), 0)
    }
    if (address < 0x80) {
      if (takes === 'nothing') return
      finish(address, transfer, undefined, transfer.buffer.length)
      return take(address, transfer.buffer)
    }
    const packet = at(packets, address).shift()
    if (packet === undefined) return
    packet.copy(transfer.buffer)
    finish(address, transfer, undefined, packet.length)
  }

  /** The library answers later, never within the call. */
  const finish = (address: number, transfer: Transfer, error: Error | undefined, length: number): void => {
    const list = at(waiting, address)
    if (!list.includes(transfer)) return
    list.splice(list.indexOf(transfer), 1)
    queueMicrotask(() => {
      transfer.answer(error, length)
      pump(address)
    })
  }

  const endpoint = (address: number): UsbReaderEndpoint => ({
    direction: address < 0x80 ? 'out' : 'in',
    address,
    transferType: BULK,
    descriptor: { wMaxPacketSize: PACKET },
    makeTransfer(timeout, done) {
      let mine: Transfer | null = null
      let tooLate: NodeJS.Timeout | undefined
      return {
        submit(buffer) {
          if (!opened || !claimed || plugged === 'pulled-out') throw failure(NO_DEVICE, 'LIBUSB_ERROR_NO_DEVICE')
          const transfer: Transfer = {
            buffer,
            answer(error, length) {
              clearTimeout(tooLate)
              done(error, buffer, length)
            },
          }
          mine = transfer
          at(waiting, address).push(transfer)
          if (timeout > 0) tooLate = setTimeout(() => finish(address, transfer, failure(TIMED_OUT, 'LIBUSB_TRANSFER_TIMED_OUT'), 0), timeout)
          pump(address)
        },
        cancel() {
          if (mine === null) return false
          finish(address, mine, failure(CANCELLED, 'LIBUSB_TRANSFER_CANCELLED'), 0)
          return true
        },
      }
    },
    clearHalt(done) {
      halted.set(address, 'no')
      queueMicrotask(() => done(plugged === 'in' ? undefined : failure(NO_DEVICE, 'LIBUSB_ERROR_NO_DEVICE')))
    },
  })

  const pullOut = (): void => {
    if (plugged === 'pulled-out') return
    plugged = 'pulled-out'
    for (const [address, transfers] of waiting) {
      for (const transfer of transfers.toReversed()) finish(address, transfer, failure(GONE, 'LIBUSB_TRANSFER_NO_DEVICE'), 0)
    }
    gone()
  }

  const send = (address: number, bytes: Buffer): void => {
    for (let start = 0; start < bytes.length; start += PACKET) at(packets, address).push(bytes.subarray(start, start + PACKET))
    // An answer that ends with a full packet is told to be over by an empty one.
    if (bytes.length > 0 && bytes.length % PACKET === 0) at(packets, address).push(Buffer.alloc(0))
    pump(address)
  }

  const one: UsbReaderInterface = {
    descriptor: { bInterfaceClass: 0xff },
    endpoints: ADDRESSES[pipes].map(endpoint),
    claim() {
      if (claimed) throw failure(-6, 'LIBUSB_ERROR_BUSY')
      claimed = true
    },
    release(done) {
      claimed = false
      queueMicrotask(() => done(plugged === 'in' ? undefined : failure(NO_DEVICE, 'LIBUSB_ERROR_NO_DEVICE')))
    },
  }
  const transfers = (): number => [...waiting.values()].reduce((sum, list) => sum + list.length, 0)

  const device: UsbReaderDevice = {
    deviceDescriptor: { idVendor: 0x0400, idProduct: 0xc35a },
    get interfaces() {
      return opened ? [one] : undefined
    },
    open() {
      if (plugged === 'pulled-out') throw failure(NO_DEVICE, 'LIBUSB_ERROR_NO_DEVICE')
      opened = true
    },
    close() {
      if (transfers() > 0) throw new Error("Can't close device with a pending request")
      opened = false
    },
    stall: (address) => {
      halted.set(address, 'next')
      pump(address)
    },
    hang: () => void (takes = 'nothing'),
    get held() {
      return { open: opened, claimed, transfers: transfers() }
    },
  }

  const line: Line = {
    onData: (listener) => void (hear = listener),
    onClose: (listener) => void (gone = listener),
    write(bytes) {
      if (plugged === 'pulled-out') return false
      const frame = Buffer.from(bytes)
      const cut = pipes === 'one-pair' ? frame.length : frame.indexOf(PREAMBLE) + HEAD
      send(0x81, frame.subarray(0, cut))
      if (pipes === 'split') send(0x85, frame.subarray(cut))
      return true
    },
    // What was written still leaves, a packet a turn.
    end: () => void setImmediate(pullOut),
  }
  return { line, device }
}

function failure(errno: number, words: string): Error {
  return Object.assign(new Error(words), { errno })
}
