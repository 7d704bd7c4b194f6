/** Mutants of the laws of users and credentials. */
import { CustomerNotFound, CustomerStore, Credentials, type TokenStore, type UserId, UserStore } from "@clientele/core"
import { Effect, Redacted } from "effect"
import type { Mutant } from "./Mutant.ts"

export interface Stores {
  readonly store: CustomerStore.CustomerStore["Service"]
  readonly users: UserStore.UserStore["Service"]
  readonly credentials: Credentials.Credentials["Service"]
  readonly tokens: TokenStore.TokenStore["Service"]
}

export const breaking =
  <K extends keyof Stores>(key: K, change: (sound: Stores) => Partial<Stores[K]>) =>
  (sound: Stores): Partial<Stores> => ({ [key]: { ...sound[key], ...change(sound) } })

const usersOf = (change: (sound: Stores) => Partial<Stores["users"]>) => breaking("users", change)
const credentialsOf = (change: (sound: Stores) => Partial<Stores["credentials"]>) => breaking("credentials", change)

/** A login by which a user is kept while it passes for one with another. */
const aside = (user: UserStore.User): UserStore.User => ({
  ...user,
  login: { ...user.login, key: `${user.login.key}\n${user.id}` }
})

/** Users kept under keys that never clash, and shown as they were given. */
const underOtherKeys = (
  { users }: Stores,
  isAside: (user: UserStore.User) => Effect.Effect<boolean, UserStore.UserStoreUnavailable>
) => {
  const real = new Map<UserId.UserId, UserStore.User>()
  const shown = (user: UserStore.User): UserStore.User => ({ ...user, login: real.get(user.id)?.login ?? user.login })
  return {
    add: (user: UserStore.User) =>
      Effect.flatMap(isAside(user), (other) => users.add(other ? aside(user) : user)).pipe(
        Effect.tap(() => Effect.sync(() => void real.set(user.id, user)))
      ),
    get: (id: UserId.UserId) => Effect.map(users.get(id), shown)
  }
}

const isTaken = ({ users }: Stores, user: UserStore.User) =>
  Effect.map(users.findByLogin(user.platform, user.login.key), (found) => found !== null)

const isReserved = ({ store }: Stores, user: UserStore.User) =>
  Effect.orDie(
    Effect.map(
      store.holder({ kind: "login", scope: user.platform, key: user.login.key }),
      (holder) => holder !== null && holder !== user.home
    )
  )

export const users: ReadonlyArray<Mutant<Stores>> = [
  {
    law: "USERS-1",
    bug: "enables whoever is added",
    break: usersOf(({ users }) => ({ add: (user) => users.add({ ...user, enabled: true }) }))
  },
  {
    law: "USERS-2",
    bug: "makes up a user that is not there",
    break: usersOf(({ users }) => ({
      get: (id) =>
        Effect.catchTag(users.get(id), "UserNotFound", () =>
          Effect.succeed(Object.freeze({ id }) as unknown as UserStore.User)
        )
    }))
  },
  {
    law: "USERS-3",
    bug: "gives a login to a second user",
    break: usersOf((sound) => underOtherKeys(sound, (user) => isTaken(sound, user)))
  },
  {
    law: "USERS-4",
    bug: "does not look at what customers reserved",
    break: usersOf((sound) => underOtherKeys(sound, (user) => isReserved(sound, user)))
  },
  {
    law: "USERS-5",
    bug: "takes a login for taken once it is reserved",
    break: usersOf(({ store, users }) => ({
      add: (user) =>
        Effect.flatMap(
          Effect.orDie(store.holder({ kind: "login", scope: user.platform, key: user.login.key })),
          (holder) => (holder === null ? users.add(user) : Effect.fail(new UserStore.LoginTaken()))
        )
    }))
  },
  {
    law: "USERS-6",
    bug: "lets a customer reserve the login of another's user",
    break: breaking("store", ({ store }) => ({
      commit: (commit) =>
        Effect.catchTag(store.commit(commit), "ClaimTaken", () => store.commit({ ...commit, claim: [] }))
    }))
  },
  {
    law: "USERS-7",
    bug: "knows the holders of reservations alone",
    break: breaking("store", ({ store, users }) => ({
      holder: (claim) =>
        Effect.flatMap(store.holder(claim), (holder) =>
          Effect.map(Effect.orDie(holder === null ? Effect.succeed([]) : users.ofCustomer(holder)), (found) =>
            found.some(({ login }) => login.key === claim.key) ? null : holder
          )
        )
    }))
  },
  {
    law: "USERS-8",
    bug: "frees the user's login with the reservation",
    break: (sound) => {
      const released = new Set<string>()
      return {
        store: {
          ...sound.store,
          commit: (commit) =>
            Effect.tap(sound.store.commit(commit), () =>
              Effect.sync(() => commit.release.forEach(({ key }) => released.add(key)))
            )
        },
        users: {
          ...sound.users,
          findByLogin: (platform, key) =>
            released.has(key) ? Effect.succeed(null) : sound.users.findByLogin(platform, key)
        }
      }
    }
  },
  {
    law: "USERS-9",
    bug: "finds a login in any platform",
    break: usersOf(({ users }) => {
      const found = new Map<string, UserStore.User>()
      return {
        add: (user) => Effect.tap(users.add(user), () => Effect.sync(() => found.set(user.login.key, user))),
        findByLogin: (_, key) => Effect.sync(() => found.get(key) ?? null)
      }
    })
  },
  {
    law: "USERS-10",
    bug: "looks for another user before, not while, it adds one",
    break: usersOf((sound) => ({
      add: (user) =>
        Effect.gen(function* () {
          if (yield* isTaken(sound, user)) return yield* new UserStore.LoginTaken()
          yield* Effect.yieldNow
          yield* sound.users.add((yield* isTaken(sound, user)) ? aside(user) : user)
        })
    }))
  },
  {
    law: "USERS-11",
    bug: "looks for a reservation before, not while, it adds a user",
    break: usersOf((sound) => ({
      add: (user) =>
        Effect.gen(function* () {
          if (yield* isReserved(sound, user)) return yield* new UserStore.LoginTaken()
          yield* Effect.yieldNow
          yield* sound.users.add((yield* isReserved(sound, user)) ? aside(user) : user)
        })
    }))
  },
  {
    law: "USERS-12",
    bug: "lists users in the order in which they were added",
    break: usersOf(({ users }) => {
      const added: Array<UserId.UserId> = []
      return {
        add: (user) => Effect.tap(users.add(user), () => Effect.sync(() => added.push(user.id))),
        ofCustomer: (home) =>
          Effect.map(users.ofCustomer(home), (found) =>
            found.toSorted((a, b) => added.indexOf(a.id) - added.indexOf(b.id))
          )
      }
    })
  },
  {
    law: "USERS-13",
    bug: "does not take away an address for letters",
    break: usersOf(({ users }) => ({
      change: (id, { email, ...changes }) =>
        users.change(id, email === null || email === undefined ? changes : { ...changes, email })
    }))
  },
  {
    law: "USERS-14",
    bug: "finds enabled users alone",
    break: usersOf(({ users }) => ({
      findByLogin: (platform, key) =>
        Effect.map(users.findByLogin(platform, key), (user) => (user?.enabled === true ? user : null))
    }))
  },
  {
    law: "USERS-15",
    bug: "takes anybody's word for a home",
    break: usersOf(({ users }) => ({
      add: (user) => Effect.catchTag(users.add(user), "CustomerNotFound", () => Effect.void)
    }))
  },
  {
    law: "USERS-16",
    bug: "keeps the users of an erased customer",
    break: (sound) => {
      const kept = new Map<UserId.UserId, UserStore.User>()
      return {
        users: {
          ...sound.users,
          add: (user) => Effect.tap(sound.users.add(user), () => Effect.sync(() => kept.set(user.id, user))),
          get: (id) =>
            Effect.catchTag(sound.users.get(id), "UserNotFound", (none) => {
              const user = kept.get(id)
              return user === undefined ? Effect.fail(none) : Effect.succeed(user)
            })
        }
      }
    }
  },
  {
    law: "USERS-17",
    bug: "writes a user over another",
    break: usersOf(({ users }) => ({
      add: (user) =>
        Effect.matchEffect(users.get(user.id), { onSuccess: () => Effect.void, onFailure: () => users.add(user) })
    }))
  },
  {
    law: "USERS-18",
    bug: "looks whether a home is there before, not while, it adds a user",
    break: (sound) => {
      const left = new Map<string, ReadonlyArray<UserStore.User>>()
      return {
        users: {
          ...sound.users,
          add: (user) =>
            Effect.gen(function* () {
              const [home] = yield* Effect.orDie(sound.store.many([user.home]))
              if (home === undefined || home.customer.lifecycle._tag === "erased") {
                return yield* new CustomerNotFound.CustomerNotFound({ customer: user.home })
              }
              yield* Effect.yieldNow
              yield* Effect.catchTag(sound.users.add(user), "CustomerNotFound", () =>
                Effect.sync(() => void left.set(user.home, [user]))
              )
            }),
          ofCustomer: (home) =>
            Effect.map(sound.users.ofCustomer(home), (found) => [...found, ...(left.get(home) ?? [])])
        }
      }
    }
  },
  {
    law: "USERS-19",
    bug: "frees whatever an erased customer's users had",
    break: (sound) => ({
      store: {
        ...sound.store,
        commit: (commit) =>
          Effect.gen(function* () {
            const erased = commit.writes.filter(({ rewritten }) => rewritten !== undefined)
            const users = yield* Effect.forEach(erased, ({ customer }) =>
              Effect.orDie(sound.users.ofCustomer(customer.id))
            )
            const release = users.flat().map((user) => ({
              kind: "login" as const,
              scope: user.platform,
              key: user.login.key,
              customer: user.home
            }))
            yield* sound.store.commit({ ...commit, release: [...commit.release, ...release] })
          })
      }
    })
  }
]

export const credentials: ReadonlyArray<Mutant<Stores>> = [
  {
    law: "CRED-1",
    bug: "keeps one hash for all",
    break: credentialsOf(({ credentials }) => {
      let last: UserId.UserId
      return {
        set: (user, hash) => Effect.suspend(() => credentials.set((last = user), hash)),
        find: () => Effect.suspend(() => credentials.find(last))
      }
    })
  },
  {
    law: "CRED-2",
    bug: "keeps the first hash",
    break: credentialsOf(({ credentials }) => ({
      set: (user, hash) =>
        Effect.flatMap(credentials.find(user), (found) => (found === null ? credentials.set(user, hash) : Effect.void))
    }))
  },
  {
    law: "CRED-3",
    bug: "has a hash for everybody",
    break: credentialsOf(({ credentials }) => ({
      find: (user) => Effect.map(credentials.find(user), (found) => found ?? Redacted.make(""))
    }))
  },
  {
    law: "CRED-4",
    bug: "says yes to the hash of nobody",
    break: credentialsOf(({ credentials }) => ({
      set: (user, hash) => Effect.catchTag(credentials.set(user, hash), "UserNotFound", () => Effect.void)
    }))
  },
  {
    law: "CRED-5",
    bug: "removes nothing",
    break: credentialsOf(() => ({ remove: () => Effect.void }))
  },
  {
    law: "CRED-6",
    bug: "says yes to whatever it is given",
    break: credentialsOf(({ credentials }) => ({
      set: (user, hash) => (Redacted.value(hash).startsWith("$argon2id$") ? credentials.set(user, hash) : Effect.void)
    }))
  },
  {
    law: "CRED-7",
    bug: "gives hashes away in the open",
    break: credentialsOf(({ credentials }) => ({
      find: (user) =>
        Effect.map(credentials.find(user), (hash) =>
          hash === null ? null : (Redacted.value(hash) as unknown as Redacted.Redacted)
        )
    }))
  },
  {
    law: "CRED-8",
    bug: "keeps the hashes of an erased customer",
    break: credentialsOf(({ credentials }) => {
      const kept = new Map<UserId.UserId, Redacted.Redacted>()
      return {
        set: (user, hash) => Effect.tap(credentials.set(user, hash), () => Effect.sync(() => kept.set(user, hash))),
        find: (user) => Effect.sync(() => kept.get(user) ?? null)
      }
    })
  }
]
