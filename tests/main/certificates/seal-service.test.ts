import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../drivers/result.ts'
import { sealed, type SealService } from '../../../main/certificates/seal-service.ts'
import { brokenAnswer, type PlatformFault } from '../../../main/platform/fault.ts'
import type { DocumentToSeal } from '../../../main/platform/platform.ts'
import { inspectPdf } from '../../../printers/certificate/inspect-pdf.ts'
import { encryptedPdf } from '../../printers/certificate/encrypted-pdf.ts'
import { handMadePdf } from '../../printers/certificate/hand-made-pdf.ts'

const COPY = { authorisation: 'a-1', key: 'copy-0123456789abcdef' }
const PLACE = { page: 2, x: 400, y: 200 }
const PDF = handMadePdf({ pages: 2 })
const COMPOSED = { pdf: PDF, sha256: sha256(PDF), pages: 2, seal: PLACE }

function sha256(pdf: Uint8Array): string {
  return createHash('sha256').update(pdf).digest('hex')
}

/** An authority that gives this back, whatever it is sent. */
function giving(pdf: Buffer): SealService {
  const seal = { name: '示例县社会保险中心（样本）', number: 'SPECIMEN-1', at: '2026-11-22T02:00:00Z' }
  return { seal: () => Promise.resolve(ok({ pdf, sha256: sha256(pdf), seal })) }
}

const refusing = (fault: PlatformFault): SealService => ({ seal: () => Promise.resolve(err(fault)) })

describe('a document that the authority sealed', () => {
  test('is what it gave back, byte for byte, asked for under a key of the copy, for the room that there is', async () => {
    const asked: unknown[] = []
    const given = Buffer.concat([PDF, Buffer.from('% sealed\n')])
    const service: SealService = {
      seal(authorisation: string, document: DocumentToSeal, key: string) {
        asked.push({ authorisation, document, key })
        return giving(given).seal(authorisation, document, key)
      },
    }
    const paper = await sealed(service, { inspect: inspectPdf }, COMPOSED, COPY)
    expect(paper).toEqual({ ok: true, value: { pdf: given, sha256: sha256(given), pages: 2 } })
    expect(asked).toEqual([{ authorisation: 'a-1', document: { pdf: PDF, place: PLACE }, key: `${COPY.key}-seal` }])
  })

  test.each<[string, SealService, string]>([
    ['what it was sent, without a seal', giving(PDF), 'not-sealed'],
    ['a page less', giving(handMadePdf()), 'not-sealed'],
    ['a page more', giving(handMadePdf({ pages: 3 })), 'not-sealed'],
    ['another format', giving(handMadePdf({ pages: 2, box: '0 0 612 792' })), 'not-sealed'],
    ['a document under a password', giving(encryptedPdf({ user: '', owner: 'owner' })), 'not-sealed'],
    ['no document', giving(Buffer.from('<!doctype html><title>502</title>')), 'not-sealed'],
    ['a word that it does not seal this', refusing({ kind: 'problem', status: 422, code: 'bad-request', title: 'No', line: 'No' }), 'not-sealed'],
    ['a document with another digest than it says', refusing(brokenAnswer('other-digest')), 'platform-broken'],
    ['nothing', refusing({ kind: 'unreachable', line: 'connection refused' }), 'platform-unreachable'],
    ['that it has no time', refusing({ kind: 'busy', status: 503, line: '503' }), 'platform-busy'],
    ['that the terminal is none of its own', refusing({ kind: 'refused-credential', line: '401' }), 'platform-refuses-terminal'],
  ])('is not %s', async (_name, service, reason) => {
    expect(await sealed(service, { inspect: inspectPdf }, COMPOSED, COPY)).toEqual({ ok: false, fault: reason })
  })

  test.each(['too-slow', 'composer-lost'] as const)('is not printed unseen: %s', async (kind) => {
    const inspect = () => Promise.resolve(err(kind === 'too-slow' ? { kind } : { kind, reason: 'ended' }))
    expect(await sealed(giving(handMadePdf({ pages: 2, page: '/Rotate 0 ' })), { inspect }, COMPOSED, COPY)).toEqual({ ok: false, fault: kind })
  })
})
