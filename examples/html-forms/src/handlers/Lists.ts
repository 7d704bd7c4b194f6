/** The lists: all customers that somebody sees, those of a portal, and the portals. */
import { CustomerId, DisplayStatus, Legible } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { View } from "../Desk.ts"
import { page, redirect } from "../Exchange.ts"
import * as ListPage from "../pages/ListPage.ts"
import * as Trouble from "../pages/Trouble.ts"
import { owner, type Visit } from "../Visit.ts"
import * as Filling from "../wizard/Filling.ts"
import * as Looking from "../wizard/Looking.ts"

const isStatus = Schema.is(DisplayStatus.DisplayStatus)

/** What no store holds is not looked for. */
const legible = (text: string | null): string => {
  const start = (text ?? "").slice(0, 200)
  return Schema.is(Legible.Legible)(start) ? start : ""
}

/** How many customers stand on a page. */
const size = 25

export const customers = ({ desk, request, who }: Visit) =>
  Effect.gen(function* () {
    const { query } = request
    const filter: ListPage.Filter = {
      status: query.get("status") ?? "",
      portal: legible(query.get("portal")),
      text: legible(query.get("text")).trim(),
      order: query.get("order") === "newest" ? "newest" : "tree"
    }
    const after = query.get("after")
    const [{ items, next }, portals] = yield* Effect.all(
      [
        desk.customers.page({
          order: filter.order === "newest" ? "newest" : "tree",
          limit: size,
          ...(isStatus(filter.status) ? { status: [filter.status] } : {}),
          ...(filter.portal === "" ? {} : { portal: filter.portal }),
          ...(filter.text === "" ? {} : { text: filter.text }),
          ...(after === null ? {} : { after })
        }),
        desk.customers.portals
      ],
      { concurrency: 2 }
    )
    const above = yield* aboveOf(desk, items)
    const indents = filter.order === "tree" && !ListPage.isFiltered(filter)
    const depths = new Map<string, number>()
    const rows = items.map((view): ListPage.Row => {
      const depth = indents && view.parent !== null && depths.has(view.parent) ? (depths.get(view.parent) ?? 0) + 1 : 0
      depths.set(view.id, depth)
      // What stands under its parent need not say so.
      return { view, depth, above: depth > 0 || view.parent === null ? null : (above.get(view.parent) ?? null) }
    })
    return page(
      ListPage.page(who, {
        rows,
        filter,
        portals,
        further: after !== null,
        next: next === null ? null : `/customers?${new URLSearchParams({ ...filter, after: next })}`
      })
    )
  })

/** Names of the customers above those of a page. */
const aboveOf = (desk: Visit["desk"], items: ReadonlyArray<View>) =>
  Effect.gen(function* () {
    const names = new Map<string, string>(items.map(({ id, name }) => [id, name]))
    const missing = [...new Set(items.flatMap(({ parent }) => (parent === null || names.has(parent) ? [] : [parent])))]
    const found = yield* Effect.forEach(
      missing,
      (id) => desk.customers.get(id).pipe(Effect.catchTag("CustomerNotFound", () => Effect.succeed(null))),
      { concurrency: 4 }
    )
    for (const view of found) if (view !== null) names.set(view.id, view.name)
    return names
  })

export const portals = (visit: Visit) =>
  Effect.gen(function* () {
    const { desk, fillings, request, rest, who } = visit
    const [id] = rest
    const all = yield* desk.customers.portals
    const named = request.method === "POST" ? request.posted.get("under") : request.query.get("under")
    const under = Schema.is(CustomerId.CustomerId)(named) ? yield* desk.customers.get(named) : null
    if (id === undefined) return page(ListPage.portals(who, all, under))
    const portal = all.find((one) => one.id === id)
    if (portal === undefined) return Trouble.missing(who)
    if (request.method !== "POST") {
      const { items } = yield* desk.customers.page({ portal: id, order: "newest", limit: 200 })
      return page(ListPage.ofPortal(who, portal, items, under))
    }
    const filling = fillings.keep(owner(visit), Filling.begin({ _tag: "new", portal: id }, under?.id ?? null, {}))
    const { form } = yield* Looking.look(desk, filling)
    return redirect(`/drafts/${filling.id}/${form.steps[0]?.id}`)
  })
