/** Reads the module that says what an installation is made of. */
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import * as Effect from "effect/Effect"
import * as Configuration from "../Configuration.ts"
import { because, Refused } from "./Refused.ts"

const keys: ReadonlyArray<string> = ["portals", "reference", "lists", "seller", "retentionDays", "custom"]

/** What it exports by name, or as an object by default. */
const inputOf = (module: Record<string, unknown>): Record<string, unknown> => {
  const { default: whole, ...named } = module
  return typeof whole === "object" && whole !== null ? (whole as Record<string, unknown>) : named
}

const isPortal = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "id" in value && "steps" in value && Array.isArray(value.steps)

/** Returns what is wrong with it, `null` where it can be used. */
const wrong = (input: Record<string, unknown>): string | null => {
  const unknown = Object.keys(input).filter((key) => !keys.includes(key))
  if (unknown.length > 0) return `exports ${unknown.join(", ")}, which nobody reads; there are ${keys.join(", ")}`
  if (!("portals" in input)) return null
  const { portals } = input
  if (!Array.isArray(portals) || portals.length === 0) return "has to export portals as a list with one at least"
  if (!portals.every(isPortal)) return "exports portals of which one is no portal: take what Portal.make returns"
  const ids = portals.map(({ id }) => id)
  return new Set(ids).size < ids.length ? `has two portals with the same id: ${ids.join(", ")}` : null
}

/** Returns the configuration of a file; the standard one for `null`. */
export const load = (path: string | null): Effect.Effect<Configuration.Configuration, Refused> =>
  Effect.gen(function* () {
    if (path === null) return Configuration.make()
    const file = resolve(path)
    if (!existsSync(file)) {
      return yield* new Refused({ message: `there is no ${path}; name the module of the portals with --config` })
    }
    const module = yield* Effect.tryPromise({
      try: () => import(pathToFileURL(file).href) as Promise<Record<string, unknown>>,
      catch: (cause) => because(`${path} cannot be loaded; node ${path} shows where it breaks`, cause)
    })
    const input = inputOf(module)
    const sentence = wrong(input)
    if (sentence !== null) return yield* new Refused({ message: `${path} ${sentence}` })
    return Configuration.make(input as Configuration.Input)
  })
