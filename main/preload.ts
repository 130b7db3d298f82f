/*
 * How a page reaches the terminal process. The contract (main/contract) is the same on both roads.
 *
 * Browser shell: the page opens `new WebSocket('ws://' + location.host + '/rpc')` and uses `clientOverSocket`. The
 * cookie lets it in. Close code 4001 means that a newer page has taken over: stay silent, do not reconnect. After any
 * other close: show 请稍候, try again (say every 500 ms), and begin with `kiosk.hello` as after a load.
 *
 * Electron: this preload gives the page `window.yimen = { requestPort(): void }`. The page first listens for `message`
 * on its window, then calls `requestPort()` once:
 *   - `{ yimen: 'port' }` with `ports[0]`: use `clientOverPort(ports[0])` and `ports[0].start()`; a port held before is
 *     dead. Begin with `kiosk.hello` as after a load. It comes as soon as the terminal process runs.
 *   - `{ yimen: 'terminal-gone' }`: the terminal process has ended; calls under way will not be answered. Show 请稍候; a
 *     new `{ yimen: 'port' }` follows without asking again.
 * Only messages whose `source` is the window itself are ours. The port is handed over once for each load of the page
 * and each start of the terminal process; asking again gives a new port and closes the one before.
 */
import { contextBridge, ipcRenderer } from 'electron'
import { CHANNEL, PAGE_ORIGIN } from './electron/channels.ts'

const BEAT_EVERY_MS = 1_000

contextBridge.exposeInMainWorld('yimen', { requestPort: () => ipcRenderer.send(CHANNEL.requestPort) })

ipcRenderer.on(CHANNEL.port, (event) => window.postMessage({ yimen: 'port' }, PAGE_ORIGIN, event.ports))
ipcRenderer.on(CHANNEL.terminalGone, () => window.postMessage({ yimen: 'terminal-gone' }, PAGE_ORIGIN))

// Runs on the page's own thread: when the page hangs, the beat stops.
const beat = () => ipcRenderer.send(CHANNEL.beat)
window.addEventListener('DOMContentLoaded', beat)
setInterval(beat, BEAT_EVERY_MS)
