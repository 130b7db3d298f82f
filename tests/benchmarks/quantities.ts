import type { Quantity, Unit } from './measurement.ts'

export function of(value: number, unit: Unit): Quantity {
  return { value, unit }
}

export function perSecond(value: number): Quantity {
  return of(value, 'a second')
}

export function kilobytes(bytes: number): Quantity {
  return of(bytes / 1000, 'kB')
}

export function megabytes(bytes: number): Quantity {
  return of(bytes / 1_000_000, 'MB')
}
