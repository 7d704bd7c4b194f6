/**
 * Creates customers from `customers.json` in five portals and prints what became of each.
 *
 * Everything here goes through public entry points; the store is the one in memory, so each run starts empty.
 */
import * as Effect from "effect/Effect"
import groups from "./customers.json" with { type: "json" }
import { kernel, portals } from "./kernel.ts"
import { paper, wantsColour } from "./print.ts"
import { program } from "./program.ts"

const style = paper(wantsColour(process.stdout.isTTY === true, process.env))
const { asExpected, lines } = await Effect.runPromise(program(portals, groups, style).pipe(Effect.provide(kernel)))
process.stdout.write(`${lines.join("\n")}\n`)
process.exitCode = asExpected ? 0 : 1
