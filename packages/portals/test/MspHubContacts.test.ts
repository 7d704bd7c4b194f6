import { Draft, Form, Pointer } from "@clientele/core"
import { MspHub } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { as, asks, errors, example, field, form, kept, kernel, platform, refusedAt, says, world } from "./msphub.ts"

const step = "contacts"
const asked = form.steps[1]?.fields.map(({ at }) => at) ?? []
const reachable = { phone: "+31 40 234 5678", fax: "+31 40 234 5679", countryCode: "NL" }
const { billing, primary } = example.contacts
const bothReachable: unknown = {
  ...example,
  contacts: { primary: { ...primary, ...reachable }, billing: { ...billing, ...reachable } }
}

/** Names and e-mail are needed; phone and fax are not, and with one of them the country code is. */
const contact = (role: "primary" | "billing", whose: string) => {
  const at = `/contacts/${role}`
  const there = { step, in: bothReachable }
  asks(`${at}/firstName`, { ...there, label: `${whose}: First Name`, kind: "personName", required: true })
  asks(`${at}/lastName`, { ...there, label: `${whose}: Last Name`, kind: "personName", required: true })
  asks(`${at}/email`, { ...there, label: `${whose}: Email Address`, kind: "email", required: true })
  asks(`${at}/phone`, {
    ...there,
    label: `${whose}: Phone Number`,
    kind: "phone",
    required: false,
    kept: "+31402345678"
  })
  asks(`${at}/fax`, { ...there, label: `${whose}: Fax Number`, kind: "phone", required: false, kept: "+31402345679" })
  asks(`${at}/countryCode`, { ...there, label: `${whose}: Country Code`, kind: "country", required: true })
  assert.deepStrictEqual(
    field(`${at}/countryCode`).choices?.map(({ value }) => value),
    world.countryCodes
  )
  assert.deepStrictEqual(says(`${at}/email`, "mary at fabrikam"), ["error emailInvalid"])
  for (const key of ["phone", "fax"]) {
    const other = key === "phone" ? "fax" : "phone"
    const one = Pointer.set(Pointer.set(bothReachable, `${at}/${other}`, undefined), `${at}/countryCode`, undefined)
    assert.deepStrictEqual(errors(one), [[`${at}/countryCode`, "required"]], `a ${key} alone needs its country code`)
    assert.deepStrictEqual(says(`${at}/${key}`, "12", bothReachable), ["error phoneInvalid"])
  }
  const unreachable = ["phone", "fax", "countryCode"].reduce(
    (rest, key) => Pointer.set(rest, `${at}/${key}`, undefined),
    bothReachable
  )
  assert.isEmpty(errors(unreachable))
}

describe("MSP Hub, step 2", () => {
  it("MH-24 knows three roles: primary contact, billing contact and admin user", () => {
    const roles = [...new Set(asked.map((at) => at.split("/").slice(1, -1).join("/")))]
    assert.deepStrictEqual(roles, ["contacts/primary", "contacts/billing", "admin"])
    assert.deepStrictEqual(
      errors(Pointer.set(Pointer.set(example as unknown, "/contacts", undefined), "/admin", undefined)).map(
        ([at]) => at
      ),
      [
        "/contacts/primary/firstName",
        "/contacts/primary/lastName",
        "/contacts/primary/email",
        "/contacts/billing/firstName",
        "/contacts/billing/lastName",
        "/contacts/billing/email",
        "/admin/firstName",
        "/admin/lastName",
        "/admin/login",
        "/admin/email"
      ]
    )
  })

  it("MH-26 one person may hold all three roles", () => {
    const mary = { firstName: "Mary", lastName: "Baker", email: "mary@fabrikam.com" }
    const draft = { ...example, contacts: { primary: mary, billing: mary }, admin: { ...mary, login: mary.email } }
    assert.isEmpty(errors(draft))
    assert.deepStrictEqual(Pointer.get(kept(draft), "/contacts"), { primary: mary, billing: mary })
  })

  it("MH-27 asks for the primary contact: names and e-mail, as they like phone and fax, with these the country code", () => {
    contact("primary", "Primary Contact")
  })

  it("MH-29 asks for the billing contact: names, e-mail for billing, as they like phone and fax, with these the country code", () => {
    contact("billing", "Billing Contact")
    assert.match(form.steps[1]?.help ?? "", /billing contact what concerns billing/u)
  })

  it("MH-28 imports the billing contact from the primary one, once, or takes what is entered by hand", () => {
    const link = form.steps[1]?.imports?.[0]
    assert.strictEqual(link?.label, "Import contact info")
    if (link === undefined) return
    const { billing: _, ...contacts } = example.contacts
    const imported = Draft.copy({ ...example, contacts } as never, link)
    assert.deepStrictEqual(imported.contacts?.billing, example.contacts.primary)
    assert.isEmpty(errors(imported))
    const later = Pointer.set(imported, "/contacts/primary/email", "new@fabrikam.com")
    assert.strictEqual(Pointer.get(kept(later), "/contacts/billing/email"), "mary@fabrikam.com")
    const byHand = Pointer.set(imported, "/contacts/billing/email", "bill@fabrikam.com")
    assert.strictEqual(Pointer.get(kept(byHand), "/contacts/billing/email"), "bill@fabrikam.com")
    assert.strictEqual(Pointer.get(kept(byHand), "/contacts/primary/email"), "mary@fabrikam.com")
  })

  it("MH-32 asks for the admin user's first and last name", () => {
    asks("/admin/firstName", { step, label: "Admin User: First Name", kind: "personName", required: true })
    asks("/admin/lastName", { step, label: "Admin User: Last Name", kind: "personName", required: true })
  })

  it("MH-33 wants a valid e-mail address as the login", () => {
    asks("/admin/login", { step, label: "Login Email Address", kind: "email", required: true })
    for (const wrong of ["ada", "ada@", "ada@localhost"]) {
      assert.deepStrictEqual(says("/admin/login", wrong), ["error emailInvalid"], wrong)
    }
  })

  it.effect("MH-33 the login cannot be changed once the customer is there, by nobody", () =>
    Effect.gen(function* () {
      const { create, customers, partner, root, user } = yield* platform
      const { id, login } = yield* create(example)
      assert.deepStrictEqual(login, { name: "ada@fabrikam.com", key: "ada@fabrikam.com" })
      const support = { _tag: "support", id: user(root.id).id, platform: null } as const
      for (const actor of [partner.operator, user(root.id), user(id), support]) {
        for (const to of ["eve@fabrikam.com", null]) {
          const change = customers.execute({ _tag: "edit", customer: id, changes: { admin: { login: to } } })
          assert.deepStrictEqual(yield* refusedAt(change.pipe(as(actor))), [["/admin/login", "immutable"]])
        }
      }
      const after = yield* customers.get(id).pipe(as(partner.operator))
      assert.strictEqual(after.profile.admin?.login, "ada@fabrikam.com")
      assert.deepStrictEqual(after.login, login)
    }).pipe(Effect.provide(kernel))
  )

  it.effect("MH-31 asks about the admin user until the customer is created, and never again", () =>
    Effect.gen(function* () {
      const admin = asked.filter((at) => at.startsWith("/admin/"))
      assert.deepStrictEqual(admin, [
        "/admin/firstName",
        "/admin/lastName",
        "/admin/login",
        "/admin/displayName",
        "/admin/email"
      ])
      const later = Form.make(MspHub.portal, world, { submitted: true })
      assert.deepStrictEqual(
        later.steps[1]?.fields.map(({ at }) => at),
        asked.filter((at) => !at.startsWith("/admin/"))
      )
      const { create, customers, partner } = yield* platform
      const { id } = yield* create(example)
      const edit = (changes: unknown) =>
        customers.execute({ _tag: "edit", customer: id, changes }).pipe(as(partner.operator))
      for (const at of admin) {
        const changes = Pointer.set({}, at, at.endsWith("name") ? "Eve" : "eve@fabrikam.com")
        assert.deepStrictEqual(yield* refusedAt(edit(changes)), [[at, "immutable"]])
      }
      // The rest stays editable.
      const { customer } = yield* edit({ contacts: { primary: { firstName: "Maria" } } })
      assert.strictEqual(customer.profile.contacts?.primary?.firstName, "Maria")
      assert.strictEqual(customer.profile.admin?.firstName, "Ada")
    }).pipe(Effect.provide(kernel))
  )

  it("MH-34 calls the admin user by first and last name unless another display name is given", () => {
    const { kind, label, required, step: at } = field("/admin/displayName")
    assert.deepStrictEqual([at, label, kind, required ?? false], [step, "Display Name", "personName", false])
    assert.strictEqual(Pointer.get(kept(example), "/admin/displayName"), "Ada Admin")
    assert.strictEqual(
      Pointer.get(kept(Pointer.set(example as unknown, "/admin/lastName", "Byron")), "/admin/displayName"),
      "Ada Byron"
    )
    const own = Pointer.set(example as unknown, "/admin/displayName", "Service desk")
    assert.strictEqual(Pointer.get(kept(own), "/admin/displayName"), "Service desk")
  })

  it("MH-36 tells that the communication address must be read regularly", () => {
    asks("/admin/email", { step, label: "Additional Communication Email Address", kind: "email", required: true })
    assert.match(field("/admin/email").help ?? "", /read it regularly/u)
    assert.deepStrictEqual(says("/admin/email", "it@"), ["error emailInvalid"])
  })

  it.effect("the admin user may manage settings, and make and invite users and set their roles", () =>
    Effect.gen(function* () {
      const { create, customers, user } = yield* platform
      const { id } = yield* create(example)
      const [admin, reader] = [user(id), user(id, "user")]
      const edit = customers.execute({ _tag: "edit", customer: id, changes: { billing: { profileName: "Branch" } } })
      const { customer } = yield* edit.pipe(as(admin))
      assert.strictEqual(customer.profile.billing?.profileName, "Branch")
      const refusal = yield* Effect.flip(edit.pipe(as(reader)))
      assert.strictEqual(refusal._tag, "ActionNotAllowed")
      for (const [actor, allowed] of [
        [admin, true],
        [reader, false]
      ] as const) {
        const may = yield* customers.explain(id, "manageUsers").pipe(as(actor))
        assert.strictEqual(may.allowed, allowed)
      }
    }).pipe(Effect.provide(kernel))
  )
})
