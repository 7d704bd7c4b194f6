import { Check, Form, type Issue, Pointer, Portal } from "@clientele/core"
import { Copaco } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as Effect from "effect/Effect"
import { as, example, kernel, platform, world } from "./copacoExample.ts"

const form = Form.make(Copaco.portal, world)
const fields = form.steps.flatMap((step) => step.fields.map((field) => ({ ...field, step: step.id })))
const run = (draft: unknown) => Check.run(Copaco.portal, draft, world)
const codes = (issues: ReadonlyArray<Issue.Issue>) =>
  issues.map(({ code, pointer, severity }) => [severity, pointer, code])

interface Asked {
  readonly step: string
  readonly label: string
  readonly kind: string
  readonly required: boolean
  /** What the document gives as an example, and what is kept of it. */
  readonly typed?: string
  readonly kept?: string
}

/** The field is there as the document has it; its example passes and is kept in canonical form. */
const asks = (at: string, asked: Asked) => {
  const field = fields.find((one) => one.at === at)
  assert.isDefined(field, `nothing asks for ${at}`)
  assert.deepStrictEqual(
    { step: field.step, label: field.label, kind: field.kind, required: field.required ?? false, shown: field.shown },
    { step: asked.step, label: asked.label, kind: asked.kind, required: asked.required, shown: undefined }
  )
  assert.isUndefined(field.default, `${at} has no default`)
  if (asked.typed !== undefined) {
    assert.strictEqual(Pointer.get(example, at), asked.typed)
    const { issues, submission } = run(example)
    assert.deepStrictEqual(
      issues.filter((issue) => issue.severity === "error"),
      []
    )
    assert.strictEqual(Pointer.get(submission?.profile, at), asked.kept ?? asked.typed)
  }
  const { issues, submission } = run(Pointer.set(example, at, undefined))
  assert.strictEqual(submission === null, asked.required)
  assert.deepStrictEqual(
    issues.filter(({ pointer }) => pointer === at).map(({ code, step }) => [code, step]),
    asked.required ? [["required", asked.step]] : []
  )
}

const refused = (at: string, value: unknown) =>
  run(Pointer.set(example, at, value))
    .issues.filter(({ pointer }) => pointer === at)
    .map(({ code, proposal, severity }) => [severity, code, proposal])

describe("Copaco Cloud Portal", () => {
  it("CO-04 requires every field but the state or province and the secondary address", () => {
    const { issues, submission } = run({})
    assert.isNull(submission)
    assert.deepStrictEqual(
      codes(issues),
      [
        "/shortName",
        "/name",
        "/externalKey",
        "/registrationNumber",
        "/vatId",
        "/currency",
        "/qualification/type",
        "/address/country",
        "/address/city",
        "/address/line1",
        "/address/postalCode",
        "/contacts/primary/firstName",
        "/contacts/primary/lastName",
        "/contacts/primary/role",
        "/contacts/primary/email",
        "/contacts/primary/phone"
      ].map((pointer) => ["error", pointer, "required"])
    )
    assert.deepStrictEqual(
      fields.filter(({ required }) => required !== true).map(({ at }) => at),
      ["/address/state", "/address/line2"]
    )
  })

  it("CO-05 CO-06 asks for a short and a full name", () => {
    asks("/shortName", { step: "general", label: "Short name", kind: "text", required: true, typed: "Copaco" })
    asks("/name", {
      step: "general",
      label: "Full name",
      kind: "companyName",
      required: true,
      typed: "Copaco Netherlands B.V."
    })
  })

  it("CO-07 asks for the customer's id in the operator's own bookkeeping", () => {
    asks("/externalKey", { step: "general", label: "ERP ID", kind: "text", required: true, typed: "123" })
  })

  it.effect("CO-07 an ERP ID names one customer of a reseller", () =>
    Effect.gen(function* () {
      const { create, customers, sibling } = yield* platform
      yield* create(example)
      const refusal = yield* Effect.flip(create(example))
      assert.strictEqual(refusal._tag, "DraftRefused")
      if (refusal._tag !== "DraftRefused") return
      assert.deepStrictEqual(codes(refusal.issues), [["error", "/externalKey", "externalKeyTaken"]])
      // Another reseller keeps other books.
      yield* customers
        .execute({ _tag: "create", parent: sibling.id, portal: "copaco", draft: example })
        .pipe(as(sibling.operator))
    }).pipe(Effect.provide(kernel))
  )

  it("CO-08 asks for the number at the chamber of commerce, eight digits", () => {
    asks("/registrationNumber", {
      step: "general",
      label: "Registration number",
      kind: "registrationNumber",
      required: true,
      typed: "17048595"
    })
    assert.deepStrictEqual(refused("/registrationNumber", "170485951"), [
      ["error", "registrationNumberInvalid", undefined]
    ])
  })

  it("CO-09 asks for the tax id, and takes the numbers that pass either Dutch check", () => {
    asks("/vatId", { step: "general", label: "Tax ID", kind: "vatId", required: true, typed: "NL006486253B01" })
    // The document's passes mod 11 only, this one mod 97 only, the next neither.
    assert.deepStrictEqual(refused("/vatId", "NL000099998B57"), [])
    assert.deepStrictEqual(refused("/vatId", "NL006486252B01"), [["error", "vatIdInvalid", undefined]])
    assert.deepStrictEqual(refused("/vatId", "BE0403019261"), [["warning", "vatIdForeign", undefined]])
  })

  it("CO-10 lets one choose the currency that is used in the platform", () => {
    asks("/currency", { step: "general", label: "Currency", kind: "currency", required: true, typed: "EUR" })
    const choices = fields.find(({ at }) => at === "/currency")?.choices?.map(({ value }) => value) ?? []
    assert.includeMembers(choices, ["EUR", "USD", "GBP"])
    for (const value of choices) assert.deepStrictEqual(refused("/currency", value), [])
    assert.deepStrictEqual(refused("/currency", "Euro"), [["error", "currencyUnknown", "EUR"]])
    assert.deepStrictEqual(refused("/currency", "XXZ"), [["error", "currencyUnknown", undefined]])
  })

  it("CO-11 lets one choose the customer's status under Industry: its qualification", () => {
    asks("/qualification/type", {
      step: "general",
      label: "Industry",
      kind: "choice",
      required: true,
      typed: "nonProfit"
    })
    const choices = fields.find(({ at }) => at === "/qualification/type")?.choices ?? []
    assert.deepInclude(choices, { value: "nonProfit", label: "Non-profit" })
    for (const { value } of choices) assert.deepStrictEqual(refused("/qualification/type", value), [])
    assert.deepStrictEqual(refused("/qualification/type", "Non-profit"), [["error", "choiceUnknown", "nonProfit"]])
    assert.deepStrictEqual(refused("/qualification/type", "bakery"), [["error", "choiceUnknown", undefined]])
    assert.isUndefined(fields.find(({ at }) => at === "/industry"))
  })

  it("CO-12 asks for the country, the city and, as they like, the state or province", () => {
    asks("/address/country", { step: "address", label: "Country", kind: "country", required: true, typed: "NL" })
    const countries = fields.find(({ at }) => at === "/address/country")?.choices ?? []
    assert.isTrue(countries.some(({ label, value }) => value === "NL" && label.includes("Netherlands")))
    asks("/address/city", { step: "address", label: "City", kind: "text", required: true, typed: "Eindhoven" })
    asks("/address/state", {
      step: "address",
      label: "State/Province",
      kind: "subdivision",
      required: false,
      typed: "Noord Brabant",
      kept: "NL-NB"
    })
    for (const written of ["Noord-Brabant", "noord brabant", "NB", "NL-NB"]) {
      const { submission } = run(Pointer.set(example, "/address/state", written))
      assert.strictEqual(submission?.profile.address?.state, "NL-NB", written)
    }
    assert.deepStrictEqual(
      refused("/address/state", "Bavaria").map(([severity, code]) => [severity, code]),
      [["error", "subdivisionUnknown"]]
    )
  })

  it("CO-13 CO-14 asks for the address and, as they like, a second one", () => {
    asks("/address/line1", { step: "address", label: "Address", kind: "text", required: true, typed: "Hoevenweg 21" })
    asks("/address/line2", { step: "address", label: "Secondary address", kind: "text", required: false })
    const { submission } = run(Pointer.set(example, "/address/line2", " Gebouw B "))
    assert.strictEqual(submission?.profile.address?.line2, "Gebouw B")
  })

  it("CO-15 takes a postal code without its space, and keeps it with one", () => {
    asks("/address/postalCode", {
      step: "address",
      label: "Zip/Postal code",
      kind: "postalCode",
      required: true,
      typed: "5652AW",
      kept: "5652 AW"
    })
    assert.deepStrictEqual(refused("/address/postalCode", "5652 aw"), [])
    for (const wrong of ["0652 AW", "5652 SS", "5652", "56522 AW"]) {
      assert.deepStrictEqual(
        refused("/address/postalCode", wrong).map(([severity, code]) => [severity, code]),
        [["error", "postalCodeInvalid"]],
        wrong
      )
    }
  })

  it("CO-17 asks for the contact's first and last name and role", () => {
    const contact = { step: "contact", required: true }
    asks("/contacts/primary/firstName", { ...contact, label: "First name", kind: "personName", typed: "Jan" })
    asks("/contacts/primary/lastName", { ...contact, label: "Last name", kind: "personName", typed: "Janssen" })
    asks("/contacts/primary/role", { ...contact, label: "Role", kind: "text", typed: "CEO" })
  })

  it("CO-18 asks for the contact's e-mail address and phone number", () => {
    const contact = { step: "contact", required: true }
    asks("/contacts/primary/email", {
      ...contact,
      label: "Email address",
      kind: "email",
      typed: "Jan.Janssen@company.nl"
    })
    asks("/contacts/primary/phone", {
      ...contact,
      label: "Phone number",
      kind: "phone",
      typed: "+31(0)123456789",
      kept: "+31123456789"
    })
    // The document's own number is possible but in no range in use: a warning, no error.
    assert.deepStrictEqual(codes(run(example).issues), [["warning", "/contacts/primary/phone", "phoneUnlikely"]])
    assert.deepStrictEqual(refused("/contacts/primary/phone", "0123"), [["error", "phoneInvalid", undefined]])
    assert.deepStrictEqual(refused("/contacts/primary/email", "Jan.Janssen"), [["error", "emailInvalid", undefined]])
  })

  it("names in every field the statements that ask for it, and asks for nothing else", () => {
    assert.strictEqual(Portal.fields(Copaco.portal).length, 18)
    for (const { field } of Portal.fields(Copaco.portal))
      assert.match(field.rules?.join(" ") ?? "", /^CO-\d\d/u, field.at)
    assert.deepStrictEqual(
      form.steps.map(({ label }) => label),
      ["General", "Primary address", "Primary contact information"]
    )
  })

  it("has a JSON Schema that takes the document's example and needs what the document needs", () => {
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(Form.toJsonSchema(Copaco.portal))
    assert.isTrue(validate(example), JSON.stringify(validate.errors))
    for (const { at, required } of fields) {
      const kind = fields.find((field) => field.at === at)?.kind
      // Whether a country has postal codes no schema says.
      if (kind === "postalCode") continue
      const without = JSON.parse(JSON.stringify(Pointer.set(example, at, undefined)))
      assert.strictEqual(validate(without), required !== true, at)
    }
  })

  it.effect("CO-01 only somebody with an account on the portal creates customers", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, sibling, taken, user } = yield* platform
      yield* create(example, user(reseller.id))
      // An account of another reseller, one that only reads, and one at a home that may not create customers.
      const stranger = yield* Effect.flip(create({ ...example, externalKey: "1" }, sibling.operator))
      assert.strictEqual(stranger._tag, "CustomerNotFound")
      const reader = yield* Effect.flip(create({ ...example, externalKey: "2" }, user(reseller.id, "user")))
      assert.strictEqual(reader._tag, "ActionNotAllowed")
      const plain = yield* taken("Bakkerij B.V.", [])
      const unable = yield* Effect.flip(
        customers
          .execute({ _tag: "create", parent: plain.id, portal: "copaco", draft: example })
          .pipe(as(plain.operator))
      )
      assert.strictEqual(unable._tag, "ActionNotAllowed")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("CO-02 a customer is created to buy licences, and can once it is active", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform
      const { customer } = yield* create(example)
      const buy = customers
        .execute({ _tag: "enableService", customer: customer.id, service: "licenses" })
        .pipe(as(reseller.operator))
      const early = yield* Effect.flip(buy)
      assert.strictEqual(early._tag, "CommandRefused")
      yield* customers.execute({ _tag: "approve", customer: customer.id }).pipe(as(reseller.operator))
      const { customer: active } = yield* buy
      assert.deepStrictEqual(active.services, ["licenses"])
      assert.strictEqual(active.offered, "inherit")
      assert.deepStrictEqual(active.blocked, [])
    }).pipe(Effect.provide(kernel))
  )

  it.effect("CO-16 the primary contact is the contact person for the distributor, who sees it", () =>
    Effect.gen(function* () {
      assert.include(Copaco.portal.steps.find(({ id }) => id === "contact")?.help ?? "", "Copaco Cloud")
      const { create, customers, distributor, root, sibling, user } = yield* platform
      const { customer } = yield* create(example)
      for (const actor of [distributor, user(root.id, "user")]) {
        const { profile } = yield* customers.get(customer.id).pipe(as(actor))
        assert.deepStrictEqual(profile.contacts, {
          primary: { ...example.contacts.primary, phone: "+31123456789" }
        })
      }
      const hidden = yield* Effect.flip(customers.get(customer.id).pipe(as(sibling.operator)))
      assert.strictEqual(hidden._tag, "CustomerNotFound")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("CO-20 a created customer is not active yet: it has to be activated", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform
      const { customer } = yield* create(example)
      assert.strictEqual(customer.lifecycle._tag, "pendingApproval")
      assert.strictEqual(customer.status, "pendingApproval")
      assert.isNull(customer.approved)
      for (const command of [
        { _tag: "enableService", customer: customer.id, service: "licenses" },
        { _tag: "suspend", customer: customer.id, reason: "credit" }
      ] as const) {
        const refusal = yield* Effect.flip(customers.execute(command).pipe(as(reseller.operator)))
        assert.strictEqual(refusal._tag === "CommandRefused" ? refusal.reason : refusal._tag, "notInThisStage")
      }
    }).pipe(Effect.provide(kernel))
  )

  it.effect("CO-21 approving activates it, by the operator who created it too", () =>
    Effect.gen(function* () {
      const { create, customers, distributor, reseller } = yield* platform
      const { customer } = yield* create(example)
      assert.include(customer.commands, "approve")
      const { customer: active } = yield* customers
        .execute({ _tag: "approve", customer: customer.id })
        .pipe(as(reseller.operator))
      assert.strictEqual(active.lifecycle._tag, "active")
      assert.strictEqual(active.status, "active")
      assert.strictEqual(active.approved?.by, reseller.operator.id)
      assert.notInclude(active.commands, "approve")
      const second = yield* create({ ...example, externalKey: "124" })
      const other = yield* customers.execute({ _tag: "approve", customer: second.customer.id }).pipe(as(distributor))
      assert.strictEqual(other.customer.status, "active")
      const itself = yield* Effect.flip(
        customers.execute({ _tag: "approve", customer: second.customer.id }).pipe(as(reseller.operator))
      )
      assert.strictEqual(itself._tag, "CommandRefused")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("CO-22 the list of customers shows the status of each", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* platform
      const first = yield* create(example)
      yield* create({ ...example, externalKey: "124", name: "Bakkerij Jansen V.O.F." })
      yield* customers.execute({ _tag: "approve", customer: first.customer.id }).pipe(as(reseller.operator))
      const list = (status?: "active" | "pendingApproval") =>
        customers.page({ parent: reseller.id, ...(status === undefined ? {} : { status: [status] }) }).pipe(
          as(reseller.operator),
          Effect.map(({ items }) => items.map((item) => [item.name, item.status, item.statusLabel]).toSorted())
        )
      const active = ["Copaco Netherlands B.V.", "active", "active"]
      const pending = ["Bakkerij Jansen V.O.F.", "pendingApproval", "pending approval"]
      assert.deepStrictEqual(yield* list(), [pending, active])
      assert.deepStrictEqual(yield* list("active"), [active])
      assert.deepStrictEqual(yield* list("pendingApproval"), [pending])
    }).pipe(Effect.provide(kernel))
  )
})
