/** A number that was given while the hall could not be reached. `offline-en.ts` has the same keys. */
export const offlineZh = {
  note: '这是离线号，号码有效。现在连不上大厅，前面的人数可能不准，请以叫号为准。',
}
