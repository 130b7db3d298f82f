import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Log } from '../operations/log.ts'

/** A folder for a browser's own files, for one run. Nothing of a citizen belongs there, and nothing stays. */
export interface Profile {
  readonly folder: string
  wipe(): void
}

const PREFIX = 'yimen-profile-'

/** Opens a fresh profile, and wipes those whose process was killed before it could. */
export function openProfile(log: Log): Profile {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^yimen-profile-(\d+)-/.exec(name)?.[1]
    if (owner !== undefined && !isRunning(Number(owner))) wipe(path.join(tmpdir(), name), log)
  }
  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`))
  return { folder, wipe: () => wipe(folder, log) }
}

/**
 * What a kiosk's Chromium must not offer, as its settings: translation bubbles, saved passwords and addresses,
 * downloads, developer tools, and every permission that a page could ask for. The one exception is the camera for the
 * page at `camera` (its origin, `http://127.0.0.1:7310`), without the microphone: allowed beforehand, because nobody is
 * there to answer a browser's question.
 */
export function writeKioskPreferences(profile: Profile, camera: string | null): void {
  const folder = path.join(profile.folder, 'Default')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'Preferences'), JSON.stringify(kioskPreferences(camera)))
}

/** Chromium's content settings. */
const ALLOW = 1
const BLOCK = 2

const kioskPreferences = (camera: string | null) => ({
  translate: { enabled: false },
  credentials_enable_service: false,
  autofill: { profile_enabled: false, credit_card_enabled: false },
  browser: { enable_spellchecking: false },
  // 2: developer tools are disallowed (policy DeveloperToolsAvailability).
  devtools: { availability: 2 },
  // 3: all downloads are blocked (policy DownloadRestrictions).
  download_restrictions: 3,
  profile: {
    password_manager_enabled: false,
    default_content_setting_values: Object.fromEntries(
      [
        'automatic_downloads',
        'bluetooth_guard',
        'clipboard',
        'file_system_write_guard',
        'geolocation',
        'hid_guard',
        'local_fonts',
        'media_stream_camera',
        'media_stream_mic',
        'midi_sysex',
        'notifications',
        'popups',
        'sensors',
        'serial_guard',
        'usb_guard',
        'window_placement',
      ].map((permission) => [permission, BLOCK]),
    ),
    content_settings: {
      // The pattern of the page that asks, and of the page around it.
      exceptions: camera === null ? {} : { media_stream_camera: { [`${camera},*`]: { setting: ALLOW } } },
    },
  },
})

function wipe(folder: string, log: Log): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  } catch (error) {
    // Another user's, or a file that Windows still holds: the next start tries again.
    log.warn({ error: String(error) }, 'a browser profile could not be wiped')
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
