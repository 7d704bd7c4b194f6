/**
 * The laws that every `Credentials` obeys together with the `UserStore` and the `CustomerStore` it belongs to, as data.
 *
 * @since 0.1.0
 */
import { Credentials, type CustomerStore, UserStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type Bed, law as storeLaw } from "./internal/Bed.ts"
import type { Law, LawFailure } from "./Law.ts"
import * as Samples from "./Samples.ts"

type Services = CustomerStore.CustomerStore | UserStore.UserStore | Credentials.Credentials

interface CredentialsBed extends Bed {
  readonly credentials: Credentials.Credentials["Service"]
  readonly add: (home: CustomerStore.Stored, login: string) => Effect.Effect<UserStore.User, LawFailure>
  /** The hash that is kept, in the open. */
  readonly kept: (user: UserStore.User) => Effect.Effect<string | null, LawFailure>
}

const law = (
  id: Law<never>["id"],
  title: string,
  body: (bed: CredentialsBed) => Effect.Effect<void, LawFailure>
): Law<Services> => {
  const check = Effect.gen(function* () {
    const credentials = yield* Credentials.Credentials
    const users = yield* UserStore.UserStore
    yield* storeLaw(id, title, (bed) =>
      body({
        ...bed,
        credentials,
        add: (home, login) =>
          Effect.tap(
            Effect.map(Samples.userId, (user) => Samples.user(home.customer, user, login)),
            users.add
          ),
        kept: ({ id }) => Effect.map(credentials.find(id), (hash) => (hash === null ? null : Redacted.value(hash)))
      })
    ).check
  })
  return { id, title, check }
}

const phc = (mark: string) => `$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$${mark}MuZ+PfFPi3Jz0hBmXhZH5A`

const hash = (mark: string) => Redacted.make(phc(mark))

/**
 * The laws of credentials.
 *
 * @category constants
 * @since 0.1.0
 */
export const laws: ReadonlyArray<Law<Services>> = [
  law("CRED-1", "the hash of a user is found as it was set", ({ add, credentials, kept, root, same }) =>
    Effect.gen(function* () {
      const [one, other] = [yield* add(root, "jan"), yield* add(root, "piet")]
      yield* credentials.set(one.id, hash("A"))
      yield* credentials.set(other.id, hash("B"))
      yield* same("one", yield* kept(one), phc("A"))
      yield* same("other", yield* kept(other), phc("B"))
    })
  ),

  law("CRED-2", "a later hash takes the place of an earlier one", ({ add, credentials, kept, root, same }) =>
    Effect.gen(function* () {
      const user = yield* add(root, "jan")
      yield* credentials.set(user.id, hash("A"))
      yield* credentials.set(user.id, hash("B"))
      yield* same("hash", yield* kept(user), phc("B"))
    })
  ),

  law("CRED-3", "a user without one, and no user, have no hash", ({ add, credentials, kept, root, same }) =>
    Effect.gen(function* () {
      yield* same("of a user", yield* kept(yield* add(root, "jan")), null)
      yield* same("of nobody", yield* credentials.find(yield* Samples.userId), null)
    })
  ),

  law("CRED-4", "nobody's hash is kept", ({ credentials, same }) =>
    Effect.gen(function* () {
      const id = yield* Samples.userId
      const refusal = yield* Effect.flip(credentials.set(id, hash("A"))).pipe(Effect.catch(() => Effect.succeed(null)))
      yield* same("refusal", refusal?._tag === "UserNotFound" ? refusal.user : refusal, id)
      yield* same("hash", yield* credentials.find(id), null)
    })
  ),

  law("CRED-5", "a removed hash is gone, and removing none is nothing", ({ add, credentials, kept, root, same }) =>
    Effect.gen(function* () {
      const [one, other] = [yield* add(root, "jan"), yield* add(root, "piet")]
      yield* credentials.set(one.id, hash("A"))
      yield* credentials.set(other.id, hash("B"))
      yield* credentials.remove(one.id)
      yield* credentials.remove(one.id)
      yield* credentials.remove(yield* Samples.userId)
      yield* same("removed", yield* kept(one), null)
      yield* same("another's", yield* kept(other), phc("B"))
    })
  ),

  law(
    "CRED-6",
    "what is no argon2id hash in PHC form is a defect, and the earlier hash stays",
    ({ add, credentials, kept, root, same }) =>
      Effect.gen(function* () {
        const user = yield* add(root, "jan")
        yield* credentials.set(user.id, hash("A"))
        for (const text of [
          "",
          "secret",
          "$2b$12$abcdefghijklmnopqrstuv",
          "$argon2i$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA",
          `${phc("A")}\n`
        ]) {
          const exit = yield* Effect.exit(credentials.set(user.id, Redacted.make(text)))
          const kind = exit._tag === "Failure" ? exit.cause.reasons.map(({ _tag }) => _tag) : exit._tag
          yield* same("kind of failure", kind, ["Die"])
          yield* same("whether the failure tells", text.length > 1 && String(exit).includes(text), false)
        }
        yield* same("hash", yield* kept(user), phc("A"))
      })
  ),

  law("CRED-7", "a hash that is found shows itself to nobody who prints it", ({ add, credentials, root, same }) =>
    Effect.gen(function* () {
      const user = yield* add(root, "jan")
      yield* credentials.set(user.id, hash("A"))
      const found = yield* credentials.find(user.id)
      yield* same("whether it is redacted", Redacted.isRedacted(found), true)
      yield* same("printed", `${String(found)} ${JSON.stringify(found)}`.includes("argon2id"), false)
    })
  ),

  law(
    "CRED-8",
    "erasing a customer removes the hashes of its users, and no others",
    ({ add, credentials, grow, kept, put, root, same, store }) =>
      Effect.gen(function* () {
        const [home, elsewhere] = [yield* grow(root), yield* grow(root)]
        const [one, other] = [yield* add(home, "jan"), yield* add(elsewhere, "piet")]
        yield* credentials.set(one.id, hash("A"))
        yield* credentials.set(other.id, hash("B"))
        yield* put(Samples.erased(home, yield* store.events(home.customer.id)))
        yield* same("of the erased customer", yield* kept(one), null)
        yield* same("of another", yield* kept(other), phc("B"))
        const refusal = yield* Effect.flip(credentials.set(one.id, hash("C"))).pipe(
          Effect.catch(() => Effect.succeed(null))
        )
        yield* same("setting it again", refusal?._tag, "UserNotFound")
      })
  )
]
