/** Values of a JSON Schema, and values that are nearly so. Everything follows from the dice. */
import type { Dice } from "@clientele/testkit"
import * as fc from "fast-check"
import type { Document, Schema } from "./Document.ts"

/** Ids and other words that the server has answered with: a random id would find nothing. */
export interface Seen {
  readonly customers: Array<string>
  readonly words: Array<string>
}

const junk: ReadonlyArray<unknown> = [
  null,
  true,
  -1,
  0,
  1e308,
  -0.5,
  "",
  " ",
  "\u0000",
  "\ud800",
  "𝕏".repeat(50),
  "'; DROP TABLE customer; --",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "{{7*7}}",
  "%00%0d%0a",
  "__proto__",
  [],
  {},
  [[[[[]]]]],
  { __proto__: { admin: true }, constructor: { prototype: {} } },
  "a".repeat(5000),
  2 ** 60,
  "2026-02-30T25:61:61Z"
]

const drafts: ReadonlyArray<unknown> = [
  { name: "Ada Netherlands B.V.", currency: "EUR", address: { country: "NL" } },
  { name: "Grace B.V.", currency: "euro", address: { country: "UK", postalCode: "5652aw" }, admin: { login: "grace" } },
  { address: { country: "NL", postalCode: 5652 }, salesRepresentatives: [{ email: "a@b.nl" }, { email: "a@b.nl" }] },
  { contacts: { admin: { email: "x@y.z" } }, vatId: "NL006486253B01", extra: { a: [1, { b: null }] } },
  {}
]

/** Texts that match a pattern; plain words where the pattern is beyond the generator. */
const matching = (pattern: string): fc.Arbitrary<string> => {
  try {
    return fc.stringMatching(new RegExp(pattern, "u"))
  } catch {
    return fc.constantFrom("plain", "automatic", "Ada", "Overdue")
  }
}

const patterned = new Map<string, fc.Arbitrary<string>>()

export const make = (document: Document, seen: Seen) => {
  const resolve = (schema: Schema): Schema => {
    const ref = schema["$ref"]
    return typeof ref === "string"
      ? resolve(document.components.schemas[ref.slice(ref.lastIndexOf("/") + 1)] ?? {})
      : schema
  }

  const text = (schema: Schema, dice: Dice.Dice): string => {
    const pattern = schema["pattern"]
    if (typeof pattern === "string") {
      if (pattern.startsWith("^cus_") && seen.customers.length > 0 && dice.chance(85)) return dice.one(seen.customers)
      const known = seen.words.filter((word) => word.slice(0, 4) === pattern.slice(1, 5))
      if (known.length > 0 && dice.chance(80)) return dice.one(known)
      const arbitrary = patterned.get(pattern) ?? matching(pattern)
      patterned.set(pattern, arbitrary)
      return fc.sample(arbitrary, { numRuns: 1, seed: dice.roll(1_000_000) })[0] ?? ""
    }
    return dice.one(["plain", "automatic", "manual", "Ada", "ada@example.com", "EUR", "ams", "a", "Straße", "no"])
  }

  const value = (raw: Schema, dice: Dice.Dice, depth = 0): unknown => {
    const schema = resolve(raw)
    const choices = (schema["enum"] ?? schema["anyOf"] ?? schema["oneOf"]) as ReadonlyArray<unknown> | undefined
    if (schema["enum"] !== undefined) return dice.one(choices ?? [])
    if (choices !== undefined) return value(dice.one(choices) as Schema, dice, depth)
    switch (schema["type"]) {
      case "string":
        return text(schema, dice)
      case "integer":
      case "number":
        return Number(schema["minimum"] ?? 0) + dice.roll(Math.min(300, Number(schema["maximum"] ?? 300)) + 1)
      case "boolean":
        return dice.chance(50)
      case "null":
        return null
      case "array":
        return depth > 6
          ? []
          : Array.from({ length: dice.roll(4) }, () => value((schema["items"] ?? {}) as Schema, dice, depth + 1))
      case "object": {
        const required = new Set((schema["required"] ?? []) as ReadonlyArray<string>)
        return Object.fromEntries(
          Object.entries((schema["properties"] ?? {}) as Record<string, Schema>)
            .filter(([key]) => required.has(key) || (depth < 6 && dice.chance(50)))
            .map(([key, inner]) => [key, value(inner, dice, depth + 1)])
        )
      }
      default:
        // Anything at all: a draft, or the changes of an edit.
        return dice.chance(80) ? dice.one(drafts) : dice.one(junk)
    }
  }

  /** The same with something wrong in it, somewhere. */
  const spoiled = (sound: unknown, dice: Dice.Dice, depth = 0): unknown => {
    if (depth > 3 || dice.chance(30) || typeof sound !== "object" || sound === null) return dice.one(junk)
    if (Array.isArray(sound)) {
      return dice.chance(50)
        ? [...sound, dice.one(junk)]
        : sound.map((item) => (dice.chance(50) ? spoiled(item, dice, depth + 1) : item))
    }
    const entries = Object.entries(sound)
    if (entries.length === 0 || dice.chance(30))
      return { ...sound, [dice.one(["extra", "__proto__", "", "a/b~c", "toString"])]: dice.one(junk) }
    const at = dice.roll(entries.length)
    if (dice.chance(30)) return Object.fromEntries(entries.filter((_, index) => index !== at))
    return Object.fromEntries(
      entries.map(([key, inner], index) => [key, index === at ? spoiled(inner, dice, depth + 1) : inner])
    )
  }

  return { value, spoiled, junk: (dice: Dice.Dice) => dice.one(junk) }
}
