import * as TaxRate from "@clientele/core/TaxRate"
import * as TaxTerritory from "@clientele/core/TaxTerritory"
import { data } from "@clientele/core/reference/tax/Europe"
import { assert, describe, it } from "@effect/vitest"
import rates from "sales-tax/res/sales_tax_rates.json" with { type: "json" }

const rate = (country: string, day: string, postalCode?: string) =>
  TaxRate.at(TaxTerritory.resolve({ country, ...(postalCode === undefined ? {} : { postalCode }) }, data), day)?.rate ??
  null

const members = data.territories
  .filter(({ country, euVat, id }) => euVat && id === country && id !== "MC")
  .map(({ id }) => id)

interface Independent {
  readonly rate: number
  readonly before?: Readonly<Record<string, { readonly rate: number }>>
}
const independent = rates as unknown as Readonly<Record<string, Independent>>

/** The first day with a rate and the last without it. */
const changes: ReadonlyArray<
  readonly [country: string, lastDay: string, before: number, firstDay: string, after: number]
> = [
  ["DE", "2020-06-30", 19, "2020-07-01", 16],
  ["DE", "2020-12-31", 16, "2021-01-01", 19],
  ["IE", "2020-08-31", 23, "2020-09-01", 21],
  ["IE", "2021-02-28", 21, "2021-03-01", 23],
  ["LU", "2022-12-31", 17, "2023-01-01", 16],
  ["LU", "2023-12-31", 16, "2024-01-01", 17],
  ["EE", "2023-12-31", 20, "2024-01-01", 22],
  ["EE", "2025-06-30", 22, "2025-07-01", 24],
  ["FI", "2024-08-31", 24, "2024-09-01", 25.5],
  ["SK", "2024-12-31", 20, "2025-01-01", 23],
  ["RO", "2025-07-31", 19, "2025-08-01", 21],
  ["CH", "2023-12-31", 7.7, "2024-01-01", 8.1],
  ["IC", "2019-12-31", 6.5, "2020-01-01", 7]
]

describe("TaxRate", () => {
  for (const [country, lastDay, before, firstDay, after] of changes) {
    it(`${country} bears ${before} % on ${lastDay} and ${after} % on ${firstDay}`, () => {
      assert.deepStrictEqual([rate(country, lastDay), rate(country, firstDay)], [before, after])
    })
  }

  it("the 27 standard rates of today agree with sales-tax", () => {
    assert.lengthOf(members, 27)
    for (const country of [...members, "GB", "NO", "CH", "IS"]) {
      assert.closeTo(rate(country, "2026-07-31") ?? -1, (independent[country]?.rate ?? -1) * 100, 1e-9, country)
    }
  })

  it("the changes since 2019 agree with sales-tax, a day around each", () => {
    for (const country of [...members, "CH"]) {
      for (const [instant, { rate: before }] of Object.entries(independent[country]?.before ?? {})) {
        // Its instants are midnights in local time; Romania's is a day late (Law 141/2025 applies from 2025-08-01).
        const day = new Date(Date.parse(instant) - 36 * 3_600_000).toISOString().slice(0, 10)
        if (day >= "2019-01-01" && country !== "RO")
          assert.closeTo(rate(country, day) ?? -1, before * 100, 1e-9, `${country} ${day}`)
      }
    }
  })

  it("special territories bear their own rates", () => {
    assert.strictEqual(rate("PT", "2021-06-30", "9500-123"), 18)
    assert.strictEqual(rate("PT", "2026-11-01", "9500"), 16)
    assert.strictEqual(rate("PT", "2026-11-01", "9000"), 22)
    assert.strictEqual(rate("AT", "2026-11-01", "6691"), 19)
    assert.strictEqual(rate("AT", "2026-11-01", "6992"), 19)
    assert.strictEqual(rate("RE", "2026-11-01"), 8.5)
    assert.strictEqual(rate("MC", "2026-11-01"), 20)
    assert.strictEqual(rate("IM", "2026-11-01"), 20)
    assert.strictEqual(rate("LI", "2026-11-01"), 8.1)
    assert.strictEqual(rate("ES", "2026-11-01", "51001"), null)
    assert.strictEqual(rate("US", "2026-11-01"), null)
  })

  it("every member state has a rate on every day since 2019", () => {
    for (const country of members) assert.isNotNull(rate(country, "2019-01-01"), country)
    assert.isNull(rate("DE", "1999-01-01"))
  })

  it("rows are in order, each with a day and a source", () => {
    for (const { id, rates } of data.territories) {
      assert.deepStrictEqual(
        rates.map(({ from }) => from),
        rates.map(({ from }) => from).toSorted(),
        id
      )
      for (const { from, source } of rates) {
        assert.match(from, /^\d{4}-\d\d-\d\d$/u)
        assert.isNotEmpty(source)
      }
    }
  })

  it("an invoice bears the seller's rate, the destination's, 0 or none, as it is treated", () => {
    const seller = TaxTerritory.resolve({ country: "NL" }, data)
    const place = TaxTerritory.resolve({ country: "HU" }, data)
    const bears = (treatment: TaxRate.Invoice["treatment"], belowOssThreshold = false) =>
      TaxRate.ofInvoice({ treatment, seller, place, day: "2026-11-01", sameCountry: false, belowOssThreshold })?.rate ??
      null
    assert.deepStrictEqual(
      [
        bears("domestic"),
        bears("euConsumer"),
        bears("euConsumer", true),
        bears("reverseCharge"),
        bears("outsideScope"),
        bears("unresolved")
      ],
      [21, 27, 21, 0, null, null]
    )
  })
})
