/**
 * What a law of a port is: a promise as data, with the check that tells whether a given adapter keeps it.
 *
 * @since 0.1.0
 */
import type { Credentials, CustomerNotFound, CustomerStore, TokenStore, UserStore } from "@clientele/core"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/**
 * What an adapter did instead of what its law asks for.
 *
 * @category errors
 * @since 0.1.0
 */
export class LawBroken extends Schema.TaggedError<LawBroken>()("LawBroken", {
  law: Schema.String,
  /** What was looked at. */
  what: Schema.String,
  expected: Schema.Unknown,
  actual: Schema.Unknown
}) {
  override get message(): string {
    const text = (value: unknown) => JSON.stringify(value) ?? String(value)
    return `${this.law}: ${this.what}: expected ${text(this.expected)}, got ${text(this.actual)}`
  }
}

/**
 * Why a law's check fails: the law is broken, or the port failed where the law needs it to work.
 *
 * @category errors
 * @since 0.1.0
 */
export type LawFailure =
  | LawBroken
  | CustomerStore.VersionConflict
  | CustomerStore.ClaimTaken
  | CustomerStore.AlreadyCommitted
  | CustomerStore.CustomerStoreUnavailable
  | CustomerNotFound.CustomerNotFound
  | UserStore.LoginTaken
  | UserStore.UserNotFound
  | UserStore.UserStoreUnavailable
  | Credentials.CredentialsUnavailable
  | TokenStore.TokenStoreUnavailable

/**
 * One promise of a port.
 *
 * **Details**
 *
 * `R` are the services that the check looks at. A check draws fresh ids and a platform of its own: it needs no cleaning,
 * runs in any order, and may share a database with others. It runs on the live clock.
 *
 * @category models
 * @since 0.1.0
 */
export interface Law<R> {
  /** Stable name, quoted in docs and bug reports. Never reused. */
  readonly id: `${"STORE" | "USERS" | "CRED" | "TOKEN"}-${number}`
  /** The promise as one sentence. */
  readonly title: string
  /** The law speaks only of stores with these capabilities. */
  readonly requires?: Partial<CustomerStore.Capabilities>
  /** Fails when the adapter breaks the promise. */
  readonly check: Effect.Effect<void, LawFailure, R>
}

/**
 * Returns why a law does not speak of an adapter; `null` if it does.
 *
 * @category getters
 * @since 0.1.0
 */
export const exemption = <R>(law: Law<R>, capabilities: CustomerStore.Capabilities): string | null => {
  const { durable } = law.requires ?? {}
  return durable === undefined || durable === capabilities.durable
    ? null
    : `the store says that it is ${capabilities.durable ? "" : "not "}durable`
}
