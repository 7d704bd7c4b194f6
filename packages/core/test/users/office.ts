import {
  AccessToken,
  Actor,
  type Authority,
  Credentials,
  CustomerStore,
  type CustomerId,
  CustomerView,
  Users,
  UserStore,
  TokenStore
} from "@clientele/core"
import { MemoryStores } from "@clientele/memory"
import { Samples, SampleTokens } from "@clientele/testkit"
import { Context, Effect, Layer, Redacted, Result } from "effect"

type Stored = CustomerStore.Stored

export interface Stores {
  readonly store: CustomerStore.CustomerStore["Service"]
  readonly kept: UserStore.UserStore["Service"]
  readonly credentials: Credentials.Credentials["Service"]
  readonly tokens: TokenStore.TokenStore["Service"]
}

/** The hash of a password, told from others by its mark. */
export const hash = (mark: string) =>
  Redacted.make(`$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$${mark}MuZ+PfFPi3Jz0hBmXhZH5A`)

/** `Users` on stores of its own, one of which `breaking` may put another in the place of. */
export const office = (breaking: (stores: Stores) => Partial<Stores> = () => ({})) =>
  Effect.scoped(
    Effect.gen(function* () {
      const built = yield* Layer.build(MemoryStores.layer)
      const sound: Stores = {
        store: Context.get(built, CustomerStore.CustomerStore),
        kept: Context.get(built, UserStore.UserStore),
        credentials: Context.get(built, Credentials.Credentials),
        tokens: Context.get(built, TokenStore.TokenStore)
      }
      const given = { ...sound, ...breaking(sound) }
      const users = yield* Effect.provide(
        Users.Users,
        Users.Users.layer.pipe(
          Layer.provide(Layer.succeed(CustomerStore.CustomerStore, given.store)),
          Layer.provide(Layer.succeed(UserStore.UserStore, given.kept)),
          Layer.provide(Layer.succeed(Credentials.Credentials, given.credentials)),
          Layer.provide(Layer.succeed(TokenStore.TokenStore, given.tokens))
        )
      )
      const platform = yield* Samples.platformId
      const put = (write: CustomerStore.Write, more?: Parameters<typeof Samples.commit>[1]) =>
        Effect.orDie(Effect.as(sound.store.commit(Samples.commit([write], more)), Samples.after(write)))
      const root = yield* put(Samples.root(platform, yield* Samples.customerId))
      const hire = (home: Stored, login: string, more?: Partial<UserStore.User>) =>
        Effect.gen(function* () {
          const user = Samples.user(home.customer, yield* Samples.userId, login, more)
          yield* Effect.orDie(sound.kept.add(user))
          return user
        })
      const as =
        (who: UserStore.User | Actor.Actor) =>
        <A, E>(asked: Effect.Effect<A, E, Actor.CurrentActor>): Effect.Effect<A, E> =>
          Effect.provideService(asked, Actor.CurrentActor, "_tag" in who ? who : AccessToken.principalOf(who))
      return {
        ...sound,
        users,
        platform,
        root,
        put,
        as,
        support: { _tag: "support", id: yield* Samples.userId, platform } as Actor.Actor,
        grow: (
          parent: Stored,
          profile: { readonly visibility?: number; readonly rights?: ReadonlyArray<string> } = {}
        ) => Effect.flatMap(Samples.customerId, (id) => put(Samples.child(parent.customer, id, profile as never))),
        /** Adds a user past the service. */
        hire,
        /** Adds a token of a user's past the service. */
        open: (user: UserStore.User, kind: "token" | "session" = "session") =>
          Effect.gen(function* () {
            const token = SampleTokens.token(AccessToken.principalOf(user), yield* SampleTokens.id, { kind })
            yield* Effect.orDie(sound.tokens.add(token, yield* SampleTokens.hash))
            return token
          }),
        /** Who asks through a token of somebody's. */
        through: (user: UserStore.User, ...scopes: ReadonlyArray<Actor.Scope>): Effect.Effect<Actor.Actor> =>
          Effect.map(SampleTokens.id, (id) =>
            AccessToken.actorOf(
              SampleTokens.token(AccessToken.principalOf(user), id, { scopes }),
              AccessToken.principalOf(user)
            )
          ),
        /** The tag of the refusal, or `done`. */
        tag: <A, E extends { readonly _tag: string }>(
          who: UserStore.User | Actor.Actor,
          asked: Effect.Effect<A, E, Actor.CurrentActor>
        ): Effect.Effect<string> =>
          Effect.map(Effect.result(as(who)(asked)), (result) =>
            Result.isSuccess(result) ? "done" : result.failure._tag
          ),
        /** What authority looks at in a customer and those above it. */
        nodes: (id: CustomerId.CustomerId): Effect.Effect<ReadonlyArray<Authority.Node>> =>
          Effect.map(Effect.orDie(sound.store.line(id)), (line) =>
            line.map(({ customer }) => CustomerView.node(customer))
          )
      }
    })
  )

/** An office, as it is set up. */
export type Office = Effect.Success<ReturnType<typeof office>>
