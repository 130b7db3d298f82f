import assert from 'node:assert/strict'
import { pullCatalogue, type PulledCatalogue } from '../catalogue/pulled-catalogue.ts'
import type { PlatformAccess } from '../configuration/platform-access.ts'
import type { PlatformView } from '../contract/operator.ts'
import type { SignAuditHead } from '../ledger/audit-signature.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Health } from '../operations/health.ts'
import type { Log } from '../operations/log.ts'
import { withCitizensWords } from '../queue/evaluation/delivered-words.ts'
import { ledgerEvaluations } from '../queue/evaluation/ledger-evaluations.ts'
import { openPlatform } from './client.ts'
import { startDelivery } from './delivery.ts'
import { eventsOverApi } from './events-over-api.ts'
import { reportHealth } from './health-reports.ts'
import { eventsOfLedger } from './kept-events.ts'
import type { Platform } from './platform.ts'

/** The platform, and all that goes between it and a terminal by itself, without anybody in front. */
export interface PlatformLink {
  readonly platform: Platform
  readonly view: PlatformView
  readonly catalogue: PulledCatalogue
  /** Resolves when nothing is asked or written any more. */
  close(): Promise<void>
}

/** Delivers the outbox, reports audit head and health, and keeps the catalogue, from now until `close`. */
export function linkPlatform(parts: {
  readonly access: PlatformAccess
  readonly terminal: string
  /** Where the catalogue is kept, and what was found there at the start. */
  readonly catalogueFile: string
  readonly kept: Parameters<typeof pullCatalogue>[0]['kept']
  readonly ledger: Ledger
  readonly signAuditHead: SignAuditHead
  readonly health: () => Promise<Health>
  readonly now: () => Date
  readonly log: Log
  /** What `view` says has changed. */
  readonly onChange: () => void
  /** What only the ledger or a bug can do; it is tried again. */
  readonly onFault: (error: unknown) => void
}): PlatformLink {
  const { ledger, now, log } = parts
  const { url, token, catalogueKey } = parts.access
  const opened = openPlatform({ url, credential: token, catalogueKey, terminal: parts.terminal, now })
  assert(opened.ok, 'the configuration has an address that the client takes')
  const platform = opened.value
  const catalogue = pullCatalogue({ platform, kept: parts.kept, file: parts.catalogueFile, log })
  const health = reportHealth({ platform, health: parts.health, now, log })
  const delivery = startDelivery({
    kept: eventsOfLedger(ledger),
    port: withCitizensWords(eventsOverApi(platform), ledgerEvaluations(ledger)),
    terminal: parts.terminal,
    signAuditHead: parts.signAuditHead,
    now,
    log,
    onChange: parts.onChange,
    onFault: parts.onFault,
  })
  return {
    platform,
    get view() {
      return delivery.view
    },
    catalogue,
    async close() {
      await Promise.all([delivery.close(), health.close(), catalogue.close()])
    },
  }
}
