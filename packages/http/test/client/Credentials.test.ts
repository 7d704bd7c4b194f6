import { Actor, Customers } from "@clientele/core"
import { ApiClient, Authentication, Credential, EdgeErrors, HttpCustomers } from "@clientele/http"
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as Cookies from "effect/http/Cookies"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import { layer, operator, tokenFor, url } from "../running.ts"

const support = operator as Actor.Actor

/** The service of whoever has this credential. */
const customersOf = (credential: Credential.Credential) =>
  Effect.gen(function* () {
    const base = yield* url
    return yield* Customers.Customers.pipe(Effect.provide(HttpCustomers.layer({ url: base, credential })))
  })

const apiOf = (credential: Credential.Credential | null) =>
  Effect.flatMap(url, (base) => ApiClient.make({ url: base, credential }))

const live = Layer.mergeAll(layer().pipe(Layer.provide(Logger.layer([]))), FetchHttpClient.layer)

const password = Redacted.make("correct horse battery staple")

describe("a client and who asks", () => {
  it.live("a person signs in, asks with the session, and signs out", () =>
    Effect.gen(function* () {
      const token = Credential.bearer(yield* tokenFor(operator))
      const customers = yield* customersOf(token)
      const { customer } = yield* customers.execute({ _tag: "openPlatform", draft: { name: "Root B.V." } })
      const byToken = yield* apiOf(token)
      const user = yield* byToken.users.add({
        params: { customer: customer.id },
        payload: { login: "grace", displayName: "Grace", email: null, role: "administrator" }
      })
      yield* byToken.users.setPassword({ params: { user: user.id }, payload: { password } })

      const anybody = yield* apiOf(null)
      const [session, response] = yield* anybody.sessions.signIn({
        payload: { platform: customer.platform, login: "grace", password },
        responseMode: "decoded-and-response"
      })
      const cookie = Option.getOrThrow(Cookies.getValue(response.cookies, Authentication.cookie))
      const own = Credential.session(cookie, session.csrf)
      const bySession = yield* apiOf(own)
      assert.deepInclude((yield* bySession.sessions.current()).actor, { _tag: "user", id: user.id })
      const hers = yield* customersOf(own)
      assert.strictEqual((yield* hers.get(customer.id)).id, customer.id)
      const made = yield* bySession.tokens.make({ payload: { name: "import", scopes: ["read"], days: 1 } })
      const byProgram = yield* customersOf(Credential.bearer(made.secret))
      assert.strictEqual((yield* byProgram.get(customer.id)).id, customer.id)

      const careless = yield* apiOf(Credential.session(cookie, null))
      assert.instanceOf(yield* Effect.flip(careless.sessions.signOut()), EdgeErrors.CsrfRefused)
      yield* bySession.sessions.signOut()
      assert.instanceOf(yield* Effect.flip(bySession.sessions.current()), EdgeErrors.Unauthenticated)
    }).pipe(Effect.provideService(Actor.CurrentActor, support), Effect.provide(live))
  )

  it.live("what a token that opens nothing asks for is a defect that says so, and so is following with it", () =>
    Effect.gen(function* () {
      const keeper = Credential.bearer(yield* tokenFor(operator))
      const other = Credential.bearer(yield* tokenFor(operator))
      const [customers, theirs] = [yield* customersOf(keeper), yield* customersOf(other)]
      const { customer } = yield* customers.execute({ _tag: "openPlatform", draft: { name: "Root B.V." } })
      const following = yield* Deferred.make<void>()
      const follower = yield* Effect.forkChild(
        theirs.follow({ platform: customer.platform }).pipe(
          Stream.runForEach(() => Deferred.succeed(following, undefined)),
          Effect.exit
        )
      )
      yield* Deferred.await(following)
      const api = yield* apiOf(other)
      const { token } = yield* api.sessions.current()
      yield* api.tokens.revoke({ params: { token: token.id } })
      yield* customers.execute({ _tag: "suspend", customer: customer.id, reason: "credit" })
      const exits: ReadonlyArray<Exit.Exit<unknown, unknown>> = [
        yield* Fiber.join(follower),
        yield* Effect.exit(theirs.get(customer.id))
      ]
      for (const exit of exits) {
        assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
        assert.instanceOf(Exit.isFailure(exit) ? Cause.squash(exit.cause) : null, EdgeErrors.Unauthenticated)
      }
    }).pipe(Effect.provideService(Actor.CurrentActor, support), Effect.provide(live))
  )
})
