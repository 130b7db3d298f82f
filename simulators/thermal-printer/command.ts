/** What a byte stream asks of the printer. `offset` is the place of its first byte among all bytes received. */
export interface Placed {
  readonly offset: number
}

export type Alignment = 'left' | 'centre' | 'right'

/** Commands that change how what follows is printed. */
export type SettingCommand =
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  | {
      readonly kind: 'print-mode'
      readonly bold: boolean
      readonly doubleHeight: boolean
      readonly doubleWidth: boolean
      readonly underline: boolean
    }
  | {
      readonly kind: 'hanzi-print-mode'
      readonly doubleHeight: boolean
      readonly doubleWidth: boolean
      readonly underline: boolean
    }
  | { readonly kind: 'hanzi-quadruple'; readonly on: boolean }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'underline'; readonly dots: number }
  | { readonly kind: 'hanzi-underline'; readonly dots: number }
  | { readonly kind: 'reverse'; readonly on: boolean }
  | { readonly kind: 'align'; readonly to: Alignment }
  | { readonly kind: 'line-spacing'; readonly dots: number | 'default' }
  | { readonly kind: 'ascii-spacing'; readonly right: number }
  | { readonly kind: 'hanzi-spacing'; readonly left: number; readonly right: number }
  | { readonly kind: 'left-margin'; readonly dots: number }
  | { readonly kind: 'area-width'; readonly dots: number }

/** Commands that put something on paper, at once or with their line. */
export type PrintCommand =
  | { readonly kind: 'ascii'; readonly code: number }
  | { readonly kind: 'hanzi'; readonly lead: number; readonly trail: number }
  /** A byte that stands for no character in the mode in force; heads print a blank for it. */
  | { readonly kind: 'stray' }
  | { readonly kind: 'line-feed' }
  | { readonly kind: 'tab' }
  | { readonly kind: 'feed-dots'; readonly dots: number }
  | { readonly kind: 'feed-lines'; readonly lines: number }
  | {
      readonly kind: 'raster'
      readonly scaleX: number
      readonly scaleY: number
      readonly bytesPerRow: number
      readonly rows: number
      readonly data: Uint8Array
    }
  /** ESC *: columns of dots set into the line like a character. */
  | {
      readonly kind: 'columns'
      readonly bytesPerColumn: 1 | 3
      readonly scaleX: number
      readonly scaleY: number
      readonly columns: number
      readonly data: Uint8Array
    }
  | { readonly kind: 'qr'; readonly act: 'set' | 'store' | 'print' }
  | { readonly kind: 'barcode' }

/** Commands to the printer around the head. */
export type DeviceCommand =
  | { readonly kind: 'initialize' }
  /** `feed`: dots beyond the cutter that are fed first (function B), or nothing is fed (function A). */
  | { readonly kind: 'cut'; readonly feed: number | 'none' }
  | { readonly kind: 'asb'; readonly mask: number }
  | { readonly kind: 'transmit'; readonly what: 'paper' | 'drawer' }
  | { readonly kind: 'process-id'; readonly id: readonly number[] }
  | { readonly kind: 'near-end-stop'; readonly on: boolean }
  /** Understood, and without any effect that can be seen on this printer. */
  | { readonly kind: 'no-effect' }

/** Commands that wait in the receive buffer for their turn. */
export type Command = SettingCommand | PrintCommand | DeviceCommand

const SETTINGS: Readonly<Record<SettingCommand['kind'], true>> = {
  size: true,
  'print-mode': true,
  'hanzi-print-mode': true,
  'hanzi-quadruple': true,
  bold: true,
  underline: true,
  'hanzi-underline': true,
  reverse: true,
  align: true,
  'line-spacing': true,
  'ascii-spacing': true,
  'hanzi-spacing': true,
  'left-margin': true,
  'area-width': true,
}

const DEVICE: Readonly<Record<DeviceCommand['kind'], true>> = {
  initialize: true,
  cut: true,
  asb: true,
  transmit: true,
  'process-id': true,
  'near-end-stop': true,
  'no-effect': true,
}

export function isSetting(command: Command): command is SettingCommand {
  return command.kind in SETTINGS
}

export function isForDevice(command: Command): command is DeviceCommand {
  return command.kind in DEVICE
}

/** Commands executed on reception, whatever waits before them. */
export type RealTimeCommand =
  | { readonly kind: 'status'; readonly of: 1 | 2 | 3 | 4 }
  | { readonly kind: 'recover'; readonly buffer: 'keep' | 'clear' }
  | { readonly kind: 'clear-buffers' }

/** What the parser makes of the bytes, in their order. */
export type Parsed =
  | ({ readonly type: 'command'; readonly command: Command } & Placed)
  | ({ readonly type: 'real-time'; readonly command: RealTimeCommand } & Placed)
  | ({ readonly type: 'error'; readonly message: string } & Placed)
