/** Stands in the built pages where the nonce of each load is written. */
export const NONCE_PLACEHOLDER = 'yimen-nonce-of-this-load'

/**
 * Headers of a page: nothing runs, loads, frames or submits but what the terminal itself serves. The nonce is for
 * styles and scripts that our own code inserts (react-aria's press handling inserts a `<style>`). `connect` names the
 * one WebSocket that the page may open; Chromium before 2024 does not take `'self'` to cover `ws:`.
 */
export function pageHeaders(options: { readonly nonce: string; readonly connect: string | null }): Headers {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${options.nonce}'`,
    `style-src 'self' 'nonce-${options.nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    options.connect === null ? "connect-src 'self'" : `connect-src 'self' ${options.connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ]
  return new Headers({
    ...HEADERS,
    'Content-Security-Policy': policy.join('; '),
    'Permissions-Policy': PERMISSIONS,
    'Cache-Control': 'no-store',
  })
}

/** Headers of a file that a page loads; built names carry a hash of the content, so it never changes. */
export function assetHeaders(type: string): Headers {
  return new Headers({
    ...HEADERS,
    'Content-Type': type,
    'Content-Security-Policy': WORKER_POLICY,
    'Cache-Control': 'private, max-age=31536000, immutable',
  })
}

/**
 * For a script that runs as a worker, whose policy is its own file's and not the page's: what reads a foreign PDF may
 * load more of the terminal's own code and reach nothing else.
 */
const WORKER_POLICY = "default-src 'none'; script-src 'self'"

/** Headers of everything else: health, refusals. */
export function plainHeaders(type: string): Headers {
  return new Headers({ ...HEADERS, 'Content-Type': type, 'Cache-Control': 'no-store' })
}

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/**
 * Every feature that Chromium 130 lets a policy deny. Sound is the terminal's own voice, so `autoplay` stays; the camera
 * is for the page alone, when a face is to be compared with a card.
 */
const PERMISSIONS = [
  'accelerometer',
  'browsing-topics',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .concat('camera=(self)')
  .join(', ')
