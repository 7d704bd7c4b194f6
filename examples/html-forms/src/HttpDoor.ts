/** The way in over HTTP: each person speaks through their own session, and this process has no rights of its own. */
import { Actor, Customers, CustomerStore } from "@clientele/core"
import { ApiClient, Credential, HttpCustomers } from "@clientele/http"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Cookies from "effect/http/Cookies"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import type { Desk, Door } from "./Desk.ts"

/** Through whose session the service is asked; `null` before somebody signed in. */
const Speaking = Context.Reference<Credential.Credential | null>("@clientele/example-html-forms/Speaking", {
  defaultValue: () => null
})

/** The address from which a browser asks: the API counts tries by it where it trusts this process. */
export const Address = Context.Reference<string | null>("@clientele/example-html-forms/Address", {
  defaultValue: () => null
})

/**
 * Fails as the page's part of the contract does. Whatever else a wire can fail with is told as it is told of a store that does
 * not answer: nothing was written, try again.
 */
const settle = <A, E extends { readonly _tag: string }, R, Tag extends E["_tag"] = never>(
  asked: Effect.Effect<A, E, R>,
  ...through: ReadonlyArray<Tag>
): Effect.Effect<A, Extract<E, { readonly _tag: Tag }> | CustomerStore.CustomerStoreUnavailable, R> =>
  Effect.catch(
    asked,
    (error): Effect.Effect<never, Extract<E, { readonly _tag: Tag }> | CustomerStore.CustomerStoreUnavailable> =>
      through.some((tag) => tag === error._tag)
        ? Effect.fail(error as Extract<E, { readonly _tag: Tag }>)
        : // What no contract can carry is nothing that a form asks for.
          Schema.isSchemaError(error)
          ? Effect.die(error)
          : Effect.fail(new CustomerStore.CustomerStoreUnavailable({}))
  )

/** Waits less long than a person does. */
const patience = { tries: 2, timeout: "6 seconds" } as const

/** Cookies of an answer, as they go on to the browser. */
const cookiesOf = ({ cookies }: HttpClientResponse): ReadonlyArray<string> => Cookies.toSetCookieHeaders(cookies)

/** Returns the way in to the service at `url`, without the contract's prefix; it is asked for with each request. */
export const make = (url: () => string) =>
  Effect.gen(function* () {
    const http = Layer.effect(
      HttpClient.HttpClient,
      Effect.map(HttpClient.HttpClient, (client) =>
        HttpClient.mapRequestEffect(client, (request) =>
          Effect.map(Address, (address) => {
            const { pathname, search } = new URL(request.url, "http://service")
            const there = HttpClientRequest.setUrl(request, `${url()}${pathname}${search}`)
            return address === null ? there : HttpClientRequest.setHeader(there, "x-forwarded-for", address)
          })
        )
      )
    ).pipe(Layer.provide(FetchHttpClient.layer))
    const credential = Effect.map(Speaking, (speaking) => speaking ?? Credential.bearer(""))
    const context = yield* Layer.build(
      HttpCustomers.layerClient({ url: "", credential: () => credential, ...patience }).pipe(Layer.provideMerge(http))
    )
    const customers = Context.get(context, Customers.Customers)
    const api = yield* Effect.provide(ApiClient.make({ url: "", credential: Speaking, ...patience }), context)

    const users: Desk["users"] = {
      add: ({ home, ...payload }) =>
        settle(
          api.users.add({ params: { customer: home }, payload }),
          "CustomerNotFound",
          "ActionNotAllowed",
          "LoginTaken",
          "InputRefused"
        ),
      get: (user) => settle(api.users.get({ params: { user } }), "UserNotFound"),
      ofCustomer: (customer) =>
        settle(api.users.ofCustomer({ params: { customer } }), "CustomerNotFound", "ActionNotAllowed"),
      change: (user, payload) =>
        settle(api.users.change({ params: { user }, payload }), "UserNotFound", "ActionNotAllowed", "InputRefused"),
      setPassword: (user, password) =>
        settle(api.users.setPassword({ params: { user }, payload: { password } }), "UserNotFound", "ActionNotAllowed")
    }

    const door: Door = {
      signIn: (login, password, had) =>
        settle(
          api.sessions.signIn({ payload: { login, password }, responseMode: "decoded-and-response" }),
          "SignInRefused",
          "TooManyRequests"
        ).pipe(
          Effect.map(([session, response]) => ({ session, cookies: cookiesOf(response) })),
          Effect.provideService(Speaking, had === null ? null : Credential.session(had, null))
        ),
      enter: (secret) =>
        Effect.gen(function* () {
          const reading = Credential.session(secret, null)
          const session = yield* Effect.provideService(
            settle(api.sessions.current(), "Unauthenticated"),
            Speaking,
            reading
          )
          const speaking = Credential.session(secret, session.csrf)
          const { actor } = session
          const at = Actor.home(actor)
          const home =
            at === null
              ? null
              : yield* customers.get(at).pipe(
                  Effect.provideService(Speaking, reading),
                  Effect.provideService(Actor.CurrentActor, actor),
                  Effect.catchTag("CustomerNotFound", () => Effect.succeed(null))
                )
          const desk: Desk = {
            session,
            home,
            customers,
            users,
            signOut: Effect.map(settle(api.sessions.signOut({ responseMode: "response-only" })), cookiesOf),
            inPerson: (effect) =>
              effect.pipe(Effect.provideService(Speaking, speaking), Effect.provideService(Actor.CurrentActor, actor))
          }
          return desk
        })
    }
    return door
  })
