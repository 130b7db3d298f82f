import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PRINTER_PROFILES, ProfileFile } from '../../../printers/escpos/profile.ts'

const FOLDER = new URL('../../../printers/escpos/profiles/', import.meta.url)
const FILES = readdirSync(FOLDER)

function contentOf(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
}

/** Every place of a value in the file, as the path of keys that leads there. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))]
}

/** The same content with the value at a place changed. */
function changedAt(value: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return change(value)
  const entries = Object.entries(value as Record<string, unknown>)
  return Object.fromEntries(entries.map(([name, old]) => [name, name === key ? changedAt(old, rest, change) : old]))
}

const SPECIMEN = contentOf('generic-80mm.json')
const PLACES = placesIn(SPECIMEN)
const FOLDERS = PLACES.filter((path) => path.length < 2 && path[0] !== 'name' && path[0] !== 'description')

describe('the printer profiles that come with the terminal', () => {
  test.each(FILES)('%s is known by its name; cells fit its dots', (file) => {
    const profile = PRINTER_PROFILES.get(file.replace('.json', ''))
    expect(profile).toEqual(ProfileFile.parse(contentOf(file)))
    expect(profile?.widthDots).toBe((profile?.columns ?? 0) * 12)
  })

  test.each(FILES)('%s says of every value that nobody has verified it, and claims nothing', (file) => {
    const profile = ProfileFile.parse(contentOf(file))
    const { automaticStatus, processId, paperStatusFence, clearBuffers, nativeQr } = profile
    expect([automaticStatus, processId, paperStatusFence, clearBuffers, nativeQr]).not.toContain('yes')
    for (const evidence of Object.values(profile.evidence)) expect(evidence).toMatch(/^unverified: /)
  })

  test('the one of the TM-T88 says that its process ids are not known of every model', () => {
    expect(PRINTER_PROFILES.get('epson-tm-t88')?.evidence.processId).toContain('NOT on the TM-T88III')
  })
})

describe('a profile that is wrong', () => {
  test('is refused for a key that nobody knows, with the place where it stands', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FOLDERS), fc.string({ minLength: 1 }), (place, key) => {
        const known = changedAt(SPECIMEN, place, (old) => old) as object
        const at = place.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], known)
        fc.pre(!Object.hasOwn(at as object, key) && key !== '__proto__')
        const wrong = changedAt(SPECIMEN, place, (old) => ({ ...(old as object), [key]: 'unknown' }))
        const issues = ProfileFile.safeParse(wrong).error?.issues
        expect(issues).toMatchObject([{ code: 'unrecognized_keys', path: place, keys: [key] }])
      }),
    )
  })

  test('is refused for a value of the wrong type, or none, with its place', () => {
    const wrongValues = fc.constantFrom<unknown>(null, undefined, true, 0.5, -1, '', 'maybe', [], [5], [1, 1], {})
    fc.assert(
      fc.property(fc.constantFrom(...PLACES.filter((path) => path.length > 0)), wrongValues, (place, value) => {
        fc.pre(!(place[0] === 'description' && typeof value === 'string') && !(place[0] === 'name' && value === 'maybe'))
        const checked = ProfileFile.safeParse(changedAt(SPECIMEN, place, () => value))
        expect(checked.error?.issues[0]?.path.slice(0, place.length)).toEqual(place)
      }),
    )
  })

  test('is refused when its cells do not fit its paper, when it marks no source, and when it asks nothing of the paper', () => {
    const issueAt = (place: readonly string[], value: unknown) =>
      ProfileFile.safeParse(changedAt(SPECIMEN, place, () => value)).error?.issues[0]
    expect(issueAt(['columns', 'value'], 49)).toMatchObject({ path: ['columns', 'value'] })
    expect(issueAt(['processId', 'evidence'], 'somebody said so')).toMatchObject({ path: ['processId', 'evidence'] })
    expect(issueAt(['realTimeQueries', 'value'], [])).toMatchObject({ path: ['realTimeQueries', 'value'] })
  })
})
