/** The side of a peer: its jobs, done for the process that measures when that asks. */
import { clients } from "../src/rounds.ts"

/** What a peer can be asked to do, over and over. */
export type Jobs = Readonly<Record<string, () => Promise<unknown>>>

export interface Request {
  readonly job: string
  readonly clients: number
  /** `null` asks for a single one. */
  readonly millis: number | null
}

/** Opens the peer on the database that its process was given, tables made, and says so. */
export const serve = async (open: (url: string) => Promise<Jobs>): Promise<void> => {
  const say = (message: object) => void process.send?.(message)
  const failed = (error: unknown) =>
    say({ failed: error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error) })
  process.on("disconnect", () => process.exit())
  try {
    const jobs = await open(process.argv[2] ?? "")
    process.on("message", ({ clients: count, job, millis }: Request) => {
      const run = async () => jobs[job]?.()
      const done = millis === null ? run().then(() => ({})) : clients(count, run)(millis)
      done.then(say, failed)
    })
    say({})
  } catch (error) {
    failed(error)
  }
}
