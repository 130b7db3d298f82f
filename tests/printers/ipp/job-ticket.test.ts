import { describe, expect, test } from 'vitest'
import { capabilitiesOf } from '../../../printers/ipp/capabilities.ts'
import { fallbackFor, ticketOf } from '../../../printers/ipp/job-ticket.ts'
import { textsOf, valuesOf, type Attribute } from '../../../printers/ipp/message.ts'
import { jobOf } from './hall.ts'

const said = (name: string, ...texts: readonly string[]): Attribute => ({ name, values: texts.map((text) => ({ kind: 'keyword', text })) })
const NOTHING_SAID = capabilitiesOf([])
const duplex = { ...jobOf('SHEET-1'), sides: 'two-sided-long-edge', color: 'color' } as const

describe('what is asked of a printer', () => {
  test('is A4, once, unscaled, under the sheet’s own key, whatever it says of itself', () => {
    const { operation, job } = ticketOf(jobOf('SHEET-1'), NOTHING_SAID, new Set())
    expect(textsOf(operation, 'job-name')).toEqual(['SHEET-1'])
    expect(textsOf(operation, 'document-format')).toEqual(['application/pdf'])
    expect(textsOf(job, 'media')).toEqual(['iso_a4_210x297mm'])
    expect(textsOf(job, 'sides')).toEqual(['one-sided'])
    expect(textsOf(job, 'print-scaling')).toEqual(['none'])
    expect(textsOf(job, 'print-color-mode')).toEqual(['monochrome'])
    expect(valuesOf(job, 'copies')).toEqual([{ kind: 'integer', value: 1 }])
  })

  test('is two-sided only where it can be, and colour only where there is some', () => {
    const can = capabilitiesOf([said('sides-supported', 'one-sided', 'two-sided-long-edge'), said('print-color-mode-supported', 'color')])
    expect(textsOf(ticketOf(duplex, can, new Set()).job, 'sides')).toEqual(['two-sided-long-edge'])
    expect(textsOf(ticketOf(duplex, can, new Set()).job, 'print-color-mode')).toEqual(['color'])
    const cannot = capabilitiesOf([said('sides-supported', 'one-sided'), said('print-color-mode-supported', 'monochrome')])
    expect(textsOf(ticketOf(duplex, cannot, new Set()).job, 'sides')).toEqual(['one-sided'])
    expect(textsOf(ticketOf(duplex, cannot, new Set()).job, 'print-color-mode')).toEqual([])
  })
})

describe('a printer that does not support what it is asked', () => {
  test.each([
    ['A4, and would print on another paper', ['media'], false, { kind: 'unsuitable', lacks: 'a4' }],
    ['A4, and refuses', ['media', 'print-scaling'], true, { kind: 'unsuitable', lacks: 'a4' }],
    ['PDF', ['document-format'], true, { kind: 'unsuitable', lacks: 'pdf' }],
    ['scaling, and ignores it', ['print-scaling'], false, { kind: 'as-it-is' }],
    ['scaling and colour, and refuses', ['print-scaling', 'print-color-mode'], true, { kind: 'without', names: new Set(['print-scaling', 'print-color-mode']) }],
    ['a name for a job', ['job-name'], true, { kind: 'refused' }],
    ['something that it does not name', [], true, { kind: 'refused' }],
  ] as const)('%s', (_name, names, refuses, fallback) => {
    expect(fallbackFor(names.map((name) => said(name, 'x')), refuses)).toEqual(fallback)
  })
})
