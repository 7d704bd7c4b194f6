/** Laws of what is kept and how it is read. */
import type { Event } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { ids, law, touch } from "../Bed.ts"

/** A history that touches every region of a customer's state. */
const eventful: readonly [Event.Event, ...ReadonlyArray<Event.Event>] = [
  {
    _tag: "Submitted",
    profile: {
      name: "Łódź & Söhne “Ünïcode” \\ 100 % _ O'Neil 𝕏",
      address: { line1: "Hoevenweg 21", postalCode: "5652 AW", city: "Eindhoven", country: "NL" },
      vatId: "NL006486253B01",
      demo: true,
      rights: ["createCustomers"],
      licenses: ["m365", "azure"],
      visibility: 3
    },
    checked: { portalVersion: 1, referenceVersion: "2026-11" },
    vatEvidence: { _tag: "pending", retryAt: Samples.at },
    taxZone: null,
    login: { name: "Jan@Example.com", key: "jan@example.com" },
    mode: { _tag: "demo", endsAt: Samples.at },
    targets: { adminUser: { _tag: "none" }, microsoftTenant: { _tag: "skipped" } }
  },
  { _tag: "Approved", automatic: false, checked: { portalVersion: 2, referenceVersion: "2026-12" } },
  { _tag: "HoldPlaced", reason: "credit", level: -1, note: null },
  { _tag: "ServiceEnabled", service: "microsoft" },
  {
    _tag: "ProvisioningRecorded",
    target: "adminUser",
    progress: { _tag: "failed", during: "setUp", step: "create", kind: "temporary", retryAt: null }
  },
  { _tag: "TaxZoneOverridden", zone: "nl", note: "asked for", taxZone: null },
  { _tag: "LegalHoldSet", note: "court case" },
  { _tag: "ErasureScheduled", due: Samples.at }
]

export const keeping = [
  law("STORE-1", "an unknown customer is nowhere", ({ same, store }) =>
    Effect.gen(function* () {
      const id = yield* Samples.customerId
      const platform = yield* Samples.platformId
      yield* same("line", yield* store.line(id), [])
      yield* same("many", yield* store.many([id]), [])
      yield* same("below", yield* store.below(id), [])
      yield* same("children", yield* store.children(id), [])
      yield* same("events", yield* store.events(id), [])
      yield* same("feed", yield* store.feed(platform, null, 10), [])
      yield* same(
        "page",
        yield* store.page({ platform, viewer: null, order: "newest", limit: 10, now: Samples.at }),
        []
      )
    })
  ),

  law("STORE-2", "what is committed is read back as it was, state and events", ({ root, same, store, grow, put }) =>
    Effect.gen(function* () {
      const opened = yield* grow(root)
      const write = Samples.next(opened, ...eventful)
      const [kept] = yield* Effect.as(put(write), [Samples.after(write)])
      yield* same("customer", (yield* store.line(opened.customer.id))[0], kept)
      yield* same("events", (yield* store.events(opened.customer.id)).slice(1), write.events)
    })
  ),

  law("STORE-3", "a line leads from the customer up to its root, nearest first", ({ root, same, store, chain, grow }) =>
    Effect.gen(function* () {
      const line = yield* chain(root, 3)
      yield* grow(root)
      yield* same("line", yield* store.line(line[3]!.customer.id), line.toReversed())
      yield* same("line of the root", yield* store.line(root.customer.id), [root])
    })
  ),

  law("STORE-4", "of many asked for, those that are there come back, each once", ({ root, same, store, grow }) =>
    Effect.gen(function* () {
      const [a, b] = [yield* grow(root), yield* grow(root)]
      const unknown = yield* Samples.customerId
      const found = yield* store.many([b.customer.id, unknown, a.customer.id, b.customer.id])
      yield* same(
        "found",
        found.toSorted((x, y) => (x.customer.id < y.customer.id ? -1 : 1)),
        [a, b]
      )
      yield* same("none asked for", yield* store.many([]), [])
    })
  ),

  law("STORE-5", "children are the direct ones, in order of creation", ({ root, same, store, grow, put, append }) =>
    Effect.gen(function* () {
      const first = yield* Samples.customerId
      const b = yield* grow(root)
      const c = yield* grow(root)
      const a = yield* put(Samples.child(root.customer, first))
      yield* grow(b)
      const touched = yield* append(b, touch(1))
      yield* same("children", yield* store.children(root.customer.id), [a, touched, c])
    })
  ),

  law(
    "STORE-6",
    "below are all below, each after its parent, at most as many as asked for",
    ({ root, same, store, chain, grow }) =>
      Effect.gen(function* () {
        const [top, ...deep] = yield* chain(yield* grow(root), 3)
        const beside = yield* grow(top!)
        yield* grow(root)
        const below = yield* store.below(top!.customer.id)
        yield* same("all below", ids(below).toSorted(), ids([...deep, beside]).toSorted())
        const seen = new Set<string | null>([top!.customer.id])
        const orphans = below.filter(({ customer }) => !seen.has(customer.parent) || !seen.add(customer.id))
        yield* same("those before their parents", orphans, [])
        yield* same("limited", (yield* store.below(top!.customer.id, 2)).length, 2)
      })
  )
]
