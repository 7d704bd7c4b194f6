import * as PostalCode from "@clientele/core/PostalCode"
import * as ProviderRules from "@clientele/core/reference/ProviderRules"
import * as Selection from "@clientele/core/reference/Selection"
import * as World from "@clientele/core/reference/World"
import * as Subdivision from "@clientele/core/Subdivision"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"

const { countries } = World.make()
const overlaid = (provider: ProviderRules.ProviderRules) =>
  ProviderRules.overlay(countries[provider.iso2Code]!, provider)

describe("ProviderRules", () => {
  it("reads the provider's answer, whatever else is in it", () => {
    const answer = {
      iso2Code: "US",
      defaultCulture: "en-US",
      isStateRequired: true,
      supportedStatesList: ["AL", "AK"],
      postalCodeRegex: "^\\d{5}(-\\d{4})?$",
      isCityRequired: true,
      countryCallingCodesList: ["1"]
    }
    const read = Schema.decodeUnknownSync(ProviderRules.ProviderRules)(answer)
    assert.deepStrictEqual(
      ProviderRules.overlay(countries["US"]!, read).subdivisions.map(({ code }) => code),
      ["US-AL", "US-AK"]
    )
  })

  it("lets the provider say what is required", () => {
    const ie = overlaid({ iso2Code: "IE", isPostalCodeRequired: true, isStateRequired: true })
    assert.isTrue(ie.postal?.required)
    assert.strictEqual(ie.subdivision, "required")
    assert.strictEqual(overlaid({ iso2Code: "US", isStateRequired: false }).subdivision, "optional")
    assert.strictEqual(overlaid({ iso2Code: "AI", isStateRequired: true }).subdivision, "optional")
    assert.strictEqual(overlaid({ iso2Code: "HK", isCityRequired: true }).city, "required")
    assert.strictEqual(overlaid({ iso2Code: "US", isCityRequired: false }).city, "optional")
    assert.strictEqual(overlaid({ iso2Code: "SG", isCityRequired: true }).city, "none")
    assert.strictEqual(overlaid({ iso2Code: "AE", isPostalCodeRequired: true }).postal, null)
  })

  it("narrows the states, and adds those that are not known", () => {
    const rule = overlaid({
      iso2Code: "NL",
      isStateRequired: true,
      supportedStatesList: ["noord-brabant", "Friesland", "Elsewhere"]
    })
    assert.deepStrictEqual(
      rule.subdivisions.map(({ code }) => code),
      ["NL-NB", "NL-FR", "NL-ELSEWHERE"]
    )
    assert.strictEqual(
      Subdivision.parse("Elsewhere", "NL", Selection.make({ countries: [rule] })).value,
      "NL-ELSEWHERE"
    )
  })

  it("narrows the postal codes, keeps the canonical form, and leaves out a pattern that fits nothing", () => {
    const narrow = Selection.make({ countries: [overlaid({ iso2Code: "US", postalCodeRegex: "^[0-9]{5}$" })] })
    assert.strictEqual(PostalCode.parse("98052", "US", narrow).value, "98052")
    assert.isNull(PostalCode.parse("98052-1234", "US", narrow).value)
    for (const postalCodeRegex of ["^[0-9]{4}[A-Z]{2}$", "(", "", "^(?:x)$"]) {
      const rule = overlaid({ iso2Code: "NL", postalCodeRegex })
      assert.deepStrictEqual(rule.postal, countries["NL"]!.postal, postalCodeRegex)
    }
  })

  it("C: takes no other states than the provider's, where the list was ISO's alone", () => {
    const reference = World.make({ overlays: [{ iso2Code: "GB", supportedStatesList: ["England", "Wales"] }] })
    assert.strictEqual(Subdivision.parse("wales", "GB", reference).value, "GB-WLS")
    assert.isNull(Subdivision.parse("Surrey", "GB", reference).value)
  })

  it("C: the world takes overlays, and tells what was not applied", () => {
    const { countries: overlaid, notApplied } = World.make({
      overlays: [
        { iso2Code: "IE", isPostalCodeRequired: true },
        { iso2Code: "ie", isStateRequired: true },
        { iso2Code: "AE", isPostalCodeRequired: true, postalCodeRegex: "^\\d{5}$" },
        { iso2Code: "NL", postalCodeRegex: "^[0-9]{4}[A-Z]{2}$" },
        { iso2Code: "BE", postalCodeRegex: "(" },
        { iso2Code: "SG", isCityRequired: true },
        { iso2Code: "AI", isStateRequired: true },
        { iso2Code: "QQ" }
      ]
    })
    assert.deepStrictEqual([overlaid["IE"]?.postal?.required, overlaid["IE"]?.subdivision], [true, "required"])
    assert.deepStrictEqual(
      notApplied?.map(({ code, country, key }) => [country, key, code]),
      [
        ["AE", "isPostalCodeRequired", "noPostalCodes"],
        ["AE", "postalCodeRegex", "noPostalCodes"],
        ["NL", "postalCodeRegex", "patternFitsNothing"],
        ["BE", "postalCodeRegex", "patternUnreadable"],
        ["SG", "isCityRequired", "noCity"],
        ["AI", "isStateRequired", "noSubdivisions"],
        ["QQ", "iso2Code", "otherCountry"]
      ]
    )
    assert.deepStrictEqual(
      ProviderRules.notApplied(countries["NL"], { iso2Code: "BE" }).map(({ code }) => code),
      ["otherCountry"]
    )
    for (const rule of Object.values(countries)) {
      assert.deepStrictEqual(ProviderRules.notApplied(rule, { iso2Code: rule.code }), [])
    }
  })

  it("changes nothing of another country, and nothing without a word", () => {
    assert.strictEqual(
      ProviderRules.overlay(countries["NL"]!, { iso2Code: "BE", isStateRequired: true }),
      countries["NL"]!
    )
    for (const rule of Object.values(countries)) {
      assert.deepStrictEqual(ProviderRules.overlay(rule, { iso2Code: rule.code }), rule)
    }
  })
})
