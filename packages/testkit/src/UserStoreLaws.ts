/**
 * The laws that every `UserStore` obeys together with the `CustomerStore` whose logins it shares, as data.
 *
 * @since 0.1.0
 */
import type { CustomerStore, UserStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import { rounds, touch } from "./internal/Bed.ts"
import { holder, law } from "./internal/UserStoreBed.ts"
import { parting } from "./internal/laws/Parting.ts"
import type { Law } from "./Law.ts"
import * as Samples from "./Samples.ts"

/**
 * The laws of users.
 *
 * @category constants
 * @since 0.1.0
 */
export const laws: ReadonlyArray<Law<CustomerStore.CustomerStore | UserStore.UserStore>> = [
  law("USERS-1", "a user is read back as it was added, by id, by login and by home", (bed) =>
    Effect.gen(function* () {
      const home = yield* bed.grow(bed.root)
      const user = yield* bed.add(home, "Jan@Example.com", { role: "user", email: null, enabled: false })
      yield* bed.same("by id", yield* bed.users.get(user.id), user)
      yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "jan@example.com"), user)
      yield* bed.same("by home", yield* bed.users.ofCustomer(home.customer.id), [user])
    })
  ),

  law("USERS-2", "an unknown user is nowhere", (bed) =>
    Effect.gen(function* () {
      const id = yield* Samples.userId
      const refusal = yield* Effect.flip(bed.users.get(id)).pipe(Effect.catch(() => Effect.succeed(null)))
      yield* bed.same("by id", refusal?._tag === "UserNotFound" ? refusal.user : refusal, id)
      yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "nobody"), null)
      yield* bed.same("by home", yield* bed.users.ofCustomer(bed.root.customer.id), [])
    })
  ),

  law("USERS-3", "a login that a user has is taken for every other, and nothing is added", (bed) =>
    Effect.gen(function* () {
      const [home, elsewhere] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
      const user = yield* bed.add(home, "jan")
      for (const other of [yield* bed.person(home, "jan"), yield* bed.person(elsewhere, "jan")]) {
        yield* bed.same("outcome", yield* bed.tryAdd(other), "LoginTaken")
        yield* bed.same("by id", yield* Effect.option(bed.users.get(other.id)), yield* Effect.option(Effect.fail(0)))
      }
      yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "jan"), user)
      yield* bed.same("at home there", yield* bed.users.ofCustomer(elsewhere.customer.id), [])
    })
  ),

  law("USERS-4", "a login that another customer reserved is taken", (bed) =>
    Effect.gen(function* () {
      const [home, elsewhere] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
      yield* bed.store.commit(bed.reserve(home, "jan"))
      yield* bed.same("outcome", yield* bed.tryAdd(yield* bed.person(elsewhere, "jan")), "LoginTaken")
      yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "jan"), null)
    })
  ),

  law("USERS-5", "a login that its customer reserved can be taken by one user of it", (bed) =>
    Effect.gen(function* () {
      const home = yield* bed.grow(bed.root)
      yield* bed.store.commit(bed.reserve(home, "jan"))
      yield* bed.same("the first", yield* bed.tryAdd(yield* bed.person(home, "jan")), "added")
      yield* bed.same("the second", yield* bed.tryAdd(yield* bed.person(home, "jan")), "LoginTaken")
    })
  ),

  law("USERS-6", "a user's login can be reserved by its own customer and by no other", (bed) =>
    Effect.gen(function* () {
      const [home, elsewhere] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
      yield* bed.add(home, "jan")
      yield* bed.refuses(bed.reserve(elsewhere, "jan"), "ClaimTaken")
      yield* bed.same("its own", yield* bed.try(bed.reserve(home, "jan")), "committed")
    })
  ),

  law("USERS-7", "whoever has a user with a login holds it", (bed) =>
    Effect.gen(function* () {
      const home = yield* bed.grow(bed.root)
      yield* bed.same("before", yield* holder(bed, "jan"), null)
      yield* bed.add(home, "jan")
      yield* bed.same("after", yield* holder(bed, "jan"), home.customer.id)
    })
  ),

  law("USERS-8", "a released reservation leaves the login to the user who has it", (bed) =>
    Effect.gen(function* () {
      const [home, elsewhere] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
      const reservation = bed.reserve(home, "jan")
      yield* bed.store.commit(reservation)
      const user = yield* bed.add(home, "jan")
      const held = Samples.after(reservation.writes[0])
      yield* bed.put(Samples.next(held, touch(1)), { release: reservation.claim })
      yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "jan"), user)
      yield* bed.same("holder", yield* holder(bed, "jan"), home.customer.id)
      yield* bed.refuses(bed.reserve(elsewhere, "jan"), "ClaimTaken")
      yield* bed.same("another user", yield* bed.tryAdd(yield* bed.person(home, "jan")), "LoginTaken")
    })
  ),

  law("USERS-9", "a login is taken within its platform alone", (bed) =>
    Effect.gen(function* () {
      const elsewhere = yield* bed.put(Samples.root(yield* Samples.platformId, yield* Samples.customerId))
      const [here, there] = [yield* bed.add(bed.root, "jan"), yield* bed.add(elsewhere, "jan")]
      yield* bed.same("here", yield* bed.users.findByLogin(bed.platform, "jan"), here)
      yield* bed.same("there", yield* bed.users.findByLogin(elsewhere.customer.platform, "jan"), there)
    })
  ),

  law("USERS-10", "of users racing for a login exactly one gets it", (bed) =>
    Effect.gen(function* () {
      const homes = yield* Effect.replicateEffect(bed.grow(bed.root), 2)
      for (let round = 0; round < rounds; round++) {
        const login = `jan-${round}`
        const people = yield* Effect.forEach([...homes, ...homes], (home) => bed.person(home, login))
        const outcomes = yield* Effect.all(people.map(bed.tryAdd), { concurrency: "unbounded" })
        yield* bed.same("outcomes", outcomes.toSorted(), ["LoginTaken", "LoginTaken", "LoginTaken", "added"])
        const winner = people[outcomes.indexOf("added")]
        yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, login), winner)
      }
    })
  ),

  law("USERS-11", "of a user and another customer's reservation racing for a login exactly one gets it", (bed) =>
    Effect.gen(function* () {
      const elsewhere = yield* bed.grow(bed.root)
      for (let round = 0; round < rounds; round++) {
        const [home, login] = [yield* bed.grow(bed.root), `jan-${round}`]
        const person = yield* bed.person(elsewhere, login)
        const contenders = [bed.tryAdd(person), bed.try(bed.reserve(home, login))]
        const outcomes = yield* Effect.all(round % 2 === 0 ? contenders : contenders.toReversed(), {
          concurrency: "unbounded"
        })
        const winners = outcomes.filter((outcome) => outcome === "added" || outcome === "committed")
        yield* bed.same(`winners of ${outcomes.join(" and ")}`, winners.length, 1)
        const holds = winners[0] === "added" ? elsewhere : home
        yield* bed.same("holder", yield* holder(bed, login), holds.customer.id)
      }
    })
  ),

  law("USERS-12", "the users of a customer are those at home there, in order of creation", (bed) =>
    Effect.gen(function* () {
      const home = yield* bed.grow(bed.root)
      const below = yield* bed.grow(home)
      const [a, b] = [yield* bed.person(home, "a"), yield* bed.person(home, "b")]
      yield* bed.users.add(b)
      yield* bed.add(below, "c")
      yield* bed.users.add(a)
      yield* bed.same("at home", yield* bed.users.ofCustomer(home.customer.id), [a, b])
    })
  ),

  law("USERS-13", "a change changes what it names and nothing else", (bed) =>
    Effect.gen(function* () {
      const [user, other] = [yield* bed.add(bed.root, "jan"), yield* bed.add(bed.root, "piet")]
      const changes = { role: "user", displayName: "Ян", email: null } as const
      yield* bed.same("answer", yield* bed.users.change(user.id, changes), { ...user, ...changes })
      yield* bed.same("by id", yield* bed.users.get(user.id), { ...user, ...changes })
      yield* bed.users.change(user.id, { enabled: false })
      yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "jan"), {
        ...user,
        ...changes,
        enabled: false
      })
      yield* bed.same("another", yield* bed.users.get(other.id), other)
      const refusal = yield* Effect.flip(bed.users.change(yield* Samples.userId, { enabled: true })).pipe(
        Effect.catch(() => Effect.succeed(null))
      )
      yield* bed.same("of an unknown user", refusal?._tag, "UserNotFound")
    })
  ),

  law("USERS-14", "a disabled user keeps its login", (bed) =>
    Effect.gen(function* () {
      const [home, elsewhere] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
      const user = yield* bed.add(home, "jan")
      const disabled = yield* bed.users.change(user.id, { enabled: false })
      yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "jan"), disabled)
      yield* bed.same("another user", yield* bed.tryAdd(yield* bed.person(elsewhere, "jan")), "LoginTaken")
      yield* bed.refuses(bed.reserve(elsewhere, "jan"), "ClaimTaken")
    })
  ),

  law("USERS-15", "nobody is at home at a customer that is not there in the platform", (bed) =>
    Effect.gen(function* () {
      const unknown = { ...bed.root, customer: { ...bed.root.customer, id: yield* Samples.customerId } }
      yield* bed.same("unknown", yield* bed.tryAdd(yield* bed.person(unknown, "jan")), "CustomerNotFound")
      const elsewhere = yield* bed.put(Samples.root(yield* Samples.platformId, yield* Samples.customerId))
      const stranger = yield* bed.person(elsewhere, "jan", { platform: bed.platform })
      yield* bed.same("of another platform", yield* bed.tryAdd(stranger), "CustomerNotFound")
      yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "jan"), null)
    })
  ),

  ...parting
]
