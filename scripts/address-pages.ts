/** The page that follows from the truth sets. */
import { globSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
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

/** One row of each kind, with the fields that are read and what can be expected. */
const shapes: ReadonlyArray<{
  readonly row: Readonly<Record<string, unknown>> & { readonly kind: string }
  readonly reads: string
  readonly expects: string
}> = [
  {
    row: { kind: "postal", country: "NL", input: "5652aw", valid: true, canonical: "5652 AW" },
    reads: "`country` (ISO 3166-1), `input`, `state` if its codes are meant",
    expects: "`valid`, `canonical`"
  },
  {
    row: { kind: "vat", country: "NL", input: "NL006486253B01", valid: true, canonical: "NL006486253B01" },
    reads: "`input`, `country` where the prefix may be missing",
    expects: "`valid`, `canonical`"
  },
  {
    row: { kind: "regnum", scheme: "NL-KVK", input: "17048595", valid: true },
    reads: "`scheme`, by any of its names, `input`",
    expects: "`valid`, `canonical`"
  },
  {
    row: {
      kind: "phone",
      defaultCountry: "NL",
      input: "+31(0)123456789",
      e164: "+31123456789",
      possible: true,
      valid: false
    },
    reads: "`input`, `defaultCountry` for numbers without a country code",
    expects: "`e164`, `possible`, `valid`: in a range that is handed out"
  },
  {
    row: { kind: "domain", input: "MÜNCHEN.de", valid: true, canonical: "xn--mnchen-3ya.de" },
    reads: "`input`",
    expects: "`valid`, `canonical`"
  },
  { row: { kind: "email", input: "a@co.uk", valid: false }, reads: "`input`", expects: "`valid`, `canonical`" },
  {
    row: {
      kind: "tax",
      seller: "NL",
      customer: {
        kind: "business",
        country: "BE",
        postalCode: "1000",
        vatId: "BE0403019261",
        vatEvidence: "valid"
      },
      supply: "services",
      date: "2026-11-01",
      expect: { zone: "reverseCharge", provisional: false }
    },
    reads:
      "`seller`: a country or `{ country, postalCode, subdivision }`; `customer`: `country`, and `kind` (`business`, `company`, `location`, `department`; else a consumer), `postalCode`, `city`, `state` (or `subdivision`), `vatId`, `vatEvidence` (`none`, `unverified`, `valid`, `invalid`, `unavailable`); `supply` (`services`, `goods`); `date`; `policy`: the seller's, `{ unconfirmedVatId, belowOssThreshold }`",
    expects:
      "in `expect`: `zone` (the treatment), `provisional`, `rate` (a percentage; 0 and `null` are the same), `territory`"
  },
  {
    row: { kind: "name", who: "company", input: "LLC", valid: false },
    reads: "`input`, `who` (`company` or `person`)",
    expects: "`valid`, `canonical`"
  },
  {
    row: { kind: "country", input: "UK", canonical: "GB", valid: false },
    reads: "`input`",
    expects: "`valid`, `canonical`: of an alias its proposal"
  }
]

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
  const untrue = Object.values(verdicts(shapes.map(({ row }) => row))).flatMap(({ disagree }) => disagree)
  if (untrue.length > 0) throw new Error(`An example of a row does not hold: ${JSON.stringify(untrue)}`)
  const postal = sets.find(({ kind }) => kind === "postal")?.rows ?? []
  const decided = sets.flatMap(({ rows }) => rows.filter((row) => row.decision !== undefined))
  return `${header}
# The truth sets

What the kernel says of values that others published and of rows written by hand (their source begins so), row by row: \`packages/core/test/truth\`, run by \`npm test\`. Run your own
with \`npm run truth -- FILE.json\`: [the shape of a row](#the-shape-of-a-row). *Wrong* also counts rows whose verdict is right and whose canonical form is not; *no verdict*
are rows that expect none, or that no rule is known; of a phone number without a verdict it counts whether it is possible. [Addresses and numbers](../explanation/addresses-and-numbers.md) gives the
reasons.

**What the zeros mean.** These sets keep what was decided; they are no independent measure of how often the kernel is wrong. Where a
source and the kernel differed and the source was judged wrong, the row holds the kernel's verdict and says so; many of these were decided by
kind, not one by one. Before that, 98 of the 1510 postal rows of others differed. Rows by hand come from whoever wrote the rules. The VAT
and registration labels are mostly the verdict of one other program, the tax expectations our own reading of the articles they name.

**What an examiner found.** On 2026-11-25 5287 further rows were written from public facts, by a reader of the code who had not written
it, with check digits computed anew: 2063 postal codes of 160 countries, 1170 VAT ids, 154 phone numbers, 157 domains and e-mail
addresses, 139 names and 1604 sales. 115 differed at first. In 54 of these the kernel was wrong: VAT numbers of zeros alone (15),
\`xn--\` labels that decode to nothing (6), Greenland's 2412 (one code, 8 sales), Livigno and Campione with their province beside them
(17), and seven postal codes (completed with letters that happen to fit, Singapore's S, Åland's FI, an old Armenian code). It is
mended, and what it was about is in the sets. The others were slips of the examiner, or forms that are decided here (\`01100\` for
Lithuania, with LT- on labels only; codes of overseas territories are none of GB). No right value of the countries below was refused.

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

## The shape of a row

A file is a JSON list of rows. A row has a kind, what is judged, and what is expected of the verdict. Only what a row expects is compared.
Other keys (a source, a note) are left alone, unless they look like a slip of one that is read. A row that cannot be judged (an unknown
kind, no input, a day that the calendar does not have) disagrees, with its \`problem\`, and the others are judged.

${table(
  ["kind", "read", "can be expected", "a row"],
  shapes.map(({ expects, reads, row }) => [row.kind, reads, expects, code(JSON.stringify(row))])
)}

\`"valid": null\` expects that no rule is known: a country without postal codes, tax ids of a country whose ids are not known here, an unknown
scheme. \`canonical\` is the value that is kept, else the proposal, else \`null\`.

\`npm run -s truth -- FILE.json --json\` writes an object to standard output, and the lines for people to standard error:

\`\`\`json
{"kinds":{"postal":{"rows":1,"agree":0,"disagree":[{"row":{"kind":"postal","country":"NL","input":"5652 SS","valid":true},"ours":{"valid":false,"canonical":null}}]}}}
\`\`\`

| exit code | |
| --- | --- |
| 0 | the rows were judged, however many agree: count \`disagree\` |
| 1 | the file is missing, no JSON or no list |
| 2 | no file is named |

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
