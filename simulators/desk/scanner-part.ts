import type { DrawPart, PageKit } from './page-kit.ts'

/** The scanner, and what can be held before it; runs in the page. */
export function scannerPart({ $, act, say }: PageKit): DrawPart {
  const names = {
    ticket: ['刚取的号票', 'The last ticket'],
    receipt: ['申报回执', 'A receipt'],
    licence: ['营业执照', 'A business licence'],
    passport: ['护照（样本）', 'A passport (specimen)'],
    phone: ['手机上的电子身份证', 'An ID code on the phone'],
  } as const
  for (const button of $('scans').querySelectorAll('button')) {
    const what = button.value as keyof typeof names
    button.addEventListener('click', () => void act({ act: 'scan', what }))
  }
  return ({ scanner }) => {
    const { scanned } = scanner
    const [chinese, english] = scanned === null ? ['', ''] : names[scanned.what]
    if (scanned === null) say('scanner-says', ['把码对准扫码口', 'Hold a code before the scanner'])
    else if (scanned.read) say('scanner-says', [`扫了一次：${chinese}`, `Scanned: ${english}`])
    else say('scanner-says', [`还没有：${chinese}`, `Not there yet: ${english}`])
    say('scanner-line', [scanner.url, scanner.connected ? '终端已连接 connected' : '终端未连接 no terminal'])
  }
}
