import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPrinter } from '../../../simulators/thermal-printer/printer.ts'
import { loadCharacterRom } from '../../../simulators/thermal-printer/rom/character-rom.ts'
import { CHINESE, CLEAR, CUT, INITIALIZE } from './commands.ts'
import { gb18030 } from './gb18030.ts'
import { stream } from './streams.ts'

test('after any noise, cleared buffers and ESC @ give a printer that prints the next ticket', async () => {
  const rom = await loadCharacterRom()
  const next = Uint8Array.from([...CLEAR, ...INITIALIZE, ...CHINESE, ...gb18030('取号 A001\n'), ...CUT])
  fc.assert(
    fc.property(fc.array(stream, { maxLength: 4 }), (noise) => {
      const texts: string[] = []
      const printer = createPrinter(
        { rom, widthDots: 576, speedMmPerSecond: 'instant' },
        {
          answer: () => true,
          complain: () => undefined,
          delivered: ({ text }) => texts.push(text),
          changed: () => undefined,
        },
      )
      for (const bytes of noise) printer.receive(bytes)
      printer.disconnected()
      printer.receive(next)
      expect(texts.at(-1)?.split('\n').at(-1)).toBe('取号 A001')
      expect(printer.waiting).toBe(0)
    }),
  )
})
