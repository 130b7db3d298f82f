import { expect, it } from 'vitest'
import { connectedDevices } from '../../../main/operations/connected-devices.ts'

const device = (idVendor: number, idProduct: number) => ({ deviceDescriptor: { idVendor, idProduct } })

class Context {
  listReaders = () => [{ name: 'ACS ACR39U 00 00' }]
  close = () => undefined
}

it('tells an installer what to write for each device that is connected', async () => {
  const told = await connectedDevices({
    serial: () =>
      Promise.resolve({
        SerialPort: {
          list: () =>
            Promise.resolve([
              { path: '/dev/ttyUSB0', manufacturer: 'QinHeng', pnpId: 'usb-1a86_USB_Serial-if00-port0' },
              { path: '/dev/ttyS0' },
              { path: 'COM3', manufacturer: 'wch.cn', pnpId: 'USB\\VID_1A86&PID_7523\\5' },
            ]),
        },
      }),
    hid: () =>
      Promise.resolve({
        devicesAsync: () =>
          Promise.resolve([
            { vendorId: 0x0425, productId: 0x8159, product: 'HIDIDR', usagePage: 0xff00 },
            { vendorId: 0x0425, productId: 0x8159, product: 'HIDIDR', usagePage: 0xff00 },
            { vendorId: 0x0c2e, productId: 0x0b61, product: 'Honeywell', usagePage: 0x8c },
          ]),
      }),
    usb: () => Promise.resolve({ usb: { getDeviceList: () => [device(0x1d6b, 0x0002), device(0x0400, 0xc35a)] } }),
    pcsc: () => Promise.resolve({ Context, SCARD_STATE_PRESENT: 0x20 }),
  })
  expect(told.split('\n')).toEqual([
    'Serial ports (the rate is of ID card readers; scanners have 9600 or 115200, call pads and window displays 9600):',
    '  serial:/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0?baudRate=115200   QinHeng',
    '  serial:/dev/ttyS0?baudRate=115200',
    '  serial:COM3?baudRate=115200   wch.cn',
    'USB HID:',
    '  hid:0425:8159   HIDIDR',
    '  hid:0C2E:0B61   Honeywell (a scanner, HID-POS)',
    'USB:',
    '  usb:0400:C35A   an ID card reader (部标)',
    'PC/SC:',
    '  reader: "ACS ACR39U 00 00"',
    '',
  ])
})

it('says of each kind why it cannot be asked, and asks the others all the same', async () => {
  const missing = () => Promise.reject(new Error('libudev.so.1: cannot open shared object file\nRequire stack'))
  const none = await connectedDevices({
    serial: missing,
    hid: () => Promise.resolve({ devicesAsync: () => Promise.resolve([]) }),
    usb: missing,
    pcsc: missing,
  })
  expect(none.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    '  cannot be asked (libudev.so.1: cannot open shared object file)',
    '  none is connected',
    '  the USB library cannot be loaded (libudev.so.1: cannot open shared object file): is libudev installed?',
    '  no-library: the PC/SC library cannot be loaded (libudev.so.1: cannot open shared object file): is pcscd installed?',
  ])
})
