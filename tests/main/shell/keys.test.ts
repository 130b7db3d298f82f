import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTypingKey } from '../../../main/host/keys.ts'

const plain = { control: false, alt: false, meta: false }

describe('a keyboard at the terminal', () => {
  it.each(['a', 'Z', '9', ' ', '张', '𠮷', 'Tab', 'Enter', 'Escape', 'Backspace', 'ArrowLeft', 'ArrowDown', 'Shift'])(
    'types and moves with %s',
    (key) => expect(isTypingKey({ key, ...plain })).toBe(true),
  )

  it.each(['F1', 'F5', 'F12', 'BrowserBack', 'PrintScreen', 'ContextMenu', 'Meta', 'Alt', 'Control', 'Unidentified', ''])(
    'does nothing with %s',
    (key) => expect(isTypingKey({ key, ...plain })).toBe(false),
  )

  it('does nothing with any combination of Ctrl, Alt or Meta', () => {
    fc.assert(
      fc.property(fc.string(), fc.subarray(['control', 'alt', 'meta'], { minLength: 1 }), (key, held) => {
        const press = { key, ...plain, ...Object.fromEntries(held.map((name) => [name, true])) }
        expect(isTypingKey(press)).toBe(false)
      }),
    )
  })
})
