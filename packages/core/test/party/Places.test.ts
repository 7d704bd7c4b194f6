import * as Country from "@clientele/core/Country"
import * as Currency from "@clientele/core/Currency"
import * as Subdivision from "@clientele/core/Subdivision"
import { NL } from "@clientele/core/reference/countries/NL"
import { make } from "@clientele/core/reference/Selection"
import * as World from "@clientele/core/reference/World"
import { assert, describe, it } from "@effect/vitest"
import { one, runs, text } from "./texts.ts"

const world = World.make()
const brief = ({
  findings,
  value
}: {
  value: string | null
  findings: ReadonlyArray<{ code: string; proposal?: unknown }>
}) => [value, ...findings.map(({ code, proposal }) => [code, proposal])]

describe("Country", () => {
  it.each([
    ["NL", "NL"],
    [" nl ", "NL"],
    ["xk", "XK"]
  ])("%j is %s", (input, code) => {
    assert.deepStrictEqual(brief(Country.parse(input, world)), [code])
  })

  it.each([
    ["UK", "countryAlias", "GB"],
    ["el", "countryAlias", "GR"],
    ["XI", "countryAlias", "GB"],
    ["NLD", "countryAlias", "NL"],
    ["Holland", "countryAlias", "NL"],
    ["Netherlands", "countryUnknown", "NL"],
    ["united states", "countryUnknown", "US"],
    ["Cote d'Ivoire", "countryUnknown", "CI"],
    ["Atlantis", "countryUnknown", undefined],
    ["", "countryUnknown", undefined],
    ["constructor", "countryUnknown", undefined],
    ["__proto__", "countryUnknown", undefined]
  ])("%j is refused: %s, proposing %s", (input, code, proposal) => {
    assert.deepStrictEqual(brief(Country.parse(input, world)), [null, [code, proposal]])
  })

  it("has the rules of every country in the world, and of the loaded ones on a page", () => {
    for (const code of world.countryCodes) assert.strictEqual(Country.rule(code, world)?.code, code)
    const page = make({ countries: [NL] })
    assert.strictEqual(Country.rule("NL", page), NL)
    assert.isUndefined(Country.rule("BE", page))
    assert.isUndefined(Country.rule("constructor", page))
  })

  it.prop(
    "takes any text",
    { input: text },
    ({ input }) => {
      const { findings, value } = Country.parse(input, world)
      assert.strictEqual(value === null, findings.length > 0)
    },
    runs
  )
})

describe("Subdivision", () => {
  it.each(["NL-NB", "nb", "Noord-Brabant", "Noord Brabant", "noordbrabant", " NOORD  BRABANT", "North Brabant"])(
    "%j is NL-NB",
    (input) => {
      assert.deepStrictEqual(brief(Subdivision.parse(input, "NL", world)), ["NL-NB"])
    }
  )

  it.each([
    ["BE", "Vlaams Brabant", "BE-VBR"],
    ["BE", "Liege", "BE-WLG"],
    ["BE", "Bruxelles", "BE-BRU"],
    ["DE", "Bavaria", "DE-BY"],
    ["DE", "Baden Wurttemberg", "DE-BW"],
    ["US", "ca", "US-CA"],
    ["US", "District of Columbia", "US-DC"],
    ["FR", "ile de france", "FR-IDF"],
    ["ES", "Las Palmas", "ES-GC"],
    ["IE", "Cork", "IE-CO"],
    ["CA", "Quebec", "CA-QC"]
  ])("%s: %s is %s", (country, input, code) => {
    assert.strictEqual(Subdivision.parse(input, country, world).value, code)
  })

  it("proposes the entry that is a letter away, and names one where none is near", () => {
    assert.deepStrictEqual(brief(Subdivision.parse("Noord-Braband", "NL", world)), [
      null,
      ["subdivisionUnknown", "NL-NB"]
    ])
    assert.deepStrictEqual(brief(Subdivision.parse("Calfiornia", "US", world)), [null, ["subdivisionUnknown", "US-CA"]])
    assert.deepStrictEqual(brief(Subdivision.parse("Narnia", "NL", world)), [null, ["subdivisionUnknown", undefined]])
    assert.deepStrictEqual(brief(Subdivision.parse("XX", "US", world)), [null, ["subdivisionUnknown", undefined]])
  })

  it("keeps the text where the country has no list", () => {
    assert.deepStrictEqual(brief(Subdivision.parse(" Greater  London ", "GB", world)), ["Greater London"])
    assert.strictEqual(Subdivision.parse("x".repeat(101), "GB", world).value, null)
  })

  it("leaves a country that is not loaded to the server", () => {
    assert.deepStrictEqual(brief(Subdivision.parse("WA", "US", make({ countries: [NL] }))), [
      null,
      ["serverCheckRequired", undefined]
    ])
  })

  it("finds every entry by its code, its name and each alias", () => {
    for (const { code, subdivisions } of Object.values(world.countries)) {
      for (const entry of subdivisions) {
        for (const input of [entry.code, entry.code.slice(3), entry.name, ...(entry.aliases ?? [])]) {
          assert.strictEqual(Subdivision.parse(input, code, world).value, entry.code, `${code} ${input}`)
        }
      }
    }
  })

  it.prop(
    "takes any text in any country, and keeps what it accepted",
    { input: text, country: one(world.countryCodes) },
    ({ country, input }) => {
      const { value } = Subdivision.parse(input, country, world)
      if (value !== null) assert.strictEqual(Subdivision.parse(value, country, world).value, value)
    },
    runs
  )
})

describe("Currency", () => {
  it.each([
    ["eur", ["EUR"]],
    [" GBP ", ["GBP"]],
    ["XCG", ["XCG"]],
    ["Euro", [null, ["currencyUnknown", "EUR"]]],
    ["BGN", [null, ["currencyUnknown", undefined]]],
    ["dollar", [null, ["currencyUnknown", undefined]]],
    ["", [null, ["currencyUnknown", undefined]]],
    ["toString", [null, ["currencyUnknown", undefined]]]
  ])("%j", (input, outcome) => {
    assert.deepStrictEqual(brief(Currency.parse(input, world)), outcome)
  })
})
