import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { layCable } from './network-cable.ts'
import { IN_OWN_NETWORK, MAY_HAVE_OWN_NETWORK, runInOwnNetwork } from './own-network.ts'

// Elsewhere lines are cut by throwing away what comes through them: no packet is lost, and nothing is sent again.
test.skipIf(!IN_OWN_NETWORK && !MAY_HAVE_OWN_NETWORK)('a line is cut by the kernel, and what was sent over it meanwhile arrives when it is mended (needs root and ip)', { timeout: 120_000 }, async () => {
  if (MAY_HAVE_OWN_NETWORK) {
    const { status, said } = await runInOwnNetwork(import.meta.filename)
    expect(status, said).toBe(0)
    return
  }
  const echo = createServer((line) => line.pipe(line)).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const { port } = echo.address() as AddressInfo
  const cable = await layCable('127.0.9.1', `http://127.0.0.1:${port}`)
  onTestFinished(async () => {
    await cable.close()
    echo.close()
  })
  const line = connect(port, '127.0.9.1')
  await once(line, 'connect')
  const heard = once(line, 'data')

  cable.cut()
  line.write('A001')
  const another = connect(port, '127.0.9.1')
  const [refused] = (await once(another, 'error')) as [NodeJS.ErrnoException]
  expect(refused.syscall).toBe('connect')

  cable.mend()
  expect(String((await heard)[0])).toBe('A001')
  line.destroy()
})
