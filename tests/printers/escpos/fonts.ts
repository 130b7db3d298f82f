import { fileURLToPath } from 'node:url'

export const NOTO_SANS = fileURLToPath(
  new URL('../../../printers/certificate/fonts/NotoSansSC-Regular.ttf', import.meta.url),
)
