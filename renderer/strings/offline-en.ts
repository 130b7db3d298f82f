import type { offlineZh } from './offline-zh.ts'

export const offlineEn: typeof offlineZh = {
  note: 'This is an offline number, and it is valid. The hall cannot be reached now, so the count ahead may be wrong. Go when your number is called.',
}
