/** What the machine lacks for the tests against real databases. With `node scripts/servers/absent.ts` it fails for it. */
import * as Pgbouncer from "./Pgbouncer.ts"
import * as PostgresServer from "./PostgresServer.ts"

/** Returns a sentence for each server that is not there, with what to do about it. */
export const absent = (): ReadonlyArray<string> => [
  ...(process.env.TEST_DATABASE_URL || PostgresServer.find("18")
    ? []
    : ["PostgreSQL 18 from npm does not run here, so the tests on it did not run: set TEST_DATABASE_URL to yours."]),
  ...(PostgresServer.find("15")
    ? []
    : ["No PostgreSQL 15 was found, so the tests on it did not run: install it (on Debian `postgresql`)."]),
  ...(Pgbouncer.find()
    ? []
    : ["No pgbouncer was found, so the tests through it did not run: install it (on Debian `pgbouncer`)."])
]

/** Returns a sentence for a server that stands in for another. */
export const standIns = (): ReadonlyArray<string> => {
  const old = PostgresServer.find("15")
  return old && !old.version.startsWith("15.")
    ? [`No PostgreSQL 15 was found; ${old.version} stood in for it in the tests.`]
    : []
}

if (import.meta.main) {
  for (const sentence of absent()) console.error(sentence)
  process.exitCode = absent().length === 0 ? 0 : 1
}
