/**
 * A hash of a JSON value that does not depend on the order of its keys.
 *
 * @since 0.1.0
 */
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import * as Predicate from "effect/Predicate"

/**
 * Returns the SHA-256 of a value as 64 hexadecimal digits; equal values have equal fingerprints, however their keys are ordered.
 *
 * **Details**
 *
 * Nesting beyond 100 levels counts as equal. Values that JSON does not know are left out, as JSON does.
 *
 * @category getters
 * @since 0.1.0
 */
export const of = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(sorted(value, 0)) ?? "")))

const sorted = (value: unknown, depth: number): unknown =>
  depth > 100
    ? null
    : Array.isArray(value)
    ? value.map((item) => sorted(item, depth + 1))
    : Predicate.isObject(value)
    ? Object.keys(value).sort().map((key) => [key, sorted(value[key], depth + 1)])
    : value
