import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { NONCE_PLACEHOLDER } from './main/host/policy.ts'

/**
 * The oldest runtime the terminal works in is Electron 33: Node 20.18, Chromium 130. Everything is built for it,
 * whatever major package.json names.
 */
const NODE_TARGET = 'node20.18'
const CHROMIUM_TARGET = 'chrome130'

/**
 * electron-vite adds `const require = createRequire(…)` to any chunk in whose text it sees `require.resolve(`, also
 * where the code declares its own: a syntax error at start. All of ours is ESM and needs no such help.
 */
const withoutCommonJsShim: Plugin = {
  name: 'yimen:without-commonjs-shim',
  configResolved(config) {
    const shim = config.plugins.find((plugin) => plugin.name === 'vite:esm-shim')
    if (shim === undefined) throw new Error('electron-vite no longer has vite:esm-shim; this plugin can go')
    delete shim.renderChunk
  },
}

const FACE = /@font-face\s*\{[^}]*\}/g

/**
 * Lays the faces of one range of characters next to each other. The sans and the serif are cut into the same hundred
 * slices, whose ranges are most of a style sheet's text: side by side each packs to nothing beside its twin, a hundred
 * thousand characters apart gzip no longer remembers it. Within a family their order stays, and they come last: what must
 * stand first in a sheet does.
 */
const twinFacesTogether: Plugin = {
  name: 'yimen:twin-faces-together',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue
      const css = String(file.source)
      const faces = new Map<string, string>()
      for (const [face] of css.matchAll(FACE)) {
        const [range = ''] = /unicode-range:[^;}]*/.exec(face) ?? []
        faces.set(range, (faces.get(range) ?? '') + face)
      }
      file.source = css.replaceAll(FACE, '') + [...faces.values()].join('')
    }
  },
}

/**
 * Packages of many small modules that every start reads: taken into the built files, they are found and parsed in a third
 * less of the processor's time than file by file.
 */
const TAKEN_IN = [
  '@orpc/client',
  '@orpc/contract',
  '@orpc/server',
  'ajv',
  'openapi-fetch',
  'pngjs',
  'qrcode',
  'ws',
  'yaml',
  'zod',
] as const

export default defineConfig({
  main: {
    plugins: [withoutCommonJsShim],
    build: {
      minify: true,
      target: NODE_TARGET,
      // Native modules that a machine may lack are looked for when a device needs them, as those that it must have are.
      externalizeDeps: { include: ['smartcard', 'usb'], exclude: [...TAKEN_IN] },
      rolldownOptions: {
        input: {
          start: 'main/start.ts',
          operator: 'main/operator.ts',
          hall: 'main/hall.ts',
          electron: 'main/electron.ts',
          'terminal-process': 'main/terminal-process.ts',
          probe: 'main/probe.ts',
          simulators: 'simulators/start.ts',
          'ticket-preview': 'main/ticket-preview.ts',
          'draw-job': 'simulators/draw-job.ts',
          'certificate-worker': 'printers/certificate/worker.ts',
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
    plugins: [react(), twinFacesTogether],
    // Written anew for each load by whoever serves the page (main/host/pages.ts).
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      minify: true,
      target: CHROMIUM_TARGET,
      // The page's policy has no data: for fonts, sounds and scripts, so nothing may be inlined.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          kiosk: 'renderer/kiosk/index.html',
          enrol: 'renderer/enrol/index.html',
          window: 'renderer/window/index.html',
          board: 'renderer/board/index.html',
          manager: 'renderer/manager/index.html',
        },
        // What the hall's pages share with the kiosk's comes in one file: each more would cost the first load of the kiosk.
        output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: 'shared', test: /components.mark|node_modules.(react-dom|scheduler|react).(index|client|cjs|jsx-runtime)/ }] } },
        // On a slow machine it would warn of its own plugins at every start.
        checks: { pluginTimings: false },
      },
    },
  },
})
