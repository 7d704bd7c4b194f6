/**
 * Runs a throwaway PostgreSQL until Ctrl-C: `npm run servers -- postgres [--version 15] [--port 54329] [--durable]`.
 * It prints `DATABASE_URL=…` when it is ready; its data goes when it stops.
 */
import { parseArgs } from "node:util"
import * as PostgresServer from "./servers/PostgresServer.ts"

const usage = "npm run servers -- postgres [--version 18|15] [--port N] [--durable]"

const main = async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      version: { type: "string", default: "18" },
      port: { type: "string" },
      durable: { type: "boolean", default: false }
    }
  })
  const { durable, port, version } = values
  if (positionals.join() !== "postgres" || (version !== "18" && version !== "15") || !/^\d*$/u.test(port ?? ""))
    throw new Error(usage)
  const server = await PostgresServer.start({ version, durable, ...(port ? { port: Number(port) } : {}) })
  console.error(`PostgreSQL ${server.version} runs; Ctrl-C stops it and removes its data`)
  console.log(`DATABASE_URL=${server.url}`)
  const alive = setInterval(() => {
    if (server.pid() !== null) return
    console.error(`PostgreSQL ended by itself:\n${server.log().slice(-2000)}`)
    process.exitCode = 1
    void stop()
  }, 1000)
  const stop = async () => {
    clearInterval(alive)
    await server.close()
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop())
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
