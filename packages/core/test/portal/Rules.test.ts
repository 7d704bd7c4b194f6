import { Check, type Rule, type Situation, TaxSeller } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"
import { good, server, withRules, world } from "./fixture.ts"

const find = (rule: Rule.Rule, changes: object, situation: Situation.Situation = server) =>
  Check.run(withRules(rule), { ...good, ...changes }, world, situation).issues.map(
    ({ code, pointer, proposal, severity }) =>
      proposal === undefined ? [severity, pointer, code] : [severity, pointer, code, proposal]
  )

const people = (...emails: ReadonlyArray<unknown>) => ({
  salesRepresentatives: emails.map((email) => ({ name: "Ada King", email }))
})

describe("count", () => {
  const rule = { _tag: "count", at: "/salesRepresentatives", minimum: 1, maximum: 2 } as const
  it("fires outside its bounds", () => {
    assert.deepStrictEqual(find(rule, {}), [["error", "/salesRepresentatives", "countOutOfRange"]])
    assert.deepStrictEqual(find(rule, people("a@example.com", "b@example.com", "c@example.com")), [
      ["error", "/salesRepresentatives", "countOutOfRange"]
    ])
  })
  it("is silent within them, and while the list is wrong", () => {
    assert.deepStrictEqual(find(rule, people("a@example.com")), [])
    assert.deepStrictEqual(find(rule, people("a@example.com", "b@example.com")), [])
    assert.deepStrictEqual(find(rule, { salesRepresentatives: "many" }), [
      ["error", "/salesRepresentatives", "wrongType"]
    ])
  })
})

describe("distinct", () => {
  const rule = { _tag: "distinct", at: "/salesRepresentatives", by: "/email" } as const
  it("fires at the later of two, without regard to case", () => {
    assert.deepStrictEqual(find(rule, people("a@example.com", "b@example.com", "A@example.com")), [
      ["error", "/salesRepresentatives/2/email", "duplicate"]
    ])
  })
  it("is silent where all differ, and while one is missing or wrong", () => {
    assert.deepStrictEqual(find(rule, people("a@example.com", "b@example.com")), [])
    assert.deepStrictEqual(find(rule, {}), [])
    assert.deepStrictEqual(
      find(rule, people(undefined, undefined)).map(([, , code]) => code),
      ["required", "required"]
    )
    assert.deepStrictEqual(
      find(rule, people("nobody", "nobody")).map(([, , code]) => code),
      ["emailInvalid", "emailInvalid"]
    )
  })
})

describe("empty", () => {
  const rule = { _tag: "empty", at: "/invoiceRecipient/name", when: { at: "/demo", is: true } } as const
  it("fires where both are there, hidden or not", () => {
    assert.deepStrictEqual(find(rule, { demo: true, invoiceRecipient: { name: "Bank" } }), [
      ["error", "/invoiceRecipient/name", "mustBeEmpty"]
    ])
  })
  it("is silent otherwise", () => {
    assert.deepStrictEqual(find(rule, { demo: false, invoiceRecipient: { name: "Bank" } }), [])
    assert.deepStrictEqual(find(rule, { demo: true }), [])
    assert.deepStrictEqual(
      find(rule, { demo: "yes", invoiceRecipient: { name: "Bank" } }).map(([, , code]) => code),
      ["wrongType"]
    )
  })
})

describe("equal", () => {
  const rule = { _tag: "equal", at: "/kvkNumber", with: "/registrationNumber" } as const
  it("fires at the second and proposes the first", () => {
    assert.deepStrictEqual(find(rule, { registrationNumber: "17048595", kvkNumber: "17048596" }), [
      ["error", "/kvkNumber", "mustBeEqual", "17048595"]
    ])
  })
  it("compares canonical values, and is silent while one is missing or wrong", () => {
    assert.deepStrictEqual(find(rule, { registrationNumber: "17048595", kvkNumber: " 17.04.85.95 " }), [])
    assert.deepStrictEqual(find(rule, { kvkNumber: "17048595" }), [])
    assert.deepStrictEqual(
      find(rule, { registrationNumber: "17048595", kvkNumber: "1" }).map(([, , code]) => code),
      ["registrationNumberInvalid"]
    )
  })
})

describe("notParents", () => {
  const rule = { _tag: "notParents", at: ["/name", "/admin/email"], severity: "warning" } as const
  const parent = { ...server.parent!, profile: { name: good.name } }
  it("fires where a value is the parent's own", () => {
    assert.deepStrictEqual(find(rule, {}, { ...server, parent }), [["warning", "/name", "sameAsParent"]])
  })
  it("is silent where it differs, is missing or wrong", () => {
    assert.deepStrictEqual(find(rule, {}), [])
    assert.deepStrictEqual(
      find(rule, { name: "B.V." }, { ...server, parent: { ...parent, profile: { name: "B.V." } } }).map(
        ([, , code]) => code
      ),
      ["companyNameLegalForm"]
    )
  })
})

describe("complete", () => {
  const rule = { _tag: "complete", at: ["/registrationNumber", "/name"], severity: "warning" } as const
  it("fires at each that is missing, and at no other", () => {
    assert.deepStrictEqual(find(rule, {}), [["warning", "/registrationNumber", "incomplete"]])
    assert.deepStrictEqual(find(rule, { registrationNumber: "17048595" }), [])
    assert.deepStrictEqual(
      find(rule, { registrationNumber: 5 }).map(([, , code]) => code),
      ["wrongType"]
    )
  })
})

describe("withinParent", () => {
  it("rights: what the parent or the creator lacks is refused, and the rest proposed", () => {
    const rule = { _tag: "withinParent", at: "/rights", of: "rights" } as const
    assert.deepStrictEqual(find(rule, { rights: ["enableDemo", "setRights"] }), [
      ["error", "/rights", "rightsExceeded", ["enableDemo"]]
    ])
    assert.deepStrictEqual(find(rule, { rights: ["createCustomers"] }), [])
    assert.deepStrictEqual(find(rule, {}), [])
    assert.deepStrictEqual(
      find(rule, { rights: "all" }).map(([, , code]) => code),
      ["wrongType"]
    )
  })
  it("licences: within what the parent offers", () => {
    const rule = { _tag: "withinParent", at: "/licenses", of: "licenses" } as const
    const parent = { ...server.parent!, offered: ["office"] }
    const wide = { ...server, parent: { ...parent, offered: "inherit" as const } }
    assert.deepStrictEqual(find(rule, { licenses: ["office"] }), [])
    assert.deepStrictEqual(find(rule, { licenses: "inherit" }), [])
    assert.deepStrictEqual(find(rule, { licenses: ["azure", "office"] }, wide), [])
    // What is not offered is not among the choices in the first place.
    assert.deepStrictEqual(
      find(rule, { licenses: ["azure"] }).map(([, , code]) => code),
      ["choiceUnknown"]
    )
  })
  it("depth: as many levels as lie above", () => {
    const rule = { _tag: "withinParent", at: "/visibility", of: "depth" } as const
    assert.deepStrictEqual(find(rule, { visibility: 2 }), [])
    assert.deepStrictEqual(find(rule, { visibility: 3 }), [["error", "/visibility", "levelsExceeded", 2]])
    assert.deepStrictEqual(
      find(rule, { visibility: 11 }).map(([, , code]) => code),
      ["numberOutOfRange"]
    )
  })
  it("needs the parent", () => {
    const rule = { _tag: "withinParent", at: "/visibility", of: "depth" } as const
    assert.deepStrictEqual(find(rule, { visibility: 2 }, {}), [["error", "/visibility", "serverCheckRequired"]])
  })
})

describe("vatCountry", () => {
  const rule = { _tag: "vatCountry", at: "/vatId", country: "/address/country" } as const
  const belgian = { vatId: "BE0403019261" }
  it("asks about a VAT id of another country, as a warning unless it says error", () => {
    assert.deepStrictEqual(find({ ...rule, severity: "warning" }, belgian), [["warning", "/vatId", "vatIdForeign"]])
    assert.deepStrictEqual(find({ ...rule, severity: "error" }, belgian), [["error", "/vatId", "vatIdForeign"]])
  })
  it("C: takes the postal code of the address, which may lead across the border", () => {
    const jungholz = { vatId: "ATU13585627", address: { ...good.address, country: "DE", postalCode: "87491" } }
    const codes = (changes: object) => find(rule, changes).filter(([, , code]) => code === "vatIdForeign").length
    assert.strictEqual(codes(jungholz), 0)
    assert.strictEqual(codes({ ...jungholz, address: { ...jungholz.address, postalCode: "10115" } }), 1)
  })
  it("is silent where they agree, or one is missing or wrong", () => {
    assert.deepStrictEqual(find(rule, {}), [])
    assert.deepStrictEqual(find(rule, { kind: "individual", vatId: undefined }), [])
    assert.deepStrictEqual(
      find(rule, { ...belgian, address: { country: "UK", postalCode: "1" } }).map(([, , code]) => code),
      ["countryAlias"]
    )
  })
})

describe("taxZone", () => {
  const rule = { _tag: "taxZone", at: "/taxZone", severity: "warning" } as const
  const zones = [
    { id: "nl", label: "Dutch VAT", treatment: "domestic" },
    { id: "reverse", label: "Reverse charge", treatment: "reverseCharge" }
  ] as const
  const situation = { ...server, seller: TaxSeller.make("NL", { zones }) }
  const portal = withRules(rule)
  const asking = {
    ...portal,
    steps: [
      ...portal.steps,
      {
        id: "tax",
        label: "Tax",
        fields: [{ at: "/taxZone", label: "Zone", kind: "taxZone", options: { from: "taxZones" } }]
      }
    ]
  } as const
  const run = (changes: object, more: Situation.Situation = situation) =>
    Check.run(asking, { ...good, ...changes }, world, more).issues.map(({ code, proposal, severity, step }) => [
      severity,
      step,
      code,
      proposal
    ])

  it("asks for a choice and proposes the derived zone", () => {
    assert.deepStrictEqual(run({}), [["error", "tax", "taxZoneRequired", "nl"]])
  })
  it("warns of another zone, and is silent on the derived one", () => {
    assert.deepStrictEqual(run({ taxZone: "reverse" }), [["warning", "tax", "taxZoneMismatch", "nl"]])
    assert.deepStrictEqual(run({ taxZone: "nl" }), [])
  })
  it("says no more than is wrong with the zone itself", () => {
    assert.deepStrictEqual(
      run({ taxZone: "mars" }).map(([, , code]) => code),
      ["choiceUnknown"]
    )
  })
})

describe("custom", () => {
  const rule = { _tag: "custom", id: "even", at: "/visibility" } as const
  const even = (value: unknown) =>
    typeof value === "number" && value % 2 === 1
      ? [{ severity: "error", code: "odd", message: "Even only", proposal: value + 1 } as const]
      : []
  const situation = { ...server, custom: { even } }
  it("says what the function says", () => {
    assert.deepStrictEqual(find(rule, { visibility: 3 }, situation), [["error", "/visibility", "odd", 4]])
    assert.deepStrictEqual(find(rule, { visibility: 2 }, situation), [])
  })
  it("needs the function, and does not call it with what is wrong", () => {
    assert.deepStrictEqual(find(rule, { visibility: 2 }, server), [["error", "/visibility", "serverCheckRequired"]])
    assert.deepStrictEqual(
      find(rule, { visibility: 11 }, situation).map(([, , code]) => code),
      ["numberOutOfRange"]
    )
  })
})

describe("custom, with what it needs beside its own value", () => {
  const rule = { _tag: "custom", id: "never", at: "/visibility", needs: ["/name"] } as const
  const never = () => [{ severity: "error", code: "never", message: "Never" } as const]
  const situation = { ...server, custom: { never } }
  it("is not called before all of it is filled in and right", () => {
    const found = (change: object) => find(rule, change, situation).map(([, , code]) => code)
    assert.deepStrictEqual(found({ visibility: 2 }), ["never"])
    assert.deepStrictEqual(found({ visibility: 2, name: "!" }).includes("never"), false)
  })
  it("takes severity and sentence from the rule", () => {
    const { issues } = Check.run(
      withRules({ ...rule, severity: "warning", message: "Hardly ever" }),
      good,
      world,
      situation
    )
    assert.deepInclude(issues, {
      pointer: "/visibility",
      step: issues.find(({ code }) => code === "never")?.step ?? "",
      severity: "warning",
      code: "never",
      message: "Hardly ever"
    })
  })
})

describe("any rule", () => {
  it("can be a warning, with a sentence of its own", () => {
    const rule = {
      _tag: "count",
      at: "/salesRepresentatives",
      minimum: 1,
      maximum: 3,
      severity: "warning",
      message: "Name somebody"
    } as const
    const { issues, submission } = Check.run(withRules(rule), good, world, server)
    assert.deepStrictEqual(
      issues.map(({ message, severity }) => [severity, message]),
      [["warning", "Name somebody"]]
    )
    assert.isNotNull(submission)
  })
})
