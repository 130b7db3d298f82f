import { hallDay } from './hall-day.ts'
import type { PaperTruth } from './papers.ts'

const WORDS: Readonly<
  Record<PaperTruth['outcome'], { readonly zh: string; readonly en: string; readonly colour: string }>
> = {
  genuine: { zh: '真实有效', en: 'Genuine', colour: '#0a6b3d' },
  revoked: { zh: '已作废', en: 'Revoked', colour: '#a8201a' },
  expired: { zh: '已过有效期', en: 'Expired', colour: '#8a5a00' },
  unknown: { zh: '查无此证明', en: 'No such certificate', colour: '#a8201a' },
}

/** The page that a printed QR opens: whether the paper is genuine, in Chinese and English, without scripts. */
export function verifyPage(number: string, truth: PaperTruth): string {
  const { zh, en, colour } = WORDS[truth.outcome]
  const rows =
    truth.outcome === 'unknown'
      ? []
      : [
          ['证明', 'Certificate', `${truth.title.zh} · ${truth.title.en}`],
          ['出具机构', 'Issued by', `${truth.issuer.zh} · ${truth.issuer.en}`],
          ['持有人', 'Holder', truth.holder],
          ['出具时间', 'Issued', hallDay(new Date(truth.issuedAt))],
          ...(truth.validUntil === undefined ? [] : [['有效期至', 'Valid until', truth.validUntil]]),
        ]
  const table = rows.map(
    ([label, english, value]) =>
      `<tr><th>${label}<br><small>${english}</small></th><td>${escaped(value ?? '')}</td></tr>`,
  )
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>证明核验 · Certificate check</title>
<style>
body { margin: 0 auto; max-width: 32rem; padding: 1.5rem; font: 1.1rem/1.6 system-ui, sans-serif; color: #1a1a1a }
h1 { font-size: 2rem; line-height: 1.2; color: ${colour} }
th { text-align: left; font-weight: normal; color: #555; padding: .4rem 1rem .4rem 0; vertical-align: top }
td { padding: .4rem 0; overflow-wrap: anywhere }
</style>
<p>证明核验（演示） · Certificate check (demonstration)</p>
<h1 data-outcome="${truth.outcome}">${zh}<br><span lang="en">${en}</span></h1>
<p>证明编号 · Number<br><strong>${escaped(number)}</strong></p>
<table>${table.join('')}</table>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
