import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ProfileFile } from '../../printers/escpos/profile.ts'
import { startThermalPrinter, type ThermalPrinterSimulator } from '../../simulators/thermal-printer/thermal-printer.ts'
import { BUILT } from './built.ts'

let folder: string
let printer: ThermalPrinterSimulator

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-probe-'))
  printer = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 } })
})
afterEach(async () => {
  await printer.close()
  await rm(folder, { recursive: true, force: true })
})

/** The built probe in plain Node, as an installer starts it. */
async function probe(...words: string[]) {
  return probeUntil(null, ...words)
}

/** The same, interrupted once that has been printed. */
async function probeUntil(printed: string | null, ...words: string[]) {
  const child = spawn(process.execPath, [BUILT.probe, ...words], { cwd: folder })
  const said = { printed: '', complained: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.printed += text
    if (printed !== null && said.printed.includes(printed)) child.kill('SIGINT')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.complained += text))
  await once(child, 'close')
  return { ...said, status: child.exitCode }
}

describe('an installer who probes the printer', () => {
  it('reads what it answers, finds its profile in the file, and the strip in the printer', async () => {
    const end = await probe('--port', printer.url, '--out', 'printer.json')
    expect(end).toMatchObject({ status: 0, complained: '' })
    expect(end.printed).toMatch(/GS \( H, process id: answered in \d+ ms/)
    expect(end.printed).toContain('What to do next:')
    const profile = ProfileFile.parse(JSON.parse(await readFile(path.join(folder, 'printer.json'), 'utf8')))
    expect(profile).toMatchObject({ name: 'probed-80mm', processId: 'yes' })
    expect(profile.evidence.processId).toMatch(/^probed on \d{4}-\d{2}-\d{2}: answered/)
    expect(printer.tickets).toHaveLength(1)
  })

  it('may interrupt it, and no file is there', async () => {
    printer.silence(true)
    const end = await probeUntil('DLE EOT 1', '--port', printer.url, '--out', 'printer.json')
    expect(end.status).toBe(2)
    expect(end.complained).toContain('stopped as asked')
    expect(await readdir(folder)).toEqual([])
  })

  it('reads one line and status 2 when the printer is off or the words are wrong, and no file is there', async () => {
    printer.powerOff({ keepBuffer: false })
    const off = await probe('--port', printer.url, '--out', 'printer.json')
    expect(off.status).toBe(2)
    expect(off.complained).toMatch(/^yimen: tcp:\/\/127\.0\.0\.1:\d+: cannot be used .+\n$/)
    expect(await probe('--width', '80')).toMatchObject({ status: 2, printed: '' })
    expect(await readdir(folder)).toEqual([])
  })
})
