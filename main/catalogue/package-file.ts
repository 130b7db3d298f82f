import { z } from 'zod'

const LocalName = z.looseObject({ zh: z.string().min(1).max(100), en: z.string().min(1).max(100).nullish() })

/** One matter, one visit (一件事): several items that are handed in together, and the life situations it is met in. */
export const PackageFile = z.looseObject({
  code: z.string().min(1).max(64),
  name: LocalName,
  /** Each item's `task_code`, in the order in which they are done. */
  tasks: z.array(z.string()).min(2).max(50),
  /** Codes of topics. */
  situations: z.array(z.string().min(1).max(64)).max(50).nullish(),
  explanation: z.looseObject({ zh: z.string().min(1).max(2000), en: z.string().min(1).max(2000).nullish() }).nullish(),
  /** How it is filed as one application (package-form.ts); a faulty one takes away only that. */
  filing: z.unknown().optional(),
})
export type PackageFile = z.output<typeof PackageFile>

/** What is wrong with a catalogue's packages, and where: `path` is that of the package's own part. */
export interface PackageFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Every package once, of items and situations that the catalogue has, each item once. */
export function packageFaults(
  packages: readonly PackageFile[],
  known: { readonly tasks: ReadonlySet<string>; readonly situations: ReadonlySet<string> },
): readonly PackageFault[] {
  const codes = new Set<string>()
  return packages.flatMap(({ code, tasks, situations }, at) => {
    const again = codes.has(code) ? [{ path: ['packages', at, 'code'], message: `expected each package once: ${code} stands twice` }] : []
    codes.add(code)
    const met = new Set<string>()
    const wrongTasks = tasks.flatMap((task, place) => {
      const path = ['packages', at, 'tasks', place]
      if (met.has(task)) return [{ path, message: `expected each item once: ${task} stands twice in this package` }]
      met.add(task)
      return known.tasks.has(task) ? [] : [{ path, message: `expected the task_code of an item of this catalogue, found ${JSON.stringify(task)}` }]
    })
    const wrongSituations = (situations ?? []).flatMap((situation, place) =>
      known.situations.has(situation)
        ? []
        : [{ path: ['packages', at, 'situations', place], message: `expected the code of a topic of this catalogue, found ${JSON.stringify(situation)}` }],
    )
    return [...again, ...wrongTasks, ...wrongSituations]
  })
}
