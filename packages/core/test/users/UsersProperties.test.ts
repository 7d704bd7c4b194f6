import { Actor, Authority, type CustomerStore, Rights, type UserStore } from "@clientele/core"
import { Arbitraries, Commands, Dice, type Sandbox } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { hash, type Office, office } from "./office.ts"

const runs = { timeout: 240_000, arbitrary: { runs: 1000 } }

/** A tree of a few customers, seen and trusted this far or that, users at home in it, and somebody who asks. */
const town = (bed: Office, dice: Dice.Dice) =>
  Effect.gen(function* () {
    const { grow, hire, root, support } = bed
    const all: Array<CustomerStore.Stored> = [root]
    for (let left = dice.roll(6); left > 0; left--) {
      const visibility = dice.one([1, 2, 10])
      all.push(yield* grow(dice.one(all), { visibility, rights: dice.some(Rights.all) }))
    }
    const people: Array<UserStore.User> = []
    for (let left = 2 + dice.roll(4); left > 0; left--) {
      people.push(yield* hire(dice.one(all), `user-${left}`, { role: dice.one(Actor.Role.literals) }))
    }
    const somebody = Effect.gen(function* () {
      if (dice.chance(30)) return Commands.actor({ all: () => all } as unknown as Sandbox.Sandbox)(dice)
      if (dice.chance(15)) return support
      const user = dice.one(people)
      return dice.chance(30)
        ? yield* bed.through(user, ...dice.some(Actor.Scope.literals))
        : ({ _tag: "user", ...pick(user) } as const)
    })
    return { all, people, somebody }
  })

const pick = ({ home, id, platform, role }: UserStore.User) => ({ home, id, platform, role })

describe("Users", () => {
  it.effect.prop(
    "who may look after whom is what Authority says of manageUsers; beside that everybody has their own record",
    [Arbitraries.seeds(1)],
    ([[seed = 0]]) =>
      Effect.gen(function* () {
        const bed = yield* office()
        const dice = Dice.seeded(seed)
        const { all, people, somebody } = yield* town(bed, dice)
        const { nodes, tag, users } = bed
        const who = yield* somebody
        for (const [at, { customer }] of all.entries()) {
          const line = yield* nodes(customer.id)
          // A token that may look after users and not read sees nobody.
          const expected = !Authority.sees(who, line)
            ? "CustomerNotFound"
            : Authority.can(who, "manageUsers", line)
              ? "done"
              : "ActionNotAllowed"
          assert.strictEqual(yield* tag(who, users.ofCustomer(customer.id)), expected, "list")
          const added = users.add({
            home: customer.id,
            login: `new-${at}`,
            displayName: "New",
            email: null,
            role: dice.one(Actor.Role.literals)
          })
          assert.strictEqual(yield* tag(who, added), expected, "add")
        }
        for (const { home, id, role } of people) {
          const line = yield* nodes(home)
          const own = Actor.principal(who).id === id
          const may = Authority.can(who, "manageUsers", line) && (own || Authority.sees(who, line))
          const inPerson = own && who._tag === "user"
          const otherwise = own ? "ActionNotAllowed" : "UserNotFound"
          assert.strictEqual(yield* tag(who, users.get(id)), own || may ? "done" : "UserNotFound", "get")
          const named = yield* tag(who, users.change(id, { displayName: "Other", email: "other@example.com" }))
          assert.strictEqual(named, inPerson || may ? "done" : otherwise, "name")
          const password = yield* tag(who, users.setPassword(id, hash("A")))
          assert.strictEqual(password, inPerson || (may && !own) ? "done" : otherwise, "password")
          const settled = yield* tag(who, users.change(id, { role: role === "user" ? "administrator" : "user" }))
          assert.strictEqual(settled, may ? (own ? "InputRefused" : "done") : otherwise, "role")
        }
      }),
    runs
  )

  it.effect.prop(
    "whatever is asked: a refusal changes nothing, nobody's own standing changes by themselves, the disabled have no tokens",
    [Arbitraries.seeds(8)],
    ([[first = 0, ...seeds]]) =>
      Effect.gen(function* () {
        const bed = yield* office()
        const { people, somebody } = yield* town(bed, Dice.seeded(first))
        const { credentials, kept, open, tag, tokens, users } = bed
        const everything = Effect.forEach(people, ({ id }) =>
          Effect.all([
            kept.get(id),
            tokens.ofOwner(id),
            Effect.map(credentials.find(id), (it) => it && Redacted.value(it))
          ])
        )
        for (const seed of seeds) {
          const dice = Dice.seeded(seed)
          const user = dice.one(people)
          if ((yield* kept.get(user.id)).enabled) yield* open(user)
          const who = yield* somebody
          const keep = dice.one([null, ...(yield* tokens.ofOwner(user.id)).map(({ id }) => id)])
          const changes = {
            ...(dice.chance(40) ? { enabled: dice.chance(30) } : {}),
            ...(dice.chance(40) ? { role: dice.one(Actor.Role.literals) } : {}),
            ...(dice.chance(40) ? { email: dice.one([null, "jan@example.com", "nowhere"]) } : {})
          }
          const asked = dice.chance(25)
            ? users.setPassword(user.id, hash(dice.one(["A", "B"])), keep)
            : Effect.asVoid(users.change(user.id, changes))
          const before = yield* everything
          const outcome = yield* tag(who, asked)
          const after = yield* everything
          if (outcome !== "done") assert.deepStrictEqual(after, before, outcome)
          for (const [at, [then]] of before.entries()) {
            const [now, held] = after[at] ?? assert.fail()
            if (then.id === Actor.principal(who).id)
              assert.deepStrictEqual([now.role, now.enabled], [then.role, then.enabled])
            if (!now.enabled) assert.deepStrictEqual(held, [])
            if (then.id !== user.id) assert.deepStrictEqual(after[at], before[at], "another")
          }
        }
      }),
    runs
  )
})
