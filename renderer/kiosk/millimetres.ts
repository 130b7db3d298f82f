import type { Screen } from '../../main/contract/facts.ts'

const MM_PER_INCH = 25.4

/** CSS pixels that make one millimetre on this panel: its diagonal in pixels over its diagonal in millimetres. */
export function pixelsPerMillimetre(screen: Screen): number {
  return Math.hypot(screen.width, screen.height) / (screen.diagonal * MM_PER_INCH)
}

/** Every size on screen is a multiple of `--mm`. Set through CSSOM, which the page's CSP allows. */
export function setMillimetre(root: HTMLElement, screen: Screen): void {
  root.style.setProperty('--mm', `${pixelsPerMillimetre(screen).toFixed(4)}px`)
}
