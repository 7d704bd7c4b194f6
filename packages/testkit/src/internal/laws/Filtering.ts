/** Laws of what narrows a page. */
import { Instant } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { ids, law } from "../Bed.ts"

const checked = { portalVersion: 1, referenceVersion: "2026-11" }

export const filtering = [
  law(
    "STORE-64",
    "within: the customer and all below it; parent: its direct children",
    ({ chain, grow, page, root, same }) =>
      Effect.gen(function* () {
        const [, top, middle, low] = yield* chain(root, 3)
        yield* grow(root)
        for (const order of ["tree", "newest"] as const) {
          const within = yield* page({ order, within: top!.customer.id })
          yield* same("within", ids(within).toSorted(), ids([top!, middle!, low!]))
          yield* same("parent", ids(yield* page({ order, parent: top!.customer.id })), ids([middle!]))
          const both = yield* page({ order, within: middle!.customer.id, parent: top!.customer.id })
          yield* same("both", ids(both), ids([middle!]))
        }
      })
  ),

  law("STORE-65", "portal: those that it created", ({ grow, page, root, same }) =>
    Effect.gen(function* () {
      const one = yield* grow(root, {}, "one")
      yield* grow(root, {}, "another")
      yield* same("page", ids(yield* page({ portal: "one" })), ids([one]))
      yield* same("unknown portal", yield* page({ portal: "unknown" }), [])
    })
  ),

  law("STORE-66", "status: the display status, of demos at the given instant", ({ grow, page, root, same, append }) =>
    Effect.gen(function* () {
      const endsAt = Instant.plus(Samples.at, Instant.day)
      const draft = yield* grow(root)
      const closed = yield* append(yield* grow(root), { _tag: "Discarded" })
      const demo = yield* append(
        yield* grow(root),
        {
          _tag: "Submitted",
          profile: { demo: true },
          checked,
          vatEvidence: { _tag: "none" },
          taxZone: null,
          login: null,
          mode: { _tag: "demo", endsAt },
          targets: {}
        },
        { _tag: "Approved", automatic: true, checked }
      )
      const held = yield* append(
        yield* grow(root),
        { _tag: "Approved", automatic: true, checked },
        { _tag: "HoldPlaced", reason: "credit", level: -1, note: null }
      )
      const at = (
        now: Instant.Instant,
        ...status: ReadonlyArray<"draft" | "closed" | "demo" | "demoExpired" | "suspended" | "active">
      ) => Effect.map(page({ status, now }), ids)
      yield* same("draft", yield* at(Samples.at, "draft"), ids([draft]))
      yield* same("closed or suspended", yield* at(Samples.at, "closed", "suspended"), ids([closed, held]))
      yield* same("demo", yield* at(Samples.at, "demo"), ids([demo]))
      yield* same("demo, a moment before its end", yield* at(Instant.plus(endsAt, -1), "demo"), ids([demo]))
      yield* same("demo, at its end", yield* at(endsAt, "demo"), [])
      yield* same("expired, a moment before its end", yield* at(Instant.plus(endsAt, -1), "demoExpired"), [])
      yield* same("expired, at its end", yield* at(endsAt, "demoExpired"), ids([demo]))
      yield* same("active", yield* at(Samples.at, "active"), ids([root]))
      yield* same("none of them", yield* at(Samples.at), [])
    })
  ),

  law(
    "STORE-67",
    "text: found anywhere, whatever the case, and nothing in it is a pattern",
    ({ grow, page, root, same, append }) =>
      Effect.gen(function* () {
        const one = yield* grow(root, { name: "Łódź Bäckerei 100%_\\ O'Neil", externalKey: "ERP-17" })
        const other = yield* grow(root, { name: "Copaco Netherlands B.V.", primaryDomain: "copaco.com" })
        const found = (text: string) => Effect.map(page({ text }), ids)
        for (const text of ["łódź", "BÄCKEREI", "ckere", "0%_\\ o'n", "erp-17"]) {
          yield* same(text, yield* found(text), ids([one]))
        }
        yield* same("copaco.com", yield* found("Copaco.com"), ids([other]))
        for (const text of ["0%o", "C_paco", "co.aco", "Copaco.*", "\\", "neil'"]) {
          yield* same(text, yield* found(text), text === "\\" ? ids([one]) : [])
        }
        yield* append(other, {
          _tag: "ProfileEdited",
          profile: { name: "Fortis" },
          checked,
          vatEvidence: { _tag: "none" },
          taxZone: null
        })
        yield* same("the old name", yield* found("copaco"), [])
        yield* same("the new name", yield* found("fortis"), ids([other]))
      })
  ),

  law(
    "STORE-68",
    "what narrows a page narrows together, and pages join then too",
    ({ chain, grow, page, root, same }) =>
      Effect.gen(function* () {
        const [, top] = yield* chain(root, 2)
        const wanted = yield* Effect.replicateEffect(grow(top!, { name: "Ada", visibility: 1 }, "one"), 3)
        yield* grow(top!, { name: "Ada", visibility: 1 }, "two")
        yield* grow(top!, { name: "Bob", visibility: 1 }, "one")
        yield* grow(root, { name: "Ada" }, "one")
        const query = {
          within: top!.customer.id,
          portal: "one",
          text: "ada",
          status: ["draft"],
          order: "newest"
        } as const
        yield* same(
          "from its parent",
          ids(yield* page({ ...query, viewer: top!.customer.id })),
          ids(wanted.toReversed())
        )
        yield* same("from further above", yield* page({ ...query, viewer: root.customer.id }), [])
        const [first] = yield* page({ ...query, limit: 1 })
        yield* same(
          "after the first",
          ids(yield* page({ ...query, after: first!.customer.id })),
          ids(wanted.slice(0, 2).toReversed())
        )
      })
  ),

  law("STORE-69", "a page has customers of its platform alone", ({ grow, page, platform, put, root, same }) =>
    Effect.gen(function* () {
      const elsewhere = yield* put(Samples.root(yield* Samples.platformId, yield* Samples.customerId))
      const below = yield* grow(elsewhere)
      const own = yield* grow(root)
      for (const order of ["tree", "newest"] as const) {
        yield* same("own", ids(yield* page({ order })).toSorted(), ids([root, own]))
        yield* same("asked from elsewhere", yield* page({ order, viewer: elsewhere.customer.id, platform }), [])
        yield* same("asked within elsewhere", yield* page({ order, within: below.customer.id }), [])
      }
    })
  )
]
