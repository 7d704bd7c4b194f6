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
 * Total over anything at all. Nesting beyond 100 levels, and what comes after the first 200,000 values and characters,
 * counts as equal: a command that can be carried out holds far less. Values that JSON does not know count as none.
 *
 * @category getters
 * @since 0.1.0
 */
export const of = (value: unknown): string => {
  let left = most
  const text = (value: string): ReadonlyArray<string | number> => {
    const read = value.slice(0, Math.max(0, left))
    left -= read.length
    return [read, value.length]
  }
  const sorted = (value: unknown, depth: number): unknown => {
    left -= 1
    if (left < 0 || depth > 100) return null
    if (typeof value === "string") return text(value)
    if (Array.isArray(value)) return value.slice(0, left).map((item) => sorted(item, depth + 1))
    if (Predicate.isObject(value)) {
      return {
        fields: Object.keys(value)
          .toSorted()
          .slice(0, left)
          .map((key) => [text(key), sorted(value[key], depth + 1)])
      }
    }
    return typeof value === "number" || typeof value === "boolean" ? value : null
  }
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(sorted(value, 0)))))
}

const most = 200_000
