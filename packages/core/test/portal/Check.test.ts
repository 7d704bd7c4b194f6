import { Check, Issue, Portal, type Situation } from "@clientele/core"
import { NL } from "@clientele/core/reference/countries/NL"
import * as Selection from "@clientele/core/reference/Selection"
import { assert, describe, it } from "@effect/vitest"
import { good, page, portal, server, world } from "./fixture.ts"

const brief = ({ issues }: Check.Outcome) => issues.map(({ code, pointer }) => [pointer, code])
const run = (changes: object, situation: Situation.Situation = server) =>
  Check.run(portal, { ...good, ...changes }, world, situation)
const profile = (changes: object, situation?: Situation.Situation) => run(changes, situation).submission?.profile

describe("Check.run", () => {
  it("passes a good draft: canonical, complete, with what follows", () => {
    const { issues, submission } = run({})
    assert.deepStrictEqual(issues, [])
    assert.deepStrictEqual(submission?.profile, {
      name: "Ada Ltd",
      kind: "company",
      vatId: "NL006486253B01",
      address: { country: "NL", postalCode: "1234 AB" },
      admin: {
        firstName: "Ada",
        lastName: "King",
        displayName: "Ada King",
        email: "ada@example.com",
        login: "ada@example.com"
      },
      demo: false,
      visibility: 2,
      rights: ["enableDemo"],
      licenses: "inherit"
    })
    assert.deepStrictEqual(submission?.login, { name: "ada@example.com", key: "ada@example.com" })
    assert.deepStrictEqual(submission?.vatEvidence, { _tag: "unverified" })
    assert.strictEqual(submission?.taxZone?.treatment, "domestic")
  })

  it("checking what it passed changes nothing more", () => {
    const once = run({}).submission?.profile
    const twice = Check.run(portal, once, world, server)
    assert.deepStrictEqual(twice.issues, [])
    assert.deepStrictEqual(twice.submission?.profile, once)
  })

  it("finds all issues at once, in the order of the portal, each with its step", () => {
    const { issues, submission } = run({
      favourite: 1,
      rights: "all",
      salesRepresentatives: [{ name: "Ada King" }, { name: "1", email: "nobody" }],
      vatId: "NL1",
      name: "",
      address: { country: "UK", postalCode: "no" },
      customerType: "tiny"
    })
    assert.isNull(submission)
    assert.deepStrictEqual(
      issues.map(({ code, pointer, step }) => [step, pointer, code]),
      [
        ["company", "/name", "required"],
        ["company", "/customerType", "choiceUnknown"],
        ["company", "/address/country", "countryAlias"],
        ["people", "/salesRepresentatives/0/email", "required"],
        ["people", "/salesRepresentatives/1/name", "personNameInvalid"],
        ["people", "/salesRepresentatives/1/email", "emailInvalid"],
        ["settings", "/rights", "wrongType"],
        ["", "/favourite", "fieldUnknown"]
      ]
    )
    assert.isTrue(issues.every(Issue.isError))
  })

  it("does not judge by a country that is wrong", () => {
    assert.deepStrictEqual(brief(run({ address: { country: "Nowhere", postalCode: "1" }, vatId: "1" })), [
      ["/address/country", "countryUnknown"]
    ])
  })

  it("asks for postal code and state only where the country has them", () => {
    const at = (address: object) => brief(run({ kind: "individual", vatId: undefined, address }))
    assert.deepStrictEqual(at({ country: "NL" }), [["/address/postalCode", "required"]])
    assert.deepStrictEqual(at({ country: "AE" }), [["/address/state", "required"]])
    assert.deepStrictEqual(at({ country: "US", postalCode: "94105" }), [["/address/state", "required"]])
    assert.deepStrictEqual(at({ country: "US", state: "CA", postalCode: "10001" }), [
      ["/address/postalCode", "postalCodeNotInSubdivision"]
    ])
    assert.deepStrictEqual(at({ country: "US", state: "California", postalCode: "94105" }), [])
  })

  it("requires by a condition, over defaults too", () => {
    assert.deepStrictEqual(brief(run({ vatId: undefined })), [["/vatId", "required"]])
    assert.deepStrictEqual(brief(run({ vatId: undefined, kind: "company" })), [["/vatId", "required"]])
    assert.deepStrictEqual(brief(run({ vatId: undefined, kind: "individual" })), [])
  })

  it("neither looks at nor keeps what is not asked for", () => {
    assert.deepStrictEqual(profile({ demo: false, invoiceRecipient: { name: "Bank" } })?.invoiceRecipient, {
      name: "Bank"
    })
    const hidden = run({ demo: true, invoiceRecipient: { name: "Bank" } })
    assert.deepStrictEqual(hidden.issues, [])
    assert.isUndefined(hidden.submission?.profile.invoiceRecipient)
  })

  it("takes defaults from elsewhere until somebody fills in", () => {
    assert.strictEqual(profile({ admin: { ...good.admin, login: "ada.king" } })?.admin?.login, "ada.king")
    assert.strictEqual(
      profile({ admin: { ...good.admin, displayName: "The Countess" } })?.admin?.displayName,
      "The Countess"
    )
    assert.strictEqual(profile({ admin: { firstName: "Ada" } })?.admin?.displayName, "Ada")
    assert.isUndefined(profile({ admin: {} })?.admin)
    assert.strictEqual(profile({ visibility: 1 })?.visibility, 1)
    assert.isUndefined(profile({}, { ...server, creator: undefined } as never)?.visibility)
  })

  it("gives no right by default that the parent lacks", () => {
    const parent = { ...server.parent!, rights: ["createCustomers"] as const }
    assert.isUndefined(profile({}, { ...server, parent })?.rights)
  })

  it("asks for a right where a setting differs from its default", () => {
    const creator = { distance: 1, rights: ["createCustomers"] as const }
    const without = { ...server, creator }
    assert.deepStrictEqual(brief(run({ demo: true, rights: ["createCustomers"], licenses: ["office"] }, without)), [
      ["/demo", "rightMissing"],
      ["/rights", "rightMissing"],
      ["/licenses", "rightMissing"]
    ])
    assert.deepStrictEqual(brief(run({ demo: false, rights: ["enableDemo"], licenses: "inherit" }, without)), [])
    assert.deepStrictEqual(brief(run({ demo: true, rights: ["createCustomers"], licenses: ["office"] })), [])
  })

  it("offers the choices of the partner's lists and of the parent", () => {
    assert.deepStrictEqual(brief(run({ customerType: "small", licenses: ["office"] })), [])
    assert.deepStrictEqual(brief(run({ licenses: ["azure"] })), [["/licenses", "choiceUnknown"]])
    assert.strictEqual(run({ customerType: "Large" }).issues[0]?.proposal, "large")
  })

  it("keeps the evidence of a VAT id, and none without one", () => {
    const valid = { _tag: "valid", at: server.now!, reference: "x" } as const
    const own = run({}).submission?.profile.vatId ?? ""
    const known = (vatId: string) => ({ ...server, vatEvidence: { vatId, evidence: valid } })
    assert.deepStrictEqual(run({}, known(own)).submission?.vatEvidence, valid)
    assert.deepStrictEqual(run({}, known("NL000099998B57")).submission?.vatEvidence, { _tag: "unverified" })
    assert.deepStrictEqual(run({ kind: "individual", vatId: undefined }, known(own)).submission?.vatEvidence, {
      _tag: "none"
    })
  })

  it("needs the server for what is not loaded, and never passes it", () => {
    const { issues, submission } = Check.run(portal, { ...good, customerType: "small", licenses: ["office"] }, page)
    assert.isNull(submission)
    assert.deepStrictEqual(
      issues.filter(({ code }) => code === "serverCheckRequired").map(({ pointer }) => pointer),
      ["/customerType", "/address/state", "/address/postalCode", "/admin/email", "/licenses"]
    )
    assert.isTrue(issues.every(({ code }) => code === "serverCheckRequired"))
  })

  it("passes in a browser what it has loaded, alike", () => {
    const browser = Selection.make({ countries: [NL] })
    const one: Portal.Portal = {
      ...portal,
      steps: portal.steps.slice(0, 1),
      policies: { ...portal.policies, login: null }
    }
    const draft = { name: good.name, vatId: good.vatId, address: good.address }
    assert.deepStrictEqual(
      Check.run(one, draft, browser).submission?.profile,
      Check.run(one, draft, world).submission?.profile
    )
  })
})

describe("Check.withDefaults", () => {
  it("is what an untouched form submits", () => {
    assert.deepStrictEqual(Check.withDefaults(portal, {}, server), {
      kind: "company",
      demo: false,
      visibility: 2,
      rights: ["enableDemo"],
      licenses: "inherit"
    })
    assert.deepStrictEqual(Check.withDefaults(portal, { kind: "individual", demo: true }, server).kind, "individual")
  })
})

describe("Check.standardSchema", () => {
  const schema = Check.standardSchema(portal, world, server)
  it("validates to the canonical profile", () => {
    assert.strictEqual(schema["~standard"].version, 1)
    assert.strictEqual(schema["~standard"].vendor, "clientele")
    assert.deepStrictEqual(schema["~standard"].validate(good), { value: run({}).submission?.profile } as never)
  })
  it("answers errors with their paths, and lets warnings pass", () => {
    assert.deepStrictEqual(
      schema["~standard"].validate({ ...good, address: { ...good.address, country: "UK" }, "a/b": 1 }),
      {
        issues: [
          { message: "UK is not the ISO code of a country; write GB", path: ["address", "country"] },
          { message: "Sample has no field here", path: ["a/b"] }
        ]
      } as never
    )
  })
})

describe("Check.run, where pointers lead to groups and into lists", () => {
  const looking = Portal.make({
    ...portal,
    steps: [
      {
        id: "all",
        label: "All",
        fields: [
          { at: "/name", label: "Name", kind: "companyName", required: true },
          { at: "/address/city", label: "City", kind: "text" },
          { at: "/shortName", label: "Short", kind: "text", shown: { at: "/address", filled: true } },
          {
            at: "/salesRepresentatives",
            label: "Representatives",
            kind: "list",
            items: [
              { at: "/name", label: "Name", kind: "personName", required: true },
              { at: "/email", label: "E-mail", kind: "email", required: { at: "/name", is: "Ada" } }
            ],
            default: { value: [{ name: "Sam", email: "SAM@example.com" }] }
          },
          {
            at: "/externalKey",
            label: "Key",
            kind: "text",
            required: true,
            shown: { at: "/salesRepresentatives/1/name", filled: true }
          },
          { at: "/kvkNumber", label: "Copy", kind: "text", default: { join: ["/name", "/address/city"] } }
        ]
      }
    ],
    rules: [{ _tag: "complete", at: ["/address/city"], severity: "warning" }],
    policies: { ...portal.policies, login: null }
  })
  const ask = (draft: unknown) => Check.run(looking, draft, world, server)

  it("fills in a list, and joins what was filled in", () => {
    const { issues, submission } = ask({ name: "Ada Ltd", shortName: "A" })
    assert.deepStrictEqual(brief({ issues, submission }), [["/address/city", "incomplete"]])
    assert.deepStrictEqual(submission?.profile, {
      name: "Ada Ltd",
      salesRepresentatives: [{ name: "Sam", email: "SAM@example.com" }],
      kvkNumber: "Ada Ltd"
    })
  })

  it("asks conditions about groups, lists and items", () => {
    const people = [{ name: "Ada" }, { name: "Sam", email: "sam@EXAMPLE.com" }]
    const { issues } = ask({
      name: "Ada Ltd",
      address: { city: "Delft" },
      shortName: "A",
      salesRepresentatives: people
    })
    assert.deepStrictEqual(
      issues.map(({ code, pointer }) => [pointer, code]),
      [
        ["/salesRepresentatives/0/email", "required"],
        ["/externalKey", "required"]
      ]
    )
    const right = ask({
      name: "Ada Ltd",
      address: { city: "Delft" },
      shortName: "A",
      salesRepresentatives: people.slice(1),
      externalKey: "7"
    })
    assert.deepStrictEqual(right.issues, [])
    assert.deepStrictEqual(right.submission?.profile, {
      name: "Ada Ltd",
      address: { city: "Delft" },
      shortName: "A",
      salesRepresentatives: [{ name: "Sam", email: "sam@example.com" }],
      kvkNumber: "Ada Ltd Delft"
    })
  })

  it("reads nothing of a draft that throws", () => {
    const trap = Object.defineProperty({ name: "Ada Ltd" }, "kvkNumber", {
      enumerable: true,
      get: () => {
        throw new Error("no")
      }
    })
    assert.deepStrictEqual(brief(ask(trap)).slice(0, 1), [["/name", "required"]])
    assert.deepStrictEqual(brief(ask(trap)).at(-1), ["", "wrongType"])
  })
})
