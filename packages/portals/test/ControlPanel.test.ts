import { Pointer, Portal, Provisioning, Secrets } from "@clientele/core"
import { ControlPanel } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { about, as, codes, issuesOf, kernel, platform } from "./resellers.ts"

const { portal } = ControlPanel

const required = {
  name: "Bakkerij Jansen B.V.",
  primaryDomain: "bakkerijjansen.nl",
  admin: { displayName: "Jan Jansen", login: "jan@bakkerijjansen.onmicrosoft.com", email: "jan@bakkerijjansen.nl" }
}
const general = {
  contacts: { primary: { firstName: "Jan", lastName: "Jansen", phone: "+31402345678" } },
  address: { line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "5652 AW", country: "NL" }
}
const example = { ...required, ...general }
const another = { ...example, admin: { ...example.admin, login: "piet@bakkerijjansen.nl" } }
const password = "correct horse battery staple"

const { asks, form, kept, missesEach, run, said } = about(portal, example)
const take = (entered: object) => Secrets.take(portal, { ...example, admin: { ...example.admin, ...entered } })
const step1 = portal.steps[0]?.fields.map(({ at }) => at) ?? []

describe("Partner Control Panel", () => {
  it("has three tabs, the last one a summary, and names the statements that ask for each field", () => {
    assert.deepStrictEqual(
      form.steps.map(({ fields, label }) => [label, fields.length > 0]),
      [
        ["Step 1: customer", true],
        ["Step 2: contact information", true],
        ["Step 3: summary", false]
      ]
    )
    assert.isTrue(form.summary)
    for (const { field } of Portal.fields(portal)) assert.match(field.rules?.join(" ") ?? "", /^CP-\d\d/u, field.at)
    assert.strictEqual(portal.rules.filter(({ _tag }) => _tag === "custom").length, 0)
  })

  it("misses each required field once, and nothing that depends on it is said", () => {
    assert.deepStrictEqual(missesEach(), [
      "/name",
      "/primaryDomain",
      "/admin/displayName",
      "/admin/login",
      "/admin/email"
    ])
  })

  it("submits the stated defaults where nothing else is touched", () => {
    assert.deepStrictEqual(run(required).submission?.profile, { ...required, letters: true })
  })

  it.effect("CP-01 a partner configures a new customer in its own panel, and nobody else does", () =>
    Effect.gen(function* () {
      const { create, reseller, sibling, user } = yield* platform(portal)
      const { customer } = yield* create(example)
      assert.strictEqual(customer.portal, "control-panel")
      assert.strictEqual(customer.parent, reseller.id)
      assert.strictEqual((yield* Effect.flip(create(another, sibling.operator, reseller.id)))._tag, "CustomerNotFound")
      assert.strictEqual((yield* Effect.flip(create(another, user(reseller.id, "user"))))._tag, "ActionNotAllowed")
      assert.strictEqual((yield* Effect.flip(create(another, user(customer.id))))._tag, "ActionNotAllowed")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("CP-02 a new customer has no service; services are enabled after it is created", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(portal)
      const services = yield* Effect.flip(create({ ...example, services: ["mail"] }))
      assert.deepStrictEqual(issuesOf(services), [["error", "/services", "fieldUnknown"]])
      const { customer } = yield* create(example)
      assert.strictEqual(customer.status, "active")
      assert.deepStrictEqual(customer.services, [])
      const enable = (service: string) =>
        Effect.map(
          customers.execute({ _tag: "enableService", customer: customer.id, service }).pipe(as(reseller.operator)),
          ({ customer }) => customer.services
        )
      assert.deepStrictEqual(yield* enable("mail"), ["mail"])
      assert.deepStrictEqual(yield* enable("hosting"), ["mail", "hosting"])
    }).pipe(Effect.provide(kernel))
  )

  it("CP-04 step 1 holds all that is required", () => {
    assert.deepStrictEqual(step1, [
      "/name",
      "/primaryDomain",
      "/admin/displayName",
      "/admin/login",
      "/admin/password",
      "/admin/passwordRetype",
      "/admin/email",
      "/letters"
    ])
    const { issues, submission } = run({})
    assert.isNull(submission)
    assert.deepStrictEqual(
      issues.filter(({ severity }) => severity === "error").map(({ code, pointer, step }) => [pointer, code, step]),
      ["/name", "/primaryDomain", "/admin/displayName", "/admin/login", "/admin/email"].map((at) => [
        at,
        "required",
        "step1"
      ])
    )
    assert.deepStrictEqual(
      Secrets.take(portal, {}).issues.map(({ code, pointer, step }) => [pointer, code, step]),
      [["/admin/password", "required", "step1"]]
    )
    assert.deepStrictEqual(
      Portal.fields(portal)
        .filter(({ field }) => field.required === true && field.default === undefined)
        .map(({ field }) => field.at),
      step1.filter((at) => at !== "/letters")
    )
  })

  it("CP-05 asks for the Customer Name, the name of the business", () => {
    asks("/name", { step: "step1", label: "Customer Name", kind: "companyName", required: true })
    assert.strictEqual(kept("/name", " Bakkerij  Jansen B.V. "), "Bakkerij Jansen B.V.")
    assert.deepStrictEqual(said("/name", "B.V."), [["error", "companyNameLegalForm", undefined]])
  })

  it("CP-06 asks for the Primary Domain, one that somebody can have registered", () => {
    asks("/primaryDomain", { step: "step1", label: "Primary Domain", kind: "domain", required: true })
    for (const [typed, domain] of [
      ["bakkerijjansen.nl", "bakkerijjansen.nl"],
      ["Example.CO.UK", "example.co.uk"],
      ["münchen.de", "xn--mnchen-3ya.de"]
    ]) {
      assert.strictEqual(kept("/primaryDomain", typed), domain)
    }
    for (const typed of ["nl", "co.uk", "bakkerij", "bakkerij.local", "bakkerij jansen.nl", "jan@bakkerijjansen.nl"]) {
      assert.deepStrictEqual(
        said("/primaryDomain", typed).map(([severity]) => severity),
        ["error"],
        typed
      )
    }
  })

  it("CP-07 asks for the User Display Name, of the user that is made by itself", () => {
    const field = asks("/admin/displayName", {
      step: "step1",
      label: "User Display Name",
      kind: "personName",
      required: true
    })
    assert.isTrue(field.personal)
    assert.strictEqual(kept("/admin/displayName", " Jan  Jansen "), "Jan Jansen")
    assert.deepStrictEqual(said("/admin/displayName", "123"), [["error", "personNameInvalid", undefined]])
  })

  it.effect("CP-08 the user is made at the first provisioning, and not when the customer is created", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, support } = yield* platform(portal)
      const { customer } = yield* create(example)
      const at = customer.id
      const track = Effect.map(
        customers.get(at).pipe(as(reseller.operator)),
        ({ provisioning }) => provisioning["adminUser"]
      )
      assert.deepStrictEqual(customer.provisioning, { adminUser: { _tag: "none" } })
      // Nothing else begins it.
      const other = [
        { _tag: "edit", customer: at, changes: { contacts: { primary: { firstName: "Johan" } } } },
        { _tag: "setNotifications", customer: at, letters: false },
        { _tag: "suspend", customer: at, reason: "administrative" },
        { _tag: "resume", customer: at, reason: "administrative" }
      ] as const
      for (const command of other) {
        yield* customers.execute(command).pipe(as(reseller.operator))
        assert.deepStrictEqual(yield* track, { _tag: "none" }, command._tag)
      }
      const enable = (service: string) =>
        customers.execute({ _tag: "enableService", customer: at, service }).pipe(as(reseller.operator))
      yield* enable("mail")
      assert.deepStrictEqual(yield* track, { _tag: "pending" })
      // It is made once: further services, and a service that goes and comes back, leave it as it is.
      const record = (progress: Provisioning.Provisioning) =>
        customers.execute({ _tag: "recordProvisioning", customer: at, target: "adminUser", progress }).pipe(as(support))
      yield* record({ _tag: "running", step: "user", attempt: 1 })
      yield* record({ _tag: "done" })
      yield* enable("hosting")
      yield* customers.execute({ _tag: "disableService", customer: at, service: "mail" }).pipe(as(reseller.operator))
      yield* enable("mail")
      assert.deepStrictEqual(yield* track, { _tag: "done" })
    }).pipe(Effect.provide(kernel))
  )

  it("CP-10 asks for the User Login Name: an e-mail address, or a UPN that no letter reaches", () => {
    asks("/admin/login", { step: "step1", label: "User Login Name", kind: "upn", required: true })
    for (const login of ["jan@bakkerijjansen.nl", "jan@bakkerijjansen.onmicrosoft.com", "jan@bakkerij.local"]) {
      assert.deepStrictEqual(said("/admin/login", login), [], login)
      assert.strictEqual(kept("/admin/login", login), login)
    }
    for (const login of ["jan", "jan@", "@bakkerijjansen.nl", "jan jansen@bakkerijjansen.nl"]) {
      assert.deepStrictEqual(said("/admin/login", login), [["error", "loginInvalid", undefined]], login)
    }
    // It is a login and no address: letters go elsewhere.
    assert.strictEqual(run(example).submission?.login?.name, example.admin.login)
    assert.notStrictEqual(portal.policies.letters, portal.policies.login)
  })

  it("CP-11 asks for the administrator's Password, which no draft ever holds", () => {
    asks("/admin/password", { step: "step1", label: "Password", kind: "secret", required: true })
    const taken = take({ password, passwordRetype: password })
    assert.deepStrictEqual(codes(taken.issues), [])
    assert.deepStrictEqual(taken.draft, example)
    assert.strictEqual(Redacted.value(taken.secrets.get("/admin/password") ?? Redacted.make("")), password)
    assert.deepStrictEqual([...taken.secrets.keys()], ["/admin/password"])
    for (const none of [{}, { password: "" }, { password: 12 }]) {
      assert.include(codes(take(none).issues).map(String), "error,/admin/password,required")
    }
    assert.deepStrictEqual(codes(take({ password: "short", passwordRetype: "short" }).issues), [
      ["error", "/admin/password", "secretTooShort"]
    ])
    // Even where one slips through to the check, it goes no further.
    const { submission } = run({ ...example, admin: { ...example.admin, password, passwordRetype: password } })
    assert.notInclude(JSON.stringify(submission), password)
  })

  it("CP-14 asks for the password again, and both must be the same", () => {
    asks("/admin/passwordRetype", { step: "step1", label: "Retype Password", kind: "secret", required: true })
    assert.deepStrictEqual(codes(take({ password, passwordRetype: password }).issues), [])
    for (const passwordRetype of [undefined, "", `${password} `, password.toUpperCase(), 12]) {
      const { issues } = take({ password, passwordRetype })
      assert.deepStrictEqual(codes(issues), [["error", "/admin/passwordRetype", "retypeDiffers"]])
      assert.notInclude(JSON.stringify(issues), password)
    }
  })

  it("letters go to the Alternate Email, the only address of the primary contact that it asks for", () => {
    asks("/admin/email", { step: "step1", label: "Alternate Email", kind: "email", required: true })
    assert.strictEqual(portal.policies.letters, "/admin/email")
    assert.deepStrictEqual(
      Portal.fields(portal)
        .filter(({ field }) => field.kind === "email")
        .map(({ field }) => field.at),
      ["/admin/email"]
    )
    assert.deepStrictEqual(said("/admin/email", "jan@bakkerij.local"), [["error", "emailInvalid", undefined]])
  })

  it.effect("CP-16 Send Letters is on unless somebody switches it off", () =>
    Effect.gen(function* () {
      asks("/letters", { step: "step1", label: "Send Letters", kind: "flag", default: { value: true } })
      const { create, customers, reseller } = yield* platform(portal)
      const { customer } = yield* create(required)
      assert.strictEqual(customer.profile.letters, true)
      const off = yield* create({ ...another, letters: false })
      assert.strictEqual(off.customer.profile.letters, false)
      const later = yield* customers
        .execute({ _tag: "setNotifications", customer: customer.id, letters: false })
        .pipe(as(reseller.operator))
      assert.strictEqual(later.customer.profile.letters, false)
    }).pipe(Effect.provide(kernel))
  )

  it.effect("CP-18 the general contact information of step 2 is optional, and can be added to the customer later", () =>
    Effect.gen(function* () {
      const step2 = form.steps[1]?.fields ?? []
      assert.deepStrictEqual(
        step2.map(({ at, label, required }) => [at, label, required ?? false]),
        [
          ["/contacts/primary/firstName", "First name", false],
          ["/contacts/primary/lastName", "Last name", false],
          ["/contacts/primary/phone", "Phone", false],
          ["/address/line1", "Address", false],
          ["/address/line2", "Address (second line)", false],
          ["/address/city", "City", false],
          ["/address/state", "State", false],
          ["/address/postalCode", "Postal code", false],
          ["/address/country", "Country", false]
        ]
      )
      for (const { at } of step2) assert.isNotNull(run(Pointer.set(example, at, undefined)).submission, at)
      const { create, customers, reseller, user } = yield* platform(portal)
      const { customer } = yield* create(required)
      assert.strictEqual(customer.status, "active")
      assert.isUndefined(customer.profile.address)
      const add = (changes: object, actor = reseller.operator) =>
        Effect.map(
          customers.execute({ _tag: "edit", customer: customer.id, changes }).pipe(as(actor)),
          ({ customer }) => customer.profile
        )
      assert.deepStrictEqual((yield* add({ address: general.address })).address, general.address)
      assert.deepStrictEqual((yield* add({ contacts: general.contacts }, user(customer.id))).contacts, general.contacts)
    }).pipe(Effect.provide(kernel))
  )

  it("doubts what is missing of the general contact information, and says why", () => {
    const { issues, submission } = run(required)
    assert.isNotNull(submission)
    assert.deepStrictEqual(
      codes(issues),
      [
        "/contacts/primary/firstName",
        "/contacts/primary/lastName",
        "/contacts/primary/phone",
        "/address/line1",
        "/address/city",
        "/address/postalCode",
        "/address/country"
      ].map((at) => ["warning", at, "incomplete"])
    )
    for (const { message } of issues) assert.include(message, "welcome letter")
    assert.deepStrictEqual(codes(run(example).issues), [])
  })
})
