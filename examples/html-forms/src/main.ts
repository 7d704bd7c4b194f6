/**
 * The running system: the app, the API that it asks and its documentation on one address, with a platform to look around in.
 *
 * It is `clientele serve` with two things added, and takes its flags and variables: `npm start -- --port 4000`. The customers
 * are kept in the PostgreSQL of this process, on the folder `data`, or where `DATABASE_URL` says.
 */
import { Cli, Demo } from "@clientele/cli"
import * as Effect from "effect/Effect"
import * as App from "./App.ts"

// For whoever looks on; a service asks for more, as JSON.
process.env["CLIENTELE_LOG_FORMAT"] ??= "text"
process.env["CLIENTELE_LOG_LEVEL"] ??= "warn"

const widest = Math.max(...Demo.signIns.map(({ password }) => password.length))

Cli.serve({
  routes: App.routes,
  prepare: Effect.map(Demo.seed, ({ platform, signIns }) => ({
    platform,
    notes: [
      "Sign in as:",
      ...signIns.map(({ login, password, who }) => `  ${login.padEnd(9)} ${password.padEnd(widest)}  ${who}`)
    ]
  }))
})
