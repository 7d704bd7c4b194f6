import { Check, type CustomerId, Form, Instant, Pointer, Portal, Resolve, Rights } from "@clientele/core"
import { Oneclick } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import {
  about,
  as,
  codes,
  dataCenters,
  issuesOf,
  kernel,
  licenses,
  now,
  partner,
  platform,
  situation,
  world
} from "./resellers.ts"

const { portal } = Oneclick

const company = {
  name: "Bakkerij Jansen B.V.",
  address: { line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "5652 AW", country: "NL" }
}
const other = {
  name: "Holding Jansen NV",
  address: { line1: "Wetstraat 16", city: "Brussel", postalCode: "1000", country: "BE" }
}
const trial = {
  dataCenter: "eu",
  name: "Bakkerij",
  licensee: company,
  contractor: { sameAs: "licensee" },
  demo: true
}
const { demo: _, ...lasting } = trial
const required = { ...lasting, invoiceRecipient: { sameAs: "licensee" } }
const stated = { kind: "company", visibility: 1, demo: false, licenses: "inherit", rights: ["enableDemo"] } as const
const area = { area: "support", firstName: "Ann", lastName: "Noord", email: "support@cloudnoord.nl" }
const week = 7 * Instant.day

const { asks, form, kept, missesEach, run, said } = about(portal, required)
const fields = (creator: ReadonlyArray<Rights.Right>) =>
  Form.make(portal, world, { ...situation, creator: { distance: 1, rights: creator } })
const without = (right: Rights.Right) => Rights.all.filter((one) => one !== right)

const scene = platform(portal)
type Scene = Effect.Success<typeof scene>

/** What an actor sees of a customer: its commands, or nothing. */
const sight = ({ customers }: Scene, customer: CustomerId.CustomerId, actor: Scene["reseller"]["operator"]) =>
  customers.get(customer).pipe(
    as(actor),
    Effect.map(({ commands }) => commands.includes("setVisibility")),
    Effect.catchTag("CustomerNotFound", () => Effect.succeed(null))
  )

describe("oneclick customer admin", () => {
  it("asks in the order of its document, and names the statements that ask for each field", () => {
    assert.strictEqual(portal.parent?.label, "Parent division")
    assert.deepStrictEqual(
      form.steps
        .flatMap((step) => step.fields.map(({ at }) => at.replace(/^\/(\w+)\/.*$/u, "/$1")))
        .filter((at, index, all) => all[index - 1] !== at),
      [
        "/kind",
        "/visibility",
        "/dataCenter",
        "/externalKey",
        "/demo",
        "/licenses",
        "/rights",
        "/name",
        "/licensee",
        "/contractor",
        "/invoiceRecipient",
        "/contacts"
      ]
    )
    assert.isFalse(form.summary)
    for (const { field } of Portal.fields(portal)) assert.match(field.rules?.join(" ") ?? "", /^OC-\d\d/u, field.at)
    assert.strictEqual(portal.rules.filter(({ _tag }) => _tag === "custom").length, 0)
  })

  it("misses each required field once, and nothing that depends on it is said", () => {
    assert.deepStrictEqual(missesEach(), [
      "/kind",
      "/visibility",
      "/dataCenter",
      "/name",
      "/licensee/name",
      "/licensee/address/line1",
      "/licensee/address/city",
      "/licensee/address/state",
      "/licensee/address/postalCode",
      "/licensee/address/country",
      "/contractor/sameAs"
    ])
  })

  it("submits the stated defaults where nothing else is touched", () => {
    const { issues, submission } = run(required)
    assert.deepStrictEqual(codes(issues), [])
    assert.deepStrictEqual(submission?.profile, { ...required, ...stated })
  })

  it("leaves to the server what only the server knows: the creator and the parent", () => {
    assert.deepStrictEqual(codes(Check.run(portal, required, world).issues), [
      ["error", "/visibility", "serverCheckRequired"],
      ["error", "/licenses", "serverCheckRequired"],
      ["error", "/rights", "serverCheckRequired"]
    ])
  })

  it.effect("OC-01 only a division that holds the right to create customers can use the customer admin", () =>
    Effect.gen(function* () {
      const { create, customers, distributor, taken } = yield* scene
      const division = yield* taken(distributor.id, "Divisie B.V.", without("createCustomers"))
      const refusal = yield* Effect.flip(create(required, division.operator))
      assert.strictEqual(refusal._tag === "ActionNotAllowed" ? refusal.explanation.rule : refusal._tag, "rightMissing")
      yield* customers
        .execute({ _tag: "setRights", customer: division.id, rights: Rights.all })
        .pipe(as(distributor.operator))
      const { customer } = yield* create(required, division.operator)
      assert.strictEqual(customer.parent, division.id)
    }).pipe(Effect.provide(kernel))
  )

  it.effect("OC-03 a customer is a company, a location or a department, each managed on its own", () =>
    Effect.gen(function* () {
      const kind = asks("/kind", {
        step: "place",
        label: "Kind",
        kind: "choice",
        required: true,
        default: { value: "company" }
      })
      assert.deepStrictEqual(
        kind.choices?.map(({ value }) => value),
        ["company", "location", "department"]
      )
      const { create, customers, reseller } = yield* scene
      const created = yield* Effect.forEach(["company", "location", "department"], (kind) =>
        create({ ...required, kind })
      )
      assert.deepStrictEqual(
        created.map(({ customer }) => customer.profile.kind),
        ["company", "location", "department"]
      )
      const [first, second] = created
      yield* customers
        .execute({ _tag: "disable", customer: second?.customer.id ?? reseller.id })
        .pipe(as(reseller.operator))
      const status = (id = reseller.id) =>
        Effect.map(customers.get(id).pipe(as(reseller.operator)), ({ status }) => status)
      assert.strictEqual(yield* status(second?.customer.id), "disabled")
      assert.strictEqual(yield* status(first?.customer.id), "active")
      const individual = yield* Effect.flip(create({ ...required, kind: "individual" }))
      assert.deepStrictEqual(issuesOf(individual), [["error", "/kind", "choiceUnknown"]])
    }).pipe(Effect.provide(kernel))
  )

  it.effect("OC-04 the parent division is one's own unless another is chosen", () =>
    Effect.gen(function* () {
      const { create, distributor, reseller } = yield* scene
      assert.strictEqual((yield* create(required)).customer.parent, reseller.id)
      assert.strictEqual((yield* create(required, distributor.operator)).customer.parent, distributor.id)
    }).pipe(Effect.provide(kernel))
  )

  it.effect("OC-05 below a customer of one's own, customers are created one level further down", () =>
    Effect.gen(function* () {
      const all = yield* scene
      const { create, customers, reseller, sibling } = all
      const { customer } = yield* create(required)
      const { customer: below } = yield* create(required, reseller.operator, customer.id)
      assert.strictEqual(below.parent, customer.id)
      assert.deepStrictEqual(
        (yield* customers.ancestors(below.id).pipe(as(reseller.operator))).map(({ id }) => id),
        [customer.id, reseller.id]
      )
      assert.isTrue(yield* sight(all, below.id, reseller.operator))
      // Not below somebody else's.
      const { customer: theirs } = yield* create(required, sibling.operator)
      for (const parent of [theirs.id, sibling.id]) {
        assert.strictEqual((yield* Effect.flip(create(required, reseller.operator, parent)))._tag, "CustomerNotFound")
      }
    }).pipe(Effect.provide(kernel))
  )

  it.effect("OC-06 as many levels are preselected as let the creator manage the customer", () =>
    Effect.gen(function* () {
      asks("/visibility", {
        step: "place",
        label: "Hierarchy levels of parent divisions with access to this customer",
        kind: "number",
        required: true,
        default: { from: "creatorDistance" }
      })
      const preselected = (distance: number) =>
        Check.withDefaults(portal, {}, { ...situation, creator: { distance, rights: Rights.all } }).visibility
      assert.deepStrictEqual([1, 2, 3].map(preselected), [1, 2, 3])
      const all = yield* scene
      const { create, customers, reseller } = all
      let parent = reseller.id
      for (const levels of [1, 2, 3]) {
        const { customer } = yield* create(required, reseller.operator, parent)
        assert.strictEqual(customer.profile.visibility, levels)
        assert.isTrue(yield* sight(all, customer.id, reseller.operator))
        yield* customers.execute({ _tag: "setVisibility", customer: customer.id, levels }).pipe(as(reseller.operator))
        parent = customer.id
      }
      // One level fewer, and the creator would not.
      const { customer: hidden } = yield* create({ ...required, visibility: 3 }, reseller.operator, parent)
      assert.isNull(yield* sight(all, hidden.id, reseller.operator))
    }).pipe(Effect.provide(kernel))
  )

  it.effect("OC-07 one level more lets one's parent division see the customer too", () =>
    Effect.gen(function* () {
      const all = yield* scene
      const { create, customers, distributor, reseller, root, user } = all
      const { customer: plain } = yield* create(required)
      const { customer: shared } = yield* create({ ...required, visibility: 2 })
      const top = user(root.id)
      const seen = (id: CustomerId.CustomerId) =>
        Effect.forEach([reseller.operator, distributor.operator, top], (actor) => sight(all, id, actor))
      assert.deepStrictEqual(yield* seen(plain.id), [true, null, null])
      assert.deepStrictEqual(yield* seen(shared.id), [true, true, null])
      yield* customers.execute({ _tag: "setVisibility", customer: plain.id, levels: 2 }).pipe(as(reseller.operator))
      assert.deepStrictEqual(yield* seen(plain.id), [true, true, null])
      // There are three divisions above, and no fourth.
      assert.deepStrictEqual(yield* seen((yield* create({ ...required, visibility: 3 })).customer.id), [
        true,
        true,
        true
      ])
      assert.deepStrictEqual(issuesOf(yield* Effect.flip(create({ ...required, visibility: 4 }))), [
        ["error", "/visibility", "levelsExceeded"]
      ])
      assert.deepStrictEqual(said("/visibility", 4), [["error", "levelsExceeded", 3]])
      assert.deepStrictEqual(said("/visibility", 0), [["error", "numberOutOfRange", undefined]])
    }).pipe(Effect.provide(kernel))
  )

  it("OC-08 asks in which of the data centres the account is made", () => {
    const field = asks("/dataCenter", { step: "place", label: "Customer data center", kind: "choice", required: true })
    assert.deepStrictEqual(field.choices, dataCenters)
    for (const { value } of dataCenters) assert.strictEqual(kept("/dataCenter", value), value)
    assert.deepStrictEqual(said("/dataCenter", "Zürich"), [["error", "choiceUnknown", "eu"]])
    assert.deepStrictEqual(said("/dataCenter", "moon"), [["error", "choiceUnknown", undefined]])
  })

  it.effect("OC-09 only support changes the data centre afterwards", () =>
    Effect.gen(function* () {
      const { create, customers, distributor, reseller, support, user } = yield* scene
      const { customer } = yield* create({ ...required, visibility: 2 })
      for (const actor of [user(customer.id), reseller.operator, distributor.operator]) {
        const edited = yield* Effect.flip(
          customers.execute({ _tag: "edit", customer: customer.id, changes: { dataCenter: "us" } }).pipe(as(actor))
        )
        assert.deepStrictEqual(issuesOf(edited), [["error", "/dataCenter", "immutable"]])
        const changed = yield* Effect.flip(
          customers.execute({ _tag: "changeDataCenter", customer: customer.id, dataCenter: "us" }).pipe(as(actor))
        )
        assert.strictEqual(changed._tag === "ActionNotAllowed" ? changed.explanation.rule : changed._tag, "supportOnly")
      }
      const { customer: moved } = yield* customers
        .execute({ _tag: "changeDataCenter", customer: customer.id, dataCenter: "us" })
        .pipe(as(support))
      assert.strictEqual(moved.profile.dataCenter, "us")
    }).pipe(Effect.provide(kernel))
  )

  it("OC-10 asks for a customer ID of one's own system, if one likes", () => {
    asks("/externalKey", { step: "place", label: "Customer ID", kind: "text" })
    assert.strictEqual(kept("/externalKey", " K-1001 "), "K-1001")
    assert.isUndefined(run(required).submission?.profile.externalKey)
  })

  it.effect("OC-11 a customer created in demo mode is a demo for one week, and its last instant is over", () =>
    Effect.gen(function* () {
      asks("/demo", {
        step: "place",
        label: "Create customer in demo mode",
        kind: "flag",
        default: { value: false },
        right: "enableDemo"
      })
      const { create, customers, reseller } = yield* scene
      assert.deepStrictEqual((yield* create(required)).customer.mode, { _tag: "standard" })
      const { customer } = yield* create(trial)
      assert.deepStrictEqual(customer.mode, { _tag: "demo", endsAt: Instant.plus(now, week) })
      const shown = Effect.map(customers.get(customer.id).pipe(as(reseller.operator)), ({ statusLabel }) => statusLabel)
      assert.strictEqual(yield* shown, "demo (7 days left)")
      yield* TestClock.adjust(week - 1)
      assert.strictEqual(yield* shown, "demo (1 day left)")
      yield* TestClock.adjust(1)
      assert.strictEqual(yield* shown, "demo expired")
    }).pipe(Effect.provide(kernel))
  )

  it("OC-12 a demo has no invoice recipient at its creation; without a demo there is one", () => {
    assert.deepStrictEqual(codes(run(trial).issues), [])
    assert.isUndefined(run(trial).submission?.profile.invoiceRecipient)
    for (const invoiceRecipient of [
      { sameAs: "licensee" },
      { sameAs: "parent" },
      { sameAs: "own", ...other },
      { vatId: "NL006486253B01" }
    ]) {
      const { issues, submission } = run({ ...trial, invoiceRecipient })
      assert.isNull(submission)
      assert.deepStrictEqual(codes(issues), [["error", "/invoiceRecipient", "mustBeEmpty"]])
    }
    const recipient = form.steps.flatMap(({ fields }) => fields).filter(({ at }) => at.startsWith("/invoiceRecipient"))
    assert.strictEqual(recipient.length, 11)
    for (const field of recipient) assert.include(JSON.stringify(field.shown), `{"not":{"at":"/demo","is":true}}`)
    assert.deepStrictEqual(codes(run(lasting).issues), [["error", "/invoiceRecipient/sameAs", "required"]])
  })

  it.effect("OC-13 entering the invoice recipient ends the demo, during it and after it, for good", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, user } = yield* scene
      const { customer: during } = yield* create(trial)
      const { customer: after } = yield* create(trial)
      const enter = (customer: CustomerId.CustomerId, recipient: object = { sameAs: "licensee" }) =>
        customers.execute({ _tag: "enterInvoiceRecipient", customer, recipient }).pipe(as(reseller.operator))
      const nobody = yield* Effect.flip(enter(during.id, {}))
      assert.deepStrictEqual(issuesOf(nobody), [["error", "/invoiceRecipient/sameAs", "required"]])
      const { customer } = yield* enter(during.id)
      assert.deepStrictEqual(customer.mode, { _tag: "standard" })
      assert.strictEqual(customer.status, "active")
      assert.strictEqual(Resolve.party(customer.profile, "invoiceRecipient")?.name, company.name)
      yield* TestClock.adjust(week)
      const later = yield* enter(after.id, { sameAs: "own", ...other })
      assert.deepStrictEqual(later.customer.mode, { _tag: "standard" })
      assert.strictEqual(Resolve.party(later.customer.profile, "invoiceRecipient")?.name, other.name)
      // It never is a demo again.
      for (const actor of [reseller.operator, user(during.id)]) {
        const again = yield* Effect.flip(
          customers.execute({ _tag: "edit", customer: during.id, changes: { demo: true } }).pipe(as(actor))
        )
        assert.deepStrictEqual(issuesOf(again), [["error", "/demo", "immutable"]])
      }
    }).pipe(Effect.provide(kernel))
  )

  it.effect("OC-15 its own administrator upgrades by itself, during the demo and after it, or leaves it to sales", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, user } = yield* scene
      const [one, two, three] = [yield* create(trial), yield* create(trial), yield* create(trial)]
      const upgrade = (
        customer: CustomerId.CustomerId,
        actor: Scene["reseller"]["operator"],
        recipient: object = { sameAs: "licensee" }
      ) => customers.execute({ _tag: "upgrade", customer, recipient }).pipe(as(actor))
      for (const role of ["professional", "user"] as const) {
        const refusal = yield* Effect.flip(upgrade(one.customer.id, user(one.customer.id, role)))
        assert.strictEqual(refusal._tag, "ActionNotAllowed")
      }
      assert.deepStrictEqual(issuesOf(yield* Effect.flip(upgrade(one.customer.id, user(one.customer.id), {}))), [
        ["error", "/invoiceRecipient/sameAs", "required"]
      ])
      const during = yield* upgrade(one.customer.id, user(one.customer.id))
      assert.strictEqual(during.customer.status, "active")
      yield* TestClock.adjust(week)
      // What is bought or sold waits for the upgrade.
      const early = yield* Effect.flip(
        customers
          .execute({ _tag: "enableService", customer: two.customer.id, service: "apps" })
          .pipe(as(reseller.operator))
      )
      assert.strictEqual(early._tag === "CommandRefused" ? early.reason : early._tag, "demoExpired")
      const after = yield* upgrade(two.customer.id, user(two.customer.id))
      assert.deepStrictEqual([after.customer.status, after.customer.mode], ["active", { _tag: "standard" }])
      yield* customers
        .execute({ _tag: "enableService", customer: two.customer.id, service: "apps" })
        .pipe(as(reseller.operator))
      // Sales is whoever manages the customer.
      assert.strictEqual((yield* upgrade(three.customer.id, reseller.operator)).customer.status, "active")
      const twice = yield* Effect.flip(upgrade(three.customer.id, reseller.operator))
      assert.strictEqual(twice._tag, "CommandRefused")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("OC-16 license availability is set only by those who have the right; others do not see the item", () =>
    Effect.gen(function* () {
      const labels = (rights: ReadonlyArray<Rights.Right>) => fields(rights).steps.map(({ label }) => label)
      assert.include(labels(["setLicenses"]), "License availability")
      assert.notInclude(labels(without("setLicenses")), "License availability")
      const some = { ...required, licenses: ["cloud-basic"] }
      const unable = { creator: { distance: 1, rights: without("setLicenses") } }
      assert.deepStrictEqual(codes(run(some, unable).issues), [["error", "/licenses", "rightMissing"]])
      assert.strictEqual(run(required, unable).submission?.profile.licenses, "inherit")
      assert.deepStrictEqual(run(some).submission?.profile.licenses, ["cloud-basic"])
      const { create, customers, distributor, taken } = yield* scene
      const division = yield* taken(distributor.id, "Divisie B.V.", without("setLicenses"))
      assert.deepStrictEqual(issuesOf(yield* Effect.flip(create(some, division.operator))), [
        ["error", "/licenses", "rightMissing"]
      ])
      const { customer } = yield* create(required, division.operator)
      const later = yield* Effect.flip(
        customers
          .execute({ _tag: "setLicenses", customer: customer.id, licenses: ["cloud-basic"] })
          .pipe(as(division.operator))
      )
      assert.strictEqual(later._tag === "ActionNotAllowed" ? later.explanation.rule : later._tag, "rightMissing")
    }).pipe(Effect.provide(kernel))
  )

  it.effect(
    "OC-17 the customer chooses from the chosen parent's licences, as they are at any time, unless fewer are set",
    () =>
      Effect.gen(function* () {
        asks("/licenses", {
          step: "licenses",
          label: "Licenses to choose from",
          kind: "choices",
          default: { value: "inherit" },
          right: "setLicenses"
        })
        const { create, customers, distributor, reseller } = yield* scene
        const { customer } = yield* create(required)
        const { customer: below } = yield* create(required, reseller.operator, customer.id)
        const { customer: fewer } = yield* create({ ...required, licenses: ["cloud-basic"] })
        const offered = (id: CustomerId.CustomerId) =>
          Effect.map(customers.get(id).pipe(as(reseller.operator)), ({ offered }) => offered)
        const all = Effect.forEach([reseller.id, customer.id, below.id, fewer.id], offered)
        const set = (
          id: CustomerId.CustomerId,
          licenses: "inherit" | ReadonlyArray<string>,
          actor = distributor.operator
        ) => customers.execute({ _tag: "setLicenses", customer: id, licenses }).pipe(as(actor))
        assert.strictEqual(customer.profile.licenses, "inherit")
        assert.deepStrictEqual(yield* all, ["inherit", "inherit", "inherit", ["cloud-basic"]])
        const narrow = ["cloud-basic", "marketplace-admin"]
        yield* set(reseller.id, narrow)
        assert.deepStrictEqual(yield* all, [narrow, narrow, narrow, ["cloud-basic"]])
        // The chosen parent counts: below the customer that has fewer, there are no more.
        const { customer: under } = yield* create(required, reseller.operator, fewer.id)
        assert.deepStrictEqual(yield* offered(under.id), ["cloud-basic"])
        assert.deepStrictEqual(issuesOf(yield* Effect.flip(create({ ...required, licenses: ["cloud-pro"] }))), [
          ["error", "/licenses", "choiceUnknown"]
        ])
        yield* set(reseller.id, "inherit")
        assert.deepStrictEqual(yield* all, ["inherit", "inherit", "inherit", ["cloud-basic"]])
        yield* create({ ...required, licenses: ["cloud-pro"] })
        assert.deepStrictEqual(said("/licenses", ["no-such-license"]), [["error", "choiceUnknown", undefined]])
        const field = form.steps.flatMap(({ fields }) => fields).find(({ at }) => at === "/licenses")
        assert.deepStrictEqual(field?.choices, licenses)
      }).pipe(Effect.provide(kernel))
  )

  it.effect(
    "OC-18 rights below the customer are set only by those who have the right, and never more than they hold",
    () =>
      Effect.gen(function* () {
        const label = "Rights when creating customers under this customer"
        const labels = (rights: ReadonlyArray<Rights.Right>) => fields(rights).steps.map(({ label }) => label)
        assert.include(labels(["setRights"]), label)
        assert.notInclude(labels(without("setRights")), label)
        const more = { ...required, rights: ["enableDemo", "setLicenses"] }
        const unable = { creator: { distance: 1, rights: without("setRights") } }
        assert.deepStrictEqual(codes(run(more, unable).issues), [["error", "/rights", "rightMissing"]])
        assert.deepStrictEqual(run(required, unable).submission?.profile.rights, ["enableDemo"])
        const { create, distributor, taken } = yield* scene
        assert.deepStrictEqual((yield* create(more)).customer.profile.rights, more.rights)
        const able = yield* taken(distributor.id, "Divisie B.V.", without("setLicenses"))
        assert.deepStrictEqual(issuesOf(yield* Effect.flip(create(more, able.operator))), [
          ["error", "/rights", "rightsExceeded"]
        ])
        const plain = yield* taken(distributor.id, "Afdeling B.V.", without("setRights"))
        assert.deepStrictEqual(issuesOf(yield* Effect.flip(create(more, plain.operator))), [
          ["error", "/rights", "rightMissing"]
        ])
      }).pipe(Effect.provide(kernel))
  )

  it.effect("OC-19 of those rights only the one to make demos is on", () =>
    Effect.gen(function* () {
      const field = asks("/rights", {
        step: "rights",
        label: "Rights",
        kind: "choices",
        default: { value: ["enableDemo"] },
        right: "setRights"
      })
      assert.deepStrictEqual(
        field.choices?.map(({ value }) => value),
        [...Rights.all]
      )
      const { create, distributor, taken } = yield* scene
      assert.deepStrictEqual((yield* create(required)).customer.profile.rights, ["enableDemo"])
      // Where the parent cannot make demos, not even that one.
      const division = yield* taken(distributor.id, "Divisie B.V.", without("enableDemo"))
      const { customer } = yield* create(required, division.operator)
      assert.deepStrictEqual(customer.profile.rights ?? [], [])
      assert.deepStrictEqual(issuesOf(yield* Effect.flip(create(trial, division.operator))), [
        ["error", "/demo", "rightMissing"]
      ])
    }).pipe(Effect.provide(kernel))
  )

  it("OC-20 asks for the name of the division", () => {
    asks("/name", { step: "parties", label: "Name of the division", kind: "companyName", required: true })
    assert.strictEqual(kept("/name", " Bakkerij  Noord "), "Bakkerij Noord")
  })

  it("OC-21 asks for the company data of the licensee, who receives the service", () => {
    const step = "parties"
    const whose = "Licensee / Service Recipient"
    asks("/licensee/name", { step, label: `${whose}: company`, kind: "companyName", required: true })
    asks("/licensee/address/line1", { step, label: `${whose}: street and number`, kind: "text", required: true })
    asks("/licensee/address/line2", { step, label: `${whose}: address (second line)`, kind: "text" })
    asks("/licensee/address/city", { step, label: `${whose}: city`, kind: "text", required: true })
    asks("/licensee/address/postalCode", { step, label: `${whose}: postal code`, kind: "postalCode", required: true })
    asks("/licensee/address/country", { step, label: `${whose}: country`, kind: "country", required: true })
    asks("/licensee/email", { step, label: `${whose}: e-mail`, kind: "email" })
    asks("/licensee/phone", { step, label: `${whose}: phone`, kind: "phone" })
    const full = { ...company, email: "info@bakkerijjansen.nl", phone: "+31402345678" }
    assert.deepStrictEqual(kept("/licensee", full), full)
  })

  for (const [id, at, label] of [
    ["OC-22", "/contractor", "Contractor"],
    ["OC-23", "/invoiceRecipient", "Invoice recipient"]
  ] as const) {
    const which = at === "/contractor" ? "contractor" : "invoiceRecipient"
    const standard = { not: { at: "/demo", is: true } }
    const parents = [{ ...partner }]

    it(`${id} the ${label.toLowerCase()} is the licensee, the parent division or entered by hand, and follows the one it refers to`, () => {
      const source = asks(`${at}/sameAs`, {
        step: "parties",
        label,
        kind: "sameAs",
        required: true,
        ...(which === "contractor" ? {} : { shown: standard })
      })
      assert.deepStrictEqual(
        source.choices?.map(({ value }) => value),
        ["licensee", "parent", "own"]
      )
      assert.deepStrictEqual(codes(run(Pointer.set(required, at, undefined)).issues), [
        ["error", `${at}/sameAs`, "required"]
      ])
      const who = (sameAs: object) => {
        const { issues, submission } = run({ ...required, [which]: sameAs })
        assert.deepStrictEqual(codes(issues), [])
        return submission?.profile ?? {}
      }
      const licensee = who({ sameAs: "licensee" })
      assert.deepStrictEqual(Resolve.party(licensee, which, parents), company)
      assert.strictEqual(
        Resolve.party(Pointer.set(licensee, "/licensee/name", "Bakkerij Peters"), which, parents)?.name,
        "Bakkerij Peters"
      )
      const parent = who({ sameAs: "parent" })
      assert.strictEqual(Resolve.party(parent, which, parents)?.name, partner.name)
      assert.strictEqual(
        Resolve.party(parent, which, [{ ...partner, name: "Cloud Oost B.V." }])?.name,
        "Cloud Oost B.V."
      )
      assert.deepStrictEqual(Resolve.party(who({ sameAs: "own", ...other }), which, parents), other)
      // By hand, company data is asked for; for a reference it is not looked at.
      assert.deepStrictEqual(codes(run({ ...required, [which]: { sameAs: "own" } }).issues), [
        ["error", `${at}/name`, "required"],
        ["error", `${at}/address/line1`, "required"],
        ["error", `${at}/address/city`, "required"],
        ["error", `${at}/address/postalCode`, "required"],
        ["error", `${at}/address/country`, "required"]
      ])
      assert.deepStrictEqual(who({ sameAs: "licensee", ...other })[which], { sameAs: "licensee" })
    })
  }

  it("OC-23 a VAT id may be given for the invoice recipient, wherever the rest comes from", () => {
    asks("/invoiceRecipient/vatId", {
      step: "parties",
      label: "Invoice recipient: VAT ID",
      kind: "vatId",
      shown: { not: { at: "/demo", is: true } }
    })
    for (const source of [{ sameAs: "licensee" }, { sameAs: "parent" }, { sameAs: "own", ...company }]) {
      const { issues, submission } = run({ ...required, invoiceRecipient: { ...source, vatId: "NL0064.86.253.B01" } })
      assert.deepStrictEqual(codes(issues), [])
      assert.strictEqual(
        Resolve.party(submission?.profile ?? {}, "invoiceRecipient", [{ name: "Ouder" }])?.vatId,
        "NL006486253B01"
      )
    }
    assert.deepStrictEqual(said("/invoiceRecipient/vatId", "NL006486252B01"), [["error", "vatIdInvalid", undefined]])
    const foreign = { ...required, invoiceRecipient: { sameAs: "own", ...other, vatId: "NL006486253B01" } }
    assert.deepStrictEqual(codes(run(foreign).issues), [["warning", "/invoiceRecipient/vatId", "vatIdForeign"]])
  })

  it("OC-24 lets one add oneself as contact person with an area of responsibility, or not", () => {
    assert.isUndefined(run(required).submission?.profile.contacts)
    const step = "contact"
    const named = {
      any: ["area", "firstName", "lastName", "email", "phone"].map((key) => ({
        at: `/contacts/area/${key}`,
        filled: true
      }))
    }
    asks("/contacts/area/area", { step, label: "Area of responsibility", kind: "text", required: named })
    asks("/contacts/area/firstName", { step, label: "First name", kind: "personName", required: named })
    asks("/contacts/area/lastName", { step, label: "Last name", kind: "personName", required: named })
    asks("/contacts/area/email", { step, label: "E-mail", kind: "email", required: named })
    asks("/contacts/area/phone", { step, label: "Phone", kind: "phone" })
    assert.deepStrictEqual(kept("/contacts/area", area), area)
    assert.deepStrictEqual(kept("/contacts/area", { ...area, phone: "+31 50 123 4567" }), {
      ...area,
      phone: "+31501234567"
    })
    for (const key of ["area", "firstName", "lastName", "email"] as const) {
      const { [key]: _, ...rest } = area
      assert.deepStrictEqual(codes(run({ ...required, contacts: { area: rest } }).issues), [
        ["error", `/contacts/area/${key}`, "required"]
      ])
    }
  })

  it.effect("OC-25 all Professional users and administrators see that contact, and other users do not", () =>
    Effect.gen(function* () {
      const { create, customers, reseller, support, user } = yield* scene
      const { customer } = yield* create({ ...required, contacts: { area } })
      for (const actor of [
        support,
        ...[customer.id, reseller.id].flatMap((home) => [user(home), user(home, "professional")])
      ]) {
        assert.deepStrictEqual((yield* customers.get(customer.id).pipe(as(actor))).profile.contacts, { area })
      }
      for (const actor of [user(customer.id, "user"), user(reseller.id, "user")]) {
        const { items } = yield* customers.page({}).pipe(as(actor))
        const history = yield* customers.history(customer.id).pipe(as(actor))
        const feed = yield* customers.feed({}).pipe(as(actor))
        const view = yield* customers.get(customer.id).pipe(as(actor))
        assert.strictEqual(view.profile.name, required.name)
        assert.isAbove(items.length * history.length * feed.items.length, 0)
        assert.notInclude(JSON.stringify([view, items, history, feed]), area.email)
      }
      yield* customers
        .execute({
          _tag: "edit",
          customer: customer.id,
          changes: { contacts: { area: { email: "hulp@cloudnoord.nl" } } }
        })
        .pipe(as(reseller.operator))
      const told = (actor: Scene["reseller"]["operator"]) =>
        Effect.map(customers.history(customer.id).pipe(as(actor)), (it) => JSON.stringify(it))
      assert.include(yield* told(user(customer.id, "professional")), "hulp@cloudnoord.nl")
      assert.notInclude(yield* told(user(customer.id, "user")), "hulp@cloudnoord.nl")
    }).pipe(Effect.provide(kernel))
  )

  it.effect("is active once it is saved; then services are enabled and users managed", () =>
    Effect.gen(function* () {
      const { create, customers, reseller } = yield* scene
      const { customer } = yield* create(required)
      assert.strictEqual(customer.status, "active")
      for (const service of ["licenses", "resources", "apps"]) {
        yield* customers.execute({ _tag: "enableService", customer: customer.id, service }).pipe(as(reseller.operator))
      }
      const { services } = yield* customers.get(customer.id).pipe(as(reseller.operator))
      assert.deepStrictEqual(services, ["licenses", "resources", "apps"])
      assert.isTrue((yield* customers.explain(customer.id, "manageUsers").pipe(as(reseller.operator))).allowed)
    }).pipe(Effect.provide(kernel))
  )
})
