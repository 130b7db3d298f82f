import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { pageHeaders } from '../../../main/host/policy.ts'
import { openLog } from '../../../main/operations/log.ts'
import { openProfile, writeKioskPreferences } from '../../../main/shell/profile.ts'
import { findChromium, sandboxFlags } from '../../../main/shell/programs.ts'

/** Only a whole Chromium has settings; the headless one that tests bring along has none. */
const CHROMIUM = findChromium()

const FLAGS = ['--headless=new', '--no-first-run', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking']

it.skipIf(CHROMIUM === null)(
  'the settings of a kiosk let its page alone have the camera, unasked, and never the microphone (needs a system Chromium)',
  async () => {
    const [kiosk, other] = [await openSite(), await openSite()]
    const profile = openProfile(openLog())
    writeKioskPreferences(profile, kiosk.origin)
    const browser = spawn(
      CHROMIUM ?? '',
      [...FLAGS, ...sandboxFlags(), '--use-fake-device-for-media-stream', '--deny-permission-prompts', `--user-data-dir=${profile.folder}`, `${kiosk.origin}/?next=${other.origin}`],
      { stdio: 'ignore', timeout: 100_000, killSignal: 'SIGKILL' },
    )
    const ended = once(browser, 'exit')
    const heard = (site: Site) => Promise.race([site.said, ended.then(() => 'the browser has ended')])
    try {
      expect(await heard(kiosk)).toEqual({ camera: 'video', microphone: 'NotAllowedError', both: 'NotAllowedError' })
      expect(await heard(other)).toEqual({ camera: 'NotAllowedError', microphone: 'NotAllowedError', both: 'NotAllowedError' })
    } finally {
      browser.kill('SIGKILL')
      await ended
      profile.wipe()
      for (const site of [kiosk, other]) site.close()
    }
  },
  120_000,
)

interface Site {
  readonly origin: string
  readonly said: Promise<unknown>
  readonly close: () => void
}

/** A page with the terminal's own headers, which asks for what it may not have and tells what came of it. */
async function openSite(): Promise<Site> {
  let hear: (said: unknown) => void = () => undefined
  const said = new Promise<unknown>((resolve) => {
    hear = resolve
  })
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://loopback')
    if (address.pathname === '/said') hear(Object.fromEntries(address.searchParams))
    const headers = Object.fromEntries(pageHeaders({ nonce: 'of-this-page', connect: null }))
    response.writeHead(200, { ...headers, 'Content-Type': 'text/html' })
    response.end(`<!doctype html><script nonce="of-this-page">(${asks.toString()})()</script>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { origin: `http://127.0.0.1:${address.port}`, said, close: () => server.close() }
}

/** Runs in the page. */
async function asks(): Promise<void> {
  const got = async (wish: MediaStreamConstraints) => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wish)
      return stream.getTracks().map(({ kind }) => kind).join()
    } catch (error) {
      return error instanceof Error ? error.name : ''
    }
  }
  const said = { camera: await got({ video: true }), microphone: await got({ audio: true }), both: await got({ audio: true, video: true }) }
  await fetch(`/said?${new URLSearchParams(said).toString()}`)
  const next = new URLSearchParams(location.search).get('next')
  if (next !== null) location.href = next
}
