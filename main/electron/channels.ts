/** Every word between the preload and Electron's main process. */
export const CHANNEL = {
  /** Page → main: a port to the terminal process, please; now, and again whenever that process has restarted. */
  requestPort: 'yimen:request-port',
  /** Page → main: still alive, once a second. */
  beat: 'yimen:beat',
  /** Main → page: here is the port (`ports[0]`). */
  port: 'yimen:port',
  /** Main → page: the terminal process has ended; a port follows when it is back. */
  terminalGone: 'yimen:terminal-gone',
} as const

/** The page's own address and origin. */
export const PAGE_SCHEME = 'app'
export const PAGE_ORIGIN = 'app://kiosk'
export const PAGE_ADDRESS = 'app://kiosk/'
