import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildStandIn, type React, serveStandIn } from './build.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The addresses of the kiosk page with its stand-in terminal. */
    readonly standIn: Readonly<Record<React, string>>
  }
}

/**
 * One build of the kiosk page with its stand-in for all files of a run, made when the first of them asks for it: one for
 * each of ten files was ten times the same. Who watches the tests gets one for each time that they run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const production = await serveOneBuild(project, 'production')
  const development = await serveOneBuild(project, 'development')
  project.provide('standIn', { production: production.url, development: development.url })
  return async () => {
    await Promise.all([production.close(), development.close()])
  }
}

async function serveOneBuild(project: TestProject, react: React): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const folders: string[] = []
  let built: Promise<string> | null = null
  const build = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yimen-stand-in-'))
    folders.push(folder)
    await buildStandIn(folder, react)
    return folder
  }
  const { url, server } = await serveStandIn(() => (built ??= build()))
  project.onTestsRerun(() => {
    built = null
  })
  return {
    url,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
    },
  }
}
