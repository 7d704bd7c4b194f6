import { Domain, Draft, Pointer, type Profile } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import {
  as,
  asks,
  directory,
  errors,
  example,
  field,
  form,
  fresh,
  kept,
  kernel,
  linked,
  platform,
  refusedAt,
  run,
  says,
  school
} from "./msphub.ts"

const step = "microsoft"
const added = { step, in: fresh }
const values = (at: string) => field(at).choices?.map(({ value }) => value)

describe("MSP Hub, step 3", () => {
  it("MH-39 offers three ways: an account that is there, a new one, or none", () => {
    assert.deepStrictEqual(values("/microsoft/way"), ["existing", "new", "skip"])
    assert.deepStrictEqual(errors(Pointer.set(example as unknown, "/microsoft", undefined)), [
      ["/microsoft/way", "required"]
    ])
    for (const draft of [linked, fresh, example]) {
      assert.isEmpty(errors(draft))
      assert.strictEqual(Pointer.get(kept(draft), "/microsoft/way"), draft.microsoft.way)
    }
  })

  it("MH-57 asks for nothing of Microsoft when the step is skipped", () => {
    assert.isEmpty(errors(example))
    // Not even what was filled in before it was skipped is looked at.
    const skipped = { ...fresh, microsoft: { ...fresh.microsoft, domain: "?", email: "?", way: "skip" } }
    assert.deepStrictEqual(Pointer.get(kept(skipped), "/microsoft"), { way: "skip" })
  })

  it("MH-41 takes the customer's own country to find its account, unless another is chosen", () => {
    const { kind, label, step: at } = field("/microsoft/country")
    assert.deepStrictEqual([at, label, kind], [step, "Country of the account", "country"])
    const unsaid = Pointer.set(linked as unknown, "/microsoft/country", undefined)
    assert.strictEqual(Pointer.get(kept(unsaid), "/microsoft/country"), "US")
    const dutch = Pointer.set(unsaid, "/address", {
      country: "NL",
      line1: "Hoevenweg 21",
      city: "Eindhoven",
      postalCode: "5652 AW"
    })
    assert.strictEqual(Pointer.get(kept(dutch), "/microsoft/country"), "NL")
    assert.strictEqual(Pointer.get(kept(Pointer.set(dutch, "/microsoft/country", "BE")), "/microsoft/country"), "BE")
  })

  it("MH-42 looks an account up by its complete domain", () => {
    asks("/microsoft/domain", { step, label: "Domain Name", kind: "domain", required: true, in: linked })
    assert.match(field("/microsoft/domain").help ?? "", /complete domain, e\.g\. example\.com/u)
    for (const wrong of ["fabrikam", "Fabrikam Bakeries Inc.", "https://fabrikam.com/"]) {
      assert.deepStrictEqual(says("/microsoft/domain", wrong, linked), ["error domainInvalid"], wrong)
    }
    assert.deepStrictEqual(says("/microsoft/domain", "co.uk", linked), ["error domainNotRegistrable"])
  })

  it.effect("MH-40 verifies an existing account and links it to the customer", () =>
    Effect.gen(function* () {
      const { create, customers, partner } = yield* platform
      const microsoft = Pointer.set(linked as unknown, "/microsoft/domain", "Fabrikam.com")
      const { id, profile, provisioning } = yield* create(microsoft)
      const account = { way: "existing", country: "US", domain: "fabrikam.com", account: "account-1" }
      assert.deepStrictEqual(profile.microsoft, account)
      assert.deepStrictEqual(provisioning["microsoftTenant"], { _tag: "none" })
      const edit = (changes: unknown) =>
        customers.execute({ _tag: "edit", customer: id, changes }).pipe(as(partner.operator))
      // It stays linked through other edits, and nobody writes the link by hand.
      const { customer } = yield* edit({ name: "Fabrikam Inc." })
      assert.deepStrictEqual(customer.profile.microsoft, account)
      assert.deepStrictEqual(yield* refusedAt(edit({ microsoft: { account: "account-2" } })), [
        ["/microsoft/account", "fieldUnknown"]
      ])
      assert.deepStrictEqual(yield* refusedAt(edit({ microsoft: { domain: "unknown.com" } })), [
        ["/microsoft/domain", "microsoftAccountUnknown"]
      ])
    }).pipe(Effect.provide(kernel), Effect.provide(directory))
  )

  it.effect("MH-43 goes on to a new account where none is found", () =>
    Effect.gen(function* () {
      const { create } = yield* platform
      const unknown = Pointer.set(linked as unknown, "/microsoft/domain", "unknown.com")
      const refusal = yield* Effect.flip(create(unknown))
      assert.strictEqual(refusal._tag, "DraftRefused")
      if (refusal._tag !== "DraftRefused") return
      const [issue] = refusal.issues
      assert.deepStrictEqual(
        [issue?.pointer, issue?.code, issue?.step],
        ["/microsoft/domain", "microsoftAccountUnknown", step]
      )
      assert.match(issue?.message ?? "", /create a new account/u)
      const { profile } = yield* create(fresh)
      assert.strictEqual(profile.microsoft?.way, "new")
    }).pipe(Effect.provide(kernel), Effect.provide(directory))
  )

  it("MH-44 imports the company from step 1, once", () => {
    const link = form.steps[2]?.imports?.[0]
    assert.strictEqual(link?.label, "Import company info from Step 1")
    if (link === undefined) return
    const start = { ...example, microsoft: { way: "new" } } as unknown as Profile.Profile
    const imported = Draft.copy(start, link)
    assert.deepStrictEqual(imported.microsoft, { way: "new", companyName: example.name, address: example.address })
    const left = errors(imported).map(([at]) => at)
    assert.deepStrictEqual(left, [
      "/microsoft/domainPrefix",
      "/microsoft/qualification/type",
      "/microsoft/firstName",
      "/microsoft/lastName",
      "/microsoft/phone",
      "/microsoft/email"
    ])
    const later = Pointer.set(imported, "/name", "Fabrikam Pies Inc.")
    assert.strictEqual(later.microsoft?.companyName, example.name)
  })

  it("MH-45 asks for the company's name as it is registered", () => {
    asks("/microsoft/companyName", { ...added, label: "Microsoft: Company Name", kind: "companyName", required: true })
    assert.match(field("/microsoft/companyName").help ?? "", /legal name, as it is registered/u)
  })

  it("MH-46 puts .onmicrosoft.com behind the domain, whether it was typed or not", () => {
    asks("/microsoft/domainPrefix", { ...added, label: "Microsoft: Domain", kind: "tenantPrefix", required: true })
    for (const typed of ["fabrikambakeries", "FabrikamBakeries", "fabrikambakeries.onmicrosoft.com"]) {
      const profile = kept(Pointer.set(fresh as unknown, "/microsoft/domainPrefix", typed)) as Profile.Profile
      assert.strictEqual(Domain.tenant(profile.microsoft?.domainPrefix ?? ""), "fabrikambakeries.onmicrosoft.com")
    }
    assert.deepStrictEqual(says("/microsoft/domainPrefix", "fabrikam bakeries", fresh), ["error tenantPrefixInvalid"])
    assert.match(field("/microsoft/domainPrefix").help ?? "", /^\.onmicrosoft\.com is put behind it/u)
  })

  it.effect("MH-47 refuses a domain that another account or another customer has", () =>
    Effect.gen(function* () {
      const { create, customers, other, partner } = yield* platform
      const named = (prefix: string, login: string) =>
        Pointer.set(Pointer.set(fresh as unknown, "/microsoft/domainPrefix", prefix), "/admin/login", login)
      const taken = [["/microsoft/domainPrefix", "tenantDomainTaken"]]
      assert.deepStrictEqual(yield* refusedAt(create(named("Contoso", "a@fabrikam.com"))), taken)
      const { id } = yield* create(named("fabrikam", "a@fabrikam.com"))
      assert.deepStrictEqual(yield* refusedAt(create(named("FABRIKAM", "b@fabrikam.com"), other.operator)), taken)
      const edit = (changes: unknown) =>
        customers.execute({ _tag: "edit", customer: id, changes }).pipe(as(partner.operator))
      assert.deepStrictEqual(yield* refusedAt(edit({ microsoft: { domainPrefix: "contoso" } })), taken)
    }).pipe(Effect.provide(kernel), Effect.provide(directory))
  )

  it("MH-48 asks for the company's registration id as they like", () => {
    const at = "/microsoft/registrationNumber"
    asks(at, { ...added, label: "Microsoft: Company Registration ID", kind: "registrationNumber", required: false })
  })

  it("MH-49 MH-51 offers commercial, education and non-profit, the last for registered charities", () => {
    const at = "/microsoft/qualification/type"
    asks(at, { ...added, label: "Microsoft: Qualification Type", kind: "choice", required: true })
    assert.deepStrictEqual(values(at), ["commercial", "education", "nonProfit"])
    assert.deepStrictEqual(
      field(at).choices?.map(({ label }) => label),
      ["Commercial", "Education", "Non-Profit (Charity), registered"]
    )
    assert.isEmpty(says(at, "nonProfit", fresh))
    assert.deepStrictEqual(says(at, "government", fresh), ["error choiceUnknown"])
  })

  it("MH-50 asks schools for their segment and website, and only them", () => {
    const segment = "/microsoft/qualification/segment"
    const website = "/microsoft/qualification/website"
    asks(segment, { step, in: school, label: "Microsoft: Segment", kind: "choice", required: true })
    asks(website, { step, in: school, label: "Microsoft: Website of the institution", kind: "website", required: true })
    assert.deepStrictEqual(values(segment), ["k12", "higher"])
    assert.deepStrictEqual(says(segment, "kindergarten", school), ["error choiceUnknown"])
    assert.deepStrictEqual(says(website, "no website", school), ["error websiteInvalid"])
    for (const type of ["commercial", "nonProfit"]) {
      const other = Pointer.set(school, "/microsoft/qualification/type", type)
      assert.deepStrictEqual(Pointer.get(kept(other), "/microsoft/qualification"), { type })
    }
  })

  it("MH-52 asks for the first and last name of the account's contact", () => {
    asks("/microsoft/firstName", { ...added, label: "Microsoft: First Name", kind: "personName", required: true })
    asks("/microsoft/lastName", { ...added, label: "Microsoft: Last Name", kind: "personName", required: true })
  })

  it("MH-53 asks for the account's address", () => {
    const at = "/microsoft/address"
    asks(`${at}/line1`, { ...added, label: "Microsoft: Address Line 1", kind: "text", required: true })
    asks(`${at}/line2`, { ...added, label: "Microsoft: Address Line 2", kind: "text", required: false })
    asks(`${at}/city`, { ...added, label: "Microsoft: City", kind: "text", required: true })
    asks(`${at}/state`, { ...added, label: "Microsoft: State", kind: "subdivision", required: true, kept: "US-WA" })
    asks(`${at}/postalCode`, { ...added, label: "Microsoft: ZIP Code", kind: "postalCode", required: true })
    assert.deepStrictEqual(says(`${at}/postalCode`, "5652 AW", fresh), ["error postalCodeInvalid"])
  })

  it("MH-55 asks for the e-mail address that becomes the account's primary one", () => {
    asks("/microsoft/email", { ...added, label: "Microsoft: Email Address", kind: "email", required: true })
    assert.match(field("/microsoft/email").help ?? "", /primary contact/u)
    assert.deepStrictEqual(says("/microsoft/email", "microsoft", fresh), ["error emailInvalid"])
  })

  it("MH-56 takes the United States unless the country is imported or chosen, and warns where it is not the customer's", () => {
    const at = "/microsoft/address/country"
    const { kind, label, step: of } = field(at)
    assert.deepStrictEqual([of, label, kind], [step, "Microsoft: Country/Region", "country"])
    assert.strictEqual(Pointer.get(kept(Pointer.set(fresh as unknown, at, undefined)), at), "US")
    assert.isEmpty(run(fresh).issues)
    const dutch = { country: "NL", line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "5652 AW" }
    const elsewhere = run({ ...fresh, address: dutch })
    assert.isNotNull(elsewhere.submission)
    assert.deepStrictEqual(
      elsewhere.issues.map(({ code, pointer, proposal, severity }) => [severity, pointer, code, proposal]),
      [["warning", at, "mustBeEqual", "NL"]]
    )
    const link = form.steps[2]?.imports?.[0]
    if (link === undefined) return assert.fail("nothing to import with")
    const { address: _, registrationNumber: __, ...microsoft } = fresh.microsoft
    const imported = Draft.copy({ ...fresh, address: dutch, microsoft } as unknown as Profile.Profile, link)
    assert.strictEqual(imported.microsoft?.address?.country, "NL")
    assert.deepStrictEqual(run(imported).issues, [])
  })

  it("MH-71 wants all of it for a new account but registration id and second address line", () => {
    const bare = { ...example, microsoft: { way: "new", qualification: { type: "education" } } }
    const asked =
      form.steps[2]?.fields
        .map(({ at }) => at)
        .filter((at) => at !== "/microsoft/country" && at !== "/microsoft/domain") ?? []
    const missing = errors(bare).map(([at, code]) => `${at} ${code}`)
    const unasked = ["/microsoft/way", "/microsoft/qualification/type", "/microsoft/address/country"]
    const optional = ["/microsoft/registrationNumber", "/microsoft/address/line2"]
    assert.deepStrictEqual(
      missing,
      asked.filter((at) => ![...unasked, ...optional].includes(at)).map((at) => `${at} required`)
    )
    assert.deepStrictEqual(errors(Pointer.set(fresh as unknown, "/microsoft/qualification", undefined)), [
      ["/microsoft/qualification/type", "required"]
    ])
    assert.isEmpty(errors(optional.reduce((rest, at) => Pointer.set(rest, at, undefined), fresh as unknown)))
    assert.deepStrictEqual(
      asked.slice(1),
      [
        "companyName",
        "domainPrefix",
        "registrationNumber",
        "qualification/type",
        "qualification/segment",
        "qualification/website",
        "firstName",
        "lastName",
        "address/line1",
        "address/line2",
        "phone",
        "email",
        "address/city",
        "address/state",
        "address/country",
        "address/postalCode"
      ].map((key) => `/microsoft/${key}`)
    )
    // The account's phone number is one of them.
    asks("/microsoft/phone", {
      ...added,
      label: "Microsoft: Phone Number",
      kind: "phone",
      required: true,
      kept: "+12065550100"
    })
    assert.deepStrictEqual(says("/microsoft/phone", "12", fresh), ["error phoneInvalid"])
  })
})
