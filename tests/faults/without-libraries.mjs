import { register } from 'node:module'

// Native libraries of a machine on which they could not be installed, or whose system library is not there.
register(
  `data:text/javascript,${encodeURIComponent(`
    const MISSING = new Set(['usb', 'node-hid', 'serialport', 'smartcard'])
    export function resolve(name, context, next) {
      if (MISSING.has(name)) throw new Error('libudev.so.1: cannot open shared object file: ' + name)
      return next(name, context)
    }
  `)}`,
)
