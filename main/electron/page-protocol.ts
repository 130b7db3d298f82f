import { protocol, type Session } from 'electron'
import type { Pages } from '../host/pages.ts'
import { PAGE_ORIGIN, PAGE_SCHEME } from './channels.ts'

/** Before Electron is ready: `app:` is an origin like any other, with fetch and sound. */
export function announcePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Serves `app://kiosk/` in this session; any other host or method of the scheme is refused. */
export function servePages(locked: Session, pages: Pages): void {
  locked.protocol.handle(PAGE_SCHEME, (request) => {
    const asked = new URL(request.url)
    if (`${asked.protocol}//${asked.host}` !== PAGE_ORIGIN || request.method !== 'GET') {
      return new Response(null, { status: 403 })
    }
    return pages.answer(asked.pathname)
  })
}
