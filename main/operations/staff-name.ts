/** One form for what looks the same: typed on another keyboard, a letter may come in two pieces (Unicode NFC). */
export function written(name: string): string {
  return name.normalize('NFC').trim()
}

/** A sentence when this is no name to keep: it will stand in the audit log for good. */
export function faultOfName(name: string): string | null {
  if (name === '' || name.length > 32) return 'the name is to have 1 to 32 characters'
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return 'the name is to be of characters that can be seen'
  // GB 11643 and its 15-digit predecessor: an ID number is not how a hall names its staff
  return /\d{15}/.test(name) ? 'the name looks like an ID number: take the staff name or number' : null
}
