/** The pages and tables about tax and its numbers, made from the data that decides. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Territory } from "../packages/core/src/reference/TaxData.ts"
import { data } from "../packages/core/src/reference/tax/Europe.ts"
import * as TaxRate from "../packages/core/src/tax/TaxRate.ts"
import * as TaxSeller from "../packages/core/src/tax/TaxSeller.ts"
import * as TaxZone from "../packages/core/src/tax/TaxZone.ts"
import { root } from "./workspace.ts"

type Table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) => string

const today = data.asOf ?? data.version
const percent = (rate: number | null | undefined) => (rate === null || rate === undefined ? "–" : `${rate} %`)

/** The first postal code of four or five digits that a pattern takes. */
const sample = (patterns: ReadonlyArray<string>): string | undefined => {
  const tests = patterns.map((pattern) => new RegExp(pattern, "u"))
  for (const length of [4, 5]) {
    for (let code = 0; code < 10 ** length; code++) {
      const text = String(code).padStart(length, "0")
      if (tests.some((test) => test.test(text))) return text
    }
  }
  return undefined
}

const place = ({ codes = [], country, id, postal = [], subdivisions = [] }: Territory) => {
  if (id === country) return { country }
  const postalCode = sample(postal)
  if (postalCode !== undefined) return { country, postalCode }
  return codes[0] === undefined ? { country, subdivision: subdivisions[0] ?? null } : { country: codes[0] }
}

/** A pattern as people read it: `35nnn`. */
const readable = (pattern: string): string =>
  pattern
    .replace(/^\^|\$$/gu, "")
    .replace(/\\d\{(\d)\}/gu, (_, count: string) => "n".repeat(Number(count)))
    .replaceAll("\\d", "n")

const known = ({ codes = [], foreign = [], postal = [], shared = [] }: Territory): string =>
  [
    ...codes.map((code) => `\`${code}\``),
    ...postal.map((pattern) => `\`${readable(pattern)}\``),
    ...shared.map(
      (rule) => `\`${readable(rule.postal)}\` ${rule.unnamed ? "unless another city is named" : "with its name"}`
    ),
    ...foreign.map((rule) => `${rule.country} \`${readable(rule.postal)}\``)
  ].join(", ")

/** One row per territory: how a Dutch seller's services are treated there. */
export const territories = (table: Table): string => {
  const seller = TaxSeller.make("NL")
  const treated = (territory: Territory, business: boolean) =>
    TaxZone.decide(
      {
        customer: {
          ...place(territory),
          ...(business
            ? {
                vatId: `${territory.country === "GR" ? "EL" : territory.country === "MC" ? "FR" : territory.country}0`,
                vatEvidence: { _tag: "valid", at: "2026-01-01T00:00:00.000Z" as never, reference: null }
              }
            : { kind: "consumer" as const })
        },
        day: today
      },
      seller,
      data
    )
  return table(
    [
      "territory",
      "known by",
      "business with a confirmed VAT id",
      "consumer",
      `consumer’s rate on ${today}`,
      "because of"
    ],
    data.territories.map((territory) => {
      const consumer = treated(territory, false)
      return [
        territory.id === territory.country ? `**${territory.name}**` : territory.name,
        territory.id === territory.country
          ? [`\`${territory.id}\``, known(territory)].filter(Boolean).join(", ")
          : known(territory),
        treated(territory, true).treatment,
        consumer.treatment,
        percent(consumer.rate),
        territory.source
      ]
    })
  )
}

/** Every dated rate, with its source. */
export const rates = (table: Table, header: string): string => `${header}
# VAT rates

Standard rates as of ${today}, each from the first day it applied; it ends where the next begins. The first row of a territory
may begin later than its law did: days from 2019 on are complete. Places that count as another one bear its rate. How a
sale comes to bear one of them: [Which tax zone, and why](../explanation/which-tax-zone.md).

${table(
  ["territory", "id", "from", "rate", "source"],
  data.territories.flatMap((territory) =>
    territory.rates.map((rate) => [
      territory.name,
      `\`${territory.id}\``,
      rate.from,
      rate === TaxRate.at(territory, today) ? `**${percent(rate.rate)}**` : percent(rate.rate),
      rate.source
    ])
  )
)}

No VAT, or none that is known here: ${data.territories
  .filter(({ rates }) => rates.length === 0)
  .map(({ name }) => name)
  .join(", ")}.
`

/** What the sets of numbers in the tests hold, and how many of their rows are judged otherwise. */
export const confusion = (
  table: Table,
  judge: (
    rows: ReadonlyArray<never>
  ) => Readonly<
    Record<string, { readonly disagree: ReadonlyArray<{ readonly row: { readonly [key: string]: unknown } }> }>
  >
): string => {
  const lines = (["vat", "regnum"] as const).flatMap((kind) => {
    const rows: ReadonlyArray<{ readonly [key: string]: unknown }> = JSON.parse(
      readFileSync(join(root, `packages/core/test/truth/${kind}.json`), "utf8")
    )
    const wrong = judge(rows as never)[kind]?.disagree ?? []
    const key = kind === "vat" ? "country" : "scheme"
    const count = (list: ReadonlyArray<{ readonly [key: string]: unknown }>, name: unknown, valid: boolean) =>
      String(list.filter((row) => row[key] === name && row.valid === valid).length)
    return [...new Set(rows.map((row) => row[key]))].map((name) => [
      kind === "vat" ? `VAT ids of ${name}` : `\`${name}\``,
      count(rows, name, true),
      count(
        wrong.map(({ row }) => row),
        name,
        true
      ),
      count(rows, name, false),
      count(
        wrong.map(({ row }) => row),
        name,
        false
      )
    ])
  })
  return table(["numbers", "valid ones", "of these refused", "wrong ones", "of these accepted"], lines)
}
