import type { OperationName } from './faults.ts'

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below `/api/v1`; `{id}` stands for one segment. */
  readonly path: string
  /** An act that needs an `Idempotency-Key`. */
  readonly keyed: boolean
}

export const OPERATIONS: Readonly<Record<OperationName, Route>> = {
  readCatalogue: { method: 'GET', path: '/catalogue', keyed: false },
  readCatalogueFile: { method: 'GET', path: '/catalogue/files/{id}', keyed: false },
  listCertificates: { method: 'POST', path: '/person/certificates', keyed: false },
  startVerification: { method: 'POST', path: '/person/verifications', keyed: true },
  checkVerification: { method: 'POST', path: '/person/verifications/{id}/check', keyed: true },
  compareFace: { method: 'POST', path: '/person/face', keyed: true },
  readProgress: { method: 'POST', path: '/person/progress', keyed: false },
  listAppointments: { method: 'POST', path: '/person/appointments', keyed: false },
  listDay: { method: 'POST', path: '/appointments/day', keyed: false },
  readReceipt: { method: 'POST', path: '/receipts/status', keyed: false },
  listLicences: { method: 'POST', path: '/person/licences', keyed: false },
  findCompany: { method: 'POST', path: '/companies/lookup', keyed: false },
  verifyCode: { method: 'POST', path: '/codes/verify', keyed: true },
  readContent: { method: 'POST', path: '/certificates/{id}/content', keyed: false },
  readDocument: { method: 'GET', path: '/documents/{id}', keyed: false },
  authorise: { method: 'POST', path: '/certificates/{id}/authorisations', keyed: true },
  sealDocument: { method: 'POST', path: '/seals', keyed: true },
  verifyPaper: { method: 'POST', path: '/verification', keyed: false },
  readUpload: { method: 'GET', path: '/uploads/{id}', keyed: false },
  uploadPart: { method: 'PUT', path: '/uploads/{id}', keyed: false },
  openPhoneUpload: { method: 'POST', path: '/phone-uploads', keyed: true },
  readPhoneUpload: { method: 'GET', path: '/phone-uploads/{id}', keyed: false },
  settlePhoneUpload: { method: 'PUT', path: '/phone-uploads/{id}/outcome', keyed: false },
  readPhoneFile: { method: 'GET', path: '/phone-files/{id}', keyed: false },
  file: { method: 'POST', path: '/filings', keyed: true },
  supplement: { method: 'POST', path: '/supplements', keyed: true },
  evaluate: { method: 'POST', path: '/evaluations', keyed: true },
  reportHealth: { method: 'PUT', path: '/terminals/{id}/health', keyed: false },
  deliverEvents: { method: 'POST', path: '/events', keyed: false },
  reportAuditHead: { method: 'POST', path: '/audit-heads', keyed: false },
}

const PATTERNS = (Object.keys(OPERATIONS) as OperationName[]).map((operation) => {
  const { method, path } = OPERATIONS[operation]
  return { operation, method, pattern: new RegExp(`^/api/v1${path.replace('{id}', '([A-Za-z0-9_-]{1,64})')}$`) }
})

/** Which operation a call means; `id` is empty where its address has none. */
export function routeOf(
  method: string,
  path: string,
): { readonly operation: OperationName; readonly id: string } | undefined {
  for (const each of PATTERNS) {
    const found = each.method === method ? each.pattern.exec(path) : null
    if (found !== null) return { operation: each.operation, id: found[1] ?? '' }
  }
  return undefined
}
