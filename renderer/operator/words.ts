import type { TFunction } from 'i18next'
import type { HallPlace } from '../../main/contract/enrol.ts'
import type { DeviceView, ProbeProgress } from '../../main/contract/operator.ts'
import { operatorZh } from '../strings/operator-zh.ts'
import type { OperatorStrings } from '../strings/strings.ts'

type Words = TFunction<'operator'>

/** A device's state as the driver says it: its one further fact says more than its state, where it has words. */
export function stateKey({ device, state, detail }: Pick<DeviceView, 'device' | 'state' | 'detail'>): keyof OperatorStrings['state'] {
  return [`${device}-${detail}`, `${device}-${state}`].find(isKeyOf(operatorZh.state)) ?? 'other'
}

/** What a line's fault means, as drivers/ports tells it: `refused: ECONNREFUSED`; null where it says nothing more. */
export function lineKey(detail: string): keyof OperatorStrings['line'] | null {
  return [detail.split(':')[0] ?? ''].find(isKeyOf(operatorZh.line)) ?? null
}

/** A driver's or the ledger's reason in words; one that nobody has put into words is still told. */
export function faultWords(reason: string, t: Words): string {
  const key = [reason].find(isKeyOf(operatorZh.fault))
  return key === undefined || key === 'other' ? t('fault.other', { reason }) : t(`fault.${key}`)
}

/** Why paper that came out is of no use. */
export function spoilWords(reason: string, t: Words): string {
  const key = [reason].find(isKeyOf(operatorZh.spoil.reason)) ?? 'other'
  return t(`spoil.reason.${key}`)
}

export function outboxKindWords(kind: string, t: Words): string {
  const key = [kind.replace(/^(ticket|sheet|progress|evaluation)\./, '')].find(isKeyOf(operatorZh.outbox.kind))
  return key === undefined || key === 'other' ? t('outbox.kind.other', { kind }) : t(`outbox.kind.${key}`)
}

/** Which page of the hall a browser is: `3 号窗口`, `屏幕：一楼东区`. */
export function hallPlaceWords(place: HallPlace, t: Words): string {
  if (place.kind === 'manager') return t('hallPages.place.manager')
  if (place.kind === 'window') return t('hallPages.place.window', { window: place.window })
  if (place.window !== null) return t('hallPages.place.over', { window: place.window })
  return place.area === null ? t('hallPages.place.board') : t('hallPages.place.area', { area: place.area })
}

/** By the command's own name, as the probe says it first: `DLE EOT 4, roll paper`. */
const ASKED: readonly (readonly [string, keyof OperatorStrings['probe']['asked']])[] = [
  ['DLE EOT 1', 'printer'],
  ['DLE EOT 2', 'offline'],
  ['DLE EOT 3', 'error'],
  ['DLE EOT 4', 'roll'],
  ['GS a', 'automatic'],
  ['GS r', 'fence'],
  ['GS (', 'id'],
  ['DLE DC4', 'clear'],
]

export function questionWords({ question }: Extract<ProbeProgress, { readonly question: string }>, t: Words): string {
  const known = ASKED.find(([command]) => question.startsWith(command))
  return known === undefined ? t('probe.asked.other', { command: question.split(',')[0] ?? question }) : t(`probe.asked.${known[1]}`)
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long ago, in the one unit that people would say. */
export function ageWords(seconds: number, t: Words): string {
  if (seconds < MINUTE) return t('outbox.age.seconds')
  if (seconds < HOUR) return t('outbox.age.minutes', { count: Math.floor(seconds / MINUTE) })
  if (seconds < 2 * DAY) return t('outbox.age.hours', { count: Math.floor(seconds / HOUR) })
  return t('outbox.age.days', { count: Math.floor(seconds / DAY) })
}

/** Paper in metres, one decimal. */
export function metresOf(millimetres: number): string {
  return (millimetres / 1000).toFixed(1)
}

function isKeyOf<Keys extends object>(words: Keys): (key: string) => key is keyof Keys & string {
  return (key): key is keyof Keys & string => Object.hasOwn(words, key)
}
