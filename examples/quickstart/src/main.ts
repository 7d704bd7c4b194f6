/**
 * Creates customers from `customers.json` in five portals and prints what became of each.
 *
 * Everything here goes through public entry points. The customers are kept in the PostgreSQL of this process, on the folder
 * `data`, or where `DATABASE_URL` says; each run opens a platform of its own there.
 */
import { PostgresStores } from "@clientele/postgres"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import groups from "./customers.json" with { type: "json" }
import { kernel, portals } from "./kernel.ts"
import { paper, wantsColour } from "./print.ts"
import { program } from "./program.ts"

const style = paper(wantsColour(process.stdout.isTTY === true, process.env))
const run = program(portals, groups, style).pipe(Effect.provide(kernel(PostgresStores.layerConfig)))
await Effect.runPromise(
  Effect.matchCause(run, {
    onSuccess: ({ asExpected, lines }) => {
      process.stdout.write(`${lines.join("\n")}\n`)
      process.exitCode = asExpected ? 0 : 1
    },
    // What stands in the way says itself what to do.
    onFailure: (cause) => {
      process.stderr.write(
        `${Cause.prettyErrors(cause)
          .map(({ message }) => message)
          .join("\n")}\n`
      )
      process.exitCode = 1
    }
  })
)
