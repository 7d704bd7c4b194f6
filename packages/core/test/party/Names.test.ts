import * as CompanyName from "@clientele/core/CompanyName"
import * as PersonName from "@clientele/core/PersonName"
import { assert, describe, it } from "@effect/vitest"
import { runs, text } from "./texts.ts"

describe("CompanyName", () => {
  it.each([
    ["Copaco", "Copaco"],
    ["  Copaco  Netherlands\tB.V. ", "Copaco Netherlands B.V."],
    ["3M", "3M"],
    ["A1", "A1"],
    ["ING", "ING"],
    ["株式会社", "株式会社"],
    ["SA Water", "SA Water"],
    ["x".repeat(254) + "y", "x".repeat(254) + "y"]
  ])("%j is %j", (input, value) => {
    assert.deepStrictEqual(CompanyName.parse(input), { value, findings: [] })
  })

  it.each([
    ["", "companyNameLength"],
    [" A ", "companyNameLength"],
    ["x".repeat(255) + "y", "companyNameLength"],
    ["!!! ???", "companyNameSpecials"],
    ["--", "companyNameSpecials"],
    ["aaaa", "companyNameRepeated"],
    ["A a-A", "companyNameRepeated"],
    ["11", "companyNameRepeated"],
    ["B.V.", "companyNameLegalForm"],
    ["gmbh", "companyNameLegalForm"],
    ["GmbH & Co. KG", "companyNameLegalForm"],
    ["S.à r.l.", "companyNameLegalForm"],
    ["Ltd.", "companyNameLegalForm"],
    ["Copaco\u0000", "companyNameCharacters"],
    ["Copaco \ud800", "companyNameCharacters"]
  ])("%j is refused: %s", (input, code) => {
    const { findings, value } = CompanyName.parse(input)
    assert.deepStrictEqual([value, findings.map((finding) => finding.code)], [null, [code]])
  })

  it.prop(
    "takes any text, and keeps what it accepted",
    { input: text },
    ({ input }) => {
      const { value } = CompanyName.parse(input)
      if (value !== null) assert.strictEqual(CompanyName.parse(value).value, value)
    },
    runs
  )
})

describe("PersonName", () => {
  it.each(["Jan", "Janssen", "O'Neil", "van der Berg-Smit", "Ngô", "李", "عَلِيّ", "می\u200cنا", "Sammy Davis Jr. 2"])(
    "%s is a name",
    (name) => {
      assert.deepStrictEqual(PersonName.parse(` ${name} `), { value: name.normalize("NFC"), findings: [] })
    }
  )

  it.each(["", "123", "--", "<b>Jan</b>", "Jan\u0007", "x".repeat(65)])("%j is none", (name) => {
    assert.strictEqual(PersonName.parse(name).findings[0]?.code, "personNameInvalid")
  })

  it.prop(
    "takes any text, and keeps what it accepted",
    { input: text },
    ({ input }) => {
      const { value } = PersonName.parse(input)
      if (value !== null) assert.strictEqual(PersonName.parse(value).value, value)
    },
    runs
  )
})
