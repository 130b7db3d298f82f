import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { eventually } from '../../eventually.ts'

const PCSCD = '/usr/sbin/pcscd'
const DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'
const VPCD_PORT = 35_963
/** The service keeps its socket there and nowhere else. */
const RUN_FOLDER = '/run/pcscd'

/**
 * pcscd, its virtual reader vpcd or the native library of `smartcard` is not here, or the service may not have its folder.
 * In CI they must be: there the tests run, and fail without them, instead of being passed over.
 */
export const NO_PCSCD = !(existsSync(PCSCD) && existsSync(DRIVER) && folderIsOurs() && libraryLoads()) && process.env['CI'] !== 'true'

function folderIsOurs(): boolean {
  try {
    accessSync(existsSync(RUN_FOLDER) ? RUN_FOLDER : '/run', constants.W_OK)
    return true
  } catch {
    return false
  }
}

function libraryLoads(): boolean {
  try {
    createRequire(import.meta.url)('smartcard')
    return true
  } catch {
    return false
  }
}

/** Starts the machine's PC/SC service with one virtual reader, for this test; answers what ends it before. */
export async function startPcscd(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'pcscd-'))
  writeFileSync(
    join(folder, 'reader.conf'),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x8C7B\nLIBPATH ${DRIVER}\nCHANNELID 0x8C7B\n`,
  )
  const service = spawn(PCSCD, ['--foreground', '--config', join(folder, 'reader.conf')], { stdio: 'ignore' })
  const ended = once(service, 'exit')
  const stop = async (): Promise<void> => {
    service.kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  onTestFinished(stop)
  await eventually(async () => {
    if (service.exitCode !== null) throw new Error(`pcscd ended at its start (${service.exitCode}): does another one run?`)
    if (!(await listens())) throw new Error('pcscd does not listen yet')
  })
  return stop
}

/** A connection that is closed at once is a card that was pulled out again: the reader is as before. */
async function listens(): Promise<boolean> {
  const socket = connect(VPCD_PORT, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return existsSync(join(RUN_FOLDER, 'pcscd.comm'))
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
