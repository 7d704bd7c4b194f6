/** Customers, users and credentials over one set of tables. */
import { Credentials, CustomerNotFound, CustomerStore, type UserId, UserStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { commit } from "./Committing.ts"
import { page } from "./Paging.ts"
import * as Reading from "./Reading.ts"
import { actorKey, claimKey, holderOf, insert, listOf, loginKey, type Tables } from "./Tables.ts"

export const customerStore = (tables: Tables): CustomerStore.CustomerStore["Service"] =>
  CustomerStore.CustomerStore.of({
    capabilities: { durable: false },

    line: (id) => Effect.sync(() => Reading.line(tables, id)),
    many: (ids) => Effect.sync(() => Reading.many(tables, ids)),
    below: (id, limit) => Effect.sync(() => Reading.below(tables, id, limit)),
    children: (id) => Effect.sync(() => Reading.children(tables, id)),
    page: (query) => Effect.sync(() => page(tables, query)),
    events: (id) => Effect.sync(() => Reading.events(tables, id)),
    feed: (platform, after, limit) => Effect.sync(() => Reading.feed(tables, platform, after, limit)),
    holder: (claim) => Effect.sync(() => holderOf(tables, claimKey(claim))),
    idempotency: (platform, actor, key) =>
      Effect.sync(() => tables.idempotency.get(actorKey(platform, actor))?.get(key) ?? null),

    changes: (platform) =>
      Stream.callback<void>(
        (queue) => {
          // One tick that waits stands for all commits since.
          const tell = () => void Queue.offerUnsafe(queue, undefined)
          const followers = tables.followersOf.get(platform) ?? new Set()
          return Effect.acquireRelease(
            Effect.sync(() => {
              tables.followersOf.set(platform, followers.add(tell))
              tell()
            }),
            () => Effect.sync(() => followers.delete(tell))
          )
        },
        { bufferSize: 1, strategy: "dropping" }
      ),

    commit: Effect.fn("MemoryCustomerStore.commit")((one) =>
      Effect.suspend(() => Effect.fromResult(commit(tables, one)))
    ),
    commitAll: Effect.fn("MemoryCustomerStore.commitAll")((commits) =>
      Effect.sync(() =>
        commits.map((one) =>
          Result.match(commit(tables, one), { onFailure: (refusal) => refusal, onSuccess: () => null })
        )
      )
    )
  })

export const users = (tables: Tables): UserStore.UserStore["Service"] => {
  const get = Effect.fn("MemoryUserStore.get")((id: UserId.UserId) =>
    Effect.suspend(() => Effect.fromNullishOr(tables.users.get(id))).pipe(
      Effect.mapError(() => new UserStore.UserNotFound({ user: id }))
    )
  )

  return UserStore.UserStore.of({
    get,

    add: Effect.fn("MemoryUserStore.add")((user) =>
      Effect.suspend((): Effect.Effect<void, CustomerNotFound.CustomerNotFound | UserStore.LoginTaken> => {
        const login = loginKey(user.platform, user.login.key)
        const home = tables.customers.get(user.home)?.customer
        if (tables.users.has(user.id)) return Effect.die(new Error(`there is a user ${user.id} already`))
        if (home === undefined || home.platform !== user.platform || home.lifecycle._tag === "erased") {
          return Effect.fail(new CustomerNotFound.CustomerNotFound({ customer: user.home }))
        }
        if (tables.logins.has(login) || (holderOf(tables, login) ?? user.home) !== user.home) {
          return Effect.fail(new UserStore.LoginTaken())
        }
        tables.users.set(user.id, user)
        tables.logins.set(login, user.id)
        insert(listOf(tables.usersOf, user.home), user.id)
        return Effect.void
      })
    ),

    findByLogin: (platform, key) =>
      Effect.sync(() => {
        const id = tables.logins.get(loginKey(platform, key))
        return id === undefined ? null : (tables.users.get(id) ?? null)
      }),

    ofCustomer: (home) =>
      Effect.sync(() => (tables.usersOf.get(home) ?? []).flatMap((id) => tables.users.get(id) ?? [])),

    change: Effect.fn("MemoryUserStore.change")((id, changes) =>
      Effect.map(get(id), (user) => {
        const changed = { ...user, ...changes }
        tables.users.set(id, changed)
        return changed
      })
    )
  })
}

export const credentials = (tables: Tables): Credentials.Credentials["Service"] =>
  Credentials.Credentials.of({
    set: Effect.fn("MemoryCredentials.set")((user, hash) =>
      Effect.suspend((): Effect.Effect<void, UserStore.UserNotFound> => {
        if (!Credentials.isHash(Redacted.value(hash)))
          return Effect.die(new Error("this is no argon2id hash in PHC form"))
        if (!tables.users.has(user)) return Effect.fail(new UserStore.UserNotFound({ user }))
        tables.hashes.set(user, hash)
        return Effect.void
      })
    ),
    find: (user) => Effect.sync(() => tables.hashes.get(user) ?? null),
    remove: (user) => Effect.sync(() => void tables.hashes.delete(user))
  })
