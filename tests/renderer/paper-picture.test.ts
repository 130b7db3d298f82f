import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Crop, cropPixels, dragged, HANDLES, type Handle, paperFrame, turnedCrop } from '../../renderer/components/camera/crop.ts'
import { unreadable } from '../../renderer/components/camera/legibility.ts'

const shares = fc.double({ min: 0, max: 1, noNaN: true })
const sizes = fc.record({ width: fc.integer({ min: 96, max: 5000 }), height: fc.integer({ min: 96, max: 5000 }) })

describe('the part of a picture that is kept', () => {
  it('begins as an A4 in the middle, lying as the picture does', () => {
    fc.assert(
      fc.property(sizes, ({ width, height }) => {
        const frame = paperFrame({ width, height })
        const [across, down] = [(frame.right - frame.left) * width, (frame.bottom - frame.top) * height]
        expect(Math.max(across, down) / Math.min(across, down)).toBeCloseTo(Math.SQRT2, 5)
        expect(across >= down).toBe(width >= height)
        expect(Math.min(frame.left, frame.top)).toBeGreaterThan(0)
      }),
    )
  })

  it('never leaves the picture nor closes, whatever is dragged where', () => {
    const least = { x: 0.2, y: 0.1 }
    const drags = fc.array(
      fc.record({ handle: fc.constantFrom(...(Object.keys(HANDLES) as Handle[])), x: fc.double({ min: -2, max: 2, noNaN: true }), y: fc.double({ min: -2, max: 2, noNaN: true }) }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(drags, (each) => {
        let crop: Crop = paperFrame({ width: 4000, height: 3000 })
        for (const { handle, x, y } of each) {
          const before = crop
          crop = dragged(crop, handle, { x, y }, least)
          for (const edge of ['left', 'top', 'right', 'bottom'] as const) {
            if (!(HANDLES[handle] as readonly string[]).includes(edge)) expect(crop[edge]).toBe(before[edge])
          }
          expect(Math.min(crop.left, crop.top, 1 - crop.right, 1 - crop.bottom)).toBeGreaterThanOrEqual(0)
          expect(crop.right - crop.left).toBeGreaterThan(least.x - 1e-9)
          expect(crop.bottom - crop.top).toBeGreaterThan(least.y - 1e-9)
        }
      }),
    )
  })

  it('is the same part after a quarter turn, and after four it lies as it did', () => {
    fc.assert(
      fc.property(shares, shares, shares, shares, (a, b, c, d) => {
        const crop = { left: Math.min(a, b), right: Math.max(a, b), top: Math.min(c, d), bottom: Math.max(c, d) }
        const once = turnedCrop(crop)
        expect(once.right - once.left).toBeCloseTo(crop.bottom - crop.top, 9)
        const again = turnedCrop(turnedCrop(turnedCrop(once)))
        for (const edge of ['left', 'top', 'right', 'bottom'] as const) expect(again[edge]).toBeCloseTo(crop[edge], 9)
      }),
    )
    // What was at the upper left lies at the upper right.
    expect(turnedCrop({ left: 0, top: 0, right: 0.25, bottom: 0.5 })).toEqual({ left: 0.5, top: 0, right: 1, bottom: 0.25 })
  })

  it('has pixels, of the picture and no others', () => {
    fc.assert(
      fc.property(sizes, shares, shares, (size, a, b) => {
        const crop = { left: Math.min(a, b), right: Math.max(a, b), top: Math.min(a, b), bottom: Math.max(a, b) }
        const { x, y, width, height } = cropPixels(crop, size)
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(1)
        expect(x + width).toBeLessThanOrEqual(size.width)
        expect(y + height).toBeLessThanOrEqual(size.height)
      }),
    )
  })
})

describe('whether a paper can be read', () => {
  const WHOLE = { width: 2400, height: 3400 }
  const W = 320
  const H = 360
  GlobalFonts.registerFromPath(fileURLToPath(new URL('../../printers/certificate/fonts/NotoSansSC-Regular.ttf', import.meta.url)), 'paper')

  /** A printed page, as bright as `paper`, with print as bright as `ink`; half of it is empty. */
  function printed(paper: number, ink: number): Float32Array {
    const canvas = createCanvas(W, H)
    const context = canvas.getContext('2d')
    context.fillStyle = `rgb(${paper} ${paper} ${paper})`
    context.fillRect(0, 0, W, H)
    context.fillStyle = `rgb(${ink} ${ink} ${ink})`
    context.font = '25px paper'
    for (let line = 1; line < 5; line += 1) context.fillText('房屋租赁合同：甲方、乙方，2026年', 20, line * 42)
    const { data } = context.getImageData(0, 0, W, H)
    return Float32Array.from({ length: W * H }, (_, at) => data[at * 4] ?? 0)
  }

  /** A camera out of focus, by so many pixels, and with noise of so much. */
  function seen(page: Float32Array, { focus = 0, noise = 0 }: { focus?: number; noise?: number }) {
    let lines = page
    for (const [dx, dy] of [[1, 0], [0, 1]] as const) lines = focus === 0 ? lines : smoothed(lines, dx, dy, focus)
    let seed = 7
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    const data = new Uint8ClampedArray(W * H * 4)
    for (let at = 0; at < W * H; at += 1) {
      const grain = (random() + random() + random() - 1.5) * 2 * noise
      for (const band of [0, 1, 2]) data[at * 4 + band] = (lines[at] ?? 0) + grain
    }
    return { width: W, height: H, data }
  }

  function smoothed(page: Float32Array, dx: number, dy: number, sigma: number): Float32Array {
    const reach = Math.ceil(sigma * 3)
    const weights = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)))
    const all = weights.reduce((sum, one) => sum + one, 0)
    const soft = new Float32Array(W * H)
    for (let y = 0; y < H; y += 1) {
      for (let x = 0; x < W; x += 1) {
        let sum = 0
        for (let step = -reach; step <= reach; step += 1) {
          const px = Math.min(W - 1, Math.max(0, x + step * dx))
          const py = Math.min(H - 1, Math.max(0, y + step * dy))
          sum += (weights[step + reach] ?? 0) * (page[py * W + px] ?? 0)
        }
        soft[y * W + x] = sum / all
      }
    }
    return soft
  }

  it.each([
    ['sharp', { paper: 238, ink: 34 }, {}],
    ['sharp, in dim light, with a camera’s noise', { paper: 150, ink: 60 }, { noise: 3 }],
    ['faint print', { paper: 238, ink: 170 }, { noise: 1 }],
    ['a little soft', { paper: 238, ink: 34 }, { focus: 0.8, noise: 2 }],
  ] as const)('is not doubted where it can: %s', (_, { paper, ink }, lens) => {
    expect(unreadable(WHOLE, seen(printed(paper, ink), lens))).toEqual([])
  })

  it.each([
    ['blurred', { paper: 238, ink: 34 }, { focus: 2 }],
    ['blurred', { paper: 238, ink: 34 }, { focus: 4, noise: 3 }],
    ['blurred', { paper: 170, ink: 60 }, { focus: 2, noise: 3 }],
    ['blurred', { paper: 150, ink: 150 }, { noise: 2 }],
    ['dark', { paper: 70, ink: 20 }, { noise: 3 }],
    ['bright', { paper: 255, ink: 225 }, {}],
    ['bright', { paper: 250, ink: 250 }, {}],
  ] as const)('is doubted where it cannot, and why: %s', (fault, { paper, ink }, lens) => {
    expect(unreadable(WHOLE, seen(printed(paper, ink), lens))).toEqual([fault])
  })

  it('is doubted where it has too few pixels, however sharp', () => {
    const page = seen(printed(238, 34), {})
    expect(unreadable({ width: 600, height: 380 }, page)).toEqual(['small'])
    expect(unreadable({ width: 500, height: 360 }, page)).toEqual(['small'])
    // An ID card at 200 dpi, upright or not.
    expect(unreadable({ width: 425, height: 674 }, page)).toEqual([])
  })
})
