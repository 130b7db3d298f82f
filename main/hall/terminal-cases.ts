import type { BadCasesAtTerminal } from '../contract/manager.ts'
import type { HallDatabase } from '../queue/store/postgres-database.ts'

/**
 * How many bad evaluations of a terminal's own journeys are open there, as each terminal has told last. They are put right
 * at the terminal, which tells the platform of them itself; whoever manages the hall hears here that there are some.
 */
export interface TerminalCases {
  tell(told: BadCasesAtTerminal): Promise<void>
  /** Of the terminals that are let in, those that have some. */
  all(): Promise<readonly BadCasesAtTerminal[]>
}

const TOLD = 'SELECT open, overdue FROM yimen.terminal_cases WHERE hall = $1 AND terminal = $2'
const TELL = `INSERT INTO yimen.terminal_cases (hall, terminal, open, overdue) VALUES ($1, $2, $3, $4)
  ON CONFLICT (hall, terminal) DO UPDATE SET open = excluded.open, overdue = excluded.overdue`
const ALL = `SELECT terminal, open, overdue FROM yimen.terminal_cases WHERE hall = $1 AND open > 0
  AND EXISTS (SELECT 1 FROM yimen.device WHERE device.hall = $1 AND device.terminal = terminal_cases.terminal)
  ORDER BY terminal`

export function postgresTerminalCases(database: HallDatabase): TerminalCases {
  return {
    tell: ({ terminal, open, overdue }) =>
      database.transact(async (tx) => {
        const [told = { open: 0, overdue: 0 }] = await tx.all<Pick<BadCasesAtTerminal, 'open' | 'overdue'>>(TOLD, [terminal])
        if (told.open === open && told.overdue === overdue) return
        await tx.write(TELL, [terminal, open, overdue])
        // With its entry the other servers hear of it too.
        tx.audit({ actor: 'terminal', event: 'evaluation.at-terminal', payload: { terminal, open, overdue } })
      }),
    all: () => database.read<BadCasesAtTerminal>(ALL),
  }
}
