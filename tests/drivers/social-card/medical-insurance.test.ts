import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { openMedicalInsurance } from '../../../drivers/social-card/medical-insurance.ts'

const CARD = { number: '11010519491231002X', name: '样本一', cardNumber: 'S00000001', birthplace: '110105' }

/** What a vendor's module of these lines tells of the specimen card. */
function told(lines: string, withinMs?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'insurance-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'insurance.mjs')
  writeFileSync(file, lines)
  return openMedicalInsurance({ module: pathToFileURL(file), ...(withinMs === undefined ? {} : { withinMs }) }).read(CARD)
}

it('is told of the card in the slot, and of what it says only what is wanted is kept', async () => {
  const module = `export const readMedicalInsurance = async (card) => {
    if (JSON.stringify(card) !== '{"number":"11010519491231002X","name":"样本一","cardNumber":"S00000001"}') throw new Error('another card')
    return { insuranceNumber: '53032300000000000000000001', insuredIn: '530323', balance: 100 }
  }`
  expect(await told(module)).toEqual({ ok: true, value: { insuranceNumber: '53032300000000000000000001', insuredIn: '530323' } })
  expect(await told('export const readMedicalInsurance = () => null')).toEqual({ ok: true, value: null })
})

it.each([
  ['throws', `export function readMedicalInsurance({ name }) { throw new TypeError(name) }`, { kind: 'failed', because: 'TypeError' }],
  ['rejects with a code', `export const readMedicalInsurance = () => Promise.reject(Object.assign(new Error('样本一'), { code: 'E_PSAM' }))`, { kind: 'failed', because: 'E_PSAM' }],
  ['exports nothing', 'export default 1', { kind: 'failed', because: 'TypeError' }],
  ['ends its thread', 'export const readMedicalInsurance = () => process.exit(1)', { kind: 'failed', because: 'ended' }],
  ['says something else', `export const readMedicalInsurance = () => ({ insuranceNumber: '1', insuredIn: 'here' })`, { kind: 'malformed', because: 'insuranceNumber or insuredIn' }],
  ['says what cannot be told', 'export const readMedicalInsurance = () => () => 1', { kind: 'failed', because: 'DataCloneError' }],
] as const)('a module that %s is a fault without a word of the person', async (_, module, fault) => {
  const said = await told(module)
  expect(said).toMatchObject({ ok: false, fault: { kind: fault.kind } })
  expect(JSON.stringify(said)).not.toMatch(/样本|1101051949/)
  if (!said.ok && fault.because !== 'DataCloneError') expect(said.fault).toEqual(fault)
})

it('a module that hangs with its whole thread holds up nobody', async () => {
  expect(await told('export const readMedicalInsurance = () => { for (;;); }', 300)).toEqual({ ok: false, fault: { kind: 'too-slow', because: '300 ms' } })
})

it('a module that is not there is a fault', async () => {
  const said = await openMedicalInsurance({ module: new URL('file:///nowhere/insurance.mjs') }).read(CARD)
  expect(said).toEqual({ ok: false, fault: { kind: 'failed', because: 'ERR_MODULE_NOT_FOUND' } })
})
