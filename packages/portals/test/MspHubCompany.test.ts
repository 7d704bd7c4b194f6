import { Check, Issue, Pointer, Portal, Profile, Values } from "@clientele/core"
import * as World from "@clientele/core/reference/World"
import { MspHub } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { as, asks, errors, example, field, form, kept, kernel, lists, platform, run, says, world } from "./msphub.ts"

const step = "company"
const company = form.steps[0]?.fields ?? []
const place = (at: string) => company.findIndex((one) => one.at === at)
const states = (at: string, country: string) =>
  Values.choices(field(at).options ?? { choices: [] }, { reference: world, situation: {}, country, subdivision: null })

const isCountryChoice = (at: string) => {
  const { choices = [], kind } = field(at)
  assert.strictEqual(kind, "country")
  assert.deepInclude(choices, { value: "NL", label: "Netherlands" })
  assert.deepEqual(
    choices.map(({ value }) => value),
    world.countryCodes
  )
  assert.deepStrictEqual(says(at, "Atlantis"), ["error countryUnknown"])
}

describe("MSP Hub, step 1", () => {
  it("names its steps, and in every field the statements that ask for it", () => {
    assert.deepStrictEqual(
      form.steps.map(({ label }) => label),
      ["Company Information", "Contacts", "Microsoft Account", "Additional Information"]
    )
    for (const { field } of Portal.fields(MspHub.portal)) {
      for (const one of [field, ...(field.items ?? [])]) assert.match(one.rules?.join(" ") ?? "", /^MH-\d\d/u, one.at)
    }
    assert.isFalse(MspHub.portal.rules.some(({ _tag }) => _tag === "custom"))
  })

  it("MH-01 a customer is an entity, which is the default, or an individual", () => {
    assert.deepStrictEqual(field("/kind").choices, [
      { value: "company", label: "Entity" },
      { value: "individual", label: "Individual" }
    ])
    assert.strictEqual(Pointer.get(kept(example), "/kind"), "company")
    const person = { ...example, kind: "individual", name: "Jane Doe" }
    assert.strictEqual(Pointer.get(kept(person), "/kind"), "individual")
    assert.deepStrictEqual(says("/kind", "department"), ["error choiceUnknown"])
  })

  it("MH-06 wants the company, its address and its billing details before one can go on", () => {
    const { issues, submission } = run({})
    assert.isNull(submission)
    const missing = issues.filter((issue) => issue.step === step)
    assert.isTrue(missing.every(({ code, severity }) => code === "required" && severity === "error"))
    assert.deepStrictEqual(
      missing.map(({ pointer }) => pointer),
      [
        "/name",
        "/customerType",
        "/address/country",
        "/subscription",
        "/address/line1",
        "/address/city",
        "/address/postalCode",
        "/billing/profileName",
        "/billing/billTo",
        "/billing/address/line1",
        "/billing/address/city",
        "/billing/address/postalCode",
        "/billing/address/country"
      ]
    )
    assert.isEmpty(run(example).issues.filter(Issue.isError))
  })

  it("MH-08 asks for the official name, with which the customer is identified and billed", () => {
    asks("/name", { step, label: "Company Name", kind: "companyName", required: true })
    assert.match(field("/name").help ?? "", /official.*identification and billing/u)
    assert.deepStrictEqual(says("/name", "Inc."), ["error companyNameLegalForm"])
  })

  it.effect("MH-08 uses the name across the platform", () =>
    Effect.gen(function* () {
      const { create, customers, partner, root, user } = yield* platform
      const { id, name } = yield* create(example)
      assert.strictEqual(name, example.name)
      for (const actor of [partner.operator, user(root.id), user(id)]) {
        const seen = yield* customers.get(id).pipe(as(actor))
        assert.strictEqual(seen.name, example.name)
        const found = yield* customers.page({ text: "fabrikam bakeries" }).pipe(as(actor))
        assert.deepStrictEqual(
          found.items.map((one) => one.id),
          [id]
        )
      }
    }).pipe(Effect.provide(kernel))
  )

  it("MH-09 MH-11 lets one choose a customer type of the partner's own", () => {
    asks("/customerType", { step, label: "Customer Type", kind: "choice", required: true })
    assert.deepStrictEqual(field("/customerType").choices, lists.customerTypes)
    for (const { value } of lists.customerTypes) assert.isEmpty(says("/customerType", value))
    assert.deepStrictEqual(says("/customerType", "platinum"), ["error choiceUnknown"])
    const others = World.make({ lists: { ...lists, customerTypes: [{ value: "platinum", label: "Platinum" }] } })
    assert.isNull(Check.run(MspHub.portal, example, others).submission)
    assert.isNotNull(Check.run(MspHub.portal, { ...example, customerType: "platinum" }, others).submission)
  })

  it("MH-12 lets one choose the country before the address", () => {
    asks("/address/country", { step, label: "Country", kind: "country", required: true })
    isCountryChoice("/address/country")
    for (const key of ["line1", "line2", "city", "state", "postalCode"]) {
      assert.isBelow(place("/address/country"), place(`/address/${key}`))
    }
  })

  it("MH-15 lets one choose a subscription of the partner's own, which bills and invoices the customer", () => {
    asks("/subscription", { step, label: "Partner Subscription", kind: "choice", required: true })
    assert.match(field("/subscription").help ?? "", /billed and invoiced/u)
    assert.deepStrictEqual(field("/subscription").choices, lists.subscriptions)
    for (const { value } of lists.subscriptions) assert.isEmpty(says("/subscription", value))
    assert.deepStrictEqual(says("/subscription", "weekly"), ["error choiceUnknown"])
    const others = World.make({ lists: { ...lists, subscriptions: [{ value: "weekly", label: "Weekly" }] } })
    assert.isNull(Check.run(MspHub.portal, example, others).submission)
    assert.isNotNull(Check.run(MspHub.portal, { ...example, subscription: "weekly" }, others).submission)
  })

  it("MH-16 MH-17 asks for address line 1, for line 2 as they like, and for the city", () => {
    asks("/address/line1", { step, label: "Address Line 1", kind: "text", required: true })
    asks("/address/line2", { step, label: "Address Line 2", kind: "text", required: false })
    asks("/address/city", { step, label: "City", kind: "text", required: true })
  })

  it("MH-18 lets one choose the state from those of the country", () => {
    asks("/address/state", { step, label: "State", kind: "subdivision", required: true, kept: "US-WA" })
    assert.isUndefined(field("/address/state").choices, "no states before a country is chosen")
    assert.deepInclude(states("/address/state", "US") ?? [], { value: "US-WA", label: "Washington" })
    assert.deepInclude(states("/address/state", "NL") ?? [], { value: "NL-NB", label: "Noord-Brabant" })
    assert.isFalse(states("/address/state", "NL")?.some(({ value }) => value === "US-WA"))
    assert.deepStrictEqual(says("/address/state", "Noord-Brabant"), ["error subdivisionUnknown"])
    const dutch = { country: "NL", line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "5652 AW" }
    assert.strictEqual(
      Pointer.get(kept({ ...example, address: { ...dutch, state: "Noord-Brabant" } }), "/address/state"),
      "NL-NB"
    )
    // Dutch addresses name no province.
    assert.isEmpty(errors({ ...example, address: dutch }))
  })

  it("MH-19 wants a valid postal code", () => {
    asks("/address/postalCode", { step, label: "ZIP Code", kind: "postalCode", required: true })
    assert.isEmpty(says("/address/postalCode", "98101-1234"))
    for (const wrong of ["9810", "981011", "5652 AW"]) {
      assert.deepStrictEqual(says("/address/postalCode", wrong), ["error postalCodeInvalid"], wrong)
    }
    // A code of another state's.
    assert.deepStrictEqual(says("/address/postalCode", "10001"), ["error postalCodeNotInSubdivision"])
  })

  it("MH-20 a checkbox, off at first, takes the billing address from the company's, but neither profile name nor payer", () => {
    const { kind, step: at } = field("/billing/sameAsCustomer")
    assert.deepStrictEqual([kind, at], ["flag", step])
    assert.strictEqual(Pointer.get(kept(example), "/billing/sameAsCustomer"), false)
    assert.deepStrictEqual(Profile.billingAddress(kept(example) as Profile.Profile), {
      country: "NL",
      line1: "Hoevenweg 21",
      line2: "Gebouw B",
      city: "Eindhoven",
      postalCode: "5652 AW"
    })
    const ticked = {
      ...example,
      billing: { sameAsCustomer: true, profileName: "Headquarters", billTo: "Fabrikam Holding" }
    }
    const profile = kept(ticked) as Profile.Profile
    assert.deepStrictEqual(Profile.billingAddress(profile), profile.address)
    assert.strictEqual(Profile.billingAddress(profile)?.line1, "100 Main Street")
    // What was filled in before is neither looked at nor kept.
    const wrong = { ...ticked, billing: { ...ticked.billing, address: { country: "XX" } } }
    assert.isUndefined((kept(wrong) as Profile.Profile).billing?.address)
    for (const key of ["profileName", "billTo"]) {
      assert.deepStrictEqual(errors(Pointer.set(ticked as unknown, `/billing/${key}`, undefined)), [
        [`/billing/${key}`, "required"]
      ])
    }
  })

  it.effect("MH-20 while it is ticked, the billing address follows the company's", () =>
    Effect.gen(function* () {
      const { create, customers, partner } = yield* platform
      const { address: _, ...billing } = example.billing
      const { id } = yield* create({ ...example, billing: { ...billing, sameAsCustomer: true } })
      const edit = (changes: unknown) =>
        Effect.map(
          customers.execute({ _tag: "edit", customer: id, changes }).pipe(as(partner.operator)),
          ({ customer }) => Profile.billingAddress(customer.profile)
        )
      const moved = yield* edit({ address: { line1: "1 Pike Street" } })
      assert.strictEqual(moved?.line1, "1 Pike Street")
      const own = yield* edit({ billing: { sameAsCustomer: false, address: example.billing.address } })
      assert.strictEqual(own?.line1, "Hoevenweg 21")
      const stays = yield* edit({ address: { line1: "2 Pike Street" } })
      assert.strictEqual(stays?.line1, "Hoevenweg 21")
    }).pipe(Effect.provide(kernel))
  )

  it("MH-21 MH-22 asks for a billing profile name and for who pays, whoever that is", () => {
    asks("/billing/profileName", { step, label: "Billing Profile Name", kind: "text", required: true })
    asks("/billing/billTo", { step, label: "Bill To", kind: "text", required: true })
    for (const name of ["Headquarters", "Marketing", "Branch 7"]) assert.isEmpty(says("/billing/profileName", name))
    for (const payer of [example.name, "Cloud North", "Marketing", "Leasing Ltd"]) {
      assert.isEmpty(says("/billing/billTo", payer))
    }
  })

  it("MH-23 asks for the billing address", () => {
    const dutch = { step, required: true }
    asks("/billing/address/line1", { ...dutch, label: "Billing: Address Line 1", kind: "text" })
    asks("/billing/address/line2", { ...dutch, label: "Billing: Address Line 2", kind: "text", required: false })
    asks("/billing/address/city", { ...dutch, label: "Billing: City", kind: "text" })
    asks("/billing/address/postalCode", {
      ...dutch,
      label: "Billing: ZIP Code",
      kind: "postalCode",
      kept: "5652 AW"
    })
    asks("/billing/address/country", { ...dutch, label: "Billing: Country", kind: "country" })
    isCountryChoice("/billing/address/country")
    const american = { ...example, billing: { ...example.billing, address: example.address } }
    asks("/billing/address/state", {
      step,
      label: "Billing: State",
      kind: "subdivision",
      required: true,
      in: american,
      kept: "US-WA"
    })
    assert.deepInclude(states("/billing/address/state", "US") ?? [], { value: "US-WA", label: "Washington" })
    assert.deepStrictEqual(says("/billing/address/postalCode", "5652 SS"), ["error postalCodeInvalid"])
  })
})
