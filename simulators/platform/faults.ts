/** The operations of the platform, by the names of the written API. */
export type OperationName =
  | 'readCatalogue'
  | 'readCatalogueFile'
  | 'listCertificates'
  | 'startVerification'
  | 'checkVerification'
  | 'compareFace'
  | 'readProgress'
  | 'listAppointments'
  | 'listDay'
  | 'readReceipt'
  | 'listLicences'
  | 'findCompany'
  | 'verifyCode'
  | 'readContent'
  | 'readDocument'
  | 'authorise'
  | 'sealDocument'
  | 'verifyPaper'
  | 'readUpload'
  | 'uploadPart'
  | 'openPhoneUpload'
  | 'readPhoneUpload'
  | 'settlePhoneUpload'
  | 'readPhoneFile'
  | 'file'
  | 'supplement'
  | 'evaluate'
  | 'reportHealth'
  | 'deliverEvents'
  | 'reportAuditHead'

/** What can go wrong with one call. Several may befall the same call. */
export type Fault =
  /** The call is acted on, and the answer begins so much later. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Not acted on: a problem of that status. */
  | { readonly kind: 'status'; readonly status: number; readonly code: string; readonly retryAfterSeconds?: number }
  /** Not acted on: a gateway's page, with any status. */
  | { readonly kind: 'web-page'; readonly status: number }
  /** Not acted on: the call is sent on to a page that asks for a login. */
  | { readonly kind: 'redirect' }
  /** Acted on: the first half of the body, as if that were all. */
  | { readonly kind: 'half' }
  /** Acted on: the connection ends after so many bytes of a body that was announced as longer. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** Not acted on, and no answer. */
  | { readonly kind: 'lost-call' }
  /** Acted on, and no answer. */
  | { readonly kind: 'lost-answer' }
  /** Something on the way sends the call twice; the second answer is the one that arrives. */
  | { readonly kind: 'doubled' }
  /** Acted on: a JSON answer without its first field. */
  | { readonly kind: 'field-missing' }
  /** Acted on: a JSON answer that is followed by so many spaces. */
  | { readonly kind: 'swollen'; readonly bytes: number }
  /** The content, or the progress, is that of another specimen person. */
  | { readonly kind: 'another-person' }
  /** A document whose last byte has changed on the way. */
  | { readonly kind: 'other-bytes' }

/** The faults to come. A scripted entry is used up by the calls it befalls. */
export interface FaultScript {
  /** The next `times` calls of that operation (or of any) get these faults; Infinity until cleared. */
  add(on: OperationName | 'any', faults: Fault | readonly Fault[], times?: number): void
  /** What befalls this call: of the oldest entry that fits it. */
  take(name: OperationName): readonly Fault[]
  clear(): void
}

export function createFaultScript(): FaultScript {
  let entries: { readonly on: OperationName | 'any'; readonly faults: readonly Fault[]; times: number }[] = []
  return {
    add(on, faults, times = 1) {
      entries.push({ on, faults: 'kind' in faults ? [faults] : faults, times })
    },
    take(name) {
      const entry = entries.find((candidate) => candidate.on === 'any' || candidate.on === name)
      if (entry === undefined) return []
      entry.times -= 1
      if (entry.times <= 0) entries = entries.filter((candidate) => candidate !== entry)
      return entry.faults
    },
    clear() {
      entries = []
    },
  }
}
