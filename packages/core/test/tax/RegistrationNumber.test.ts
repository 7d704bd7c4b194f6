import * as RegistrationNumber from "@clientele/core/RegistrationNumber"
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary } from "effect"
import { like, one, runs, text } from "../party/texts.ts"

const accepted: ReadonlyArray<
  readonly [country: string | null, scheme: string | undefined, input: string, value: string]
> = [
  ["NL", undefined, "1704 8595", "17048595"],
  ["NL", undefined, "00000000", "00000000"],
  ["NL", undefined, "01234567", "01234567"],
  ["NL", "NL-VESTIGING", "000012345678", "000012345678"],
  ["NL", "NL-RSIN", "006486253", "006486253"],
  ["BE", undefined, "BE 0202.239.951", "0202239951"],
  ["BE", undefined, "202.239.951", "0202239951"],
  ["GB", undefined, "sc123456", "SC123456"],
  ["GB", undefined, "01234567", "01234567"],
  ["FR", undefined, "303 265 045", "303265045"],
  ["FR", "FR-SIRET", "732 829 320 00074", "73282932000074"],
  ["AT", undefined, "123456a", "FN123456A"],
  ["CH", undefined, "107.787.577", "CHE107787577"],
  ["SE", undefined, "556036-0793", "5560360793"],
  ["DE", undefined, " HRB  12345 B ", "HRB 12345 B"],
  ["DE", "DE-HRB", "Aachen hrb11223", "Aachen HRB 11223"],
  ["DE", "DE-HRB", "42243", "HRB 42243"],
  ["BE", "BE-CBE", "BE (0)202.239.951", "0202239951"],
  ["FI", "fi ytunnus", "2077474-0", "20774740"],
  ["RO", "RO-CIF", "RO 18547290", "18547290"],
  ["SI", undefined, "5300231000", "5300231000"],
  ["GR", "EL-AFM", "EL094259216", "094259216"],
  ["US", undefined, "C1234567", "C1234567"],
  ["QQ", undefined, "12", "12"],
  [null, undefined, "17048595", "17048595"]
]

describe("RegistrationNumber", () => {
  it("CO-08 the KvK number of the document passes, and no check digit is asked of any", () => {
    for (const number of ["17048595", "17048596", "17048597"]) {
      assert.deepStrictEqual(RegistrationNumber.parse(number, "NL"), { value: number, findings: [] })
    }
  })

  it.each(accepted)("%s %s: %j is %s", (country, scheme, input, value) => {
    assert.deepStrictEqual(RegistrationNumber.parse(input, country, scheme), { value, findings: [] })
  })

  it.each([
    ["NL", "7048595", "07048595"],
    ["NL", "170485955", undefined],
    ["NL", "1704859X", undefined],
    ["NL", "", undefined],
    ["BE", "0202239952", undefined],
    ["GB", "1234567", "01234567"],
    ["FR", "303265046", undefined],
    ["FR", "73282932000074", "732829320"],
    ["DE", "HRB", undefined],
    ["DE", "1", undefined],
    ["US", "1".repeat(51), undefined]
  ])("%s: %j is refused, proposing %s", (country, input, proposal) => {
    const { findings, value } = RegistrationNumber.parse(input, country)
    assert.deepStrictEqual(
      [value, findings[0]?.code, findings[0]?.proposal],
      [null, "registrationNumberInvalid", proposal]
    )
  })

  it("says what the number is, where it is another one of the same country", () => {
    assert.include(RegistrationNumber.parse("000012345678", "NL").findings[0]?.message, "establishment number")
    assert.include(RegistrationNumber.parse("006486253", "NL").findings[0]?.message, "RSIN")
    assert.isNull(RegistrationNumber.parse("006486254", "NL", "NL-RSIN").value)
  })

  it("knows the scheme of a country", () => {
    assert.deepStrictEqual(["NL", "BE", "GB", "FR", "DE", "US"].map(RegistrationNumber.schemeOf), [
      "NL-KVK",
      "BE-KBO",
      "GB-CRN",
      "FR-SIREN",
      null,
      null
    ])
  })

  it("knows other names of a scheme, and none that means two", () => {
    assert.deepStrictEqual(["be-cbe", "ES-CIF", "NL-KVK", "NL-XXX"].map(RegistrationNumber.schemeNamed), [
      "BE-KBO",
      "ES-NIF",
      "NL-KVK",
      null
    ])
    assert.strictEqual(new Set(RegistrationNumber.schemes).size, RegistrationNumber.schemes.length)
  })

  it.prop(
    "invariant 16 a canonical registration number is its own canonical form, and reads back from its display",
    {
      written: Arbitrary.flatMap(one(accepted), ([country, scheme, input]) =>
        Arbitrary.map(like(input), (typed) => ({ country, scheme, typed }))
      )
    },
    ({ written: { country, scheme, typed } }) => {
      const { value } = RegistrationNumber.parse(typed, country, scheme)
      if (value === null) return
      assert.strictEqual(RegistrationNumber.parse(value, country, scheme).value, value)
      assert.strictEqual(
        RegistrationNumber.parse(RegistrationNumber.display(value, country), country, scheme).value,
        value
      )
    },
    runs
  )

  it.prop(
    "takes any text in any country",
    { input: text, country: one([null, "QQ", "NL", "BE", "DE", "GB", "US", "AT", "CH"]) },
    ({ country, input }) => {
      const { findings, value } = RegistrationNumber.parse(input, country)
      assert.strictEqual(value === null, findings.length > 0)
      if (value !== null) assert.strictEqual(RegistrationNumber.parse(value, country).value, value)
      RegistrationNumber.display(input, country)
    },
    runs
  )
})
