/** Laws of what outlives the process. */
import { CustomerStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { Law, LawFailure } from "../../Law.ts"
import { Session } from "../../Session.ts"
import { ids, make, touch } from "../Bed.ts"

const law = (
  id: Law<never>["id"],
  title: string,
  durable: boolean,
  found: (written: ReadonlyArray<unknown>) => ReadonlyArray<unknown>
): Law<Session> => ({
  id,
  title,
  requires: { durable },
  check: Effect.gen(function* () {
    const session = yield* Session
    const bed = <A>(use: (bed: Effect.Success<ReturnType<typeof make>>) => Effect.Effect<A, LawFailure>) =>
      session(
        Effect.flatMap(CustomerStore.CustomerStore, (store) => Effect.flatMap(make(`${id} ${title}`, store), use))
      )
    const written = yield* bed(({ grow, root, append }) =>
      Effect.map(
        Effect.flatMap(grow(root), (opened) => append(opened, touch(1))),
        (one) => [one, root]
      )
    )
    yield* bed(({ same, store }) =>
      Effect.flatMap(store.line(ids(written)[0]!), (line) => same("line after a restart", line, found(written)))
    )
  })
})

export const restarting = [
  law("STORE-73", "what a durable store acknowledged is there after a restart", true, (written) => written),
  law("STORE-74", "a store that is not durable starts empty", false, () => [])
]
