/**
 * Races of processes over one PostgreSQL: `npm run races -- [--rounds 200] [--processes 4] [--fibers 64] [--seed 1]
 * [--database postgres://…] [--inspect]`.
 *
 * In each round all fibers of all processes at once create customers with logins from a small set; then the same below a
 * subtree that moves; then run moves that cross; then create, with such logins, below a customer that closes; then grants
 * against revocations. At the end the whole database is inspected; `--inspect` does only that. `--json` ends with an object.
 */
import { parseArgs } from "node:util"
import { inspect } from "./races/Inspection.ts"
import * as Racing from "./races/Racing.ts"
import * as PostgresServer from "./servers/PostgresServer.ts"
import { finish, json } from "./workspace.ts"

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "200" },
    processes: { type: "string", default: "4" },
    fibers: { type: "string", default: "64" },
    seed: { type: "string", default: "1" },
    database: { type: "string" },
    inspect: { type: "boolean", default: false },
    json: { type: "boolean", default: false }
  }
})

const { close, url } = await (async () => {
  if (values.database !== undefined) return { url: values.database, close: async () => {} }
  const server = await PostgresServer.start({ version: "18" })
  return { url: await server.createDatabase("races"), close: server.close }
})()

try {
  const result = values.inspect
    ? { broken: await inspect(url) }
    : await Racing.run({
        url,
        rounds: Number(values.rounds),
        processes: Number(values.processes),
        fibers: Number(values.fibers),
        seed: Number(values.seed),
        say: json ? () => {} : (line) => console.log(line)
      })
  if (!json) console.log(result)
  finish(result.broken, { ...result })
} finally {
  await close()
}
