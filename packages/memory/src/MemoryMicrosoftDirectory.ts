/**
 * `MicrosoftDirectory` of accounts that are written down.
 *
 * @since 0.1.0
 */
import { Domain, MicrosoftDirectory } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/**
 * What the directory knows.
 *
 * @category models
 * @since 0.1.0
 */
export interface Known {
  /** Ids of accounts by complete domain: `{ "example.com": "8c1f…" }`. */
  readonly accounts?: Readonly<Record<string, string>>
  /** Prefixes of `<prefix>.onmicrosoft.com` that are taken. */
  readonly taken?: ReadonlyArray<string>
}

/**
 * Layer that answers from what is written down: any other domain has no account, any other prefix is free.
 *
 * **When to use**
 *
 * Use in tests, examples and demonstrations; `@clientele/microsoft` asks Microsoft.
 *
 * **Details**
 *
 * Domains and prefixes are compared without regard to case. A domain below `.onmicrosoft.com` takes its prefix. Never
 * fails and never answers `unknown`.
 *
 * **Example** (Knowing one account)
 *
 * ```ts import.meta.vitest
 * import { MicrosoftDirectory } from "@clientele/core"
 * import { MemoryMicrosoftDirectory } from "@clientele/memory"
 * import * as Effect from "effect/Effect"
 *
 * const found = Effect.flatMap(MicrosoftDirectory.MicrosoftDirectory, (directory) => directory.find("Example.com"))
 * const directory = MemoryMicrosoftDirectory.layer({ accounts: { "example.com": "account 1" } })
 *
 * Effect.runSync(Effect.provide(found, directory)) // => "account 1"
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = ({ accounts = {}, taken = [] }: Known = {}): Layer.Layer<never> => {
  const ids = new Map(Object.entries(accounts).map(([domain, id]) => [domain.toLowerCase(), id]))
  const prefixes = new Set([
    ...taken.map((prefix) => prefix.toLowerCase()),
    ...[...ids.keys()]
      .filter((domain) => domain.endsWith(Domain.tenantSuffix))
      .map((domain) => domain.slice(0, -Domain.tenantSuffix.length))
  ])
  return Layer.succeed(MicrosoftDirectory.MicrosoftDirectory, {
    find: (domain) => Effect.succeed(ids.get(domain.toLowerCase()) ?? null),
    isFree: (prefix) => Effect.succeed(!prefixes.has(prefix.toLowerCase()))
  })
}
