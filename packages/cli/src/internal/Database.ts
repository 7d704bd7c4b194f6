/** What the commands beside `serve` have in common: the environment, the database, the stores. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { PostgresStores } from "@clientele/postgres"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Environment from "./Environment.ts"
import * as Summary from "./Summary.ts"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"

const providing = (data: string) => Environment.layer(process.env, { CLIENTELE_DATA: data })

/** Runs with the database alone, in whatever layout it is. */
export const withDatabase = <A, E, R>(data: string, effect: Effect.Effect<A, E, R>) =>
  effect.pipe(Effect.provide(PostgresStores.clientConfig), Effect.provide(providing(data)))

/** Runs with the stores, after bringing the database to the layout of this release. */
export const withStores = <A, E, R>(data: string, effect: Effect.Effect<A, E, R>) =>
  effect.pipe(Effect.provide(PostgresStores.layerConfig), Effect.provide(providing(data)))

const url = Effect.map(Config.option(Config.Redacted("DATABASE_URL")), (set) =>
  Option.getOrNull(Option.map(set, Redacted.value))
)

/** Where the database is, for people. */
export const place = (data: string) => Effect.map(url, (database) => Summary.store({ database, folder: data }))

/** Whether there is a database to look at: opening a folder makes one. */
export const isThere = (data: string) =>
  Effect.map(url, (database) => database !== null || existsSync(join(data, "clientele.json")))
