/**
 * Reading events that earlier releases wrote.
 *
 * @since 0.1.0
 */
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Redacted, schemaVersion } from "./Event.ts"

/**
 * Lifts a recorded event, as stored, from one schema version to the next.
 *
 * **Details**
 *
 * Pure and total over everything that the version it lifts from has written, erased values included.
 *
 * @category models
 * @since 0.1.0
 */
export type Upcaster = (stored: { readonly [key: string]: unknown }) => { readonly [key: string]: unknown }

/**
 * The upcasters there are, by the version that they lift from.
 *
 * **Details**
 *
 * Version 1 is the first and the present one, so there is none yet. Whoever changes a stored shape raises
 * `Event.schemaVersion` and adds the upcaster from the version before; none is ever taken away.
 *
 * @category constants
 * @since 0.1.0
 */
export const all: Readonly<Record<number, Upcaster>> = {}

/**
 * Returns a stored event as the present version has it. What no release has written is a defect of the store: throws.
 *
 * @category decoding
 * @since 0.1.0
 */
export const read = (stored: unknown): Redacted => decode(lift(stored, all, schemaVersion))

/**
 * Returns a stored event lifted version by version, not yet decoded.
 *
 * @category combinators
 * @since 0.1.0
 */
export const lift = (stored: unknown, upcasters: Readonly<Record<number, Upcaster>>, present: number): unknown => {
  let event = stored
  while (Predicate.isObject(event) && typeof event["schema"] === "number" && event["schema"] < present) {
    const upcast = upcasters[event["schema"]]
    if (upcast === undefined) throw new Error(`no upcaster from version ${event["schema"]} of the event schemas`)
    event = { ...upcast(event), schema: event["schema"] + 1 }
  }
  return event
}

const decode = Schema.decodeUnknownSync(Redacted)
