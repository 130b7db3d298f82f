import { err, ok, type Result } from '../../drivers/result.ts'
import type { CertificateComposer } from '../../printers/certificate/composer.ts'
import { GIVEN_AT_PRINTING, type Verification } from '../../printers/certificate/content.ts'
import type { PdfFault } from '../../printers/certificate/inspect-pdf.ts'
import type { CertificateTemplate } from '../../printers/certificate/template.ts'
import type { PlatformReason } from '../contract/platform-reason.ts'
import type { Content, FinishedPdf, Platform } from '../platform/platform.ts'
import { platformReason } from './platform-reason.ts'
import { sealed, type CopyToSeal, type SealService } from './seal-service.ts'

type ComposedContent = Extract<Content, { readonly kind: 'composed' }>

/** A file that may go to the printer. */
export interface CertificatePaper {
  readonly pdf: Uint8Array
  /** Lower-case hexadecimal. */
  readonly sha256: string
  readonly pages: number
}

/** What stands on a copy besides its content. */
export interface CopyMarks extends CopyToSeal {
  readonly number: string
  readonly code: string
  readonly verifyUrl: string
  /** `2027-02-22`; null: for as long as it is true. */
  readonly validUntil: string | null
  /** When it is made; it stands on the paper, in hall time. */
  readonly at: Date
}

/** Why there is no file: a word for ledger, operator and screen, which hold nothing of what was to be printed. */
export type PaperFault =
  | PlatformReason
  | PdfFault['kind']
  /** It was not looked through in time. */
  | 'too-slow'
  /** Its pages are not as many as the platform said. */
  | 'pages-differ'
  /** The platform wants a template that this terminal does not have. */
  | 'template-missing'
  /** No font has one of the characters: nothing is printed rather than a box or a gap. */
  | 'no-glyph'
  | 'overflow'
  | 'bad-content'
  | 'bad-template'
  | 'font-unreadable'
  | 'composer-lost'
  /** Nobody waited for it any more when its turn came. */
  | 'not-begun'
  /** The authority did not seal it, or gave back what is not the document that was sent to be sealed. */
  | 'not-sealed'

/** A certificate that lacks nothing but the number of its copy. */
export interface CertificateDraft {
  /**
   * The pages before there is an authorisation, `at` being when the file is made. The authority's own file, as it is; of
   * one composed here, words wherever a copy has what is given at printing, and no QR code.
   */
  preview(at: Date): Promise<Result<CertificatePaper, PaperFault>>
  paper(marks: CopyMarks): Promise<Result<CertificatePaper, PaperFault>>
}

/** Makes the files of certificates, by what the platform says is to stand in them. */
export interface CertificatePapers {
  /** The authority's own file, fetched and found to be printable; or a template that this terminal has. */
  draft(content: Content): Promise<Result<CertificateDraft, PaperFault>>
}

/** Printed where a certificate has no last day. */
const FOR_GOOD = '长期'

export function createCertificatePapers(parts: {
  readonly platform: Pick<Platform, 'document'>
  readonly seals: SealService
  readonly composer: Pick<CertificateComposer, 'compose' | 'inspect'>
  /** By the names that the platform calls them. */
  readonly templates: ReadonlyMap<string, CertificateTemplate>
  readonly terminal: string
  /** Hall time, `2026-11-22 10:05`. */
  readonly hallTime: (instant: Date) => string
  readonly demonstration: boolean
}): CertificatePapers {
  /** Whoever made the file has put the numbers in it. */
  async function finished(told: FinishedPdf): Promise<Result<CertificateDraft, PaperFault>> {
    const document = await parts.platform.document(told)
    if (!document.ok) return err(platformReason(document.fault))
    const pdf = document.value
    const looked = await parts.composer.inspect(pdf)
    if (!looked.ok) return err(looked.fault.kind)
    if (looked.value.pages !== told.pages) return err('pages-differ')
    const paper = () => Promise.resolve(ok({ pdf, sha256: told.sha256, pages: told.pages }))
    return ok({ preview: paper, paper })
  }

  async function composed(content: ComposedContent, template: CertificateTemplate, own: OwnOfCopy, at: Date) {
    const made = await parts.composer.compose(
      {
        ...own,
        terminal: parts.terminal,
        createdAt: at.toISOString(),
        fields: content.fields,
        tables: content.tables,
        sealed: content.seal === true,
        demonstration: parts.demonstration,
      },
      template,
    )
    return made.ok ? made : err(made.fault.kind)
  }

  return {
    async draft(content) {
      if (content.kind === 'finished') return await finished(content.pdf)
      const template = parts.templates.get(content.template)
      if (template === undefined) return err('template-missing')
      return ok({
        preview: (at) => composed(content, template, { ...TO_COME, validUntil: content.validUntil ?? GIVEN_AT_PRINTING }, at),
        paper: async ({ number, code, verifyUrl, validUntil, at, authorisation, key }) => {
          if (!URL.canParse(verifyUrl)) return err('platform-broken')
          const own = {
            number,
            verification: { code, url: verifyUrl, site: new URL(verifyUrl).origin },
            validUntil: validUntil ?? content.validUntil ?? FOR_GOOD,
            printedAt: parts.hallTime(at),
          }
          const made = await composed(content, template, own, at)
          if (!made.ok || content.seal !== true) return made
          return await sealed(parts.seals, parts.composer, made.value, { authorisation, key })
        },
      })
    },
  }
}

/** What one copy of a composed certificate has and another has not. */
interface OwnOfCopy {
  readonly number: string
  readonly verification: Verification | null
  readonly validUntil: string
  readonly printedAt: string
}

const TO_COME = { number: GIVEN_AT_PRINTING, verification: null, printedAt: GIVEN_AT_PRINTING } as const
