/**
 * Holds the kernel's verdicts against a file of yours: `npm run truth -- FILE.json [--json]`.
 *
 * The file is a list of rows `{ kind, input, … }` of the kinds postal, vat, regnum, phone, domain, email, tax, name and country.
 * Only what a row expects is compared; `"valid": null` stands for "no rule is known". A row that cannot be read, or that
 * nothing can be said of, disagrees, with its `problem`.
 *
 * Exit codes: 0 when the rows were judged, however many agree; 1 when the file is missing, no JSON or no list; 2 when no
 * file is named.
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
import { problemOf } from "./truth-rows.ts"
import { json } from "./workspace.ts"

const reference = World.make({ tax: Europe.data })

// biome-ignore lint/suspicious/noExplicitAny: rows are the user's own and may hold anything
type Row = Record<string, any>
type Verdict = Record<string, unknown> & { readonly problem?: string }

const of = ({ findings, value }: Finding.Parsed<string>): Verdict => {
  const proposal = findings.find((finding) => finding.proposal !== undefined)?.proposal
  return { valid: value !== null, canonical: value ?? proposal ?? null }
}

const has = (parsed: Finding.Parsed<string>, code: string) => parsed.findings.some((finding) => finding.code === code)

/** The code of a state that is given by name, as a draft has it once it is read. */
const stateOf = (state: string | null, country: string): string | null =>
  state === null ? null : (Subdivision.parse(state, country, reference).value ?? state)

const postal = ({ country, input, state }: Row): Verdict => {
  const rule = Country.rule(country, reference)
  if (rule === undefined) return { valid: null }
  const subdivision = (state ?? null) === null ? null : Subdivision.parse(state, country, reference).value
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
const policies = (given: Row | null | undefined): Row => {
  const policy = given ?? {}
  return typeof policy.belowOssThreshold === "boolean"
    ? { ...policy, belowOssThreshold: policy.belowOssThreshold ? [{ from: "0000-01-01" }] : [] }
    : policy
}

const tax = ({ customer, date, policy, seller, supply }: Row): Verdict => {
  const where = typeof seller === "string" ? { country: seller } : seller
  const { city, country, kind, postalCode, state, subdivision, vatEvidence, vatId } = customer
  const code =
    (postalCode ?? null) === null
      ? null
      : (PostalCode.parse(String(postalCode), country, reference).value ?? String(postalCode))
  const { provisional, rate, territory, treatment } = TaxZone.decide(
    {
      customer: {
        kind: ["business", "company", "location", "department"].includes(kind) ? "business" : "consumer",
        country,
        postalCode: code,
        subdivision: stateOf(state ?? subdivision ?? null, country),
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
    const kind = typeof row?.kind === "string" && row.kind !== "__proto__" ? row.kind : "unknown"
    if (!Object.hasOwn(kinds, kind)) kinds[kind] = { rows: 0, agree: 0, disagree: [] }
    const tally = kinds[kind]!
    tally.rows += 1
    const ours = verdictOf(row)
    const agrees =
      ours.problem === undefined && Object.entries(expected(row)).every(([key, value]) => same(ours[key], value, row))
    if (agrees) tally.agree += 1
    else tally.disagree.push({ row, ours })
  }
  return kinds
}

/** One bad row says so and leaves the others alone. */
const verdictOf = (row: Row): Verdict => {
  const problem = problemOf(row)
  if (problem !== null) return { problem }
  try {
    return verdicts[row.kind]!(row)
  } catch (error) {
    return { problem: `judging it failed: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** The rows of a file, or why there are none. */
export const readRows = (file: string): ReadonlyArray<Row> | string => {
  let text: string
  try {
    text = readFileSync(file, "utf8")
  } catch {
    return `${file} cannot be read: is there such a file?`
  }
  try {
    const rows: unknown = JSON.parse(text)
    return Array.isArray(rows) ? rows : `${file} holds no list of rows`
  } catch (error) {
    return `${file} holds no JSON: ${error instanceof Error ? error.message : String(error)}`
  }
}

if (import.meta.main) {
  const file = process.argv.slice(2).find((argument) => !argument.startsWith("--"))
  if (file === undefined) {
    console.error("Name a file of rows: npm run truth -- FILE.json [--json]")
    process.exit(2)
  }
  const rows = readRows(file)
  if (typeof rows === "string") {
    console.error(rows)
    process.exit(1)
  }
  const kinds = judge(rows)
  const print = json ? console.error : console.log
  for (const [kind, { agree, disagree, rows }] of Object.entries(kinds)) {
    print(`${kind}: ${agree} of ${rows} agree`)
    for (const { ours, row } of disagree) print(`  ${JSON.stringify(row)}\n    ours: ${JSON.stringify(ours)}`)
  }
  if (json) console.log(JSON.stringify({ kinds }))
}
