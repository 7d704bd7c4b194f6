import { Check, Condition, Country, type Field, Form, Issue, Pointer, Portal, Secrets } from "@clientele/core"
import { Arbitraries, Dice, Drafts } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { breachInService, kernelOf, platform } from "./creation.ts"
import { as } from "./msphub.ts"
import * as Mutants from "./mutants.ts"
import { breach, errorsOf, issuesOf, situation, world } from "./specification.ts"
import { controlPanel } from "./specs/controlpanel.ts"
import { copaco } from "./specs/copaco.ts"
import { msphub } from "./specs/msphub.ts"
import { oneclick } from "./specs/oneclick.ts"
import { twoTCloud } from "./specs/twotcloud.ts"

const specifications = [copaco, twoTCloud, msphub, controlPanel, oneclick]

/** Fields that a draft has to fill in, those of what repeats too, with where they lie in it. */
const demanded = (portal: Portal.Portal, draft: unknown): ReadonlyArray<readonly [at: string, field: Field.Field]> => {
  const full = Check.withDefaults(portal, draft as never, situation)
  const here = (field: Field.Field, scope: unknown, base: string): ReadonlyArray<readonly [string, Field.Field]> => {
    const { at, items = [], kind, required = false, shown } = field
    if (kind === "secret" || (shown !== undefined && !Condition.holds(shown, scope))) return []
    const entries = (items.length === 0 ? [] : (Pointer.get(scope, at) ?? [])) as ReadonlyArray<unknown>
    const own = typeof required === "object" ? Condition.holds(required, scope) : required
    return [
      ...(own && field.default === undefined ? [[`${base}${at}`, field] as const] : []),
      ...entries.flatMap((entry, index) => items.flatMap((item) => here(item, entry, `${at}/${index}`)))
    ]
  }
  return Portal.fields(portal).flatMap(({ field }) => here(field, full, ""))
}

/** Some countries have no states to ask for. */
const applies = (draft: unknown, { country, kind }: Field.Field): boolean =>
  kind !== "subdivision" || Country.rule(String(Pointer.get(draft, country ?? "")), world)?.subdivision === "required"

describe.each(specifications.map((one) => [one.portal.name, one] as const))("%s", (_, specification) => {
  const { portal, rows, scenes } = specification
  const what = { portal, reference: world, situation }
  const drafts = Array.from({ length: 25 }, (_, seed) => Drafts.valid(what)(Dice.seeded(seed)))

  it.effect.prop(
    "a valid arbitrary draft passes its check and is created",
    { draft: Arbitraries.draft(what) },
    ({ draft }) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(errorsOf(portal, draft), [])
        const { admin, customers, partner } = yield* platform
        const { customer } = yield* customers
          .execute({ _tag: "create", portal: portal.id, parent: partner.id, draft })
          .pipe(as(admin))
        assert.include(["active", "pendingApproval", "demo"], customer.status)
        assert.strictEqual(customer.parent, partner.id)
      }).pipe(Effect.provide(kernelOf(portal))),
    { arbitrary: { runs: 200 }, timeout: 30_000 }
  )

  it("each required field that is left out is one error at its pointer, and nothing else is said for it", () => {
    const seen = new Set<string>()
    for (const draft of [...Object.values(scenes), ...drafts]) {
      const before = issuesOf(portal, draft)
      assert.deepStrictEqual(
        before.filter((issue) => issue.startsWith("error")),
        []
      )
      for (const [at, field] of demanded(portal, draft)) {
        if (!applies(draft, field)) continue
        const after = issuesOf(portal, Pointer.set(draft, at, undefined))
        assert.deepStrictEqual(
          after.filter((issue) => issue.startsWith("error")),
          [`error required ${at}`]
        )
        assert.includeMembers(
          [...before],
          after.filter((issue) => issue.startsWith("warning"))
        )
        seen.add(at.replace(/\/\d+\//u, "/0/"))
      }
    }
    const required = rows.filter(([, , asked]) => asked.includes("R")).map(([at]) => at)
    assert.sameMembers([...seen], required)
    const secrets = Portal.fields(portal).filter(({ field }) => field.kind === "secret")
    const taken = Secrets.take(portal, {}).issues.map(({ code, pointer }) => [pointer, code])
    assert.deepStrictEqual(
      taken,
      secrets.filter(({ field }) => !field.at.endsWith("Retype")).map(({ field }) => [field.at, "required"])
    )
  })

  it("each default is what an untouched form submits", () => {
    const stated = rows.filter(([, , asked]) => /d/iu.test(asked)).map(([at]) => at)
    assert.sameMembers(
      Portal.fields(portal).flatMap(({ field }) => (field.default === undefined ? [] : [field.at])),
      stated
    )
    const fields = Form.make(portal, world, situation).steps.flatMap((step) => step.fields)
    for (const draft of [...Object.values(scenes), ...drafts]) {
      for (const field of fields) {
        if (field.default === undefined) continue
        const untouched = Pointer.set(draft, field.at, undefined)
        // Where a default asks for more than the draft has, the form says so and submits nothing.
        const { issues, submission } = Check.run(portal, untouched, world, situation)
        assert.isFalse(issues.some(({ code, pointer }) => code === "required" && pointer === field.at))
        if (submission === null || !("value" in field.default)) continue
        const shown =
          field.shown === undefined ||
          Condition.holds(field.shown, Check.withDefaults(portal, untouched as never, situation))
        assert.deepStrictEqual(
          Pointer.get(submission.profile, field.at),
          shown ? field.default.value : undefined,
          field.at
        )
        if (!shown) continue
        const drawn = Check.run(portal, Pointer.set(untouched, field.at, field.default.value), world, situation)
        assert.deepStrictEqual(drawn.submission?.profile, submission.profile)
        assert.isEmpty(drawn.issues.filter(Issue.isError))
      }
    }
  })

  it.effect("does what is written down of it", () =>
    Effect.gen(function* () {
      assert.isNull(breach(portal, specification))
      assert.isNull(yield* breachInService(portal, specification))
    })
  )

  it.effect(
    "of 40 ways to get it wrong at least 38 are noticed",
    () =>
      Effect.gen(function* () {
        assert.isNull(breach(portal, specification), "what is noticed of a mutant must not be so of the portal")
        const mutants = Mutants.sample(portal, 40, 20_261_122)
        assert.lengthOf(mutants, 40)
        const survivors: Array<string> = []
        for (const mutant of mutants) {
          const noticed = breach(mutant.portal, specification) ?? (yield* breachInService(mutant.portal, specification))
          if (noticed === null) survivors.push(mutant.what)
        }
        const caught = mutants.length - survivors.length
        const rest = survivors.length === 0 ? "none survives" : `these survive: ${survivors.join(", ")}`
        console.log(
          `${portal.name}: ${caught} of ${mutants.length} mutants noticed, ${(100 * caught) / mutants.length} %; ${rest}`
        )
        assert.isAtLeast(caught, 38, rest)
      }),
    30_000
  )
})
