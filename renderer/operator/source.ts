import { useKiosk } from '../kiosk/kiosk-context.ts'

/** The option that names this terminal on the command line for operators. */
export function useSource(): string {
  return useKiosk().facts.demonstration ? '--demo' : '--config terminal.yaml'
}
