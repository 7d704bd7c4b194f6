/** The pages that follow from the truth sets and from the rules of the countries. */
import { globSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import * as Address from "../packages/core/src/party/Address.ts"
import type { CountryRule } from "../packages/core/src/reference/CountryRule.ts"
import { countries } from "../packages/core/src/reference/Countries.ts"
import type { judge } from "./truth.ts"
import { root } from "./workspace.ts"

type Table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) => string

interface Row {
  readonly kind: string
  readonly country?: string
  readonly defaultCountry?: string
  readonly input: string
  readonly valid?: boolean | null
  readonly possible?: boolean
  readonly source?: string
  readonly decision?: string
}

const folder = join(root, "packages/core/test/truth")
/** Countries where no valid value may be refused. */
const strict = ["NL", "BE", "DE", "FR", "LU", "AT", "GB", "IE", "US"]
const code = (text: string) => `\`${text}\``

/** Of a phone number whose range nobody vouches for, whether it is possible. */
const asks = (row: { readonly valid?: unknown; readonly possible?: unknown }): "valid" | "possible" =>
  row.valid === undefined && row.possible !== undefined ? "possible" : "valid"

const counted = (values: ReadonlyArray<string>): ReadonlyArray<readonly [string, number]> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([a, i], [b, j]) => j - i || (a < b ? -1 : 1))
}

/** Returns the page of the confusion table: what the kernel says of each row, against what the row says. */
export const truth = (table: Table, verdicts: typeof judge, header: string): string => {
  const sets = globSync(join(folder, "*.json"))
    .map((path) => ({
      kind: basename(path, ".json"),
      rows: JSON.parse(readFileSync(path, "utf8")) as ReadonlyArray<Row>
    }))
    .filter(({ kind, rows }) => rows.every((row) => row.kind === kind))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
  const tally = (rows: ReadonlyArray<Row>) => {
    const disagree = Object.values(verdicts([...rows])).flatMap((one) => one.disagree)
    const wrong = (expected: boolean, said: boolean) =>
      disagree.filter(({ ours, row }) => said === ours[asks(row)] && row[asks(row)] === expected).length
    const of = (valid: boolean) => rows.filter((row) => row[asks(row)] === valid).length
    const refused = wrong(true, false)
    const accepted = wrong(false, true)
    return [
      rows.length,
      of(true) - refused,
      refused,
      of(false) - accepted,
      accepted,
      rows.filter((row) => typeof row[asks(row)] !== "boolean").length,
      disagree.length
    ].map(String)
  }
  const head = [
    "rows",
    "valid, accepted",
    "valid, refused",
    "invalid, refused",
    "invalid, accepted",
    "no verdict",
    "wrong"
  ]
  const postal = sets.find(({ kind }) => kind === "postal")?.rows ?? []
  const decided = sets.flatMap(({ rows }) => rows.filter((row) => row.decision !== undefined))
  return `${header}
# The truth sets

What the kernel says of values that others published and of rows written by hand (their source begins so), row by row: \`packages/core/test/truth\`, run by \`npm test\`. Run your own
with \`npm run truth -- FILE.json\`. *Wrong* also counts rows whose verdict is right and whose canonical form is not; *no verdict*
are rows that expect none, or that no rule is known; of a phone number without a verdict it counts whether it is possible. [Addresses and numbers](../explanation/addresses-and-numbers.md) gives the
reasons.

**What the zeros mean.** These sets keep what was decided; they are no independent measure of how often the kernel is wrong. Where a
source and the kernel differed and the source was judged wrong, the row holds the kernel's verdict and says so; many of these were decided by
kind, not one by one. Before that, 98 of the 1510 postal rows of others differed. Rows by hand come from whoever wrote the rules. The VAT
and registration labels are mostly the verdict of one other program, the tax expectations our own reading of the articles they name.

${table(
  ["kind", ...head],
  sets.map(({ kind, rows }) => [kind, ...tally(rows)])
)}

## Postal codes of the countries that must not refuse a valid one

${table(
  ["country", ...head],
  strict.map((country) => [country, ...tally(postal.filter((row) => row.country === country))])
)}

The set holds ${new Set(postal.map(({ country }) => country)).size} countries.

## Sources

${table(
  ["kind", "rows", "source"],
  sets.flatMap(({ kind, rows }) =>
    counted(rows.map(({ source }) => source ?? "not named")).map(([source, count]) => [kind, String(count), source])
  )
)}

## Decided against the source

Where sources contradict one another, or the rules that this project follows, the row holds what was decided and why: it
agrees by that decision, and the table above counts it so.

${table(
  ["kind", "rows", "decision", "such as"],
  counted(decided.map(({ decision, kind }) => `${kind}\n${decision}`)).map(([both, count]) => {
    const [kind = "", why = ""] = both.split("\n")
    const { country, defaultCountry, input, source } = decided.find((row) => row.kind === kind && row.decision === why)!
    return [
      kind,
      String(count),
      why,
      `${[country ?? defaultCountry ?? "", code(JSON.stringify(input))].join(" ").trim()} (${source})`
    ]
  })
)}
`
}

const asked: Readonly<Record<string, string>> = { required: "yes", optional: "optional", none: "–" }

/** The order of lines in words people know, a line each. */
const lines = (rule: CountryRule): string => {
  const names: Readonly<Record<string, string>> = {
    N: "name",
    O: "organisation",
    A: "address",
    C: "city",
    S: "state",
    Z: "postal code"
  }
  return rule.format
    .split("%n")
    .map((line) =>
      line
        .replace(/%([A-Z])/gu, (_, field: string) => names[field] ?? "")
        .replace(/\s+/gu, " ")
        .trim()
    )
    .filter((line) => line !== "")
    .join(" / ")
}

const section = (rule: CountryRule): string => {
  const { code: country, name, postal, subdivisions } = rule
  const needs = Address.requirements(rule)
  return `### ${name} (${country})

- Needed: ${Object.entries({
    address: needs.line1,
    city: needs.city,
    state: needs.state,
    "postal code": needs.postalCode
  })
    .map(([what, how]) => `${what} ${asked[how]}`)
    .join(", ")}
- Lines: ${lines(rule)}
- Postal code: ${
    postal === null
      ? "there are none"
      : `${postal.examples.map(code).join(", ")}; ${code(postal.pattern)}${
          postal.prefixes === undefined ? "" : `; before it also ${postal.prefixes.map(code).join(", ")}`
        }`
  }
${
  subdivisions.length === 0
    ? ""
    : `- States (${subdivisions.length}): ${subdivisions.map((one) => `${one.name} ${code(one.code)}`).join(", ")}\n`
}`
}

/** Returns the page of the address rules of every country. */
export const rules = (table: Table, header: string): string => {
  const all = Object.values(countries)
  return `${header}
# Address rules by country

What an address needs, how its postal code is written, which states there are, and the order of lines on a letter. From
\`reference/countries\`, whose modules name their sources. A pattern fits the canonical form alone; input may have its case,
spaces and separators otherwise. How much is published about these rules and where they depart from it:
[addresses and numbers](../explanation/addresses-and-numbers.md).

${table(
  ["country", "", "address", "city", "state", "states", "postal code", "such as"],
  all.map((rule) => {
    const needs = Address.requirements(rule)
    return [
      rule.name,
      code(rule.code),
      asked[needs.line1]!,
      asked[needs.city]!,
      asked[needs.state]!,
      rule.subdivisions.length === 0 ? "" : String(rule.subdivisions.length),
      asked[needs.postalCode]!,
      rule.postal === null ? "" : code(rule.postal.examples[0]!)
    ]
  })
)}

## Each country

${all.map(section).join("\n")}`
}
