import { terminalContract } from '../contract/server.ts'

/** Handlers of the pages of materials, and of handing in: until they are there, no draft has any. */
export function materialProcedures() {
  const { filings } = terminalContract
  type Errors = { readonly WRONG_STEP: (about: { data: { needs: 'own-draft' } }) => Error }
  const refused = ({ errors }: { readonly errors: Errors }): never => {
    throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
  }
  return {
    addPage: filings.addPage.handler(refused),
    page: filings.page.handler(refused),
    arrange: filings.arrange.handler(refused),
    send: filings.send.handler(refused),
  }
}
