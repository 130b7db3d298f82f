import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * The Electron binary, or null. Where `ELECTRON_OVERRIDE_DIST_PATH` points, or in the electron package's own folder;
 * the package itself is never loaded, because loading it downloads what is not there.
 */
export function findElectron(): string | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override !== undefined && override !== '') return existing(path.join(override, ELECTRON_BINARY))
  const manifest = electronManifest()
  if (manifest === null) return null
  const named = path.join(path.dirname(manifest), 'path.txt')
  if (!existsSync(named)) return null
  return existing(path.join(path.dirname(manifest), 'dist', readFileSync(named, 'utf8').trim()))
}

/** Chromium, Chrome or Edge where systems install them, or null. */
export function findChromium(): string | null {
  const candidates = process.platform === 'win32' ? windowsCandidates() : linuxCandidates()
  return candidates.find((file) => existsSync(file)) ?? null
}

/** Whether a window can be opened at all. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '')
}

/**
 * Chromium's sandbox refuses to run as root, on a development machine or in a container. It is left out only there, and
 * only by the launcher; any other user has it always.
 */
export function sandboxFlags(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

const ELECTRON_BINARY =
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron'

const LINUX_BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]

function linuxCandidates(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const onPath = LINUX_BROWSERS.flatMap((name) =>
    [...folders, '/usr/bin', '/usr/local/bin', '/snap/bin'].map((folder) => path.join(folder, name)),
  )
  return [...onPath, '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge']
}

/** Microsoft and Google install under these folders whether for all users or for one. */
function windowsCandidates(): readonly string[] {
  return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined)
    .flatMap((folder) =>
      ['Chromium', 'Google\\Chrome', 'Microsoft\\Edge'].map((product) =>
        path.join(folder, product, 'Application', product === 'Microsoft\\Edge' ? 'msedge.exe' : 'chrome.exe'),
      ),
    )
}

function existing(file: string): string | null {
  return existsSync(file) ? file : null
}

function electronManifest(): string | null {
  try {
    return createRequire(import.meta.url).resolve('electron/package.json')
  } catch {
    // A production install leaves the development dependencies out.
    return null
  }
}
