import type { HallDevice } from './hall-devices.ts'

/** A device with the keyed hash of its credential (32 bytes). */
export interface KeptDevice {
  readonly device: HallDevice
  readonly hash: Buffer
}

/** Where devices are kept: the terminal's ledger, or the hall server's PostgreSQL. All writes are durable when they resolve. */
export interface DeviceStore {
  all(): Promise<readonly KeptDevice[]>
  /** With its entry in the audit log. Answers the device as it was kept: a terminal with its mark. */
  add(kept: KeptDevice): Promise<HallDevice>
  /** With its entry in the audit log; false when it was not there. */
  remove(id: string, by: string): Promise<boolean>
  /** When each was last seen, by its id. */
  noteSeen(seen: ReadonlyMap<string, Date>): Promise<void>
  /** With its entry in the audit log. */
  noteUsedTwice(id: string, at: Date, from: { readonly newer: string; readonly older: string }): Promise<void>
  /** Something may have been kept by somebody else; answers a function that ends that. */
  onNews(listener: () => void): () => void
}
