import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { NONCE_PLACEHOLDER } from './main/host/policy.ts'

/**
 * The oldest runtime the terminal works in is Electron 33: Node 20.18, Chromium 130. Everything is built for it, whatever
 * major package.json names.
 */
const NODE_TARGET = 'node20.18'
const CHROMIUM_TARGET = 'chrome130'

export default defineConfig({
  main: {
    build: {
      minify: true,
      target: NODE_TARGET,
      rolldownOptions: {
        input: {
          start: 'main/start.ts',
          electron: 'main/electron.ts',
          'terminal-process': 'main/terminal-process.ts',
          simulators: 'simulators/start.ts',
        },
      },
    },
  },
  preload: {
    build: {
      minify: true,
      target: NODE_TARGET,
      // A sandboxed preload is one CommonJS file; it imports nothing but electron.
      rolldownOptions: {
        input: { preload: 'main/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    publicDir: false,
    plugins: [react()],
    // Written anew for each load by whoever serves the page (main/host/pages.ts).
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      minify: true,
      target: CHROMIUM_TARGET,
      // The page's policy has no data: for fonts, sounds and scripts, so nothing may be inlined.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { kiosk: 'renderer/kiosk/index.html' } },
    },
  },
})
