/** Laws of users whose customer goes, and of those who come meanwhile. */
import * as Effect from "effect/Effect"
import * as Samples from "../../Samples.ts"
import { rounds, touch } from "../Bed.ts"
import { holder, law } from "../UserStoreBed.ts"

export const parting = [
  law("USERS-16", "erasing a customer removes its users and frees their logins, and no others", (bed) =>
    Effect.gen(function* () {
      const [home, elsewhere] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
      const below = yield* bed.grow(home)
      const reservation = bed.reserve(home, "jan")
      yield* bed.store.commit(reservation)
      const users = [yield* bed.add(home, "jan"), yield* bed.add(home, "piet")]
      const others = [yield* bed.add(elsewhere, "klaas"), yield* bed.add(below, "marie")]
      const held = Samples.after(reservation.writes[0])
      const erasure = Samples.erased(held, yield* bed.store.events(home.customer.id))
      yield* bed.put(erasure, { release: reservation.claim })
      for (const { id, login } of users) {
        const refusal = yield* Effect.flip(bed.users.get(id)).pipe(Effect.catch(() => Effect.succeed(null)))
        yield* bed.same("by id", refusal?._tag, "UserNotFound")
        yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, login.key), null)
        yield* bed.same("holder", yield* holder(bed, login.key), null)
      }
      yield* bed.same("at home there", yield* bed.users.ofCustomer(home.customer.id), [])
      for (const other of others) yield* bed.same("another", yield* bed.users.get(other.id), other)
      yield* bed.same("a new user there", yield* bed.tryAdd(yield* bed.person(home, "new")), "CustomerNotFound")
      yield* bed.same("the login elsewhere", yield* bed.tryAdd(yield* bed.person(elsewhere, "jan")), "added")
      yield* bed.same("its reservation", yield* bed.try(bed.reserve(elsewhere, "piet")), "committed")
    })
  ),

  law("USERS-17", "an id that is there already is a defect, and its user stays", (bed) =>
    Effect.gen(function* () {
      const user = yield* bed.add(bed.root, "jan")
      const exit = yield* Effect.exit(bed.users.add({ ...user, login: { name: "piet", key: "piet" } }))
      yield* bed.same("kind of failure", exit._tag === "Failure" ? exit.cause.reasons.map(({ _tag }) => _tag) : exit, [
        "Die"
      ])
      yield* bed.same("by id", yield* bed.users.get(user.id), user)
      yield* bed.same("the other login", yield* holder(bed, "piet"), null)
    })
  ),

  law("USERS-18", "no user is left at a customer that is erased while it is added", (bed) =>
    Effect.gen(function* () {
      for (let round = 0; round < rounds; round++) {
        const home = yield* bed.grow(bed.root)
        const person = yield* bed.person(home, `jan-${round}`)
        const erasure = Samples.commit([Samples.erased(home, yield* bed.store.events(home.customer.id))])
        const contenders = [bed.tryAdd(person), bed.try(erasure)]
        yield* Effect.all(round % 2 === 0 ? contenders : contenders.toReversed(), { concurrency: "unbounded" })
        yield* bed.same("at home there", yield* bed.users.ofCustomer(home.customer.id), [])
        yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, person.login.key), null)
      }
    })
  ),

  law(
    "USERS-19",
    "a login that its customer reserved stays reserved when an erasure removes its user, until it is released",
    (bed) =>
      Effect.gen(function* () {
        const [home, elsewhere] = [yield* bed.grow(bed.root), yield* bed.grow(bed.root)]
        const reservation = bed.reserve(home, "jan")
        yield* bed.store.commit(reservation)
        yield* bed.add(home, "jan")
        const held = Samples.after(reservation.writes[0])
        const erased = yield* bed.put(Samples.erased(held, yield* bed.store.events(home.customer.id)))
        yield* bed.same("by login", yield* bed.users.findByLogin(bed.platform, "jan"), null)
        yield* bed.same("holder", yield* holder(bed, "jan"), home.customer.id)
        yield* bed.refuses(bed.reserve(elsewhere, "jan"), "ClaimTaken")
        yield* bed.same("a user elsewhere", yield* bed.tryAdd(yield* bed.person(elsewhere, "jan")), "LoginTaken")
        yield* bed.put(Samples.next(erased, touch(1)), { release: reservation.claim })
        yield* bed.same("holder once released", yield* holder(bed, "jan"), null)
        yield* bed.same("elsewhere then", yield* bed.try(bed.reserve(elsewhere, "jan")), "committed")
      })
  )
]
