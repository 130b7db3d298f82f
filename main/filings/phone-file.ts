import { err, ok, type Result } from '../../drivers/result.ts'
import type { CertificateComposer } from '../../printers/certificate/composer.ts'
import type { PhoneFileFault } from '../contract/filings.ts'
import { cleanPicture } from './picture.ts'
import { cleanPng, PNG_HEAD } from './png-picture.ts'

/** A file from somebody's phone that may be kept: of a picture its image and nothing else, of a PDF all of it. */
export interface PhoneFile {
  readonly type: 'image/jpeg' | 'image/png' | 'application/pdf'
  readonly bytes: Buffer
  /** Pages of a PDF; a picture is one. */
  readonly sheets: number
}

/** A phone's picture of 12 megapixels has some 4 MB. */
export const MOST_PHONE_FILE_BYTES = 10_000_000

/** Looks at a file by its bytes, whatever it is called. `composer` null: there is nobody to look at a PDF, and none is taken. */
export async function lookAtPhoneFile(
  bytes: Buffer,
  composer: Pick<CertificateComposer, 'inspectGiven'> | null,
): Promise<Result<PhoneFile, PhoneFileFault>> {
  if (bytes.length > MOST_PHONE_FILE_BYTES) return err('too-large')
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return pictureAs('image/jpeg', cleanPicture(bytes, MOST_PHONE_FILE_BYTES))
  if (bytes.subarray(0, PNG_HEAD.length).equals(PNG_HEAD)) return pictureAs('image/png', await cleanPng(bytes, MOST_PHONE_FILE_BYTES))
  if (composer === null || bytes.toString('latin1', 0, 5) !== '%PDF-') return err('unknown-kind')
  const looked = await composer.inspectGiven(bytes)
  if (looked.ok) return ok({ type: 'application/pdf', bytes, sheets: looked.value.pages })
  switch (looked.fault.kind) {
    case 'encrypted':
    case 'active':
    case 'too-many-pages':
      return err(looked.fault.kind)
    case 'not-a-pdf':
    case 'damaged':
    case 'too-slow':
    case 'composer-lost':
      return err('damaged')
  }
}

function pictureAs(type: PhoneFile['type'], clean: ReturnType<typeof cleanPicture>): Result<PhoneFile, PhoneFileFault> {
  if (clean.ok) return ok({ type, bytes: clean.value.bytes, sheets: 1 })
  switch (clean.fault) {
    case 'not-a-picture':
      return err('unknown-kind')
    case 'too-large':
    case 'too-small':
    case 'damaged':
    case 'too-many-pages':
      return err(clean.fault)
  }
}
