/** What a row of a truth set looks like, by kind, and what is wrong with one that does not. */
import * as TaxRate from "@clientele/core/TaxRate"
import * as TaxSeller from "@clientele/core/TaxSeller"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

const { Boolean, Finite, Literals, Number: Any, String: Text, Struct, Union } = Schema
const maybe = <S extends Schema.Constraint>(schema: S) => Schema.optionalKey(Schema.NullOr(schema))
const verdict = { input: Text, valid: maybe(Boolean), canonical: maybe(Text) }
const day = Text.check(
  Schema.makeFilter((text) => TaxRate.isDay(text) || "a day of the calendar, written like 2026-11-22")
)

/** Codes of countries are not judged here: whether one is right is what some rows are about. */
const country = Text
const customer = Struct({
  kind: maybe(Literals(["business", "company", "location", "department", "consumer", "individual"])),
  country,
  postalCode: maybe(Union([Text, Any])),
  state: maybe(Text),
  subdivision: maybe(Text),
  city: maybe(Text),
  vatId: maybe(Text),
  vatEvidence: maybe(Literals(["none", "unverified", "valid", "invalid", "unavailable"]))
})
const { belowOssThreshold, country: _, ...policies } = TaxSeller.Seller.fields
const policy = Struct({
  ...Object.fromEntries(Object.entries(policies).map(([key, schema]) => [key, Schema.optionalKey(schema)])),
  belowOssThreshold: Schema.optionalKey(Union([Boolean, belowOssThreshold]))
})

const shapes: Readonly<Record<string, Schema.Codec<unknown, unknown> & { readonly fields: object }>> = {
  postal: Struct({ ...verdict, country, state: maybe(Text) }),
  vat: Struct({ ...verdict, country: maybe(country) }),
  regnum: Struct({ ...verdict, scheme: Text, country: maybe(country) }),
  phone: Struct({
    input: Text,
    defaultCountry: maybe(country),
    e164: maybe(Text),
    possible: maybe(Boolean),
    valid: maybe(Boolean)
  }),
  domain: Struct(verdict),
  email: Struct(verdict),
  tax: Struct({
    seller: Union([Text, Struct({ country, postalCode: maybe(Text), subdivision: maybe(Text) })]),
    customer,
    supply: maybe(Literals(["services", "goods"])),
    date: maybe(day),
    policy: maybe(policy),
    expect: maybe(
      Struct({
        zone: Schema.optionalKey(TaxSeller.Treatment),
        provisional: Schema.optionalKey(Boolean),
        rate: maybe(Finite),
        territory: Schema.optionalKey(Text)
      })
    )
  }),
  name: Struct({ ...verdict, who: maybe(Literals(["company", "person"])) }),
  country: Struct(verdict)
}

/** The kinds of rows there are. */
export const kinds: ReadonlyArray<string> = Object.keys(shapes)

const decoders = new Map(
  Object.entries(shapes).map(([kind, shape]) => [kind, Schema.decodeUnknownResult(shape, { errors: "all" })])
)

/** Returns what is wrong with a row, in a sentence; `null` where it can be judged. */
export const problemOf = (row: unknown): string | null => {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return "a row is an object"
  const { kind, ...rest } = row as Record<string, unknown>
  const shape = typeof kind === "string" && kinds.includes(kind) ? shapes[kind] : undefined
  if (shape === undefined) return `unknown kind ${JSON.stringify(kind)}: one of ${kinds.join(", ")}`
  const decoded = decoders.get(String(kind))!(rest)
  if (Result.isFailure(decoded)) return String(decoded.failure.message).replace(/\s+/gu, " ")
  // What explains a row (source, article, note …) may stand in it; a slip of a key that is looked at must not go unseen.
  return (
    slips(Object.keys(rest), Object.keys(shape.fields)) ??
    inside(rest["customer"], Object.keys(customer.fields)) ??
    inside(rest["expect"], ["zone", "provisional", "rate", "territory"])
  )
}

const inside = (value: unknown, known: ReadonlyArray<string>): string | null =>
  typeof value === "object" && value !== null ? slips(Object.keys(value), known) : null

const slips = (keys: ReadonlyArray<string>, known: ReadonlyArray<string>): string | null => {
  for (const key of keys) {
    const meant = known.find((one) => one !== key && !known.includes(key) && isSlip(key, one))
    if (meant !== undefined) return `unknown key ${key}: did you mean ${meant}?`
  }
  return null
}

/** Two slips at most, or the same letters in another case or with marks between. */
const isSlip = (key: string, meant: string): boolean => {
  const [a, b] = [key, meant].map((text) => text.toLowerCase().replace(/[^a-z0-9]/gu, "")) as [string, string]
  let before = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(row[j - 1]! + 1, before[j]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    before = row
  }
  return before[b.length]! <= (b.length > 5 ? 2 : 1)
}
