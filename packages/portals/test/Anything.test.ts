import { Check, type Cursor, type Customers, Issue, Portal } from "@clientele/core"
import * as Selection from "@clientele/core/reference/Selection"
import { ControlPanel, Copaco, MspHub, Oneclick, TwoTCloud } from "@clientele/portals"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import { oddities, runs, spoilt } from "./anything.ts"
import { as, example, kernel, platform, world } from "./copacoExample.ts"

const isIssue = Schema.is(Issue.Issue)
const pointers = (portal: Portal.Portal) => Portal.fields(portal).map(({ field }) => field.at)
const browser = Selection.make()

/** An outcome that can be shown and sent: well-formed issues, and a submission exactly when none is an error. */
const holds = ({ issues, submission }: Check.Outcome) => {
  for (const issue of issues) assert.isTrue(isIssue(issue), JSON.stringify(issue))
  assert.strictEqual(submission === null, issues.some(Issue.isError))
  // The good draft has some twenty fields: what is said of one stays within reason.
  assert.isBelow(JSON.stringify(issues).length, 200_000)
}

describe("Check.run", () => {
  for (const portal of [Copaco, ControlPanel, MspHub, Oneclick, TwoTCloud].map((one) => one.portal)) {
    it.prop(
      `answers anything with issues and never throws (${portal.name})`,
      { draft: spoilt(example, pointers(portal)) },
      ({ draft }) => {
        holds(Check.run(portal, draft, world))
        holds(Check.run(portal, draft, browser))
      },
      runs
    )
  }

  it("answers every oddity, as the whole draft and in each place of it", () => {
    const good = Check.run(Copaco.portal, example, world)
    assert.isNotNull(good.submission)
    for (const odd of oddities) {
      holds(Check.run(Copaco.portal, odd(), world))
      for (const at of ["name", "address", "contacts", "unknown"]) {
        holds(Check.run(Copaco.portal, { ...example, [at]: odd() }, world))
      }
    }
  })

  it("names 25 unknown fields and counts the rest", () => {
    const extra = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`unknown${index}`, 1]))
    const { issues } = Check.run(Copaco.portal, { ...example, ...extra }, world)
    const unknown = issues.filter(({ code }) => code === "fieldUnknown")
    assert.strictEqual(unknown.length, 26)
    assert.include(unknown.map(({ message }) => message).join(), "9975 more fields")
  })

  it("takes prototype keys for unknown ones and pollutes nothing", () => {
    const draft = JSON.parse(`{"__proto__":{"name":"x"},"constructor":{"prototype":{"name":"x"}}}`)
    const { issues } = Check.run(Copaco.portal, draft, world)
    assert.deepStrictEqual(
      issues.filter(({ code }) => code === "fieldUnknown").map(({ pointer }) => pointer),
      ["/__proto__", "/constructor"]
    )
    assert.isTrue(issues.some(({ code, pointer }) => code === "required" && pointer === "/name"))
    assert.isUndefined(({} as { name?: string }).name)
  })
})

describe("Customers", () => {
  /** A platform with a draft, one that waits and an active customer; and what is written there. */
  const scene = Effect.gen(function* () {
    const { create, customers, distributor, reseller, root } = yield* platform
    const operator = as(reseller.operator)
    const { customer: active } = yield* create(example)
    yield* customers.execute({ _tag: "approve", customer: active.id }).pipe(operator)
    const { customer: draft } = yield* customers
      .execute({ _tag: "open", parent: reseller.id, portal: "copaco", draft: { ...example, externalKey: "2" } })
      .pipe(operator)
    let cursor: Cursor.Cursor | undefined
    /** How many events were written since this was last asked. */
    const written = Effect.gen(function* () {
      let count = 0
      for (;;) {
        const query = { platform: root.platform, limit: 1000, ...(cursor === undefined ? {} : { after: cursor }) }
        const { items, next } = yield* customers.feed(query).pipe(as(distributor))
        count += items.length
        if (next !== null) cursor = next
        if (items.length === 0) return count
      }
    })
    return { active: active.id, customers, draft: draft.id, operator, reseller, written }
  })

  /** Runs a command with and without an idempotency key: a typed failure that writes nothing, or a success. */
  const survives = (
    { customers, operator, written }: Effect.Success<typeof scene>,
    command: Parameters<Customers.Customers["Service"]["execute"]>[0],
    key: string
  ) =>
    Effect.gen(function* () {
      yield* written
      for (const how of [{}, { idempotencyKey: key }]) {
        const exit = yield* Effect.exit(customers.execute(command, how).pipe(operator))
        if (Exit.isSuccess(exit)) return
        const error = yield* Effect.flip(exit)
        assert.oneOf(error._tag, ["DraftRefused", "CommandRefused"])
        assert.isNotEmpty(error.message)
        assert.strictEqual(yield* written, 0)
      }
      const preview = yield* Effect.flip(customers.preview(command).pipe(operator))
      assert.isNotEmpty(preview.message)
      assert.strictEqual(yield* written, 0)
    })

  let keys = 0
  const anything = spoilt(example, pointers(Copaco.portal))

  it.layer(kernel)((it) => {
    it.effect.prop(
      "create, open and edit refuse anything bad with a typed failure and write nothing",
      { input: anything },
      ({ input }) =>
        Effect.gen(function* () {
          const here = yield* shared
          const { active, draft, reseller } = here
          keys += 1
          const at = { parent: reseller.id, portal: "copaco" } as const
          yield* survives(here, { _tag: "create", ...at, draft: input }, `create-${keys}`)
          yield* survives(here, { _tag: "open", ...at, draft: input }, `open-${keys}`)
          yield* survives(here, { _tag: "edit", customer: draft, changes: input }, `draft-${keys}`)
          yield* survives(here, { _tag: "edit", customer: active, changes: input }, `active-${keys}`)
        }),
      { ...runs, timeout: 120_000 }
    )
  })

  let known: Effect.Success<typeof scene> | undefined
  const shared = Effect.suspend(() => {
    if (known !== undefined) return Effect.succeed(known)
    return Effect.tap(scene, (made) =>
      Effect.sync(() => {
        known = made
      })
    )
  })

  it.effect(
    "refuse every oddity, in place of everything and of each setting",
    () =>
      Effect.gen(function* () {
        const here = yield* scene
        const { active, draft, reseller } = here
        const at = { parent: reseller.id, portal: "copaco" } as const
        for (const odd of oddities) {
          for (const place of ["", "name", "rights", "licenses", "visibility", "currency", "address", "unknown"]) {
            const input = place === "" ? odd() : { [place]: odd() }
            keys += 1
            yield* survives(here, { _tag: "create", ...at, draft: input }, `odd-create-${keys}`)
            yield* survives(here, { _tag: "edit", customer: draft, changes: input }, `odd-draft-${keys}`)
            yield* survives(here, { _tag: "edit", customer: active, changes: input }, `odd-active-${keys}`)
          }
        }
      }).pipe(Effect.provide(kernel)),
    60_000
  )
})
