import type { ReceiptEntry, ReceiptField } from './pages.ts'

/** Number and code as they stand on a receipt (contract, `progress.receipt`): the code is of eight, without 0, 1, I and O. */
export const RECEIPT_FIELDS: Record<ReceiptField, { readonly keys: string; readonly shortest: number; readonly longest: number }> = {
  number: { keys: '1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-', shortest: 8, longest: 32 },
  code: { keys: '23456789ABCDEFGHJKLMNPQRSTUVWXYZ', shortest: 8, longest: 8 },
}

/** What stands in the field after a key; a character that cannot stand there changes nothing. */
export function receiptAfter(field: ReceiptField, receipt: ReceiptEntry, key: string): ReceiptEntry {
  const { keys, longest } = RECEIPT_FIELDS[field]
  const typed = receipt[field]
  if (key === 'delete') return { ...receipt, [field]: typed.slice(0, -1) }
  return key.length === 1 && keys.includes(key) && typed.length < longest ? { ...receipt, [field]: typed + key } : receipt
}

/** Whether a field can be nothing but this. */
export function fitsReceipt(field: ReceiptField, text: string): boolean {
  const { keys, shortest, longest } = RECEIPT_FIELDS[field]
  return text.length >= shortest && text.length <= longest && Array.from(text).every((key) => keys.includes(key))
}
