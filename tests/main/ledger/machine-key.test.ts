import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { loadMachineKey } from '../../../main/ledger/machine-key.ts'
import { dataFolder } from './fixture.ts'

function listener() {
  const lines: string[] = []
  return { lines, warn: (line: string) => lines.push(line) }
}

describe('the machine key', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test('is created in development, loudly, for its owner only, and is the same at the next start', async () => {
    const file = path.join(await dataFolder(), 'machine.key')
    const { lines, warn } = listener()
    const created = await loadMachineKey({ file }, { whenMissing: 'create', warn })
    expect(lines).toEqual([expect.stringContaining(file)])
    expect(await readFile(file)).toHaveLength(32)
    const othersMay = process.platform === 'win32' ? 0 : (await stat(file)).mode & 0o077
    expect(othersMay).toBe(0)
    const loaded = await loadMachineKey({ file }, { whenMissing: 'refuse', warn })
    expect(lines).toHaveLength(1)
    if (!created.ok || !loaded.ok) throw new Error('no key')
    expect(loaded.value.derive('audit')).toEqual(created.value.derive('audit'))
    expect(loaded.value.derive('audit')).not.toEqual(loaded.value.derive('key-wrapping'))
  })

  test('that is missing where it must be there is not replaced', async () => {
    const file = path.join(await dataFolder(), 'machine.key')
    const loaded = await loadMachineKey({ file }, { whenMissing: 'refuse', warn: () => undefined })
    expect(loaded).toMatchObject({ ok: false, fault: { kind: 'missing', file } })
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })

  test('that is too short or too long is refused, and left', async () => {
    const file = path.join(await dataFolder(), 'machine.key')
    for (const length of [0, 31, 33]) {
      await writeFile(file, Buffer.alloc(length))
      const loaded = await loadMachineKey({ file }, { whenMissing: 'create', warn: () => undefined })
      expect(loaded).toMatchObject({ ok: false, fault: { kind: 'wrong-length' } })
      expect(await readFile(file)).toHaveLength(length)
    }
  })

  test.skipIf(process.platform === 'win32')('that others can read is complained of', async () => {
    const file = path.join(await dataFolder(), 'machine.key')
    await writeFile(file, Buffer.alloc(32, 9))
    await chmod(file, 0o644)
    const { lines, warn } = listener()
    await loadMachineKey({ file }, { whenMissing: 'refuse', warn })
    expect(lines).toEqual([expect.stringContaining('chmod 600')])
  })

  test('comes from a systemd credential, and without one says so', async () => {
    const folder = await dataFolder()
    await writeFile(path.join(folder, 'yimen'), Buffer.alloc(32, 9))
    const options = { whenMissing: 'refuse', warn: () => undefined } as const
    vi.stubEnv('CREDENTIALS_DIRECTORY', undefined)
    expect(await loadMachineKey({ credential: 'yimen' }, options)).toMatchObject({ fault: { kind: 'missing' } })
    vi.stubEnv('CREDENTIALS_DIRECTORY', folder)
    expect(await loadMachineKey({ credential: 'yimen' }, options)).toMatchObject({ ok: true })
    expect(await loadMachineKey({ credential: 'other' }, options)).toMatchObject({ fault: { kind: 'missing' } })
  })

  test('does not appear when it is printed by mistake', async () => {
    const file = path.join(await dataFolder(), 'machine.key')
    await writeFile(file, Buffer.alloc(32, 9), { mode: 0o600 })
    const loaded = await loadMachineKey({ file }, { whenMissing: 'refuse', warn: () => undefined })
    expect(JSON.stringify(loaded)).toBe('{"ok":true,"value":{}}')
  })
})
