/** A customer as MSP Hub's document asks for one, and a platform of a partner to create it in. */
import { Actor, Check, type CustomerId, Customers, Form, Issue, Pointer, type Portal, UserId } from "@clientele/core"
import * as World from "@clientele/core/reference/World"
import { MemoryCustomerStore, MemoryMicrosoftDirectory } from "@clientele/memory"
import { MspHub } from "@clientele/portals"
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** The partner's own lists. */
export const lists = {
  customerTypes: [
    { value: "gold", label: "Gold: 10 % off, 30 days" },
    { value: "standard", label: "Standard" }
  ],
  subscriptions: [
    { value: "monthly", label: "Monthly" },
    { value: "annual", label: "Annual" }
  ]
}

export const world = World.make({ lists })

export const example = {
  name: "Fabrikam Bakeries Inc.",
  customerType: "gold",
  subscription: "monthly",
  address: {
    country: "US",
    line1: "100 Main Street",
    line2: "Suite 5",
    city: "Seattle",
    state: "Washington",
    postalCode: "98101"
  },
  billing: {
    profileName: "Headquarters",
    billTo: "Fabrikam Holding",
    address: { country: "NL", line1: "Hoevenweg 21", line2: "Gebouw B", city: "Eindhoven", postalCode: "5652AW" }
  },
  contacts: {
    primary: {
      firstName: "Mary",
      lastName: "Baker",
      email: "mary@fabrikam.com",
      phone: "(206) 555-0100",
      fax: "(206) 555-0101",
      countryCode: "US"
    },
    billing: { firstName: "Bill", lastName: "Payer", email: "bill@fabrikam.com" }
  },
  admin: { firstName: "Ada", lastName: "Admin", login: "ada@fabrikam.com", email: "it@fabrikam.com" },
  microsoft: { way: "skip" },
  salesRepresentatives: [{ name: "Sam Seller", email: "sam@partner.com", phone: "+1 206 555 0102" }]
} as const

export const linked = { ...example, microsoft: { way: "existing", country: "US", domain: "fabrikam.com" } } as const

export const fresh = {
  ...example,
  microsoft: {
    way: "new",
    companyName: "Fabrikam Bakeries Incorporated",
    domainPrefix: "fabrikambakeries",
    registrationNumber: "UBI 600 000 001",
    qualification: { type: "commercial" },
    firstName: "Mary",
    lastName: "Baker",
    address: {
      line1: "100 Main Street",
      line2: "Suite 5",
      city: "Seattle",
      state: "WA",
      country: "US",
      postalCode: "98101"
    },
    phone: "+1 206 555 0100",
    email: "microsoft@fabrikam.com"
  }
} as const

export const school = Pointer.set(fresh as unknown, "/microsoft/qualification", {
  type: "education",
  segment: "k12",
  website: "https://www.fabrikam-school.com"
})

export const form = Form.make(MspHub.portal, world)

export const run = (draft: unknown): Check.Outcome => Check.run(MspHub.portal, draft, world)

/** What is wrong with a draft, warnings left out. */
export const errors = (draft: unknown) =>
  run(draft)
    .issues.filter(Issue.isError)
    .map(({ code, pointer }) => [pointer, code])

/** The canonical profile of a draft that passes. */
export const kept = (draft: unknown): unknown => {
  const { issues, submission } = run(draft)
  assert.isNotNull(submission, JSON.stringify(issues))
  return submission?.profile
}

export const field = (at: string): Form.FormField & { readonly step: string } => {
  const found = form.steps
    .flatMap((step) => step.fields.map((one) => ({ ...one, step: step.id })))
    .find((one) => one.at === at)
  if (found === undefined) throw new Error(`nothing asks for ${at}`)
  return found
}

interface Asked {
  readonly step: string
  readonly label: string
  readonly kind: string
  readonly required: boolean
  /** A draft in which the field is asked for and filled in; {@link example} where nothing is said. */
  readonly in?: unknown
  /** What is kept of what the draft has there, where it is not the same. */
  readonly kept?: unknown
}

/**
 * The field is in its step under its label, takes what the draft has, and is needed exactly if it is required. There is
 * no default: what is left out stays out.
 */
export const asks = (at: string, asked: Asked): void => {
  const draft = asked.in ?? example
  const { kind, label, step } = field(at)
  assert.deepStrictEqual({ step, label, kind }, { step: asked.step, label: asked.label, kind: asked.kind })
  assert.isDefined(Pointer.get(draft, at), `the draft has ${at}`)
  assert.deepStrictEqual(Pointer.get(kept(draft), at), asked.kept ?? Pointer.get(draft, at))
  const without = Pointer.set(draft, at, undefined)
  assert.deepStrictEqual(errors(without), asked.required ? [[at, "required"]] : [])
  if (!asked.required) assert.isUndefined(Pointer.get(kept(without), at))
}

/** What the check says about another value at a pointer, warnings too. */
export const says = (at: string, value: unknown, draft: unknown = example) =>
  run(Pointer.set(draft, at, value))
    .issues.filter(({ pointer }) => pointer.startsWith(at))
    .map(({ code, severity }) => `${severity} ${code}`)

/** How partners are taken on here. */
const partners: Portal.Portal = {
  ...MspHub.portal,
  id: "partners",
  steps: [
    {
      id: "partner",
      label: "Partner",
      fields: [
        { at: "/name", label: "Name", kind: "companyName", required: true },
        { at: "/rights", label: "May", kind: "choices", options: { from: "rights" } }
      ]
    }
  ],
  rules: [],
  policies: { ...MspHub.portal.policies, login: null, letters: null, provisioning: [] }
}

export const kernelOf = (portal: Portal.Portal) =>
  Customers.Customers.layer({ portals: [portal, partners], reference: world }).pipe(
    Layer.provide(MemoryCustomerStore.layer)
  )

export const kernel = kernelOf(MspHub.portal)

export const directory = MemoryMicrosoftDirectory.layer({
  accounts: { "fabrikam.com": "account-1" },
  taken: ["contoso"]
})

export const as = (actor: Actor.Actor) => Effect.provideService(Actor.CurrentActor, actor)

let users = 0
const userId = () => UserId.fromParts(1_700_000_000_000 + users++, [0, 0, 0, 0])

/** A platform, two partners under it, and whoever works there. */
export const platform = Effect.gen(function* () {
  const customers = yield* Customers.Customers
  const { customer: root } = yield* customers
    .execute({ _tag: "openPlatform", draft: { name: "MSP Hub", currency: "USD" } })
    .pipe(as({ _tag: "support", id: userId(), platform: null }))
  const user = (home: CustomerId.CustomerId, role: Actor.Role = "administrator") =>
    ({ _tag: "user", id: userId(), platform: root.platform, home, role }) as const satisfies Actor.Actor
  const taken = (name: string) =>
    Effect.map(
      customers
        .execute({
          _tag: "create",
          parent: root.id,
          portal: "partners",
          draft: { name, rights: ["createCustomers"] }
        })
        .pipe(as(user(root.id))),
      ({ customer }) => ({ id: customer.id, operator: user(customer.id) })
    )
  const partner = yield* taken("Cloud North")
  const other = yield* taken("Cloud South")
  const create = (draft: unknown, by: Actor.Actor = partner.operator) =>
    Effect.map(customers.execute({ _tag: "create", portal: "msphub", draft }).pipe(as(by)), ({ customer }) => customer)
  return { create, customers, other, partner, root, user }
})

/** Pointers and codes of a refused draft; fails for any other refusal. */
export const refusedAt = <A>(effect: Effect.Effect<A, { readonly _tag: string }>) =>
  Effect.map(Effect.flip(effect), (refusal) => {
    assert.strictEqual(refusal._tag, "DraftRefused")
    return (refusal as Issue.DraftRefused).issues.filter(Issue.isError).map(({ code, pointer }) => [pointer, code])
  })
