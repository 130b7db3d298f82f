import { createCanvas } from '@napi-rs/canvas'
import type { CardPhoto } from '../../main/contract/proof.ts'

/** What a decoder might make of a card's photo, of nobody: head and shoulders on blue, 102 × 126 pixels. */
export function specimenPhoto(format: CardPhoto['format'] = 'png'): CardPhoto {
  const canvas = createCanvas(102, 126)
  const context = canvas.getContext('2d')
  context.fillStyle = '#dfe8f3'
  context.fillRect(0, 0, 102, 126)
  context.fillStyle = '#8a97ad'
  context.beginPath()
  context.ellipse(51, 50, 21, 27, 0, 0, 2 * Math.PI)
  context.ellipse(51, 126, 44, 40, 0, 0, 2 * Math.PI)
  context.fill()
  return { format, content: (format === 'png' ? canvas.toBuffer('image/png') : canvas.toBuffer('image/jpeg')).toString('base64') }
}
