import { fileURLToPath } from 'node:url'

/** CJK extensions B to F in slices. */
export const RARE = fileURLToPath(new URL('../../../printers/certificate/fonts/rare', import.meta.url))

export const NOTO_SANS = fileURLToPath(
  new URL('../../../printers/certificate/fonts/NotoSansSC-Regular.ttf', import.meta.url),
)
