import type { PageContent, Row } from '../../printers/certificate/content.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import { clipped } from '../catalogue/paper-rows.ts'

/** Characters and rows, as the template has them (printers/certificate/templates/filing-receipt.yaml). */
const ITEM = 80
const NAME = 60
const MEMBER = 22
const MOST_MEMBERS = 8
const MOST_ROWS = 20

/** The receipt as a page of A4: what the sheet from the roll says, in the same words. */
export function receiptPage(receipt: ReceiptContent): Omit<PageContent, 'printedAt' | 'createdAt'> {
  const { item, department, holder, applicant } = receipt
  return {
    number: receipt.number,
    verification: null,
    validUntil: null,
    receipt: { url: receipt.qr ?? null },
    terminal: receipt.terminal,
    fields: {
      hall: clipped(receipt.hall, NAME),
      item: [...[item.zh, item.en ?? ''].filter((name) => name !== '').map((name) => clipped(name, ITEM)), ...members(receipt)].join('\n'),
      department: clipped(department ?? '—', NAME),
      code: receipt.code,
      filedAt: receipt.filedAt,
      holder: clipped(holder ?? '—', NAME),
      applicant: clipped(applicant ?? '本人 In person', NAME),
    },
    tables: { materials: { rows: materialRows(receipt) } },
    sealed: false,
    demonstration: receipt.demonstration,
    ...(receipt.reprint === undefined ? {} : { reprint: receipt.reprint }),
  }
}

/** 一件事: what was handed in together. */
function members({ together = [] }: ReceiptContent): readonly string[] {
  const named = together.slice(0, MOST_MEMBERS).map((name, at) => `${at + 1}. ${clipped(name, MEMBER)}`)
  const left = together.length - named.length
  return left === 0 ? named : [...named, `另有 ${left} 项，请看手机或到窗口询问`]
}

function materialRows({ toBring, owed }: ReceiptContent): readonly Row[] {
  const rows: readonly Row[] = [
    ...toBring.map((name): Row => ({ name: clipped(name, NAME), how: '请带到窗口', until: '—' })),
    ...owed.map(({ name, until }): Row => ({ name: clipped(name, NAME), how: '容缺，请按期补交', until })),
  ]
  if (rows.length <= MOST_ROWS) return rows
  const left = rows.length - MOST_ROWS + 1
  return [...rows.slice(0, MOST_ROWS - 1), { name: `另有 ${left} 样材料`, how: '请到窗口询问', until: '—' }]
}
