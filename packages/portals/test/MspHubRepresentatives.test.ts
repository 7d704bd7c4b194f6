import { Pointer, type Portal } from "@clientele/core"
import { MspHub } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { as, errors, example, field, form, kept, kernel, kernelOf, platform, refusedAt, run } from "./msphub.ts"

const at = "/salesRepresentatives"
const people = ["sam", "sue", "sid", "sal"].map((name) => ({ name, email: `${name}@partner.com` }))
const withPeople = (count: number) => ({ ...example, salesRepresentatives: people.slice(0, count) })
const counts = [[at, "countOutOfRange"]]

describe("MSP Hub, step 4", () => {
  it("MH-62 asks for each representative's name and e-mail, and as they like the phone", () => {
    assert.deepStrictEqual(
      form.steps[3]?.fields.map((one) => one.at),
      [at]
    )
    assert.strictEqual(field(at).kind, "list")
    assert.deepStrictEqual(
      field(at).items?.map(({ at, kind, label, required }) => [at, label, kind, required ?? false]),
      [
        ["/name", "Name", "personName", true],
        ["/email", "Email Address", "email", true],
        ["/phone", "Phone Number", "phone", false]
      ]
    )
    assert.deepStrictEqual(Pointer.get(kept(example), `${at}/0`), {
      name: "Sam Seller",
      email: "sam@partner.com",
      phone: "+12065550102"
    })
    for (const key of ["name", "email"]) {
      const { [key as "name"]: _, ...rest } = example.salesRepresentatives[0]
      assert.deepStrictEqual(errors({ ...example, salesRepresentatives: [rest] }), [[`${at}/0/${key}`, "required"]])
    }
    assert.isEmpty(errors(withPeople(1)))
    const wrong = { name: "1", email: "sam", phone: "12" }
    assert.deepStrictEqual(errors({ ...example, salesRepresentatives: [wrong] }), [
      [`${at}/0/name`, "personNameInvalid"],
      [`${at}/0/email`, "emailInvalid"],
      [`${at}/0/phone`, "phoneInvalid"]
    ])
  })

  it.effect(
    "MH-58 MH-59 MH-61 a draft may have none to three representatives; one that is submitted has one to three",
    () =>
      Effect.gen(function* () {
        const { create, customers, partner } = yield* platform
        const by = as(partner.operator)
        for (const count of [0, 1, 2, 3]) {
          const draft = withPeople(count)
          const { customer } = yield* customers.execute({ _tag: "open", portal: "msphub", draft }).pipe(by)
          assert.lengthOf(customer.profile.salesRepresentatives ?? [], count)
          const submit = customers.execute({ _tag: "submit", customer: customer.id }).pipe(by)
          if (count === 0) {
            assert.deepStrictEqual(yield* refusedAt(submit), counts)
            continue
          }
          // In a draft all of them can go again.
          const { customer: emptied } = yield* customers
            .execute({ _tag: "edit", customer: customer.id, changes: { salesRepresentatives: [] } })
            .pipe(by)
          assert.lengthOf(emptied.profile.salesRepresentatives ?? [], 0)
          yield* customers
            .execute({
              _tag: "edit",
              customer: customer.id,
              changes: { salesRepresentatives: people.slice(0, count), admin: { login: `ada${count}@fabrikam.com` } }
            })
            .pipe(by)
          const { customer: active } = yield* submit
          assert.strictEqual(active.status, "active")
        }
        const four = { ...withPeople(4), admin: { ...example.admin, login: "eve@fabrikam.com" } }
        assert.deepStrictEqual(
          yield* refusedAt(customers.execute({ _tag: "open", portal: "msphub", draft: four }).pipe(by)),
          counts
        )
        assert.deepStrictEqual(yield* refusedAt(create(four)), counts)
      }).pipe(Effect.provide(kernel))
  )

  it.effect("MH-61 the last representative of an active customer stays, others may go", () =>
    Effect.gen(function* () {
      const { create, customers, partner } = yield* platform
      const { id } = yield* create(withPeople(3))
      const edit = (salesRepresentatives: unknown) =>
        customers.execute({ _tag: "edit", customer: id, changes: { salesRepresentatives } }).pipe(as(partner.operator))
      const { customer } = yield* edit(people.slice(1, 2))
      assert.deepStrictEqual(customer.profile.salesRepresentatives, people.slice(1, 2))
      for (const none of [[], null]) assert.deepStrictEqual(yield* refusedAt(edit(none)), counts)
      assert.deepStrictEqual(yield* refusedAt(edit(people)), counts)
    }).pipe(Effect.provide(kernel))
  )

  it("MH-61 refuses a fourth representative, and two with one e-mail address however it is written", () => {
    for (const [count, expected] of [
      [0, counts],
      [1, []],
      [2, []],
      [3, []],
      [4, counts]
    ] as const) {
      assert.deepStrictEqual(errors(withPeople(count)), expected, `${count}`)
    }
    const twice = {
      ...example,
      salesRepresentatives: [people[0], people[1], { name: "Sam", email: " SAM@Partner.com " }]
    }
    assert.deepStrictEqual(errors(twice), [[`${at}/2/email`, "duplicate"]])
    assert.strictEqual(run(twice).issues[0]?.step, "additional")
  })

  const relaxed: Portal.Portal = {
    ...MspHub.portal,
    rules: MspHub.portal.rules.map((rule) => (rule._tag === "count" ? { ...rule, minimum: 0 } : rule))
  }

  it.effect("a portal may relax it to none, for an active customer too, but not to four", () =>
    Effect.gen(function* () {
      const { create, customers, partner } = yield* platform
      const { id } = yield* create(withPeople(1))
      const { customer } = yield* customers
        .execute({ _tag: "edit", customer: id, changes: { salesRepresentatives: [] } })
        .pipe(as(partner.operator))
      assert.lengthOf(customer.profile.salesRepresentatives ?? [], 0)
      const four = { ...withPeople(4), admin: { ...example.admin, login: "eve@fabrikam.com" } }
      assert.deepStrictEqual(yield* refusedAt(create(four)), counts)
    }).pipe(Effect.provide(kernelOf(relaxed)))
  )
})
