const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟'] as const
const GROUPS = ['', '万', '亿', '万亿'] as const

/**
 * An amount as it is written on Chinese forms so that it cannot be altered: 1203.50 is 壹仟贰佰零叁元伍角整
 * (正确填写票据和结算凭证的基本规定, People's Bank of China). Null for what has more than 16 digits of yuan or is below zero.
 */
export function capitalYuan(amount: number): string | null {
  const cents = Math.round(amount * 100)
  if (!Number.isSafeInteger(cents) || cents < 0) return null
  const [yuan, jiao, fen] = [Math.floor(cents / 100), Math.floor(cents / 10) % 10, cents % 10]
  if (cents === 0) return `${DIGITS[0]}元整`
  const whole = yuan === 0 ? '' : `${wholeNumber(yuan)}元`
  if (jiao === 0 && fen === 0) return `${whole}整`
  const gap = yuan > 0 && jiao === 0 ? DIGITS[0] : ''
  const tenth = jiao === 0 ? '' : `${DIGITS[jiao]}角`
  return `${whole}${gap}${tenth}${fen === 0 ? '整' : `${DIGITS[fen]}分`}`
}

/** Four digits at a time; a run of zeroes between others is one 零. */
function wholeNumber(yuan: number): string {
  const groups: string[] = []
  let gap = false
  for (let rest = yuan, at = 0; rest > 0; rest = Math.floor(rest / 10_000), at += 1) {
    const group = rest % 10_000
    if (group === 0) {
      gap = groups.length > 0
      continue
    }
    groups.unshift(`${fourDigits(group)}${GROUPS[at] ?? ''}${gap ? DIGITS[0] : ''}`)
    gap = group < 1000
  }
  return groups.join('')
}

function fourDigits(group: number): string {
  let words = ''
  let gap = false
  for (let at = 3; at >= 0; at -= 1) {
    const digit = Math.floor(group / 10 ** at) % 10
    if (digit === 0) {
      gap = words !== ''
      continue
    }
    words += `${gap ? DIGITS[0] : ''}${DIGITS[digit]}${PLACES[at] ?? ''}`
    gap = false
  }
  return words
}
