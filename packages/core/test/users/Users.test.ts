import { Instant, TokenStore, type Users, type UserStore } from "@clientele/core"
import { Samples } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Redacted } from "effect"
import { hash, office } from "./office.ts"

const jan = { login: "Jan@Example.com", displayName: "Jan Janssen", email: "jan@EXAMPLE.com", role: "user" } as const

const issues = (refused: { readonly _tag: string; readonly issues?: ReadonlyArray<{ readonly pointer: string }> }) => [
  refused._tag,
  ...(refused.issues ?? []).map(({ pointer }) => pointer)
]

describe("Users", () => {
  it.effect("a user is added with a new id, its login as it was typed, and no password", () =>
    Effect.gen(function* () {
      const { as, credentials, grow, kept, platform, root, support, users } = yield* office()
      const { customer } = yield* grow(root)
      const user = yield* as(support)(users.add({ home: customer.id, ...jan }))
      assert.deepStrictEqual(user, {
        id: user.id,
        platform,
        home: customer.id,
        role: "user",
        login: { name: "Jan@example.com", key: "jan@example.com" },
        displayName: "Jan Janssen",
        email: "jan@example.com",
        enabled: true,
        createdAt: Instant.fromMillis(yield* Clock.currentTimeMillis)
      })
      assert.deepStrictEqual(yield* kept.get(user.id), user)
      assert.isNull(yield* credentials.find(user.id))
      assert.deepStrictEqual(yield* as(support)(users.ofCustomer(customer.id)), [user])
    })
  )

  it.effect("a login may be no address, and letters may go nowhere", () =>
    Effect.gen(function* () {
      const { as, root, support, users } = yield* office()
      const added = yield* as(support)(users.add({ home: root.customer.id, ...jan, login: " Ян.Янссен ", email: null }))
      assert.deepStrictEqual([added.login, added.email], [{ name: "Ян.Янссен", key: "ян.янссен" }, null])
    })
  )

  it.effect("a bad login and a bad address are refused at once, and nothing is added", () =>
    Effect.gen(function* () {
      const { as, kept, root, support, users } = yield* office()
      const home = root.customer.id
      const refused = (more: Partial<Users.NewUser>) =>
        Effect.map(Effect.flip(as(support)(users.add({ home, ...jan, ...more }))), issues)
      assert.deepStrictEqual(yield* refused({ login: "jan janssen", email: "nowhere" }), [
        "InputRefused",
        "/login",
        "/email"
      ])
      assert.deepStrictEqual(yield* refused({ login: "j" }), ["InputRefused", "/login"])
      assert.deepStrictEqual(yield* refused({ email: "" }), ["InputRefused", "/email"])
      assert.deepStrictEqual(yield* kept.ofCustomer(home), [])
    })
  )

  it.effect(
    "Invariant 3: a login that a customer reserved is taken by one user of that customer, and by no other",
    () =>
      Effect.gen(function* () {
        const { grow, put, root, support, tag, users } = yield* office()
        const [home, elsewhere] = [yield* grow(root), yield* grow(root)]
        const claim = [
          { kind: "login" as const, scope: home.customer.platform, key: "jan@example.com", customer: home.customer.id }
        ]
        yield* put(Samples.next(home, { _tag: "DataCenterChanged", dataCenter: "ams" }), { claim })
        const add = (at: typeof home, login: string) => tag(support, users.add({ home: at.customer.id, ...jan, login }))
        assert.strictEqual(yield* add(elsewhere, "jan@example.com"), "LoginTaken")
        assert.strictEqual(yield* add(home, "JAN@example.com"), "done")
        assert.strictEqual(yield* add(home, "jan@example.com"), "LoginTaken")
        assert.strictEqual(yield* add(elsewhere, "Jan@Example.com"), "LoginTaken")
      })
  )

  it.effect("whoever sees a customer and may not look after its users hears so; to anybody else it is not there", () =>
    Effect.gen(function* () {
      const { grow, hire, root, tag, users } = yield* office()
      const [home, elsewhere] = [yield* grow(root), yield* grow(root)]
      const [plain, stranger] = [yield* hire(home, "piet", { role: "user" }), yield* hire(elsewhere, "klaas")]
      const id = home.customer.id
      for (const asked of [Effect.asVoid(users.add({ home: id, ...jan })), Effect.asVoid(users.ofCustomer(id))]) {
        assert.strictEqual(yield* tag(plain, asked), "ActionNotAllowed")
        assert.strictEqual(yield* tag(stranger, asked), "CustomerNotFound")
      }
      const unknown = yield* Samples.customerId
      assert.strictEqual(yield* tag(stranger, users.ofCustomer(unknown)), "CustomerNotFound")
      assert.strictEqual(yield* tag(stranger, users.add({ home: unknown, ...jan })), "CustomerNotFound")
    })
  )

  it.effect("a user is there for those who look after it and for itself; to anybody else it is not", () =>
    Effect.gen(function* () {
      const { grow, hire, root, support, tag, users } = yield* office()
      const [home, elsewhere] = [yield* grow(root), yield* grow(root)]
      const user = yield* hire(home, "jan", { role: "user" })
      const asked = [
        users.get(user.id),
        users.change(user.id, { displayName: "Jan J. Janssen" }),
        users.setPassword(user.id, hash("A"))
      ]
      for (const who of [support, user, yield* hire(home, "ada"), yield* hire(root, "ben", { role: "professional" })]) {
        for (const one of asked) assert.strictEqual(yield* tag(who, one), "done")
      }
      const colleague = yield* hire(home, "piet", { role: "user" })
      for (const who of [colleague, yield* hire(elsewhere, "klaas"), yield* hire(root, "dirk", { role: "user" })]) {
        for (const one of asked) assert.strictEqual(yield* tag(who, one), "UserNotFound")
      }
      assert.strictEqual(yield* tag(support, users.get(yield* Samples.userId)), "UserNotFound")
    })
  )

  it.effect("whoever looks after nobody changes their own name and address, and nothing else", () =>
    Effect.gen(function* () {
      const { as, hire, kept, root, tag, users } = yield* office()
      const user = yield* hire(root, "jan", { role: "user" })
      const changed = yield* as(user)(users.change(user.id, { displayName: "Jan J.", email: "Jan@EXAMPLE.org" }))
      assert.deepStrictEqual(changed, { ...user, displayName: "Jan J.", email: "Jan@example.org" })
      assert.strictEqual(yield* tag(user, users.change(user.id, { role: "administrator" })), "ActionNotAllowed")
      assert.strictEqual(yield* tag(user, users.change(user.id, { enabled: false })), "ActionNotAllowed")
      assert.deepStrictEqual(yield* kept.get(user.id), changed)
    })
  )

  it.effect("nobody disables or demotes themselves, and hears of all that is wrong at once", () =>
    Effect.gen(function* () {
      const { as, hire, kept, open, root, through, tokens, users } = yield* office()
      const user = yield* hire(root, "jan")
      yield* open(user)
      for (const who of [user, yield* through(user, "users")]) {
        const refused = yield* Effect.flip(
          as(who)(users.change(user.id, { enabled: false, role: "user", email: "nowhere" }))
        )
        assert.deepStrictEqual(issues(refused), ["InputRefused", "/enabled", "/role", "/email"])
      }
      assert.deepStrictEqual(yield* kept.get(user.id), user)
      assert.strictEqual((yield* tokens.ofOwner(user.id)).length, 1)
      const same = yield* as(user)(users.change(user.id, { enabled: true, role: "administrator" }))
      assert.deepStrictEqual(same, user)
    })
  )

  it.effect("a change names what it changes: an address is taken away by null, and stays where none is named", () =>
    Effect.gen(function* () {
      const { as, hire, root, support, users } = yield* office()
      const user = yield* hire(root, "jan")
      const changed = yield* as(support)(users.change(user.id, { role: "professional" }))
      assert.deepStrictEqual(changed, { ...user, role: "professional" })
      assert.deepStrictEqual(yield* as(support)(users.change(user.id, { email: null })), { ...changed, email: null })
    })
  )

  it.effect("one who is disabled is signed out everywhere and loses all tokens; nobody else does", () =>
    Effect.gen(function* () {
      const { as, hire, kept, open, root, tokens, users } = yield* office()
      const [admin, user] = [yield* hire(root, "ada"), yield* hire(root, "jan")]
      const own = yield* open(admin)
      for (const kind of ["session", "session", "token"] as const) yield* open(user, kind)
      yield* as(admin)(users.change(user.id, { displayName: "Jan J." }))
      assert.strictEqual((yield* tokens.ofOwner(user.id)).length, 3)
      yield* as(admin)(users.change(user.id, { enabled: false }))
      assert.deepStrictEqual(yield* tokens.ofOwner(user.id), [])
      assert.deepStrictEqual(yield* tokens.ofOwner(admin.id), [own])
      yield* as(admin)(users.change(user.id, { enabled: true }))
      assert.isTrue((yield* kept.get(user.id)).enabled)
      assert.deepStrictEqual(yield* tokens.ofOwner(user.id), [])
    })
  )

  it.effect("setting a password ends all sessions but the one that is kept, and those of nobody else", () =>
    Effect.gen(function* () {
      const { as, credentials, hire, open, root, support, tokens, users } = yield* office()
      const [user, other] = [yield* hire(root, "jan"), yield* hire(root, "piet")]
      const [asking, theirs] = [yield* open(user), yield* open(other)]
      yield* open(user)
      yield* as(user)(users.setPassword(user.id, hash("A"), asking.id))
      assert.deepStrictEqual(yield* tokens.ofOwner(user.id), [asking])
      yield* as(support)(users.setPassword(user.id, hash("B")))
      assert.deepStrictEqual(yield* tokens.ofOwner(user.id), [])
      assert.deepStrictEqual(yield* tokens.ofOwner(other.id), [theirs])
      const found = yield* credentials.find(user.id)
      assert.strictEqual(found === null ? null : Redacted.value(found), Redacted.value(hash("B")))
    })
  )

  it.effect("a program reads the record of its owner, and neither changes it nor sets a password", () =>
    Effect.gen(function* () {
      const { hire, root, tag, through, users } = yield* office()
      const [plain, admin] = [yield* hire(root, "jan", { role: "user" }), yield* hire(root, "ada")]
      const all = [yield* through(plain, "read", "manage", "users"), yield* through(admin, "read", "manage")]
      for (const [at, owner] of [plain, admin].entries()) {
        const program = all[at]
        if (program === undefined) return assert.fail()
        assert.strictEqual(yield* tag(program, users.get(owner.id)), "done")
        // Letters that go elsewhere would soon bring a password along.
        assert.strictEqual(yield* tag(program, users.change(owner.id, { email: "x@example.com" })), "ActionNotAllowed")
        assert.strictEqual(yield* tag(program, users.setPassword(owner.id, hash("A"))), "ActionNotAllowed")
      }
      const manager = yield* through(admin, "users", "read")
      assert.strictEqual(yield* tag(manager, users.setPassword(plain.id, hash("A"))), "done")
    })
  )

  it.effect("Invariant 10: an erased customer has no users, and nobody is added there", () =>
    Effect.gen(function* () {
      const { as, grow, hire, open, put, root, store, support, tag, tokens, users } = yield* office()
      const home = yield* grow(root)
      const user = yield* hire(home, "jan")
      yield* open(user)
      yield* put(Samples.erased(home, yield* Effect.orDie(store.events(home.customer.id))))
      assert.deepStrictEqual(yield* as(support)(users.ofCustomer(home.customer.id)), [])
      assert.strictEqual(yield* tag(support, users.add({ home: home.customer.id, ...jan })), "CustomerNotFound")
      assert.strictEqual(yield* tag(user, users.get(user.id)), "UserNotFound")
      assert.strictEqual(yield* tag(support, users.setPassword(user.id, hash("A"))), "UserNotFound")
      assert.deepStrictEqual(yield* tokens.ofOwner(user.id), [])
    })
  )

  it.effect("where the sessions cannot be reached, asking again finishes what was begun", () =>
    Effect.gen(function* () {
      let down = true
      const { as, hire, open, root, support, tag, tokens, users } = yield* office(({ tokens }) => ({
        tokens: {
          ...tokens,
          removeAll: (owner, but) =>
            Effect.suspend(() =>
              down ? Effect.fail(new TokenStore.TokenStoreUnavailable({})) : tokens.removeAll(owner, but)
            )
        }
      }))
      const both = [yield* hire(root, "jan"), yield* hire(root, "piet")] as const
      const asked = [users.change(both[0].id, { enabled: false }), users.setPassword(both[1].id, hash("A"))] as const
      for (const [at, user] of both.entries()) {
        yield* open(user satisfies UserStore.User)
        assert.strictEqual(yield* tag(support, asked[at] ?? Effect.void), "TokenStoreUnavailable")
      }
      down = false
      for (const [at, user] of both.entries()) {
        yield* as(support)(Effect.asVoid(asked[at] ?? Effect.void))
        assert.deepStrictEqual(yield* tokens.ofOwner(user.id), [])
      }
    })
  )
})
