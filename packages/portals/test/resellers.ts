/** A platform with a distributor, two resellers under it, and whoever works there; and questions that every portal's test asks. */
import {
  Actor,
  Check,
  type CustomerId,
  type CustomerStore,
  Customers,
  type Field,
  Form,
  Instant,
  type Issue,
  Pointer,
  Portal,
  Rights,
  type Situation,
  TaxSeller,
  UserId
} from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { MemoryCustomerStore } from "@clientele/memory"
import { ControlPanel, Oneclick, TwoTCloud } from "@clientele/portals"
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"

export const dataCenters = [
  { value: "eu", label: "Zürich" },
  { value: "us", label: "Dallas" }
]
export const licenses = [
  { value: "cloud-basic", label: "Cloud Subscription Basic" },
  { value: "cloud-pro", label: "Cloud Subscription Professional" },
  { value: "marketplace-admin", label: "Marketplace: customer admin" }
]

export const world = World.make({ tax: europe, lists: { dataCenters, licenses } })

/** A Dutch seller with zones of its own. */
export const seller = TaxSeller.make("NL", {
  zones: [
    { id: "nl", label: "Netherlands", treatment: "domestic" },
    { id: "eu-business", label: "EU businesses", treatment: "reverseCharge" },
    { id: "eu-consumers", label: "EU consumers", treatment: "euConsumer" },
    { id: "export", label: "Outside the EU", treatment: "outsideScope" }
  ]
})

export const now = Instant.fromMillis(Date.parse("2026-11-22T09:30:00.000Z"))

/** What the reseller of these tests filled in about itself. */
export const partner = {
  name: "Cloud Noord B.V.",
  address: { country: "NL", line1: "Stationsplein 1", city: "Groningen", postalCode: "9726 AE" },
  contacts: { primary: { email: "info@cloudnoord.nl", phone: "+31501234567" } },
  registrationNumber: "12345678",
  kvkNumber: "12345678",
  vatId: "NL000099998B57"
}

/** How the partner itself is asked for here. */
const intake: Portal.Portal = {
  ...TwoTCloud.portal,
  id: "intake",
  steps: [
    {
      id: "partner",
      label: "Partner",
      fields: [
        { at: "/name", label: "Name", kind: "companyName", required: true },
        { at: "/address/country", label: "Country", kind: "country", options: { from: "countries" } },
        { at: "/address/line1", label: "Address", kind: "text" },
        { at: "/address/city", label: "City", kind: "text" },
        { at: "/address/postalCode", label: "Postal code", kind: "postalCode", country: "/address/country" },
        { at: "/contacts/primary/email", label: "E-mail", kind: "email" },
        { at: "/contacts/primary/phone", label: "Phone", kind: "phone", country: "/address/country" },
        { at: "/registrationNumber", label: "Registration", kind: "text" },
        { at: "/kvkNumber", label: "KvK", kind: "text" },
        { at: "/vatId", label: "VAT id", kind: "vatId" },
        { at: "/rights", label: "May", kind: "choices", options: { from: "rights" } }
      ]
    }
  ],
  rules: [],
  policies: { ...TwoTCloud.portal.policies, login: null, provisioning: [] }
}

/** A creation by somebody of that reseller, with all rights, two levels below the root. */
export const situation: Situation.Situation = {
  now,
  seller,
  parent: { profile: partner, depth: 2, rights: Rights.all, offered: "inherit" },
  creator: { distance: 1, rights: Rights.all }
}

export const kernelOver = (store: Layer.Layer<CustomerStore.CustomerStore>) =>
  Customers.Customers.layer({
    portals: [TwoTCloud.portal, ControlPanel.portal, Oneclick.portal, intake],
    reference: world,
    seller
  }).pipe(Layer.provide(store))

export const kernel = kernelOver(MemoryCustomerStore.layer)

export const as = (actor: Actor.Actor) => Effect.provideService(Actor.CurrentActor, actor)

let users = 0
const userId = () => UserId.fromParts(1_700_000_000_000 + users++, [0, 0, 0, 0])

/** A platform in which customers are created through one portal. */
export const platform = (portal: Portal.Portal) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Instant.toMillis(now))
    const customers = yield* Customers.Customers
    const support: Actor.Actor = { _tag: "support", id: userId(), platform: null }
    const { customer: root } = yield* customers
      .execute({ _tag: "openPlatform", draft: { name: "Clouddistributie" } })
      .pipe(as(support))
    const user = (home: CustomerId.CustomerId, role: Actor.Role = "administrator") =>
      ({ _tag: "user", id: userId(), platform: root.platform, home, role }) as const satisfies Actor.Actor
    const taken = (parent: CustomerId.CustomerId, name: string, rights: ReadonlyArray<Rights.Right> = Rights.all) =>
      customers.execute({ _tag: "create", parent, portal: "intake", draft: { ...partner, name, rights } }).pipe(
        as(support),
        Effect.map(({ customer }) => ({ id: customer.id, operator: user(customer.id) }))
      )
    const distributor = yield* taken(root.id, "Distributeur N.V.")
    const reseller = yield* taken(distributor.id, partner.name)
    const sibling = yield* taken(distributor.id, "Cloud Zuid B.V.")
    /** Without a parent, as the form sends it when nobody chooses another. */
    const create = (draft: unknown, actor: Actor.Actor = reseller.operator, parent?: CustomerId.CustomerId) =>
      customers
        .execute({ _tag: "create", portal: portal.id, draft, ...(parent === undefined ? {} : { parent }) })
        .pipe(as(actor))
    return { create, customers, distributor, reseller, root, sibling, support, taken, user }
  })

/** The issues that refuse a command; none where something else does. */
export const issuesOf = (error: { readonly _tag: string }): ReadonlyArray<readonly [string, string, string]> =>
  error._tag === "DraftRefused" ? codes((error as Issue.DraftRefused).issues) : []

export const codes = (issues: ReadonlyArray<Issue.Issue>) =>
  issues.map(({ code, pointer, severity }) => [severity, pointer, code] as const)

interface Asked {
  readonly step: string
  readonly label: string
  readonly kind: Field.Kind
  readonly required?: Field.Field["required"]
  readonly default?: Field.Default
  readonly shown?: Field.Field["shown"]
  readonly right?: Rights.Right
}

/** Questions about one portal and a draft that it takes without a remark. */
export const about = (portal: Portal.Portal, example: object) => {
  const run = (draft: unknown, more: Partial<Situation.Situation> = {}) =>
    Check.run(portal, draft, world, { ...situation, ...more })
  const form = Form.make(portal, world, situation)
  const asked = form.steps.flatMap((step) => step.fields.map((field) => ({ field, step: step.id })))

  /** The field is there as stated, and what is said without it is what its being required means. */
  const asks = (at: string, { step, label, kind, ...more }: Asked) => {
    const found = asked.find(({ field }) => field.at === at)
    assert.isDefined(found, `nothing asks for ${at}`)
    const { field } = found
    assert.deepStrictEqual(
      {
        step: found.step,
        label: field.label,
        kind: field.kind,
        required: field.required,
        default: field.default,
        shown: field.shown,
        right: field.right
      },
      { step, label, kind, required: more.required, default: more.default, shown: more.shown, right: more.right }
    )
    const shown = more.shown === undefined && typeof more.required !== "object"
    const said = run(Pointer.set(example, at, undefined)).issues.filter(
      ({ code, pointer }) => pointer === at && code === "required"
    )
    if (shown && kind !== "secret") {
      assert.strictEqual(said.length, more.required === true && more.default === undefined ? 1 : 0, at)
    }
    return field
  }

  /** What is said at a pointer when it holds this. */
  const said = (at: string, value: unknown, draft: object = example) =>
    run(Pointer.set(draft, at, value))
      .issues.filter(({ pointer }) => pointer === at)
      .map(({ code, proposal, severity }) => [severity, code, proposal] as const)

  /** What is kept at a pointer when this is typed. */
  const kept = (at: string, value: unknown, draft: object = example) =>
    Pointer.get(run(Pointer.set(draft, at, value)).submission?.profile, at)

  /** Each field that is always required is missed once, at its place, and nothing else is said. */
  const missesEach = () => {
    assert.deepStrictEqual(codes(run(example).issues), [])
    const required = Portal.fields(portal)
      .map(({ field }) => field)
      .filter(({ kind, required, shown }) => required === true && shown === undefined && kind !== "secret")
    for (const { at, default: given, kind } of required) {
      // Some countries have no states to name.
      const asked = given === undefined && (kind !== "subdivision" || Pointer.get(example, at) !== undefined)
      assert.deepStrictEqual(
        codes(run(Pointer.set(example, at, undefined)).issues),
        asked ? [["error", at, "required"]] : [],
        at
      )
    }
    return required.map(({ at }) => at)
  }

  return { asks, form, kept, missesEach, run, said }
}
