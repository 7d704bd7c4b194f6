/** The side of a server that is measured: a process that is told what to serve, and says where it listens and what it used. */
import type { Recording } from "./recording.ts"

/** Connections to the database that each of the two has at most: what ours has where nothing is said. */
export const maxConnections = 10

/** What a server is given. */
export interface Given {
  readonly url: string
  readonly recording: Recording
}

export type Told = { readonly given: Given } | "cpu"

export type Says = { readonly port: number } | { readonly cpu: number } | { readonly failed: string }

/** Opens the server, says its port, then answers each question for the processor time so far, in milliseconds. */
export const stand = async (open: (given: Given) => Promise<number>): Promise<void> => {
  const say = (says: Says) => void process.send?.(says)
  process.on("disconnect", () => process.exit())
  process.on("SIGTERM", () => process.exit())
  process.on("message", (told: Told) => {
    if (told === "cpu") {
      const { system, user } = process.cpuUsage()
      say({ cpu: (system + user) / 1000 })
    } else {
      open(told.given).then(
        (port) => say({ port }),
        (error: unknown) => say({ failed: error instanceof Error ? String(error.stack) : JSON.stringify(error) })
      )
    }
  })
}
