import { htmlPage } from './public-page.ts'
import type { PhoneFileFault, PhoneUploadWish } from './requests.ts'

/** Why nothing of what was sent was taken. */
export type SendingFault = 'no-file' | 'too-many-files' | 'file-too-large' | 'all-too-large' | 'empty-file' | 'broken-off'

/** What the page of a phone upload says. */
export type PhonePageView =
  | {
      readonly at: 'form'
      readonly wish: PhoneUploadWish
      readonly minutesLeft: number
      readonly fault: SendingFault | null
      /** What the terminal could not use of the last sending; `place` counts from 1. */
      readonly refused: readonly { readonly place: number; readonly reason: PhoneFileFault }[]
      readonly takenBefore: number
    }
  | { readonly at: 'sent'; readonly wish: PhoneUploadWish; readonly files: number }
  | { readonly at: 'taken' }
  | { readonly at: 'over' }

const CALM = '#1f3a6e'
const TITLE = { zh: '用手机传材料', en: 'Send a paper from your phone' }

const FAULTS: Readonly<Record<PhoneFileFault, readonly [zh: string, en: string]>> = {
  'unknown-kind': ['不是这里收的照片或文件，请用手机相机重新拍照', 'is no photo or file that is taken here: photograph it with your phone'],
  'too-large': ['太大，请用普通清晰度重新拍', 'is too large: take it again at normal quality'],
  'too-small': ['太小，字看不清，请拍原件', 'is too small to be read: photograph the paper itself'],
  damaged: ['打不开，请重新拍照或重新下载', 'cannot be opened: take it again, or download it again'],
  encrypted: ['有密码，请传没有密码的文件，或拍照', 'asks for a password: send one without, or photograph it'],
  active: ['含有脚本或附件，请打印成普通 PDF，或拍照', 'holds scripts or other files: print it to a plain PDF, or photograph it'],
  'too-many-pages': ['页数太多，请只传需要的几页', 'has too many pages: send only those that are needed'],
}

/** In Chinese and English, without scripts; of person and item it says nothing. */
export function phonePage(view: PhonePageView): string {
  switch (view.at) {
    case 'form':
      return page(head(TITLE.zh, TITLE.en, CALM, 'form') + formOf(view), null)
    case 'sent':
      return page(
        head('已送到终端', 'Sent to the terminal', CALM, 'sent') +
          paperLine(view.wish) +
          line(`共 ${view.files} 个文件，终端正在查看。请看终端屏幕，本页会自己更新。`, `${view.files} in all. The terminal is looking at them: see its screen. This page renews itself.`),
        2,
      )
    case 'taken':
      return page(
        head('终端已收下', 'The terminal has it', '#0a6b3d', 'taken') +
          line('请回到终端屏幕继续办理。可以关闭本页，二维码不能再用。', 'Go on at the terminal. You can close this page; the code opens nothing any more.'),
        null,
      )
    case 'over':
      return page(
        head('二维码已失效', 'This code is over', '#a8201a', 'over') +
          line('没有收下任何文件。请在终端上重新选“用手机传”，扫新的二维码。', 'Nothing was taken. Choose “Send from a phone” at the terminal again, and scan the new code.'),
        null,
      )
  }
}

function formOf({ wish, minutesLeft, fault, refused, takenBefore }: Extract<PhonePageView, { readonly at: 'form' }>): string {
  const accept = wish.kinds.map((kind) => ({ jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' })[kind]).join(',')
  const pdf = wish.kinds.includes('pdf')
  const [each, all] = [megabytes(wish.fileBytes), megabytes(wish.allBytes)]
  return `${paperLine(wish)}
${refused.map(({ place, reason }) => alert(`第 ${place} 个文件${FAULTS[reason][0]}。`, `File ${place} ${FAULTS[reason][1]}.`)).join('')}
${takenBefore > 0 ? line(`其余 ${takenBefore} 个已收下，只需重传上面说的。`, `The other ${takenBefore} were taken; send only what is named above again.`) : ''}
${fault === null ? '' : alert(...faultWords(fault, wish))}
<form method="post" enctype="multipart/form-data">
<p><label for="files">${pdf ? '选照片（可多选）或一个 PDF' : '选照片（可多选）'}<br><small lang="en">${pdf ? 'Choose photos, or one PDF' : 'Choose photos'}</small></label></p>
<p><input id="files" name="files" type="file" accept="${accept}" multiple required></p>
<p><button>发送 <span lang="en">Send</span></button></p>
</form>
${line(`一次最多 ${wish.files} 个，每个不超过 ${each} MB，一共不超过 ${all} MB。${minutesLeft} 分钟内有效。`, `At most ${wish.files} at a time, ${each} MB each, ${all} MB in all. Open for ${minutesLeft} more min.`)}`
}

function faultWords(fault: SendingFault, wish: PhoneUploadWish): readonly [zh: string, en: string] {
  switch (fault) {
    case 'no-file':
      return ['还没有选文件，请先选好再发。', 'No file was chosen: choose first, then send.']
    case 'too-many-files':
      return [`一次最多 ${wish.files} 个文件，请少选几个再发。`, `At most ${wish.files} files at a time: choose fewer.`]
    case 'file-too-large':
      return [`有一个文件超过 ${megabytes(wish.fileBytes)} MB，没有收下。请用普通清晰度重新拍，再发一次。`, `One file is larger than ${megabytes(wish.fileBytes)} MB, and nothing was taken. Take it again at normal quality, and send again.`]
    case 'all-too-large':
      return [`文件加起来超过 ${megabytes(wish.allBytes)} MB，没有收下。请分几次发。`, `The files are larger than ${megabytes(wish.allBytes)} MB in all, and nothing was taken. Send them a few at a time.`]
    case 'empty-file':
      return ['有一个文件是空的，没有收下。请重新选。', 'One file is empty, and nothing was taken. Choose again.']
    case 'broken-off':
      return ['发送中断了，没有收下。请再发一次。', 'The sending broke off, and nothing was taken. Send again.']
  }
}

/** Whole megabytes, never more than is allowed. */
function megabytes(bytes: number): number {
  return Math.floor(bytes / 1_000_000)
}

function page(content: string, renewSeconds: number | null): string {
  return htmlPage({ title: `${TITLE.zh} · ${TITLE.en}`, content: `<p>${TITLE.zh}（演示） · <span lang="en">${TITLE.en} (demonstration)</span></p>\n${content}`, renewSeconds })
}

function head(zh: string, en: string, colour: string, outcome: string): string {
  return `<h1 data-outcome="${outcome}" style="color: ${colour}">${zh}<br><span lang="en">${en}</span></h1>\n`
}

function paperLine({ paper: { zh, en } }: PhoneUploadWish): string {
  return `<p>材料 · Paper<br><strong>${escaped(zh)}</strong>${en === zh ? '' : `<br><span lang="en">${escaped(en)}</span>`}</p>\n`
}

function line(zh: string, en: string): string {
  return `<p>${zh}<br><small lang="en">${en}</small></p>\n`
}

function alert(zh: string, en: string): string {
  return `<p role="alert" style="color: #a8201a">${zh}<br><small lang="en">${en}</small></p>\n`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
