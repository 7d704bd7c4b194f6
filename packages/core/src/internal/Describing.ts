/** The portals that are set up, and the form of one as an actor fills it in. */
import * as Effect from "effect/Effect"
import * as Actor from "../access/Actor.ts"
import { situation } from "../customer/internal/checking.ts"
import type { Options } from "../Execution.ts"
import { type FormQuery, PortalNotFound, type PortalSummary } from "../FormQuery.ts"
import * as Form from "../portal/Form.ts"
import { platform } from "../portal/Portal.ts"
import { customersOf, now, seenLine, type Store } from "./Seeing.ts"

export const make = (store: Store, options: Options) => {
  const summaries: ReadonlyArray<PortalSummary> = options.portals.map(({ id, name, version }) => ({
    id,
    version,
    name
  }))
  const known = summaries.map(({ id }) => id)

  const form = Effect.fn("Customers.form")(function* (query: FormQuery) {
    const actor = yield* Actor.CurrentActor
    const line = query.customer === undefined ? null : customersOf(yield* seenLine(store, query.customer))
    const of = line === null ? (query.portal ?? "") : line[0].portal
    // The root of a platform is edited too, by support.
    const portal = (line === null ? options.portals : [platform, ...options.portals]).find(({ id }) => id === of)
    if (portal === undefined) return yield* new PortalNotFound({ portal: of, known })
    const parent = query.parent ?? Actor.home(actor)
    const above = line === null ? (parent === null ? [] : customersOf(yield* seenLine(store, parent))) : line.slice(1)
    const submitted = line !== null && line[0].lifecycle._tag !== "draft"
    return Form.make(portal, options.reference, {
      ...situation(
        { actor, custom: options.custom ?? {}, line: above, now: yield* now, seller: options.seller },
        above.length > 0,
        line === null ? null : line[0]
      ),
      submitted
    })
  })

  return { portals: Effect.succeed(summaries), form }
}
