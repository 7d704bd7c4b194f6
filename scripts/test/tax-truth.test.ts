import { readFileSync } from "node:fs"
import * as TaxSeller from "@clientele/core/TaxSeller"
import * as TaxTerritory from "@clientele/core/TaxTerritory"
import * as TaxZone from "@clientele/core/TaxZone"
import { data } from "@clientele/core/reference/tax/Europe"
import { assert, describe, it } from "vitest"
import { judge } from "../truth.ts"

interface Sale {
  readonly seller: string
  readonly customer: { readonly country: string; readonly postalCode?: string }
  readonly expect: { readonly zone: string; readonly rate?: number | null }
  readonly article: string
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../packages/core/test/truth/${name}.json`, import.meta.url), "utf8"))
const sales: ReadonlyArray<Sale> = read("tax")

/** Every border that a sale must get right, and a place just beside it. */
const borders =
  "35001 38314 51001 52001 23041 23030 22061 78266 27498 22100 97412 9500 9000 6691 6991 98000 63086 350011 34001 36001 50001 78267 27499 21100 23100 6690 8900"

describe("the sets of numbers and sales", () => {
  for (const [kind, least] of [
    ["vat", 800],
    ["regnum", 300],
    ["tax", 150]
  ] as const) {
    it(`${kind}: none of at least ${least} rows disagrees`, () => {
      const tally = judge(read(kind))[kind]
      assert.deepStrictEqual(tally?.disagree, [])
      assert.isAtLeast(tally?.agree ?? 0, least)
    })
  }

  it("has ids of every country, right and wrong ones", () => {
    const seen = new Set(read("vat").map((row: { country: string; valid: boolean }) => `${row.country} ${row.valid}`))
    for (const { country } of data.territories.filter(
      ({ country, euVat, id }) => euVat && id === country && id !== "MC"
    )) {
      assert.isTrue(seen.has(`${country} true`) && seen.has(`${country} false`), country)
    }
  })

  it("has sales at every border and beside it", () => {
    const codes = new Set(sales.map(({ customer }) => customer.postalCode))
    for (const code of borders.split(" ")) assert.isTrue(codes.has(code), code)
  })

  it("has a sale in every territory that is a part of a country or near one", () => {
    const seen = new Set(sales.map(({ customer }) => TaxTerritory.resolve(customer, data).id))
    const rare = ["CY-sovereign-bases", "FR-southern-territories"]
    assert.deepStrictEqual(
      data.territories.map(({ id }) => id).filter((id) => !seen.has(id)),
      rare
    )
  })

  it("a decision about a territory cites the article that the row names", () => {
    for (const { article, customer, expect, seller } of sales) {
      const named = /Art\. (6\(\d\)\([a-z]\)|10[45])/u.exec(article)?.[1]
      if (named === undefined || expect.zone === "unresolved") continue
      const { reasons } = TaxZone.decide({ customer, day: "2026-11-01" }, TaxSeller.make(seller), data)
      assert.include(reasons.map((reason) => reason.article).join(), named, JSON.stringify(customer))
    }
  })
})
