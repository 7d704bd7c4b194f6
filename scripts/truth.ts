/**
 * Holds the kernel's verdicts against a file of yours: `npm run truth -- FILE.json [--json]`.
 *
 * The file is a list of rows `{ kind, input, … }` of the kinds postal, vat, regnum, phone, domain, email, tax, name and country.
 * Only what a row expects is compared; `"valid": null` stands for "no rule is known".
 */
import { readFileSync } from "node:fs"
import {
  CompanyName,
  Country,
  Domain,
  Email,
  type Finding,
  PersonName,
  Phone,
  PostalCode,
  RegistrationNumber,
  Subdivision,
  TaxSeller,
  TaxZone,
  VatId
} from "@clientele/core"
import * as Europe from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { json } from "./workspace.ts"

const reference = World.make({ tax: Europe.data })

// biome-ignore lint/suspicious/noExplicitAny: rows are the user's own and may hold anything
type Row = Record<string, any>
type Verdict = Record<string, unknown>

const of = ({ findings, value }: Finding.Parsed<string>): Verdict => {
  const proposal = findings.find((finding) => finding.proposal !== undefined)?.proposal
  return { valid: value !== null, canonical: value ?? proposal ?? null }
}

const has = (parsed: Finding.Parsed<string>, code: string) => parsed.findings.some((finding) => finding.code === code)

const postal = ({ country, input, state }: Row): Verdict => {
  const rule = Country.rule(country, reference)
  if (rule === undefined) return { valid: null }
  const subdivision = state === undefined ? null : Subdivision.parse(state, country, reference).value
  const verdict = of(PostalCode.parse(input, country, reference, subdivision ?? undefined))
  return rule.postal === null ? { ...verdict, valid: input.trim() === "" ? true : null } : verdict
}

const vat = ({ country, input }: Row): Verdict => {
  const parsed = VatId.parse(input, country ?? null)
  return has(parsed, "vatIdUnchecked") ? { ...of(parsed), valid: null } : of(parsed)
}

const phone = ({ defaultCountry, input }: Row): Verdict => {
  const parsed = Phone.parse(input, defaultCountry ?? null, reference)
  return {
    e164: parsed.value,
    possible: parsed.value !== null,
    valid: parsed.value !== null && !has(parsed, "phoneUnlikely")
  }
}

const evidence = (name: string | undefined) => {
  switch (name) {
    case "valid":
      return { _tag: "valid", at: instant, reference: null } as const
    case "invalid":
      return { _tag: "invalid", at: instant } as const
    case "unavailable":
      return { _tag: "unavailable", since: instant } as const
    case "unverified":
      return { _tag: "unverified" } as const
    default:
      return { _tag: "none" } as const
  }
}
const instant = "2026-01-01T00:00:00.000Z" as never

/** A list may say that the seller is below the threshold without saying since when. */
const policies = (policy: Row = {}): Row =>
  typeof policy.belowOssThreshold === "boolean"
    ? { ...policy, belowOssThreshold: policy.belowOssThreshold ? [{ from: "0000-01-01" }] : [] }
    : policy

const tax = ({ customer, date, policy, seller, supply }: Row): Verdict => {
  const where = typeof seller === "string" ? { country: seller } : seller
  const { city, country, kind, postalCode, state, subdivision, vatEvidence, vatId } = customer
  const code =
    postalCode === undefined
      ? null
      : (PostalCode.parse(String(postalCode), country, reference).value ?? String(postalCode))
  const { provisional, rate, territory, treatment } = TaxZone.decide(
    {
      customer: {
        kind: kind === "business" || kind === "company" ? "business" : "consumer",
        country,
        postalCode: code,
        subdivision: state ?? subdivision ?? null,
        city: city ?? null,
        vatId: vatId ?? null,
        vatEvidence: evidence(vatEvidence)
      },
      supply: supply ?? "services",
      day: date ?? null
    },
    TaxSeller.make(where.country, { ...where, ...policies(policy) }),
    Europe.data
  )
  return { zone: treatment, provisional, rate, territory }
}

const verdicts: Record<string, (row: Row) => Verdict> = {
  postal,
  vat,
  regnum: ({ input, scheme }) => {
    const known = RegistrationNumber.schemeNamed(String(scheme))
    return known === null ? { valid: null } : of(RegistrationNumber.parse(input, known.slice(0, 2), known))
  },
  phone,
  domain: ({ input }) => of(Domain.parse(input, reference)),
  email: ({ input }) => of(Email.parse(input, reference)),
  tax,
  name: ({ input, who }) => of(who === "person" ? PersonName.parse(input) : CompanyName.parse(input)),
  country: ({ input }) => of(Country.parse(input, reference))
}

/** What of a row is an expectation. A proposal is compared only where one is expected. */
const expected = (row: Row): Verdict =>
  row.kind === "tax"
    ? (row.expect ?? {})
    : Object.fromEntries(
        ["valid", "canonical", "e164", "possible"].filter((key) => key in row).map((key) => [key, row[key]])
      )

const same = (ours: unknown, theirs: unknown, row: Row): boolean =>
  // Where the invoice bears no tax there is no rate or one of nought; lists write it either way.
  row.kind === "tax" && (theirs === 0 || theirs === null) ? (ours ?? 0) === (theirs ?? 0) : ours === theirs

interface Tally {
  rows: number
  agree: number
  readonly disagree: Array<{ readonly row: Row; readonly ours: Verdict }>
}

export const judge = (rows: ReadonlyArray<Row>): Record<string, Tally> => {
  const kinds: Record<string, Tally> = {}
  for (const row of rows) {
    const tally = (kinds[row.kind] ??= { rows: 0, agree: 0, disagree: [] })
    tally.rows += 1
    const ours = verdicts[row.kind]?.(row) ?? { problem: `unknown kind ${row.kind}` }
    const agrees =
      verdicts[row.kind] !== undefined &&
      Object.entries(expected(row)).every(([key, value]) => same(ours[key], value, row))
    if (agrees) tally.agree += 1
    else tally.disagree.push({ row, ours })
  }
  return kinds
}

if (import.meta.main) {
  const file = process.argv.slice(2).find((argument) => !argument.startsWith("--"))
  if (file === undefined) {
    console.error("Name a file of rows: npm run truth -- FILE.json [--json]")
    process.exit(2)
  }
  const kinds = judge(JSON.parse(readFileSync(file, "utf8")))
  const print = json ? console.error : console.log
  for (const [kind, { agree, disagree, rows }] of Object.entries(kinds)) {
    print(`${kind}: ${agree} of ${rows} agree`)
    for (const { ours, row } of disagree) print(`  ${JSON.stringify(row)}\n    ours: ${JSON.stringify(ours)}`)
  }
  if (json) console.log(JSON.stringify({ kinds }))
}
