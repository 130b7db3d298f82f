import { strict as assert } from 'node:assert'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCertificateTemplate, shippedTemplates } from '../../../main/configuration/certificate-template.ts'
import { checkTemplate } from '../../../printers/certificate/check-template.ts'
import { ROOT, shipped, specimenFonts } from '../../printers/certificate/specimens.ts'

const FONTS = specimenFonts()

let folder: string
let whole: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-certificate-'))
  whole = await readFile(path.join(ROOT, 'printers/certificate/templates/social-insurance.yaml'), 'utf8')
})
afterAll(() => rm(folder, { recursive: true }))

/** What is said of the shipped template with one thing in it written otherwise. */
async function toldFor(from: string | RegExp, to: string): Promise<string> {
  assert(typeof from === 'string' ? whole.includes(from) : from.test(whole), 'the template has what is changed')
  return told(whole.replace(from, to))
}

async function told(text: string): Promise<string> {
  const file = path.join(folder, 'template.yaml')
  await writeFile(file, text)
  const loaded = await loadCertificateTemplate(file, async (template) => checkTemplate(template, FONTS))
  return loaded.ok ? 'accepted' : loaded.fault.line
}

describe('the certificates that ship', () => {
  test('are five, each with room for the longest content that it permits', async () => {
    const templates = await shipped(FONTS)
    expect([...templates.keys()]).toEqual(shippedTemplates(ROOT).map((file) => path.basename(file, '.yaml')))
    expect(templates.size).toBe(5)
  })

  test('each call the name and number of their person personal', async () => {
    const people = new Set(['name', 'holder', 'idNumber', 'holderNumber'])
    const fields = [...(await shipped(FONTS)).values()].flatMap((template) => Object.entries(template.fields))
    const ofPeople = fields.filter(([name]) => people.has(name))
    expect(ofPeople.length).toBeGreaterThanOrEqual(10)
    expect(ofPeople.filter(([, { personal }]) => !personal)).toEqual([])
  })
})

describe('a template that cannot be used is one line with its place and the reason', () => {
  const wrong: readonly (readonly [string, string | RegExp, string, RegExp])[] = [
    ['a field in a paragraph that nobody declared', '兹证明{name}', '兹证明{nmae}', /^template\.yaml:34: body\.1\.paragraph: no field nmae is declared$/],
    ['a field in a grid that nobody declared', '[name, sex]', '[name, gender]', /^template\.yaml:31: body\.0\.grid\.0\.1: no field gender is declared$/],
    ['a name that every object has', '[name, sex]', '[name, constructor]', /^template\.yaml:31: body\.0\.grid\.0\.1: no field constructor is declared$/],
    ['an issuer nobody declared', 'issuer: issuer,', 'issuer: office,', /^template\.yaml:41: body\.5\.seal\.issuer: no field office is declared$/],
    ['a table nobody declared', '- table: payments', '- table: payment', /^template\.yaml:36: body\.3\.table: no table payment is declared$/],
    ['a table twice', '  - table: payments', '  - table: payments\n  - table: payments', /^template\.yaml:37: body\.4\.table: the table payments stands above already$/],
    ['a field that stands nowhere', '[region, status]', '[region]', /^template\.yaml:11: fields\.status: this field stands nowhere in the body$/],
    ['half a brace', '累计缴费{months}个月', '累计缴费{months个月', /body\.1\.paragraph: a brace without its other half$/],
    ['a title wider than the page', 'zh: 社会保险参保缴费证明', `zh: ${'社会保险参保缴费证明'.repeat(3)}`, /^template\.yaml:3: title\.zh: the longest permitted content has no room here$/],
    ['a column narrower than its longest amount', 'kind: money, longest: 10, width: 26 }\n      personal', 'kind: money, longest: 14, width: 26 }\n      personal', /^template\.yaml:27: tables\.payments\.columns\.base: the longest permitted content has no room here$/],
    ['a field longer than its place', 'kind: digits, longest: 18', 'kind: digits, longest: 80', /^template\.yaml:9: fields\.idNumber: the longest permitted content has no room here$/],
    ['columns wider than the page', 'longest: 12, width: 42', 'longest: 12, width: 120', /^template\.yaml:24: tables\.payments\.columns: the columns are \d+ mm too wide for the page$/],
    ['two columns that take the rest', 'longest: 12, width: 42', 'longest: 12', /^template\.yaml:26: tables\.payments\.columns\.unit: expected a width: only one column takes the rest$/],
    ['more rows than its pages hold', 'pages: 20', 'pages: 4', /^template\.yaml:4: pages: the longest permitted content takes \d\d pages$/],
    ['a sign that no font has', 'label: 参保地', 'label: 参保地🙂', /^template\.yaml:10: fields\.region\.label: no font has its character 4$/],
    ['a title that is no title of a file', 'zh: 社会保险参保缴费证明', 'zh: 社会<保险>', /^template\.yaml:3: title\.zh: expected a title without & < >$/],
    ['a block nobody knows', '- heading: 缴费明细', '- header: 缴费明细', /^template\.yaml:35: body\.2: expected one of the blocks grid, paragraph, /],
    ['a key nobody knows', 'longest: 4 }', 'longest: 4, font: big }', /^template\.yaml:14: fields\.months\.font: no such key is known here$/],
    ['a kind nobody knows', 'kind: digits, longest: 4 }', 'kind: number, longest: 4 }', /^template\.yaml:14: fields\.months\.kind: expected text, lines, digits, code or money$/],
    ['a field without a limit', '{ label: 性别, longest: 2 }', '{ label: 性别 }', /^template\.yaml:7: fields\.sex\.longest: expected the most characters/],
    ['three fields in a row', '[name, sex]', '[name, sex, region]', /^template\.yaml:31: body\.0\.grid\.0: expected one or two names of fields/],
    ['a seal without its date', '{ issuer: issuer, date: issuedOn }', '{ issuer: issuer }', /^template\.yaml:41: body\.5\.seal\.date: /],
    ['a document without end', 'most: 120', 'most: 4000', /^template\.yaml:20: tables\.payments\.most: expected the most rows: a whole number from 1 to 400$/],
  ]
  test.each(wrong)('%s', async (_, from, to, line) => {
    expect(await toldFor(from, to)).toMatch(line)
  })

  test('something that is no template', async () => {
    expect(await told('certificates: all\n')).toMatch(/^template\.yaml:\d+: /)
    expect(await told('title: [')).toMatch(/^template\.yaml:1: not YAML: /)
  })
})
