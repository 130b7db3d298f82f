/** A row of a page: its name in Chinese and English, and what is told. */
export type PublicRow = readonly [label: string, english: string, value: string]

/** A page that a phone opens by a printed QR, in Chinese and English, without scripts. */
export function publicPage(page: {
  readonly title: string
  readonly outcome: string
  readonly words: { readonly zh: string; readonly en: string; readonly colour: string }
  readonly number: { readonly label: string; readonly value: string }
  readonly rows: readonly PublicRow[]
}): string {
  const { title, outcome, words, number, rows } = page
  const table = rows.map(
    ([label, english, value]) => `<tr><th>${label}<br><small>${english}</small></th><td>${escaped(value)}</td></tr>`,
  )
  return htmlPage({
    title,
    content: `<p>${title.replace(' · ', '（演示） · ')} (demonstration)</p>
<h1 data-outcome="${outcome}" style="color: ${words.colour}">${words.zh}<br><span lang="en">${words.en}</span></h1>
<p>${number.label}<br><strong>${escaped(number.value)}</strong></p>
<table>${table.join('')}</table>`,
    renewSeconds: null,
  })
}

/** The frame of such a page; `content` is HTML. `renewSeconds`: after so long it is asked for anew by itself. */
export function htmlPage(page: { readonly title: string; readonly content: string; readonly renewSeconds: number | null }): string {
  const renew = page.renewSeconds === null ? '' : `<meta http-equiv="refresh" content="${page.renewSeconds}">\n`
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${renew}<title>${page.title}</title>
<style>
body { margin: 0 auto; max-width: 32rem; padding: 1.5rem; font: 1.1rem/1.6 system-ui, sans-serif; color: #1a1a1a }
h1 { font-size: 2rem; line-height: 1.2 }
th { text-align: left; font-weight: normal; color: #555; padding: .4rem 1rem .4rem 0; vertical-align: top }
td { padding: .4rem 0; overflow-wrap: anywhere }
input, button { box-sizing: border-box; width: 100%; min-height: 3.5rem; font: inherit }
button { border: 0; border-radius: .5rem; background: #1f3a6e; color: #fff; font-weight: bold }
</style>
${page.content}
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
