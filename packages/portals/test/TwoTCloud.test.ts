import { Check, Condition, Pointer, Portal, Resolve, Secrets } from "@clientele/core"
import { TwoTCloud } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { about, as, codes, issuesOf, kernel, partner, platform, seller, situation } from "./resellers.ts"

const { portal } = TwoTCloud

const required = {
  name: "Bakkerij Jansen B.V.",
  taxZone: "nl",
  address: { line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "1234 AB", country: "NL" },
  contacts: { primary: { firstName: "Jan", lastName: "Jansen", email: "jan@bakkerijjansen.nl" } },
  admin: { login: "bakkerij.jansen" }
}
const example = {
  ...required,
  registrationNumber: "17048595",
  vatId: "NL006486253B01",
  kvkNumber: "17048595",
  externalKey: "1001"
}
const another = { ...example, externalKey: "1002", admin: { login: "bakkerij.pietersen" } }

const { asks, form, kept, missesEach, run, said } = about(portal, example)

describe("2tCloud Service Automation", () => {
  it("has the screens of its document, in its order, and shows no summary", () => {
    assert.deepStrictEqual(
      form.steps.map(({ label }) => label),
      ["Account information", "Customer information", "Additional information", "Customer Control Panel"]
    )
    assert.isFalse(form.summary)
    for (const { field } of Portal.fields(portal)) assert.match(field.rules?.join(" ") ?? "", /^2T-\d\d/u, field.at)
    assert.strictEqual(portal.rules.filter(({ _tag }) => _tag === "custom").length, 0)
  })

  it("misses each required field once, and nothing that depends on it is said", () => {
    assert.deepStrictEqual(missesEach(), [
      "/name",
      "/address/line1",
      "/address/city",
      "/address/state",
      "/address/postalCode",
      "/address/country",
      "/contacts/primary/firstName",
      "/contacts/primary/lastName",
      "/contacts/primary/email",
      "/contacts/billing/sameAs",
      "/contacts/technical/sameAs",
      "/admin/login"
    ])
    // In a country with states, the state too.
    const italian = {
      ...example,
      taxZone: "eu-business",
      address: { line1: "Via Roma 1", city: "Milano", state: "IT-MI", postalCode: "20121", country: "IT" },
      registrationNumber: "00743110157",
      kvkNumber: "00743110157",
      vatId: "IT00743110157"
    }
    assert.include(about(portal, italian).missesEach(), "/address/state")
  })

  it("submits the stated defaults where nothing else is touched", () => {
    const { issues, submission } = run(required)
    assert.deepStrictEqual(submission?.profile, {
      ...required,
      contacts: { ...required.contacts, billing: { sameAs: "primary" }, technical: { sameAs: "primary" } },
      invoices: true
    })
    assert.deepStrictEqual(
      codes(issues),
      ["/registrationNumber", "/vatId", "/kvkNumber"].map((at) => ["warning", at, "incomplete"])
    )
  })

  it.effect("2T-01 the reseller creates the customer, and a customer that is no reseller creates none", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, user } = yield* platform(portal)
      const { customer } = yield* create(example)
      assert.strictEqual(customer.parent, reseller.id)
      assert.strictEqual(customer.submitted?.by, reseller.operator.id)
      const refusal = yield* Effect.flip(create(another, user(customer.id)))
      assert.strictEqual(refusal._tag === "ActionNotAllowed" ? refusal.explanation.rule : refusal._tag, "rightMissing")
      assert.deepStrictEqual(yield* customers.children(customer.id).pipe(as(reseller.operator)), [])
    }).pipe(Effect.provide(kernel))
  )

  it.effect("2T-02 only who is at home in the partner's panel creates its customers", () =>
    Effect.gen(function* () {
      const { create, reseller, sibling, user } = yield* platform(portal)
      yield* create(example, user(reseller.id, "professional"))
      const reader = yield* Effect.flip(create(another, user(reseller.id, "user")))
      assert.strictEqual(reader._tag, "ActionNotAllowed")
      const stranger = yield* Effect.flip(create(another, sibling.operator, reseller.id))
      assert.strictEqual(stranger._tag, "CustomerNotFound")
    }).pipe(Effect.provide(kernel))
  )

  it("2T-05 asks for the TAX zone on the screen with the account information", () => {
    const { choices } = asks("/taxZone", { step: "account", label: "TAX Zone", kind: "taxZone" })
    assert.deepStrictEqual(
      choices,
      seller.zones.map(({ id, label }) => ({ value: id, label }))
    )
    for (const { id } of seller.zones) assert.strictEqual(kept("/taxZone", id), id)
    assert.deepStrictEqual(said("/taxZone", "Netherlands"), [["error", "choiceUnknown", "nl"]])
    assert.deepStrictEqual(said("/taxZone", "mars"), [["error", "choiceUnknown", undefined]])
  })

  it("2T-06 the operator chooses the TAX zone: none is chosen for it, and another than follows is only doubted", () => {
    const { issues, submission } = run(Pointer.set(example, "/taxZone", undefined))
    assert.isNull(submission)
    assert.deepStrictEqual(
      issues.map(({ code, pointer, proposal, severity }) => [severity, pointer, code, proposal]),
      [["error", "/taxZone", "taxZoneRequired", "nl"]]
    )
    assert.isUndefined(Check.withDefaults(portal, {}, situation).taxZone)
    for (const zone of ["eu-business", "eu-consumers", "export"]) {
      assert.deepStrictEqual(said("/taxZone", zone), [["warning", "taxZoneMismatch", "nl"]])
      assert.strictEqual(kept("/taxZone", zone), zone)
    }
    assert.deepStrictEqual(said("/taxZone", "nl"), [])
    const belgian = {
      ...example,
      address: { line1: "Wetstraat 16", city: "Brussel", postalCode: "1000", country: "BE" }
    }
    assert.deepStrictEqual(said("/taxZone", undefined, Pointer.set(belgian, "/vatId", "BE0403019261")), [
      ["error", "taxZoneRequired", "eu-business"]
    ])
  })

  it("proposes no zone while the address or the VAT id is wrong, and doubts none", () => {
    for (const at of ["/address/country", "/vatId"]) {
      const wrong = Pointer.set(example, at, "??")
      assert.deepStrictEqual(said("/taxZone", "export", wrong), [])
      const unchosen = said("/taxZone", undefined, wrong)
      assert.deepStrictEqual(unchosen, at === "/vatId" ? [["error", "taxZoneRequired", undefined]] : [])
    }
  })

  it("takes the treatments for zones where the seller defines none", () => {
    const more = { seller: { ...seller, zones: [] } }
    const proposed = run(Pointer.set(example, "/taxZone", undefined), more).issues[0]?.proposal
    assert.strictEqual(proposed, "domestic")
    assert.deepStrictEqual(codes(run({ ...example, taxZone: proposed }, more).issues), [])
  })

  it.effect("2T-07 with the wrong TAX zone, an invoice of that day bears no tax", () =>
    Effect.gen(function* () {
      const { create } = yield* platform(portal)
      const right = yield* create(example)
      assert.deepInclude(right.customer.taxZone, { zone: "nl", treatment: "domestic", rate: 21, by: "assigned" })
      assert.deepStrictEqual(right.warnings, [])
      const wrong = yield* create({ ...another, taxZone: "export" })
      assert.deepInclude(wrong.customer.taxZone, {
        zone: "export",
        treatment: "outsideScope",
        rate: null,
        by: "assigned"
      })
      assert.strictEqual(wrong.customer.taxZone?.derived?.rate, 21)
      assert.deepStrictEqual(codes(wrong.warnings), [["warning", "/taxZone", "taxZoneMismatch"]])
      assert.include(form.steps[0]?.fields.find(({ at }) => at === "/taxZone")?.help ?? "", "tax may be missing")
    }).pipe(Effect.provide(kernel))
  )

  it("2T-09 recommends the customer's own information: what equals the partner's is doubted, not refused", () => {
    for (const at of [
      "/name",
      "/address/line1",
      "/contacts/primary/email",
      "/contacts/primary/phone",
      "/registrationNumber",
      "/vatId",
      "/kvkNumber"
    ]) {
      const value = Pointer.get(partner, at)
      assert.isDefined(value, at)
      const both = at.endsWith("Number") ? { ...example, registrationNumber: value, kvkNumber: value } : example
      assert.deepStrictEqual(said(at, value, both), [["warning", "sameAsParent", undefined]], at)
      assert.strictEqual(kept(at, value, both), value)
    }
    assert.deepStrictEqual(codes(run({ ...example, name: " Cloud Noord  B.V. " }).issues), [
      ["warning", "/name", "sameAsParent"]
    ])
    assert.include(form.steps.find(({ id }) => id === "customer")?.help ?? "", "not your own")
  })

  it("2T-11 2T-12 asks for a set of details each for the billing and the technical contact", () => {
    for (const [role, label] of [
      ["billing", "Billing Contact Information"],
      ["technical", "Technical Contact Information"]
    ] as const) {
      const at = `/contacts/${role}`
      const own = { at: `${at}/sameAs`, is: "own" }
      const part = (key: string, kind: "personName" | "email" | "phone", word: string, required?: true) =>
        asks(`${at}/${key}`, {
          step: "customer",
          label: `${label}: ${word}`,
          kind,
          shown: own,
          ...(required ? { required } : {})
        })
      part("firstName", "personName", "first name", true)
      part("lastName", "personName", "last name", true)
      part("email", "email", "e-mail", true)
      part("phone", "phone", "phone")
      const unticked = Pointer.set(example, `${at}/sameAs`, "own")
      assert.deepStrictEqual(
        codes(run(unticked).issues),
        ["firstName", "lastName", "email"].map((key) => ["error", `${at}/${key}`, "required"])
      )
      const details = { sameAs: "own", firstName: "Piet", lastName: "Pietersen", email: "piet@bakkerijjansen.nl" }
      assert.deepStrictEqual(kept(at, details), details)
      assert.deepStrictEqual(kept(at, { ...details, phone: "0201234567" }), { ...details, phone: "+31201234567" })
    }
  })

  it("2T-13 both boxes are ticked unless somebody unticks them, and stay live", () => {
    for (const role of ["billing", "technical"] as const) {
      const label = role === "billing" ? "Billing Contact Information" : "Technical Contact Information"
      const ticked = { value: "primary" }
      asks(`/contacts/${role}/sameAs`, { step: "customer", label, kind: "sameAs", required: true, default: ticked })
      const { submission } = run(example)
      assert.deepStrictEqual(submission?.profile.contacts?.[role], { sameAs: "primary" })
      const contact = Resolve.contact(submission?.profile ?? {}, role)
      assert.deepStrictEqual(contact, required.contacts.primary)
      const changed = Pointer.set(submission?.profile ?? {}, "/contacts/primary/email", "info@bakkerijjansen.nl")
      assert.strictEqual(Resolve.contact(changed, role)?.email, "info@bakkerijjansen.nl")
    }
  })

  it("2T-14 each box is unticked on its own, and then its own details are entered", () => {
    const details = { sameAs: "own", firstName: "Piet", lastName: "Pietersen", email: "piet@bakkerijjansen.nl" }
    const { sameAs: _, ...piet } = details
    const jan = required.contacts.primary
    for (const [billing, technical] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true]
    ]) {
      const contacts = {
        ...required.contacts,
        ...(billing ? { billing: details } : {}),
        ...(technical ? { technical: details } : {})
      }
      const { issues, submission } = run({ ...example, contacts })
      assert.deepStrictEqual(codes(issues), [])
      assert.deepStrictEqual(Resolve.contact(submission?.profile ?? {}, "billing"), billing ? piet : jan)
      assert.deepStrictEqual(Resolve.contact(submission?.profile ?? {}, "technical"), technical ? piet : jan)
    }
    const ticked = { ...required.contacts, billing: { ...details, sameAs: "primary", email: "no address" } }
    assert.deepStrictEqual(run({ ...example, contacts: ticked }).submission?.profile.contacts?.billing, {
      sameAs: "primary"
    })
  })

  it.effect("2T-16 a reseller that wants the invoices enters its own e-mail as the billing contact's", () =>
    Effect.gen(function* () {
      const { create } = yield* platform(portal)
      const billing = { sameAs: "own", firstName: "Ann", lastName: "Noord", email: partner.contacts.primary.email }
      const { customer, warnings } = yield* create({ ...example, contacts: { ...required.contacts, billing } })
      assert.deepStrictEqual(warnings, [])
      assert.strictEqual(customer.profile.invoices, true)
      assert.strictEqual(Resolve.contact(customer.profile, "billing")?.email, partner.contacts.primary.email)
      assert.strictEqual(Resolve.contact(customer.profile, "primary")?.email, "jan@bakkerijjansen.nl")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("2T-17 all invoicing of a customer can be switched off, at its creation and later", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(portal)
      const { customer: never } = yield* create({ ...example, invoices: false })
      assert.strictEqual(never.profile.invoices, false)
      const { customer: first } = yield* create(another)
      assert.strictEqual(first.profile.invoices, true)
      const set = (invoices: boolean) =>
        customers.execute({ _tag: "setNotifications", customer: first.id, invoices }).pipe(as(reseller.operator))
      assert.strictEqual((yield* set(false)).customer.profile.invoices, false)
      assert.strictEqual((yield* set(true)).customer.profile.invoices, true)
    }).pipe(Effect.provide(kernel))
  )

  it("2T-18 asks for the Zip / Postal Code", () => {
    asks("/address/postalCode", { step: "customer", label: "Zip / Postal Code", kind: "postalCode", required: true })
    assert.strictEqual(kept("/address/postalCode", "1234 AB"), "1234 AB")
  })

  it("2T-19 2T-20 a Dutch code has a space after its number, also when it is typed as the print-screen shows it", () => {
    for (const typed of ["1234 AB", "1234AB", "1234ab", "1234 ab", " 1234  Ab "]) {
      assert.deepStrictEqual(said("/address/postalCode", typed), [], typed)
      assert.strictEqual(kept("/address/postalCode", typed), "1234 AB", typed)
    }
    for (const typed of ["1234", "1234 A", "0234 AB", "1234 ABC", "12345 AB", "1234 SS", "AB 1234"]) {
      assert.deepStrictEqual(
        said("/address/postalCode", typed).map(([severity, code]) => [severity, code]),
        [["error", "postalCodeInvalid"]],
        typed
      )
    }
  })

  it("2T-23 2T-24 2T-25 the registration, VAT and KvK numbers are optional and recommended, and two KvK numbers agree", () => {
    const step = "additional"
    asks("/registrationNumber", { step, label: "RegNum (KvK)", kind: "registrationNumber" })
    asks("/vatId", { step, label: "VATNum", kind: "vatId" })
    asks("/kvkNumber", { step, label: "KvK Number", kind: "registrationNumber" })
    for (const at of ["/registrationNumber", "/vatId", "/kvkNumber"]) {
      const { issues, submission } = run(Pointer.set(example, at, undefined))
      assert.deepStrictEqual(codes(issues), [["warning", at, "incomplete"]])
      assert.isNotNull(submission)
    }
    assert.deepStrictEqual(codes(run(example).issues), [])
    assert.deepStrictEqual(said("/kvkNumber", "17048596"), [["error", "mustBeEqual", "17048595"]])
    assert.deepStrictEqual(said("/kvkNumber", " 1704 8595"), [])
    assert.deepStrictEqual(said("/registrationNumber", "1704"), [["error", "registrationNumberInvalid", undefined]])
    assert.deepStrictEqual(said("/vatId", "NL006486252B01"), [["error", "vatIdInvalid", undefined]])
    assert.deepStrictEqual(said("/vatId", "NL000099998B57"), [["warning", "sameAsParent", undefined]])
  })

  it("2T-26 they are recommended because some subscriptions use them", () => {
    const { issues } = run(required)
    assert.deepStrictEqual(
      issues.map(({ message, pointer }) => [pointer, message.includes("some subscriptions need it")]),
      [
        ["/registrationNumber", true],
        ["/vatId", true],
        ["/kvkNumber", true]
      ]
    )
    assert.include(form.steps.find(({ id }) => id === "additional")?.help ?? "", "some subscriptions need it")
  })

  it("2T-27 asks for a customer number for the API, if one likes, and keeps it as an id and no secret", () => {
    const field = asks("/externalKey", { step: "additional", label: "Customer Number", kind: "text" })
    assert.include(field.help ?? "", "API")
    assert.strictEqual(kept("/externalKey", " 1001 "), "1001")
    assert.deepStrictEqual(codes(run(Pointer.set(example, "/externalKey", undefined)).issues), [])
  })

  it.effect("2T-27 a customer number names one customer of a reseller", () =>
    Effect.gen(function* () {
      const { create, sibling } = yield* platform(portal)
      yield* create(example)
      assert.deepStrictEqual(issuesOf(yield* Effect.flip(create({ ...another, externalKey: "1001" }))), [
        ["error", "/externalKey", "externalKeyTaken"]
      ])
      yield* create({ ...another, externalKey: "1001" }, sibling.operator)
    }).pipe(Effect.provide(kernel))
  )

  it.effect("2T-29 the reseller alone learns the credentials: it hands them over or runs the customer itself", () =>
    Effect.gen(function* () {
      assert.isNull(portal.policies.letters)
      assert.isFalse(Portal.fields(portal).some(({ field }) => field.at === "/letters"))
      const filled = {
        ...example,
        admin: { ...example.admin, password: "een lange zin voor Jan", passwordRetype: "een lange zin voor Jan" }
      }
      const taken = Secrets.take(portal, filled)
      const { create, customers, reseller, user } = yield* platform(portal)
      const { customer } = yield* create(taken.draft)
      // What signs in is in the hands of who filled in the form, and nowhere else.
      assert.strictEqual(
        Redacted.value(taken.secrets.get("/admin/password") ?? Redacted.make("")),
        "een lange zin voor Jan"
      )
      const history = yield* customers.history(customer.id).pipe(as(reseller.operator))
      assert.notInclude(JSON.stringify([customer, history]), "een lange zin")
      assert.strictEqual(customer.login?.name, "bakkerij.jansen")
      // Not handed over: the reseller does it. Handed over: the customer's administrator does.
      for (const [actor, city] of [
        [reseller.operator, "Best"],
        [user(customer.id), "Son"]
      ] as const) {
        const edited = yield* customers
          .execute({ _tag: "edit", customer: customer.id, changes: { address: { city } } })
          .pipe(as(actor))
        assert.strictEqual(edited.customer.profile.address?.city, city)
      }
    }).pipe(Effect.provide(kernel))
  )

  it("2T-30 asks for a Login Name and a password to sign in with", () => {
    const step = "login"
    asks("/admin/login", { step, label: "Login Name", kind: "login", required: true })
    asks("/admin/password", { step, label: "Password", kind: "secret", required: true })
    asks("/admin/passwordRetype", { step, label: "Password (again)", kind: "secret", required: true })
    assert.deepStrictEqual(codes(run(Pointer.set(example, "/admin/login", undefined)).issues), [
      ["error", "/admin/login", "required"]
    ])
    assert.deepStrictEqual(said("/admin/login", "two words"), [["error", "loginInvalid", undefined]])
    assert.deepStrictEqual(run(example).submission?.login, { name: "bakkerij.jansen", key: "bakkerij.jansen" })
    assert.deepStrictEqual(codes(Secrets.take(portal, example).issues), [["error", "/admin/password", "required"]])
    const password = "een lange zin voor Jan"
    const differs = { ...example, admin: { ...example.admin, password, passwordRetype: "een lange zin" } }
    assert.deepStrictEqual(codes(Secrets.take(portal, differs).issues), [
      ["error", "/admin/passwordRetype", "retypeDiffers"]
    ])
    const same = Secrets.take(portal, { ...example, admin: { ...example.admin, password, passwordRetype: password } })
    assert.deepStrictEqual(codes(same.issues), [])
    assert.deepStrictEqual(same.draft, example)
  })

  it.effect("2T-31 a Login Name is unique in the whole platform, however it is written and whose customer it is", () =>
    Effect.gen(function* () {
      const { create, distributor, root, sibling, support } = yield* platform(portal)
      yield* create({ ...example, admin: { login: "José.Jansen" } })
      const spellings = ["José.Jansen", "josé.jansen", "JOSE\u0301.JANSEN", "  José.Jansen "]
      let key = 2000
      for (const login of spellings) {
        for (const [actor, parent] of [
          [sibling.operator, sibling.id],
          [distributor.operator, distributor.id],
          [support, root.id]
        ] as const) {
          const refusal = yield* Effect.flip(
            create({ ...example, externalKey: String(key++), admin: { login } }, actor, parent)
          )
          assert.deepStrictEqual(issuesOf(refusal), [["error", "/admin/login", "loginTaken"]], login)
        }
      }
      yield* create({ ...another, admin: { login: "jose.jansen" } }, sibling.operator)
    }).pipe(Effect.provide(kernel))
  )

  it.effect("2T-31 a closed customer keeps its Login Name until it is released, and another platform has its own", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, sibling } = yield* platform(portal)
      const { customer } = yield* create(example)
      const same = { ...another, admin: example.admin }
      const act = (_tag: "finishClose" | "releaseLogin") =>
        customers.execute({ _tag, customer: customer.id }).pipe(as(reseller.operator))
      yield* customers
        .execute({ _tag: "close", customer: customer.id, reason: "moved away" })
        .pipe(as(reseller.operator))
      assert.deepStrictEqual(issuesOf(yield* Effect.flip(create(same, sibling.operator))), [
        ["error", "/admin/login", "loginTaken"]
      ])
      yield* act("finishClose")
      assert.deepStrictEqual(issuesOf(yield* Effect.flip(create(same, sibling.operator))), [
        ["error", "/admin/login", "loginTaken"]
      ])
      const elsewhere = yield* platform(portal)
      yield* elsewhere.create(example)
      yield* act("releaseLogin")
      yield* create(same, sibling.operator)
    }).pipe(Effect.provide(kernel))
  )

  it.effect("is active as soon as it is created, without anybody's approval", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform(portal)
      const { customer } = yield* create(example)
      assert.strictEqual(customer.status, "active")
      const [entry] = yield* customers.history(customer.id).pipe(as(reseller.operator))
      assert.deepStrictEqual(entry?.events, ["Opened", "Submitted", "Approved"])
    }).pipe(Effect.provide(kernel))
  )

  it.effect("2T-33 the reseller in its panel and the customer in its own see and do different things", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, user } = yield* platform(portal)
      const { customer } = yield* create(example)
      const { customer: other } = yield* create(another)
      const own = user(customer.id)
      const listed = (actor: typeof own) =>
        Effect.map(customers.page({ order: "tree" }).pipe(as(actor)), ({ items }) =>
          items.map(({ id }) => id).toSorted()
        )
      assert.deepStrictEqual(yield* listed(reseller.operator), [reseller.id, customer.id, other.id].toSorted())
      assert.deepStrictEqual(yield* listed(own), [customer.id])
      const toReseller = yield* customers.get(customer.id).pipe(as(reseller.operator))
      const toCustomer = yield* customers.get(customer.id).pipe(as(own))
      assert.strictEqual(toReseller.parent, reseller.id)
      assert.isNull(toCustomer.parent)
      for (const command of ["suspend", "close", "enableService", "setNotifications"] as const) {
        assert.include(toReseller.commands, command)
        assert.notInclude(toCustomer.commands, command)
      }
      assert.include(toCustomer.commands, "edit")
      assert.isTrue((yield* customers.explain(customer.id, "manageUsers").pipe(as(own))).allowed)
      for (const id of [other.id, reseller.id]) {
        assert.strictEqual((yield* Effect.flip(customers.get(id).pipe(as(own))))._tag, "CustomerNotFound")
      }
    }).pipe(Effect.provide(kernel))
  )

  it("hides the details of a contact while its box is ticked", () => {
    for (const { field } of Portal.fields(portal).filter(({ field }) =>
      /^\/contacts\/(billing|technical)\/(?!sameAs)/u.test(field.at)
    )) {
      assert.isDefined(field.shown)
      assert.isFalse(Condition.holds(field.shown ?? { all: [] }, Check.withDefaults(portal, {}, situation)))
    }
  })
})
