import type { LocalText } from '../../contract/text.ts'
import type { QueueBusiness, QueueHall } from '../availability.ts'

/** A window as the hall's file describes it, by the codes of its businesses. */
export interface HallWindow {
  readonly no: string
  readonly first: readonly string[]
  /** While nobody of its first ones waits. */
  readonly also: readonly string[]
  /** To help out where nobody of the others waits. */
  readonly overflow: readonly string[]
}

interface CalledBusiness extends QueueBusiness {
  /** 一窗通办: what its people come for. */
  readonly items?: readonly LocalText[] | undefined
}

/** What calling reads of the hall's file. */
export interface CallingHall extends QueueHall {
  readonly windows?: readonly HallWindow[] | undefined
  readonly businesses: readonly CalledBusiness[]
}

/**
 * What a window serves, in groups: nobody of a later group while one of an earlier waits. A window that the file does
 * not describe serves the businesses that name it; none where no business does.
 */
export function groupsOf(hall: CallingHall, window: string): readonly (readonly string[])[] {
  const described = hall.windows?.find(({ no }) => no === window)
  const named = hall.businesses.filter(({ windows }) => windows?.includes(window) === true).map(({ code }) => code)
  const groups = described === undefined ? [named] : [described.first, described.also, described.overflow]
  return groups.filter((group) => group.length > 0)
}

/** The items of the hall's list, those of one business first, each once by its Chinese words. */
export function itemsOf({ businesses }: CallingHall, business: string): readonly LocalText[] {
  const own = businesses.filter(({ code }) => code === business)
  const others = businesses.filter(({ code }) => code !== business)
  const items = [...own, ...others].flatMap((each) => each.items ?? [])
  return items.filter(({ zh }, index) => items.findIndex((other) => other.zh === zh) === index)
}

/** Every window of the hall, in the order of its file. */
export function windowsOf(hall: CallingHall): readonly string[] {
  const named = hall.businesses.flatMap(({ windows }) => windows ?? [])
  return [...new Set([...(hall.windows ?? []).map(({ no }) => no), ...named])]
}
