import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadHall } from '../../../main/configuration/configuration.ts'
import { wavOf } from '../../wav.ts'
import { HALL_YAML } from './specimen-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-clips-'))
  await mkdir(path.join(folder, 'voice', 'zh'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

async function read() {
  const file = path.join(folder, 'hall.yaml')
  await writeFile(file, HALL_YAML.replace(/^policy:.*\n/m, '') + 'policy: { calls: { clips: voice } }\n')
  return await loadHall(file)
}
const lay = (name: string, bytes: Uint8Array | string) => writeFile(path.join(folder, 'voice', name), bytes)

async function clips() {
  const hall = await read()
  const found = hall.ok ? hall.value.policy.calls.clips : undefined
  if (found === undefined) throw new Error(hall.ok ? 'no recordings' : hall.fault.line)
  return found
}

test('a hall’s own recordings are those of the built-in names, WAV or Ogg by what is in them', async () => {
  await copyFile('renderer/voice/call-clips/zh/A.ogg', path.join(folder, 'voice', 'zh', 'A.ogg'))
  await lay('chime.wav', wavOf(0.2))
  await lay('zh/window-综合1.wav', wavOf(0.5))
  await lay('README.txt', 'spoken by the hall')
  const first = await clips()
  expect([...first.clips].map(([name, { type }]) => `${name} ${type}`)).toEqual(['chime audio/wav', 'zh/A audio/ogg', 'zh/window-综合1 audio/wav'])
  expect(first.leftOut).toEqual([])
  await lay('zh/window-综合1.wav', wavOf(0.6))
  expect((await clips()).version).not.toBe(first.version)
})

test('what cannot be used is told by its name, and the rest is used', async () => {
  await lay('zh/1.wav', wavOf(0.2))
  await lay('zh/2.wav', wavOf(0.2).subarray(0, 500))
  await lay('zh/3.ogg', 'OggS and nothing else')
  await lay('zh/4.ogg', '')
  await lay('zh/5.mp3', 'ID3')
  await lay('zh/6.wav', Buffer.alloc(2_000_001))
  await lay('zh/1.ogg', wavOf(0.2))
  await lay('zh/seven.wav', wavOf(0.2))
  await mkdir(path.join(folder, 'voice', 'zh', '8.wav'))
  const { clips: used, leftOut } = await clips()
  expect([...used.keys()]).toEqual(['zh/1'])
  expect(leftOut).toEqual([
    'zh/1.wav: another recording has this name',
    'zh/2.wav: expected a WAV, or Opus or Vorbis in Ogg',
    'zh/3.ogg: expected a WAV, or Opus or Vorbis in Ogg',
    'zh/4.ogg: expected a WAV, or Opus or Vorbis in Ogg',
    'zh/5.mp3: expected a WAV, or Opus or Vorbis in Ogg',
    'zh/6.wav: it has 2000001 bytes; at most 2000000 are read',
    'zh/8.wav: it is no file',
    'zh/seven.wav: no word of a call has this name',
  ])
})

test('a folder that is not there is one clear line', async () => {
  await rm(path.join(folder, 'voice'), { recursive: true })
  const hall = await read()
  expect(hall.ok ? '' : hall.fault.line).toMatch(/^hall\.yaml:\d+: policy\.calls\.clips: expected a folder with recordings: .+voice: /)
})
