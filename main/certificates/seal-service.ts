import { err, ok, type Result } from '../../drivers/result.ts'
import type { ComposedCertificate } from '../../printers/certificate/compose.ts'
import type { CertificateComposer } from '../../printers/certificate/composer.ts'
import type { Platform } from '../platform/platform.ts'
import type { CertificatePaper, PaperFault } from './certificate-paper.ts'
import { platformReason } from './platform-reason.ts'

/** Has the authority seal what was composed here: a terminal has no seal, and pastes on no picture of one. */
export type SealService = Pick<Platform, 'seal'>

/** Of which copy a document is. */
export interface CopyToSeal {
  /** The platform's id of its authorisation. */
  readonly authorisation: string
  /** The copy's key. */
  readonly key: string
}

/**
 * The sealed document as it came, which alone is printed: a PDF of as many pages, all A4, that is not just what was sent.
 * Its digest was found true by whoever fetched it.
 */
export async function sealed(
  { seal }: SealService,
  { inspect }: Pick<CertificateComposer, 'inspect'>,
  composed: ComposedCertificate,
  copy: CopyToSeal,
): Promise<Result<CertificatePaper, PaperFault>> {
  // One key is one act: that of the authorisation is spent.
  const asked = await seal(copy.authorisation, { pdf: composed.pdf, place: composed.seal }, `${copy.key}-seal`)
  if (!asked.ok) return err(asked.fault.kind === 'problem' ? 'not-sealed' : platformReason(asked.fault))
  const { pdf, sha256 } = asked.value
  if (sha256 === composed.sha256) return err('not-sealed')
  const looked = await inspect(pdf)
  if (looked.ok) return looked.value.pages === composed.pages ? ok({ pdf, sha256, pages: composed.pages }) : err('not-sealed')
  const { kind } = looked.fault
  return err(kind === 'too-slow' || kind === 'composer-lost' ? kind : 'not-sealed')
}
