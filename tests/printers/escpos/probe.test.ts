import { describe, expect, test } from 'vitest'
import { CLEAR_BUFFERS, CUT, JOB_START, LINE_FEED, processId, SEND_PAPER_STATUS } from '../../../printers/escpos/commands.ts'
import { probePrinter, type ProbeStep } from '../../../printers/escpos/probe.ts'
import { NO_PAPER, ScriptedPrinter } from './scripted-printer.ts'

const TIMING = { answerMs: 60, quietMs: 20, writeMs: 500, stripMs: 200 }

function probe(script: ScriptedPrinter, onStep: (step: ProbeStep) => void = () => undefined, stop = new AbortController()) {
  const { signal } = stop
  return probePrinter({ open: script.open, width: 58, today: '2026-11-22', onStep, stop: signal, timing: TIMING })
}

describe('the probe of a printer', () => {
  test('records of a 58 mm head which of the four questions it knows, each with its own time', async () => {
    const script = new ScriptedPrinter()
    script.realTime = [0x12, null, null, 0x12]
    const probed = await probe(script)
    expect(probed).toMatchObject({ ok: true, value: { realTimeQueries: { value: [1, 4] } } })
    expect(probed.ok && probed.value.realTimeQueries.evidence).toMatch(
      /^probed on 2026-11-22: 1 answered in \d+ ms, 2 not answered within 60 ms, 3 not answered within 60 ms, 4 answered in \d+ ms$/,
    )
  })

  test('does not take an answer that comes late for one to the next question', async () => {
    const script = new ScriptedPrinter()
    script.realTime = [null, null, 0x12, 0x12]
    const probed = await probe(script, (step) => {
      const first = step.kind === 'heard' && step.question.kind === 'realTimeQueries' && step.question.query === 1
      if (first) script.say([0x12])
    })
    expect(probed).toMatchObject({ ok: true, value: { realTimeQueries: { value: [3, 4] } } })
  })

  test('sends every command whole, the strip after the questions, and what clears the buffers last', async () => {
    const script = new ScriptedPrinter()
    const probed = await probe(script)
    expect(probed).toMatchObject({ ok: true, value: { clearBuffers: { support: 'no' }, processId: { support: 'yes' } } })
    const [fence, id, strip, clear, ...more] = script.received
    expect(fence).toEqual(Buffer.from(SEND_PAPER_STATUS))
    expect(id).toEqual(Buffer.concat([processId('0001'), LINE_FEED]))
    expect(strip?.subarray(0, JOB_START.length)).toEqual(Buffer.from(JOB_START))
    expect(strip?.includes(Buffer.concat([CUT, processId('0002'), SEND_PAPER_STATUS]))).toBe(true)
    expect(clear).toEqual(Buffer.from(CLEAR_BUFFERS))
    expect(more).toEqual([])
  })

  test('sends no fence behind the strip that was not answered before', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const steps: ProbeStep[] = []
    expect(await probe(script, (step) => steps.push(step))).toMatchObject({
      ok: true,
      value: { paperStatusFence: { support: 'no' }, processId: { support: 'no' } },
    })
    expect(script.jobs[0]?.subarray(-CUT.length)).toEqual(Buffer.from(CUT))
    expect(steps).toContainEqual(expect.objectContaining({ kind: 'printed', confirmedBy: 'nothing' }))
  })

  test('ends without a profile when the strip never leaves, or is never confirmed though questions were', async () => {
    const stuck = new ScriptedPrinter()
    const stuckAtStrip = (step: ProbeStep) => {
      if (step.kind === 'printing') stuck.stuck = true
    }
    expect(await probe(stuck, stuckAtStrip)).toEqual({ ok: false, fault: { kind: 'strip-unconfirmed' } })
    const mute = new ScriptedPrinter()
    const muteAtStrip = (step: ProbeStep) => {
      if (step.kind === 'printing') mute.confirms = false
    }
    expect(await probe(mute, muteAtStrip)).toEqual({ ok: false, fault: { kind: 'strip-unconfirmed' } })
  })

  test('clears nothing away while the strip waits for paper', async () => {
    const script = new ScriptedPrinter()
    script.confirms = false
    const paperEnds = (step: ProbeStep) => {
      if (step.kind === 'printing') script.realTime = NO_PAPER
    }
    expect(await probe(script, paperEnds)).toEqual({
      ok: false,
      fault: { kind: 'not-ready', reason: 'paper-out', strip: 'begun' },
    })
    expect(script.received).not.toContainEqual(Buffer.from(CLEAR_BUFFERS))
  })

  test('ends without a profile when the printer falls silent at the last command', async () => {
    const script = new ScriptedPrinter()
    const silentAtClear = (step: ProbeStep) => {
      if (step.kind === 'asking' && step.question.kind === 'clearBuffers') script.realTime = [null, null, null, null]
    }
    expect(await probe(script, silentAtClear)).toEqual({ ok: false, fault: { kind: 'fell-silent' } })
  })

  test('stops when asked to between two commands: not at all in the strip, and before its buffers are cleared', async () => {
    const early = new ScriptedPrinter()
    const atFence = new AbortController()
    const stopAtFence = (step: ProbeStep) => {
      if (step.kind === 'asking' && step.question.kind === 'processId') atFence.abort()
    }
    expect(await probe(early, stopAtFence, atFence)).toEqual({ ok: false, fault: { kind: 'stopped' } })
    expect(early.jobs).toEqual([])
    const late = new ScriptedPrinter()
    const atStrip = new AbortController()
    const stopAtStrip = (step: ProbeStep) => {
      if (step.kind === 'printing') atStrip.abort()
    }
    expect(await probe(late, stopAtStrip, atStrip)).toEqual({ ok: false, fault: { kind: 'stopped' } })
    expect(late.received.at(-1)?.subarray(-SEND_PAPER_STATUS.length)).toEqual(Buffer.from(SEND_PAPER_STATUS))
  })

  test('leaves the port closed, whatever comes', async () => {
    const script = new ScriptedPrinter()
    let closed = 0
    const open: typeof script.open = async () => {
      const opened = await script.open()
      if (!opened.ok) return opened
      const port = opened.value
      return { ok: true, value: { ...port, close: () => port.close().then(() => void (closed += 1)) } }
    }
    const options = { open, width: 58, today: '2026-11-22', onStep: () => undefined, timing: TIMING } as const
    await probePrinter(options)
    script.realTime = [null, null, null, null]
    await probePrinter(options)
    expect(closed).toBe(2)
  })
})
