/** The page of an item's guide on the platform's own site, for phones: a code, and nothing of whoever reads it. */
export function guideUrl(publicUrl: string | null, code: string): string | null {
  return publicUrl === null ? null : `${publicUrl.replace(/\/+$/, '')}/g/${encodeURIComponent(code)}`
}
