import type { DeskState } from './desk-state.ts'
import type { DrawPart, PageKit } from './page-kit.ts'

/** The citizen's phone with the codes that the platform has sent; runs in the page. */
export function phonePart({ $, make, english, act, say }: PageKit): DrawPart {
  type Message = DeskState['phone']['messages'][number]
  const list = $('messages')
  /** By id; each slides in once, and is spoken once. */
  const shown = new Map<number, HTMLElement>()

  function drawMessage({ to, code }: Message): HTMLElement {
    const large = make('b', 'code', code)
    large.ariaHidden = 'true'
    return make(
      'li',
      'message',
      make('span', 'head', make('span', '', '【演示短信】验证码'), make('span', 'to', `发往 ${to}`)),
      large,
      // Read out figure by figure, not as a hundred thousand and some.
      make('span', 'spoken', code.split('').join(' ')),
      make('span', 'foot', '5 分钟内有效，请勿告诉他人', ' ', english('Valid for 5 minutes; tell it to nobody')),
    )
  }

  const scanned = $('scanned')
  const paper = $('scanned-paper')
  const open = $('scanned-open') as HTMLAnchorElement
  const send = $('scanned-send') as HTMLButtonElement
  send.addEventListener('click', () => void act({ act: 'send-paper' }))

  function drawScanned(upload: DeskState['phone']['upload']): void {
    scanned.hidden = upload === null
    if (upload === null) return
    paper.textContent = upload.paper
    open.href = upload.url
    send.disabled = upload.sent
  }

  return ({ phone }) => {
    const { messages, url } = phone
    drawScanned(phone.upload)
    for (const [id, message] of shown) {
      if (messages.some((each) => each.id === id)) continue
      shown.delete(id)
      message.remove()
    }
    for (const message of [...messages].reverse()) {
      if (shown.has(message.id)) continue
      const element = drawMessage(message)
      shown.set(message.id, element)
      list.prepend(element)
    }
    $('no-messages').hidden = messages.length > 0 || phone.upload !== null
    say('platform-line', [url, ''])
  }
}
