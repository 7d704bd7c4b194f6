/**
 * A client of a crash run: a process that carries out commands and follows the feed until it is killed.
 *
 * A command whose answer does not come is asked for again under the same key, as any caller would.
 */
import { Actor, Customers, type CustomerStore, type PlatformId, type UserId } from "@clientele/core"
import * as Selection from "@clientele/core/reference/Selection"
import { Credential, HttpCustomers } from "@clientele/http"
import { type DatabaseRefused, PostgresStores } from "@clientele/postgres"
import * as Embedded from "@clientele/postgres/embedded"
import * as SamplePortals from "@clientele/testkit/SamplePortals"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import type { SqlError } from "effect/sql/SqlError"
import * as Stream from "effect/Stream"
import { look } from "./look.ts"
import { actor, type FromClient, type Outcome, type Place, type ToClient } from "./Messages.ts"

const say = (message: FromClient) => void process.send?.(message)

const kernel = Customers.Customers.layer({ portals: [SamplePortals.plain], reference: Selection.make() })

type Refused = DatabaseRefused.DatabaseRefused | Embedded.EmbeddedRefused | SqlError

const stores = (
  place: Exclude<Place, { _tag: "http" }>
): Layer.Layer<CustomerStore.CustomerStore | PgClient.PgClient, Refused> =>
  place._tag === "embedded"
    ? PostgresStores.layer({ listener: null }).pipe(Layer.provideMerge(Embedded.layer({ folder: place.folder })))
    : Layer.unwrap(
        Effect.map(PgClient.PgClient, (listener) => PostgresStores.layer({ listener, pollEvery: "1 second" }))
      ).pipe(
        Layer.provideMerge(
          PgClient.layer({ url: Redacted.make(place.url), maxConnections: 6, preparedStatementCacheSize: 300 })
        )
      )

const service = (place: Place): Layer.Layer<Customers.Customers | PgClient.PgClient, Refused> =>
  place._tag === "http"
    ? Layer.merge(
        HttpCustomers.layer({ url: place.api, credential: Credential.bearer(place.token) }),
        PgClient.layer({ url: Redacted.make(place.url), maxConnections: 2 })
      )
    : Layer.provideMerge(kernel, stores(place))

const support = (platform: PlatformId.PlatformId | null): Actor.Actor => ({
  _tag: "support",
  id: actor as UserId.UserId,
  platform
})

type Service = Customers.Customers["Service"]

/** Asks until there is an answer. */
const untilAnswered = <A, E extends { readonly _tag: string }>(
  asked: Effect.Effect<A, E | CustomerStore.CustomerStoreUnavailable>
): Effect.Effect<A, E> =>
  Effect.retry(asked, {
    while: (error) => Effect.as(Effect.sleep("20 millis"), error._tag === "CustomerStoreUnavailable")
  }) as Effect.Effect<A, E>

const carryOut = (
  customers: Service,
  platform: PlatformId.PlatformId,
  { command, key }: Extract<ToClient, { _tag: "do" }>["task"]
) =>
  untilAnswered(
    Effect.provideService(customers.execute(command, { idempotencyKey: key }), Actor.CurrentActor, support(platform))
  ).pipe(
    Effect.match({
      onSuccess: ({ command, customer, replayed }): Outcome => ({
        _tag: "acknowledged",
        customer: customer.id,
        version: customer.version,
        command,
        stage: customer.lifecycle._tag,
        replayed
      }),
      onFailure: ({ message }): Outcome => ({ _tag: "refused", why: message })
    }),
    Effect.map((outcome) => say({ _tag: "done", key, outcome }))
  )

const follow = (customers: Service, platform: PlatformId.PlatformId, from: string | null) => {
  let after = from
  const once = Effect.suspend(() =>
    customers.follow({ platform, ...(after === null ? {} : { after }) }).pipe(
      Stream.runForEachArray((items) =>
        Effect.sync(() => {
          after = items[items.length - 1]!.cursor
          const events = items.map(({ recorded: { customer, sequence } }) => ({ customer, sequence }))
          say({ _tag: "heard", events, after })
        })
      ),
      Effect.provideService(Actor.CurrentActor, support(platform))
    )
  )
  return untilAnswered(Effect.forever(once))
}

const serve = (inbox: Queue.Queue<ToClient>, opening: Extract<ToClient, { _tag: "open" }>) =>
  Effect.gen(function* () {
    const customers = yield* Customers.Customers
    const sql = yield* PgClient.PgClient
    const draft = { name: "Crash B.V.", currency: "EUR", address: { country: "NL" } }
    const { customer: root } = yield* untilAnswered(
      Effect.provideService(
        customers.execute({ _tag: "openPlatform", draft }, { idempotencyKey: "platform" }),
        Actor.CurrentActor,
        support(null)
      )
    )
    say({ _tag: "opened", root: root.id })
    if (opening.follow) yield* Effect.forkChild(orBroken(follow(customers, root.platform, opening.after)))
    for (;;) {
      const message = yield* Queue.take(inbox)
      if (message._tag === "do") yield* Effect.forkChild(orBroken(carryOut(customers, root.platform, message.task)))
      if (message._tag === "look") {
        const looking = Effect.retry(look(sql, message.keys), {
          times: 1000,
          while: () => Effect.as(Effect.sleep("50 millis"), true)
        })
        yield* Effect.forkChild(orBroken(Effect.map(looking, (picture) => say({ _tag: "looked", picture }))))
      }
    }
  })

/** What neither is an answer nor says to try again is a finding, and ends the run. */
const orBroken = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.catchCause(effect, (cause) =>
    Effect.sync(() => (Cause.hasInterruptsOnly(cause) ? undefined : say({ _tag: "broken", why: Cause.pretty(cause) })))
  )

const main = Effect.gen(function* () {
  const inbox = yield* Queue.unbounded<ToClient>()
  process.on("message", (message) => void Queue.offerUnsafe(inbox, message as ToClient))
  const opening = yield* Queue.take(inbox)
  if (opening._tag !== "open") return yield* Effect.die(`${opening._tag} before open`)
  const running = serve(inbox, opening).pipe(
    Effect.provide(service(opening.place)),
    // The server may just be starting, or the connection be cut.
    Effect.retry({
      while: (error) =>
        Effect.as(
          Effect.sleep("50 millis"),
          error._tag === "SqlError" || (error._tag === "DatabaseRefused" && opening.place._tag === "server")
        )
    })
  )
  yield* orBroken(running)
})

// Whoever starts it may be killed too.
process.once("disconnect", () => process.exit(1))
Effect.runFork(main)
