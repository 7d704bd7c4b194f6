/** Starts as a program does that has nothing but its environment, and what it is refused for. */
import { type DatabaseRefused, PostgresStores } from "@clientele/postgres"
import { assert } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

type Environment = Readonly<Record<string, string>>

export const stores = (env: Environment) =>
  PostgresStores.layerConfig.pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env))), Layer.fresh)

export const start = (url: string, more: Environment = {}) => Layer.build(stores({ DATABASE_URL: url, ...more }))

export const refusal = (url: string, more?: Environment): Effect.Effect<DatabaseRefused.DatabaseRefused> =>
  Effect.map(Effect.orDie(Effect.flip(Effect.scoped(Effect.asVoid(start(url, more))))), (error) => {
    if (error._tag !== "DatabaseRefused") throw error
    return error
  })

export const says = (url: string, reason: string, message: string, more?: Environment) =>
  Effect.map(refusal(url, more), (refused) => {
    assert.strictEqual(refused.reason, reason)
    assert.strictEqual(refused.message, message)
  })

export const changed = (url: string, change: (url: URL) => void): string => {
  const other = new URL(url)
  change(other)
  return other.href
}
