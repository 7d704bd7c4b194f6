import * as TaxSeller from "@clientele/core/TaxSeller"
import * as TaxZone from "@clientele/core/TaxZone"
import * as VatEvidence from "@clientele/core/VatEvidence"
import { countryCodes } from "@clientele/core/reference/Codes"
import { data } from "@clientele/core/reference/tax/Europe"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"

type Customer = TaxZone.Input["customer"]
const now = "2026-11-01T00:00:00.000Z"
const evidence = Schema.decodeUnknownSync(VatEvidence.VatEvidence)
const valid = evidence({ _tag: "valid", at: now, reference: "WAPI-1" })
const down = evidence({ _tag: "unavailable", since: now })
const denied = evidence({ _tag: "invalid", at: now })

const decide = (
  seller: string | TaxZone.Seller,
  customer: Customer,
  more?: { supply?: "services" | "goods"; day?: string }
) =>
  TaxZone.decide(
    { customer, day: "2026-11-01", ...more },
    typeof seller === "string" ? TaxSeller.make(seller) : seller,
    data
  )

const brief = ({ provisional, rate, treatment }: TaxZone.Decision) => [treatment, rate, provisional]
const codes = ({ reasons }: TaxZone.Decision) => reasons.map(({ code }) => code)

const belgian = {
  kind: "business",
  country: "BE",
  postalCode: "1000",
  vatId: "BE0403019261",
  vatEvidence: valid
} as const

/** One row at each border, sold to from the Netherlands: outside, or inside at its own rate. */
const places: ReadonlyArray<readonly [string, Customer, TaxZone.Treatment, number | null]> = [
  ["Las Palmas", { country: "ES", postalCode: "35001" }, "outsideScope", null],
  ["Tenerife", { country: "ES", postalCode: "38314" }, "outsideScope", null],
  ["Ceuta", { country: "ES", postalCode: "51001" }, "outsideScope", null],
  ["Melilla", { country: "ES", postalCode: "52001" }, "outsideScope", null],
  ["350011", { country: "ES", postalCode: "350011" }, "euConsumer", 21],
  ["Livigno", { country: "IT", postalCode: "23041" }, "outsideScope", null],
  ["Livigno, former code", { country: "IT", postalCode: "23030" }, "outsideScope", null],
  ["Campione", { country: "IT", postalCode: "22061" }, "outsideScope", null],
  ["Büsingen", { country: "DE", postalCode: "78266" }, "outsideScope", null],
  ["Heligoland", { country: "DE", postalCode: "27498" }, "outsideScope", null],
  ["Åland as FI", { country: "FI", postalCode: "22100" }, "outsideScope", null],
  ["Åland as AX", { country: "AX", postalCode: "22100" }, "outsideScope", null],
  ["Mount Athos", { country: "GR", postalCode: "63086" }, "outsideScope", null],
  ["Réunion as FR", { country: "FR", postalCode: "97412" }, "outsideScope", null],
  ["Réunion as RE", { country: "RE", postalCode: "97412" }, "outsideScope", null],
  ["Azores", { country: "PT", postalCode: "9500" }, "euConsumer", 16],
  ["Madeira", { country: "PT", postalCode: "9000" }, "euConsumer", 22],
  ["Jungholz", { country: "AT", postalCode: "6691" }, "euConsumer", 19],
  ["Mittelberg", { country: "AT", postalCode: "6991" }, "euConsumer", 19],
  ["Belfast", { country: "GB", postalCode: "BT1 5GS" }, "outsideScope", null],
  ["Belfast as XI", { country: "XI" }, "outsideScope", null],
  ["Monaco", { country: "MC", postalCode: "98000" }, "euConsumer", 20],
  ["Curaçao", { country: "CW" }, "outsideScope", null],
  ["Greenland", { country: "GL" }, "outsideScope", null],
  ["San Marino", { country: "SM" }, "outsideScope", null],
  ["Oslo", { country: "NO", postalCode: "0150" }, "outsideScope", null],
  ["Brasília", { country: "BR" }, "outsideScope", null]
]

describe("TaxZone.decide", () => {
  for (const [name, customer, treatment, rate] of places) {
    it(`${name}: ${treatment}`, () => {
      assert.deepStrictEqual(brief(decide("NL", customer)), [treatment, rate, false])
    })
  }

  it("rule 0: the same territory is domestic, whoever the seller is", () => {
    assert.deepStrictEqual(brief(decide("US", { country: "US", postalCode: "94105", subdivision: "CA" })), [
      "domestic",
      null,
      false
    ])
    assert.deepStrictEqual(brief(decide("GB", { country: "GB", postalCode: "BT1 5GS" })), ["domestic", 20, false])
    assert.deepStrictEqual(
      brief(decide("FR", { country: "MC", postalCode: "98000", vatId: "FR40303265045", vatEvidence: valid })),
      ["domestic", 20, false]
    )
    assert.deepStrictEqual(brief(decide("IC", { country: "ES", postalCode: "38314" })), ["domestic", 7, false])
    assert.deepStrictEqual(brief(decide("CH", { country: "DE", postalCode: "78266" })), ["domestic", 8.1, false])
  })

  it("rule 0: a seller outside the EU has the zone it assigned, else none", () => {
    assert.deepStrictEqual(brief(decide("US", belgian)), ["unresolved", null, false])
    assert.deepStrictEqual(brief(decide("IC", { country: "ES", postalCode: "28001" })), ["unresolved", null, false])
    const seller = TaxSeller.make("US", {
      zones: [{ id: "eu", label: "EU", treatment: "euConsumer" }],
      zoneByCountry: { BE: "eu" }
    })
    const decision = decide(seller, belgian)
    assert.deepStrictEqual([decision.zone, ...brief(decision)], ["eu", "euConsumer", 21, false])
  })

  it("rule 1: special territories are outside, the seller's own country included", () => {
    assert.deepStrictEqual(
      brief(decide("ES", { country: "ES", postalCode: "35001", vatId: "ESB35000000", vatEvidence: valid })),
      ["outsideScope", null, false]
    )
    assert.deepStrictEqual(codes(decide("ES", { country: "ES", postalCode: "35001" })), ["territory", "outsideVatArea"])
    assert.deepStrictEqual(brief(decide("FI", { country: "AX" })), ["outsideScope", null, false])
    assert.include(decide("DE", { country: "DE", postalCode: "27498" }).reasons[0].article, "Art. 6(2)(a)")
  })

  it("rule 2: a country that is not in the EU is outside, until 2020 the United Kingdom was in", () => {
    const british = { country: "GB", postalCode: "SW1A 1AA", vatId: "GB980780684", vatEvidence: valid } as const
    assert.deepStrictEqual(brief(decide("NL", british)), ["outsideScope", null, false])
    assert.deepStrictEqual(codes(decide("NL", british)), ["thirdCountry"])
    assert.deepStrictEqual(brief(decide("NL", british, { day: "2020-06-01" })), ["reverseCharge", 0, false])
    assert.deepStrictEqual(brief(decide("NL", { country: "GB" }, { day: "2020-06-01" })), ["euConsumer", 20, false])
  })

  it("rule 3: the rest of the seller's own country is domestic, VAT id or not, at the rate of the place", () => {
    assert.deepStrictEqual(brief(decide("NL", { country: "NL", vatId: "NL006486253B01", vatEvidence: down })), [
      "domestic",
      21,
      false
    ])
    assert.deepStrictEqual(brief(decide("PT", { country: "PT", postalCode: "9500-123" })), ["domestic", 16, false])
    assert.deepStrictEqual(brief(decide("AT", { country: "AT", postalCode: "6991" })), ["domestic", 19, false])
    assert.deepStrictEqual(
      brief(decide({ ...TaxSeller.make("PT"), postalCode: "9500" }, { country: "PT", postalCode: "1000-001" })),
      ["domestic", 23, false]
    )
  })

  it("rule 4: a confirmed VAT id of another member state is reverse charge, in Azores, Madeira and Jungholz too", () => {
    const decision = decide("NL", belgian)
    assert.deepStrictEqual(brief(decision), ["reverseCharge", 0, false])
    assert.isTrue(decision.reasons.some(({ article }) => article.includes("Art. 44, 196")))
    for (const [country, postalCode, vatId] of [
      ["PT", "9500", "PT501964843"],
      ["PT", "9000", "PT501964843"],
      ["AT", "6691", "ATU13585627"]
    ] as const) {
      assert.deepStrictEqual(brief(decide("NL", { country, postalCode, vatId, vatEvidence: valid })), [
        "reverseCharge",
        0,
        false
      ])
    }
    assert.deepStrictEqual(brief(decide("NL", { country: "GR", vatId: "EL094259216", vatEvidence: valid })), [
      "reverseCharge",
      0,
      false
    ])
    assert.deepStrictEqual(brief(decide("NL", { country: "MC", vatId: "FR40303265045", vatEvidence: valid })), [
      "reverseCharge",
      0,
      false
    ])
    assert.deepStrictEqual(brief(decide("BE", { country: "FR", vatId: "40303265045", vatEvidence: valid })), [
      "reverseCharge",
      0,
      false
    ])
  })

  it("rule 5: an unconfirmed VAT id is what the seller's policy says, and never final", () => {
    for (const vatEvidence of [
      down,
      evidence({ _tag: "unverified" }),
      evidence({ _tag: "pending", retryAt: now }),
      VatEvidence.none
    ]) {
      assert.deepStrictEqual(brief(decide("NL", { ...belgian, vatEvidence })), ["reverseCharge", 0, true])
      const careful = TaxSeller.make("NL", { unconfirmedVatId: "euConsumer" })
      assert.deepStrictEqual(brief(decide(careful, { ...belgian, vatEvidence })), ["euConsumer", 21, true])
    }
  })

  it("rule 5: a confirmed VAT id of another country than the address is a question for a person", () => {
    const decision = decide("NL", { ...belgian, country: "DE", postalCode: "10115" })
    assert.deepStrictEqual(brief(decision), ["reverseCharge", 0, true])
    assert.include(codes(decision), "vatIdOfOtherCountry")
  })

  it("rule 6: no VAT id, or one that is none, is the destination's rate", () => {
    assert.deepStrictEqual(brief(decide("NL", { kind: "individual", country: "HU" })), ["euConsumer", 27, false])
    assert.deepStrictEqual(brief(decide("NL", { kind: "business", country: "FI" })), ["euConsumer", 25.5, false])
    assert.deepStrictEqual(brief(decide("NL", { ...belgian, vatId: " ", vatEvidence: VatEvidence.none })), [
      "euConsumer",
      21,
      false
    ])
    assert.deepStrictEqual(brief(decide("NL", { ...belgian, vatEvidence: denied })), ["euConsumer", 21, false])
    assert.deepStrictEqual(codes(decide("NL", { ...belgian, vatEvidence: evidence({ _tag: "syntaxInvalid" }) })), [
      "vatIdRejected",
      "rate",
      "rateAsOf"
    ])
  })

  it("rule 6: below the threshold the seller's rate applies, on the days of the policy, both ends included", () => {
    const small = TaxSeller.make("LU", { belowOssThreshold: [{ from: "2026-01-01", to: "2026-10-31" }] })
    const on = (day: string) => decide(small, { country: "HU" }, { day })
    assert.deepStrictEqual(
      [on("2025-12-31"), on("2026-01-01"), on("2026-10-31"), on("2026-11-01")].map(({ rate }) => rate),
      [27, 17, 17, 27]
    )
    assert.include(codes(on("2026-10-31")), "belowOssThreshold")
  })

  it("goods: Northern Ireland is in the EU, exports are outside", () => {
    const goods = { supply: "goods" } as const
    assert.deepStrictEqual(brief(decide("NL", { country: "GB", postalCode: "BT1 5GS" }, goods)), [
      "euConsumer",
      20,
      false
    ])
    assert.deepStrictEqual(brief(decide("NL", { country: "XI", vatId: "XI980780684", vatEvidence: valid }, goods)), [
      "reverseCharge",
      0,
      false
    ])
    assert.deepStrictEqual(brief(decide("NL", { country: "XI", vatId: "GB980780684", vatEvidence: valid }, goods)), [
      "reverseCharge",
      0,
      true
    ])
    assert.deepStrictEqual(brief(decide("XI", { country: "IE" }, goods)), ["euConsumer", 23, false])
    assert.deepStrictEqual(brief(decide("XI", { country: "IE" })), ["unresolved", null, false])
    assert.deepStrictEqual(brief(decide("NL", { country: "CH" }, goods)), ["outsideScope", null, false])
    assert.include(
      decide("NL", belgian, goods)
        .reasons.map(({ article }) => article)
        .join(),
      "Art. 138(1)"
    )
  })

  it("an address without a country is unresolved, never outside the scope", () => {
    for (const country of ["", "  ", "Belgium", "BEL", "QQ", "XX", "ZZ", "xx"]) {
      assert.deepStrictEqual(brief(decide("NL", { country })), ["unresolved", null, false])
    }
    assert.strictEqual(decide("", belgian).treatment, "unresolved")
    assert.strictEqual(decide("QQ", belgian).treatment, "unresolved")
  })

  it("rule 2: every country of ISO 3166-1, and every code that the tax data names, is resolved", () => {
    for (const country of [...countryCodes, "EL", "UK", "XI", "IC", "EA", "XK", "us"]) {
      assert.notStrictEqual(decide("NL", { country }).treatment, "unresolved", country)
    }
  })

  it("C: a day that the calendar does not have counts as none", () => {
    for (const day of ["2026-13-45", "2026-02-30", "2025-02-29", "2026-1-1", "", "tomorrow"]) {
      assert.deepStrictEqual(brief(decide("NL", { country: "BE" }, { day })), ["euConsumer", null, false])
      assert.include(codes(decide("NL", { country: "BE" }, { day })), "rateUnknown")
    }
    assert.strictEqual(decide("NL", { country: "BE" }, { day: "2024-02-29" }).rate, 21)
    // Whoever left the EU's VAT area left it for days that are none, too.
    assert.strictEqual(decide("NL", { country: "GB" }, { day: "2020-13-01" }).treatment, "outsideScope")
    const small = TaxSeller.make("LU", { belowOssThreshold: [{ from: "0000-01-01" }] })
    assert.notInclude(codes(decide(small, { country: "HU" }, { day: "2026-02-30" })), "belowOssThreshold")
  })

  it("C: a rate of a day after the last look at the table says so", () => {
    const on = (day: string) => codes(decide("NL", { country: "BE" }, { day }))
    const { asOf = "" } = data
    assert.deepStrictEqual(on(asOf), ["noVatId", "rate"])
    assert.deepStrictEqual(on("2099-01-01"), ["noVatId", "rate", "rateAsOf"])
    assert.notInclude(codes(decide("NL", belgian, { day: "2099-01-01" })), "rateAsOf")
    assert.notInclude(codes(decide("NL", { country: "US" }, { day: "2099-01-01" })), "rateAsOf")
  })

  it("a day that is not known gives the treatment without a rate", () => {
    assert.deepStrictEqual(
      brief(TaxZone.decide({ customer: { country: "BE" }, day: null }, TaxSeller.make("NL"), data)),
      ["euConsumer", null, false]
    )
  })

  it("a shared postal code says so", () => {
    assert.deepStrictEqual(codes(decide("NL", { country: "IT", postalCode: "23030" })), [
      "territory",
      "postalCodeShared",
      "outsideVatArea"
    ])
    assert.deepStrictEqual(brief(decide("IT", { country: "IT", postalCode: "23030", city: "Chiuro" })), [
      "domestic",
      22,
      false
    ])
  })

  it("a treatment is named by the seller's zone for it", () => {
    const seller = TaxSeller.make("NL", { zones: [{ id: "rc", label: "Verlegd", treatment: "reverseCharge" }] })
    assert.strictEqual(decide(seller, belgian).zone, "rc")
    assert.notProperty(decide(seller, { country: "BE" }), "zone")
  })
})

const zones = [
  { id: "nl", label: "NL 21", treatment: "domestic" },
  { id: "rc", label: "Reverse charge", treatment: "reverseCharge" },
  { id: "eu", label: "EU consumer", treatment: "euConsumer" },
  { id: "out", label: "Outside", treatment: "outsideScope" }
] as const
const dutch = TaxSeller.make("NL", { zones })
const resolve = (
  seller: TaxZone.Seller,
  chosen: { override?: string | null; assigned?: string | null; strict?: boolean },
  customer: Customer = belgian
) => TaxZone.resolve({ customer, day: "2026-11-01", ...chosen }, seller, data)

describe("TaxZone.resolve", () => {
  it("the operator's zone goes before the account's, the place's and the derived one", () => {
    const seller = { ...dutch, zoneByCountry: { BE: "out", "US-CA": "nl" } }
    const by = (chosen: Parameters<typeof resolve>[1]) => {
      const { by, derived, zone } = resolve(seller, chosen)
      return [by, zone, derived?.zone ?? zone]
    }
    assert.deepStrictEqual(by({ override: "nl", assigned: "eu" }), ["override", "nl", "rc"])
    assert.deepStrictEqual(by({ override: null, assigned: "eu" }), ["assigned", "eu", "rc"])
    assert.deepStrictEqual(by({}), ["place", "out", "rc"])
    assert.strictEqual(resolve(dutch, {}).by, "derived")
  })

  it("a state goes before its country", () => {
    const seller = TaxSeller.make("GB", { zones, zoneByCountry: { US: "out", "US-CA": "nl", "ES-canary": "eu" } })
    assert.strictEqual(resolve(seller, {}, { country: "US", subdivision: "CA" }).zone, "nl")
    assert.strictEqual(resolve(seller, {}, { country: "US", subdivision: "US-NY" }).zone, "out")
    assert.strictEqual(resolve(seller, {}, { country: "ES", postalCode: "35001" }).zone, "eu")
  })

  it("a zone that is treated differently is a mismatch: a warning, an error where the seller or the portal is strict", () => {
    const severities = (resolution: TaxZone.Resolution) =>
      resolution.findings.map(({ code, proposal, severity }) => [code, severity, proposal])
    assert.deepStrictEqual(severities(resolve(dutch, { override: "nl" })), [["taxZoneMismatch", "warning", "rc"]])
    assert.deepStrictEqual(severities(resolve({ ...dutch, strict: true }, { assigned: "nl" })), [
      ["taxZoneMismatch", "error", "rc"]
    ])
    assert.deepStrictEqual(severities(resolve(dutch, { assigned: "nl", strict: true })), [
      ["taxZoneMismatch", "error", "rc"]
    ])
    assert.isTrue(resolve(dutch, { override: "nl" }).mismatch)
    assert.deepStrictEqual(severities(resolve(dutch, { override: "rc" })), [])
  })

  it("a zone that the seller does not have is an error, and the next one holds", () => {
    const resolution = resolve(dutch, { override: "gone", assigned: "rc" })
    assert.deepStrictEqual(
      [resolution.by, resolution.findings.map(({ code }) => code)],
      ["assigned", ["taxZoneUnknown"]]
    )
    // C: it says which ones there are
    assert.include(resolution.findings[0]?.message, "nl, rc, eu, out")
  })

  it("the default is reached only where nothing is derived", () => {
    const american = TaxSeller.make("US", { zones, defaultZone: "out" })
    assert.deepStrictEqual([resolve(american, {}).by, resolve(american, {}).zone], ["default", "out"])
    assert.strictEqual(resolve({ ...dutch, defaultZone: "out" }, {}).by, "derived")
    const none = resolve(TaxSeller.make("US"), {})
    assert.deepStrictEqual(
      [none.treatment, none.findings.map(({ code }) => code)],
      ["unresolved", ["taxZoneUnresolved"]]
    )
  })

  it("a seller without zones has one per treatment", () => {
    assert.strictEqual(resolve(TaxSeller.make("NL"), { override: "domestic" }).rate, 21)
  })
})

const Country = Schema.Literals([
  "NL",
  "BE",
  "ES",
  "FI",
  "AX",
  "PT",
  "AT",
  "IT",
  "DE",
  "FR",
  "GB",
  "XI",
  "MC",
  "GR",
  "US",
  "CH",
  "IC",
  "EL",
  "",
  "ZZ"
])
const PostalCode = Schema.Literals([
  "1000",
  "35001",
  "350011",
  "22100",
  "9500",
  "9000",
  "6691",
  "23030",
  "27498",
  "78266",
  "98000",
  "97412",
  "BT1 5GS",
  ""
])
const AnySeller = Schema.Struct({
  ...TaxZone.Seller.fields,
  country: Country,
  postalCode: PostalCode,
  subdivision: Schema.Literals(["", "ES-GC", "CA"])
})
const Sale = Schema.Struct({
  customer: Schema.Struct({
    country: Country,
    postalCode: Schema.NullOr(PostalCode),
    kind: Schema.Literals(["company", "individual"]),
    vatId: Schema.NullOr(
      Schema.Literals(["", "BE0403019261", "ATU13585627", "FR40303265045", "XI980780684", "12345678"])
    ),
    vatEvidence: VatEvidence.VatEvidence
  }),
  supply: Schema.Literals(["services", "goods"]),
  day: Schema.NullOr(Schema.Literals(["2019-05-01", "2020-12-31", "2026-11-01"]))
})
const Silence = Schema.Literals(["unverified", "pending", "unavailable", "none"])

const silent = (tag: typeof Silence.Type) => evidence({ _tag: tag, retryAt: now, since: now })
const favours = ({ treatment }: TaxZone.Decision) => treatment === "reverseCharge" || treatment === "outsideScope"
const runs = { arbitrary: { runs: 2000 } }

describe("properties", () => {
  it.prop(
    "invariant 17: every sale has a decision with a reason, whatever is written in it",
    [TaxZone.Input, TaxZone.Seller],
    ([input, seller]) => {
      const resolution = TaxZone.resolve(input, seller, data)
      assert.isTrue(Schema.is(TaxZone.Resolution)(resolution))
      assert.isAtLeast(resolution.reasons.length, 1)
      assert.deepStrictEqual(JSON.parse(JSON.stringify(resolution)), resolution)
    },
    runs
  )

  it.prop(
    "invariant 17: every sale between known places has a decision with a reason and an article",
    [Sale, AnySeller],
    ([sale, seller]) => {
      const decision = TaxZone.decide(sale, seller, data)
      assert.isTrue(Schema.is(TaxZone.Decision)(decision))
      for (const { article, code, message } of decision.reasons)
        assert.isTrue(article !== "" && code !== "" && message !== "")
      assert.deepStrictEqual(TaxZone.decide(sale, seller, data), decision)
    },
    runs
  )

  it.prop(
    "invariant 17: an unreachable VIES never makes a final zone more favourable",
    [Sale, AnySeller, Silence, VatEvidence.VatEvidence],
    ([sale, seller, tag, other]) => {
      const having = (vatEvidence: VatEvidence.VatEvidence) =>
        TaxZone.decide({ ...sale, customer: { ...sale.customer, vatEvidence } }, seller, data)
      const unreachable = having(silent(tag))
      const answered = having(other)
      // Final in spite of the silence: then no answer would have been less favourable.
      return unreachable.provisional || !favours(unreachable) || favours(answered)
    },
    runs
  )

  it.prop(
    "invariant 17: what stays final without VIES is the same with any answer",
    [Sale, AnySeller, Silence, VatEvidence.VatEvidence],
    ([sale, seller, tag, other]) => {
      const having = (vatEvidence: VatEvidence.VatEvidence) =>
        TaxZone.decide({ ...sale, customer: { ...sale.customer, vatEvidence } }, seller, data)
      const unreachable = having(silent(tag))
      return unreachable.provisional || having(other).treatment === unreachable.treatment
    },
    runs
  )

  it.prop(
    "a final reverse charge across a border rests on a confirmed VAT id",
    [Sale, AnySeller],
    ([sale, seller]) => {
      const decision = TaxZone.decide(sale, { ...seller, zoneByCountry: {} }, data)
      return (
        decision.treatment !== "reverseCharge" ||
        decision.provisional ||
        VatEvidence.confirmed(sale.customer.vatEvidence)
      )
    },
    runs
  )

  it.prop(
    "the operator's zone holds, and the derived one is what it would be without",
    [Sale, Schema.Literals(["nl", "rc", "eu", "out"])],
    ([sale, override]) => {
      const resolution = TaxZone.resolve({ ...sale, override }, dutch, data)
      assert.strictEqual(resolution.zone, override)
      assert.deepStrictEqual(resolution.derived, TaxZone.decide(sale, dutch, data))
    },
    runs
  )
})
