import {
  Customer,
  type CustomerId,
  CustomerStore,
  Evolve,
  History,
  Lifecycle,
  Licenses,
  Rights,
  Visibility,
  type Command
} from "@clientele/core"
import { Commands, Dice, SamplePortals } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Result } from "effect"
import * as fc from "fast-check"
import { type Bench, bench, opened } from "./shadow.ts"

type Id = CustomerId.CustomerId
type Store = CustomerStore.CustomerStore["Service"]

/** A store that waits for its turn before each read and each write: what lies between them is where races happen. */
const scheduled =
  (turn: { on: fc.Scheduler | null }) =>
  (store: Store): Store =>
    Object.fromEntries(
      Object.entries(store).map(([name, method]) => [
        name,
        typeof method !== "function" || name === "changes"
          ? method
          : (...args: ReadonlyArray<unknown>) =>
              Effect.andThen(
                Effect.promise(() =>
                  turn.on === null ? Promise.resolve() : turn.on.schedule(Promise.resolve(), name)
                ),
                (method as (...args: ReadonlyArray<unknown>) => Effect.Effect<unknown>)(...args)
              )
      ])
    ) as unknown as Store

const draft = { name: "Ada B.V.", currency: "EUR", address: { country: "NL" } }

interface Scene extends Bench {
  readonly run: (command: Command.Command, key?: string) => Effect.Effect<Result.Result<Id, string>>
  readonly root: Id
}

const scene = async (turn: { on: fc.Scheduler | null }): Promise<Scene> => {
  const on = await Effect.runPromise(bench(scheduled(turn)))
  const root = await Effect.runPromise(opened(on))
  const run: Scene["run"] = (command, key) =>
    Effect.result(
      on.as(Commands.operator, on.customers.execute(command, key === undefined ? {} : { idempotencyKey: key }))
    ).pipe(
      Effect.map((result) =>
        Result.isSuccess(result) ? Result.succeed(result.success.customer.id) : Result.fail(result.failure._tag)
      )
    )
  return { ...on, root, run }
}

const must = async (effect: Effect.Effect<Result.Result<Id, string>>): Promise<Id> =>
  Result.getOrThrow(await Effect.runPromise(effect))

/** An active customer with all rights. */
const partner = async ({ run }: Scene, parent: Id): Promise<Id> => {
  const id = await must(run({ _tag: "create", parent, portal: "plain", draft }))
  await must(run({ _tag: "approve", customer: id }))
  await must(run({ _tag: "setRights", customer: id, rights: [...Rights.all] }))
  return id
}

/** What holds of every tree, whoever was first. */
const sound = async ({ all, store }: Scene): Promise<void> => {
  const everybody = await Effect.runPromise(all)
  const byId = new Map(everybody.map(({ customer }) => [customer.id, customer]))
  const claims = new Map<string, Id>()
  assert.strictEqual(byId.size, everybody.length, "nobody is below itself")
  for (const { customer, version } of everybody) {
    const line: Array<Customer.Customer> = []
    for (let at: Customer.Customer | undefined = customer; at !== undefined && line.length <= everybody.length; ) {
      line.push(at)
      at = at.parent === null ? undefined : byId.get(at.parent)
    }
    assert.isNull(line[line.length - 1]?.parent ?? null, "a circle")
    assert.isAtMost(line.length - 1, Visibility.maxDepth)
    const [, parent] = line
    if (parent !== undefined) {
      assert.deepStrictEqual(Rights.exceeding(Customer.rights(customer), Customer.rights(parent)), [])
      const offered = Licenses.offered(line.slice(1).map(Customer.licenses))
      assert.deepStrictEqual(Licenses.exceeding(Customer.licenses(customer), offered), [])
      const live = Lifecycle.isLive(customer.lifecycle._tag) && customer.lifecycle._tag !== "closing"
      if (live) assert.strictEqual(parent.lifecycle._tag, "active", "live under one that closes")
    }
    for (const claim of Customer.claims(customer)) {
      const key = JSON.stringify(claim)
      assert.isUndefined(claims.get(key), `${key} is held twice`)
      claims.set(key, customer.id)
      assert.strictEqual(await Effect.runPromise(Effect.orDie(store.holder(claim))), customer.id)
    }
    const events = await Effect.runPromise(Effect.orDie(store.events(customer.id)))
    assert.deepStrictEqual(
      events.map(({ sequence }) => sequence),
      events.map((_, index) => index + 1)
    )
    assert.strictEqual(events.length, version)
    assert.deepStrictEqual(Evolve.replay(events), customer)
    const entries = History.of(events).map(({ command }) => command.id)
    assert.strictEqual(new Set(entries).size, entries.length, "one entry per command")
  }
}

type Contest = (scene: Scene) => Promise<{
  readonly contenders: ReadonlyArray<Effect.Effect<unknown>>
  readonly after?: (scene: Scene, outcomes: ReadonlyArray<unknown>) => void | Promise<void>
}>

/** Sets a scene in peace, then lets the contenders run in every order that fast-check thinks of. */
const race = (name: string, contest: Contest, numRuns = 200): void =>
  it(name, { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const turn: { on: fc.Scheduler | null } = { on: null }
        const set = await scene(turn)
        const { after, contenders } = await contest(set)
        turn.on = scheduler
        const outcomes = await scheduler.waitFor(
          Promise.all(contenders.map((one) => Effect.runPromise(Effect.exit(one))))
        )
        turn.on = null
        for (const exit of outcomes) if (Exit.isFailure(exit)) assert.fail(String(exit.cause))
        await sound(set)
        await after?.(
          set,
          outcomes.map((exit) => (Exit.isSuccess(exit) ? exit.value : null))
        )
      }),
      { numRuns }
    )
  )

const successes = (outcomes: ReadonlyArray<unknown>) =>
  (outcomes as ReadonlyArray<Result.Result<Id, string>>).filter(Result.isSuccess)

describe("Customers, in every order", () => {
  race("invariant 11 crossed moves never make a circle", async (scene) => {
    const [one, two] = [await partner(scene, scene.root), await partner(scene, scene.root)]
    const below = await partner(scene, two)
    return {
      contenders: [
        scene.run({ _tag: "move", customer: one, parent: below }),
        scene.run({ _tag: "move", customer: two, parent: one }),
        scene.run({ _tag: "move", customer: below, parent: one })
      ],
      after: (_, outcomes) => assert.isNotEmpty(successes(outcomes))
    }
  })

  race("invariant 3 one login, asked for by many and released by one, is held by one at most", async (scene) => {
    const admin = (login: string) => ({ ...draft, admin: { login } })
    const first = await must(scene.run({ _tag: "create", parent: scene.root, portal: "plain", draft: admin("Ada") }))
    const open = await must(scene.run({ _tag: "open", parent: scene.root, portal: "plain", draft: admin("ADA ") }))
    return {
      contenders: [
        scene.run({ _tag: "discard", customer: first }),
        scene.run({ _tag: "submit", customer: open }),
        scene.run({ _tag: "create", parent: scene.root, portal: "plain", draft: admin("ada") }),
        scene.run({ _tag: "create", parent: scene.root, portal: "plain", draft: admin("grace") })
      ],
      after: (_, outcomes) => assert.isAtLeast(successes(outcomes).length, 2)
    }
  })

  race("invariant 7 a grant below against a revocation above", async (scene) => {
    const parent = await partner(scene, scene.root)
    const child = await must(scene.run({ _tag: "create", parent, portal: "plain", draft }))
    await must(scene.run({ _tag: "approve", customer: child }))
    return {
      contenders: [
        scene.run({ _tag: "setRights", customer: child, rights: ["setLicenses", "createCustomers"] }),
        scene.run({ _tag: "setRights", customer: parent, rights: ["enableDemo"] }),
        scene.run({ _tag: "setLicenses", customer: child, licenses: ["azure"] }),
        scene.run({ _tag: "setLicenses", customer: parent, licenses: ["backup"] })
      ]
    }
  })

  race("invariant 1 creating and approving under a parent that closes or moves", async (scene) => {
    const [parent, other] = [await partner(scene, scene.root), await partner(scene, scene.root)]
    const pending = await must(scene.run({ _tag: "create", parent, portal: "plain", draft }))
    return {
      contenders: [
        scene.run({ _tag: "create", parent, portal: "plain", draft }),
        scene.run({ _tag: "approve", customer: pending }),
        scene.run({ _tag: "close", customer: parent, reason: "gone", cascade: true }),
        scene.run({ _tag: "move", customer: parent, parent: other })
      ]
    }
  })

  race("invariant 13 one key, one command, many callers: carried out once, answered alike", async (scene) => {
    const customer = await partner(scene, scene.root)
    const suspend = { _tag: "suspend", customer, reason: "credit" } as const
    const create = {
      _tag: "create",
      parent: scene.root,
      portal: "plain",
      draft: { ...draft, admin: { login: "ada" } }
    } as const
    return {
      contenders: [
        scene.run(suspend, "a"),
        scene.run(suspend, "a"),
        scene.run(suspend, "a"),
        scene.run(create, "b"),
        scene.run(create, "b")
      ],
      after: (_, outcomes) => {
        assert.strictEqual(successes(outcomes).length, 5)
        assert.strictEqual(
          new Set(
            successes(outcomes)
              .slice(3)
              .map((one) => one.success)
          ).size,
          1
        )
      }
    }
  })

  race("invariant 11 a right that is taken while a customer moves in, and a key that two claim", async (scene) => {
    const [from, to] = [await partner(scene, scene.root), await partner(scene, scene.root)]
    const moving = await partner(scene, from)
    await must(scene.run({ _tag: "changeExternalKey", customer: moving, externalKey: "K-1" }))
    return {
      contenders: [
        scene.run({ _tag: "move", customer: moving, parent: to, narrow: true }),
        scene.run({ _tag: "setRights", customer: to, rights: ["enableDemo"], narrow: true }),
        scene.run({ _tag: "create", parent: to, portal: "plain", draft: { ...draft, externalKey: "k-1" } }),
        scene.run({ _tag: "create", parent: moving, portal: "plain", draft })
      ]
    }
  })

  it("invariant 1 3 7 11 15 any commands on any small tree, in any order", { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 3, maxLength: 5 }),
        async (scheduler, seeds) => {
          const turn: { on: fc.Scheduler | null } = { on: null }
          const set = await scene(turn)
          const [one, two] = [await partner(set, set.root), await partner(set, set.root)]
          const ids = [set.root, one, two, await partner(set, one), await partner(set, two)]
          for (const parent of ids.slice(1))
            ids.push(await must(set.run({ _tag: "create", parent, portal: "plain", draft })))
          const shadow = await Effect.runPromise(set.shadow)
          const names = [
            "create",
            "approve",
            "move",
            "move",
            "setRights",
            "setLicenses",
            "close",
            "discard",
            "suspend",
            "changeExternalKey",
            "open"
          ] as const
          const commands = seeds.map((seed) => {
            const dice = Dice.seeded(seed)
            const command = Commands.named(
              shadow,
              dice.one(names),
              dice.one(ids),
              "2026-11-22T09:30:00.000Z" as never
            )(dice)
            return command._tag === "create" || command._tag === "open"
              ? { ...command, portal: SamplePortals.plain.id, draft }
              : command
          })
          turn.on = scheduler
          await scheduler.waitFor(Promise.all(commands.map((command) => Effect.runPromise(set.run(command)))))
          turn.on = null
          await sound(set)
        }
      ),
      { numRuns: 300 }
    )
  )
})
