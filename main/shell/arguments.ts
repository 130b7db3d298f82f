import { parsePortUrl } from '../../drivers/ports/port-url.ts'
import { err, ok, type Result } from '../../drivers/result.ts'
import { authorityOf, DEFAULT_LISTEN, parseListen, type Listen } from '../host/listen.ts'
import type { Source } from './messages.ts'

export type ShellName = 'electron' | 'browser' | 'none'

/** The command line of `npm start`, checked. */
export interface StartArguments {
  /** terminal.yaml; null is the demonstration hall. */
  readonly file: string | null
  /** Null leaves the choice to what this machine has. */
  readonly shell: ShellName | null
  readonly listen: Listen
}

const USAGE =
  'usage: npm start -- [--config terminal.yaml | --demo] [--shell electron|browser|none] [--listen 127.0.0.1:7310]'

/** Reads the words after `npm start --`; `--config FILE` and `--config=FILE` are the same. */
export function parseStart(words: readonly string[]): Result<StartArguments, { readonly line: string }> {
  const read = readOptions(words, START_OPTIONS, 'refuse')
  if (!read.ok) return wrong(read.fault.line, USAGE)
  const options = read.value
  const file = options.get('--config') ?? null
  if (file !== null && options.has('--demo')) return wrong('--config and --demo exclude each other', USAGE)
  const shell = options.get('--shell') ?? null
  if (shell !== null && !isShellName(shell)) return wrong(`--shell ${shell}: expected electron, browser or none`, USAGE)
  const listen = parseListen(options.get('--listen') ?? authorityOf(DEFAULT_LISTEN))
  if (!listen.ok) return listen
  return ok({ file, shell, listen: listen.value })
}

/** The command line of `npm run ticket-preview`, checked. */
export interface PreviewArguments {
  readonly hallFile: string
  /** The PNG to write. */
  readonly picture: string
  readonly paperMm: 58 | 80
}

const PREVIEW_USAGE = 'usage: npm run ticket-preview -- --hall hall.yaml --out ticket.png [--width 58|80]'

export function parsePreview(words: readonly string[]): Result<PreviewArguments, { readonly line: string }> {
  const read = readOptions(words, PREVIEW_OPTIONS, 'refuse')
  if (!read.ok) return wrong(read.fault.line, PREVIEW_USAGE)
  const [hallFile, picture] = [read.value.get('--hall'), read.value.get('--out')]
  if (hallFile === undefined || picture === undefined) return wrong('expected --hall and --out', PREVIEW_USAGE)
  const width = paperWidth(read.value)
  if (!width.ok) return wrong(width.fault.line, PREVIEW_USAGE)
  return ok({ hallFile, picture, paperMm: width.value })
}

/** The command line of `npm run probe`, checked. */
export interface ProbeArguments {
  /** `tcp://HOST:PORT` or `serial:PATH?baudRate=N`. */
  readonly port: string
  /** Where the profile goes; null is standard output. */
  readonly out: string | null
  /** Paper in mm. */
  readonly width: 58 | 80
}

/** Reads the words after `npm run probe --`. */
export function parseProbe(words: readonly string[]): Result<ProbeArguments, { readonly line: string }> {
  const read = readOptions(words, PROBE_OPTIONS, 'refuse')
  if (!read.ok) return wrong(read.fault.line, PROBE_USAGE)
  const port = read.value.get('--port')
  if (port === undefined) return wrong('--port is missing', PROBE_USAGE)
  const place = parsePortUrl(port)
  if (!place.ok) return wrong(`--port ${port}: expected ${place.fault.expected}`, PROBE_USAGE)
  if (place.value.kind !== 'tcp' && place.value.kind !== 'serial') {
    return wrong(`--port ${port}: expected tcp://HOST:PORT or serial:PATH?baudRate=N`, PROBE_USAGE)
  }
  const width = paperWidth(read.value)
  if (!width.ok) return wrong(width.fault.line, PROBE_USAGE)
  const out = read.value.get('--out') ?? null
  // terminal.yaml tells a file from the name of a model by its ending.
  if (out?.endsWith('.json') === false) return wrong(`--out ${out}: expected a name that ends in .json`, PROBE_USAGE)
  return ok({ port, out, width: width.value })
}

const PROBE_USAGE = 'usage: npm run probe -- --port tcp://HOST:PORT [--out profile.json] [--width 58|80], or npm run probe -- --list'

/** Paper in mm; 80 unless said otherwise. */
function paperWidth(options: ReadonlyMap<string, string>): Result<58 | 80, { readonly line: string }> {
  const width = options.get('--width') ?? '80'
  if (width !== '58' && width !== '80') return err({ line: `--width ${width}: expected 58 or 80` })
  return ok(width === '58' ? 58 : 80)
}

/** What Electron's main process is told; by the launcher, or by whoever starts a packaged build. */
export interface ElectronArguments {
  readonly source: Source
  readonly listen: Listen
  /** Folder for Chromium's own files, wiped by the launcher; null keeps Electron's. */
  readonly profile: string | null
}

/**
 * Reads Electron's command line, among whose words Chromium's own switches stand. There is no silent demonstration
 * here: a terminal in a hall starts with its configuration or says why not (design, promise 9).
 */
export function parseElectron(words: readonly string[]): Result<ElectronArguments, { readonly line: string }> {
  const read = readOptions(words, ELECTRON_OPTIONS, 'skip')
  if (!read.ok) return wrong(read.fault.line, ELECTRON_USAGE)
  const options = read.value
  const source = electronSource(options)
  if (source === null) return wrong('expected a configuration', ELECTRON_USAGE)
  const listen = parseListen(options.get('--listen') ?? authorityOf(DEFAULT_LISTEN))
  if (!listen.ok) return listen
  return ok({ source, listen: listen.value, profile: options.get('--profile') ?? null })
}

/** The words that `parseElectron` reads back. */
export function electronWords(options: ElectronArguments): readonly string[] {
  const { source } = options
  return [
    ...(options.profile === null ? [] : ['--profile', options.profile]),
    '--listen',
    authorityOf(options.listen),
    ...(source.kind === 'file'
      ? ['--config', source.file]
      : ['--demo', '--folder', source.folder, '--reader', source.reader, '--social-card', source.socialCard, '--scanner', source.scanner, '--printer', source.printer, '--document', source.document, '--platform', source.platform, '--hall', source.hall]),
  ]
}

const ELECTRON_USAGE =
  'usage: yimen (--config terminal.yaml | --demo --folder DATA --reader PORT --social-card PORT --scanner PORT --printer PORT --document PORT --platform URL --hall ADDRESS) [--listen 127.0.0.1:7310]'

type Kinds = Readonly<Record<string, 'value' | 'flag'>>

const START_OPTIONS: Kinds = { '--config': 'value', '--demo': 'flag', '--shell': 'value', '--listen': 'value' }

const PREVIEW_OPTIONS: Kinds = { '--hall': 'value', '--out': 'value', '--width': 'value' }
const PROBE_OPTIONS: Kinds = { '--port': 'value', '--out': 'value', '--width': 'value' }

const ELECTRON_OPTIONS: Kinds = {
  '--config': 'value',
  '--demo': 'flag',
  '--folder': 'value',
  '--reader': 'value',
  '--social-card': 'value',
  '--scanner': 'value',
  '--printer': 'value',
  '--document': 'value',
  '--platform': 'value',
  '--hall': 'value',
  '--listen': 'value',
  '--profile': 'value',
}

function electronSource(options: ReadonlyMap<string, string>): Source | null {
  const file = options.get('--config')
  if (file !== undefined) return options.has('--demo') ? null : { kind: 'file', file }
  if (!options.has('--demo')) return null
  const ports = ['--folder', '--reader', '--social-card', '--scanner', '--printer', '--document', '--platform', '--hall'].map((name) => options.get(name))
  const [folder, reader, socialCard, scanner, printer, document, platform, hall] = ports.filter((port) => port !== undefined)
  // The last one is there only when all are.
  if (folder === undefined || reader === undefined || socialCard === undefined || scanner === undefined || printer === undefined || document === undefined || platform === undefined || hall === undefined) return null
  return { kind: 'demonstration', folder, reader, socialCard, scanner, printer, document, platform, hall }
}

function isShellName(text: string): text is ShellName {
  return text === 'electron' || text === 'browser' || text === 'none'
}

function readOptions(
  words: readonly string[],
  known: Kinds,
  unknown: 'refuse' | 'skip',
): Result<ReadonlyMap<string, string>, { readonly line: string }> {
  const options = new Map<string, string>()
  const rest = [...words]
  while (rest.length > 0) {
    const word = rest.shift() ?? ''
    const [name = '', inline] = word.split(/=(.*)/s, 2)
    const kind = known[name]
    if (kind === undefined || (kind === 'flag' && inline !== undefined)) {
      if (unknown === 'skip') continue
      return err({ line: `unknown option ${word}` })
    }
    if (options.has(name)) return err({ line: `${name} is given twice` })
    if (kind === 'flag') {
      options.set(name, '')
      continue
    }
    const value = inline ?? rest.shift()
    if (value === undefined || value === '' || value.startsWith('--')) return err({ line: `${name} needs a value` })
    options.set(name, value)
  }
  return ok(options)
}

function wrong(what: string, usage: string): Result<never, { readonly line: string }> {
  return err({ line: `${what}; ${usage}` })
}
