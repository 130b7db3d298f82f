import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answers, FieldFault } from '../../../main/contract/forms.ts'
import { valueAt } from './form-answers.ts'
import type { OpenField } from './pages.ts'

interface Told {
  readonly faults: readonly FieldFault[]
  readonly answers: Answers
}

export interface Faults {
  /** In words, until the answer is another. Of a row as a whole: the first in it. */
  readonly wrongIn: (at: OpenField, answers: Answers) => string | null
  /** How many still stand. */
  readonly count: (answers: Answers) => number
  /** What the terminal found in these answers. */
  readonly told: (faults: readonly FieldFault[], answers: Answers) => void
}

export function useFaults(): Faults {
  const { t } = useTranslation()
  const [{ faults, answers: then }, setTold] = useState<Told>({ faults: [], answers: {} })
  const stands = (fault: FieldFault, answers: Answers) => {
    const at = placeOf(fault)
    return valueAt(answers, at) === valueAt(then, at)
  }
  return {
    wrongIn: ({ key, row, column }, answers) => {
      const found = faults.find(
        (fault) =>
          fault.key === key &&
          fault.row === (row ?? null) &&
          (fault.column === (column ?? null) || (row !== undefined && column === undefined)) &&
          stands(fault, answers),
      )
      return found === undefined ? null : t(`filing.wrong.${found.fault}`)
    },
    count: (answers) => faults.filter((fault) => stands(fault, answers)).length,
    told: (found, answers) => setTold({ faults: found, answers }),
  }
}

function placeOf({ key, row, column }: FieldFault): OpenField {
  return row === null || column === null ? { key } : { key, row, column }
}
