/** What the driver of a crash run and its clients, which are processes of their own, say to each other. */
import type { Command } from "@clientele/core"

/** A command with the key under which it is carried out once, however often it is asked for. */
export interface Task {
  readonly key: string
  readonly command: Command.Command
}

/** What the store answered: for good, unlike an answer that never came. */
export type Outcome =
  | {
      readonly _tag: "acknowledged"
      readonly customer: string
      readonly version: number
      readonly command: string
      readonly stage: string
      readonly replayed: boolean
    }
  | { readonly _tag: "refused"; readonly why: string }

/** An event as a follower of the feed heard of it. */
export interface Heard {
  readonly customer: string
  readonly sequence: number
}

/** Rows of the database, as of one moment. */
export interface Picture {
  readonly customers: ReadonlyArray<{ readonly id: string; readonly version: number; readonly state: unknown }>
  readonly events: ReadonlyArray<unknown>
  readonly claims: ReadonlyArray<{
    /** Id of the customer; `null` where there is no such customer. */
    readonly customer: string | null
    readonly kind: string
    readonly scope: string
    readonly key: string
  }>
  readonly records: ReadonlyArray<{
    readonly key: string
    readonly command: string
    readonly customer: string
    readonly version: number
  }>
}

export type Place =
  | { readonly _tag: "server"; readonly url: string }
  | { readonly _tag: "embedded"; readonly folder: string }
  /** A server of HTTP, with the database behind it, which only the look reads. */
  | { readonly _tag: "http"; readonly api: string; readonly token: string; readonly url: string }

export type ToClient =
  /** Opens the store. Until then a client only has its modules loaded. */
  | { readonly _tag: "open"; readonly place: Place; readonly follow: boolean; readonly after: string | null }
  | { readonly _tag: "do"; readonly task: Task }
  /** Asks for what the database holds of the commands under these keys and of their customers; `null`: of all. */
  | { readonly _tag: "look"; readonly keys: ReadonlyArray<string> | null }

export type FromClient =
  | { readonly _tag: "opened"; readonly root: string }
  | { readonly _tag: "done"; readonly key: string; readonly outcome: Outcome }
  | { readonly _tag: "heard"; readonly events: ReadonlyArray<Heard>; readonly after: string }
  | { readonly _tag: "looked"; readonly picture: Picture }
  | { readonly _tag: "broken"; readonly why: string }

/** The support user as whom everything is done. */
export const actor = "usr_00000000000000000000000001"
