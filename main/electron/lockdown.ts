import { app, Menu, session, type Session, type WebContents } from 'electron'
import { isTypingKey } from '../host/keys.ts'
import { PAGE_ADDRESS } from './channels.ts'

/**
 * The page's session lives in memory: nothing of it is on the disk, and it ends with the process. Of all that a page may
 * ask for, ours gets the camera, without the microphone, when a face is to be compared with a card.
 */
export function openLockedSession(): Session {
  const locked = session.fromPartition('kiosk', { cache: false })
  locked.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const camera = permission === 'media' && types.length > 0 && types.every((type) => type === 'video')
    decide(camera && details.isMainFrame && details.requestingUrl === PAGE_ADDRESS)
  })
  locked.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const camera = permission === 'media' && details.mediaType === 'video'
    return camera && details.isMainFrame && origin === PAGE_ADDRESS
  })
  locked.setDevicePermissionHandler(() => false)
  locked.setDisplayMediaRequestHandler((_request, decide) => decide({}))
  locked.setSpellCheckerEnabled(false)
  locked.on('will-download', (event) => event.preventDefault())
  // The page needs no network: what it shows comes by its own protocol, what it asks by its port.
  locked.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !OWN_SCHEMES.test(request.url) }))
  return locked
}

const OWN_SCHEMES = /^(app:\/\/kiosk\/|data:|blob:)/

/** No menu, and whatever contents come to be (a window, a frame, a webview) can lead nowhere. */
export function lockApplication(): void {
  Menu.setApplicationMenu(null)
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // Of the main frame and of any other, also by location, link, form or drop.
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || details.url !== PAGE_ADDRESS) details.preventDefault()
  })
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // A page may not hold its visitor back (`beforeunload`); preventing the prevention lets it go.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })
  contents.on('before-input-event', (event, input) => {
    if (!isTypingKey(input)) event.preventDefault()
  })
}
