/** Laws about commands as such: each one works, is previewed, recorded, and refused elsewhere. */
import { Command, Diff, Lifecycle, LegalMoves } from "@clientele/core"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import { form, type Law, law, named, stateOf, type View, why } from "./World.ts"
import { ways } from "./Ways.ts"

/** A view without what differs between two openings of the same thing. */
const masked = (view: View, opens: boolean): unknown => (opens ? { ...view, id: "", platform: "" } : view)

export const doing: ReadonlyArray<Law> = [
  law("CUST-1", "the operator opens a platform, whose root is active and answers as it was opened", (world) =>
    Effect.gen(function* () {
      const view = yield* world.get(world.root)
      yield* world.same(
        "root",
        [view.lifecycle._tag, view.parent, view.status, view.version],
        ["active", null, "active", 1]
      )
      yield* world.same(
        "events",
        (yield* world.feed()).map(({ recorded }) => recorded.event._tag),
        ["PlatformOpened"]
      )
      const refusal = yield* world.refused({ _tag: "openPlatform", draft: { name: "Ada", currency: "EUR" } })
      yield* world.same("support of one platform opens none", refusal._tag, "ActionNotAllowed")
    })
  ),

  law(
    "CUST-2",
    "each command of the table is carried out, leads where its row says, and is read back as it was answered",
    (world) =>
      Effect.forEach(
        Command.names,
        (name) =>
          Effect.gen(function* () {
            const { command, who } = yield* ways[name](world)
            const before = "customer" in command ? yield* world.get(command.customer) : null
            const { customer, replayed } = yield* world.run(command, who)
            const { from, to } = LegalMoves.of(name)
            yield* world.holds(`${name} is legal there`, from.includes(before?.lifecycle._tag ?? null))
            yield* world.same(
              `${name} leads on`,
              to.length === 0 ? before?.lifecycle._tag : to.find((stage) => stage === customer.lifecycle._tag),
              customer.lifecycle._tag
            )
            yield* world.same(`${name} is read back`, yield* world.get(customer.id, who), customer)
            yield* world.holds(`${name} is new`, !replayed && customer.version > (before?.version ?? 0))
          }),
        { discard: true }
      )
  ),

  law("CUST-3", "a preview shows what execution then does, for every command, and writes nothing", (world) =>
    Effect.forEach(
      Command.names,
      (name) =>
        Effect.gen(function* () {
          const { command, who = world.support } = yield* ways[name](world)
          const before = "customer" in command ? yield* world.get(command.customer) : null
          const events = (yield* world.feed()).length
          const shown = yield* world.as(who)(world.service.preview(command))
          yield* world.same(`events after a preview of ${name}`, (yield* world.feed()).length, events)
          if (before !== null)
            yield* world.same(`the customer after a preview of ${name}`, yield* world.get(before.id), before)
          const done = yield* world.run(command, who)
          yield* world.same(
            `preview of ${name}`,
            masked(shown.customer, before === null),
            masked(done.customer, before === null)
          )
          yield* world.same(`warnings of ${name}`, shown.warnings, done.warnings)
        }),
      { discard: true }
    )
  ),

  law("CUST-4", "a preview fails as execution does, for every command that its stage does not take", (world) =>
    Effect.gen(function* () {
      const customer = yield* world.customer(world.root)
      yield* world.run({ _tag: "close", customer, reason: "gone" })
      for (const name of Command.names) {
        if (LegalMoves.of(name).from.includes("closing")) continue
        const { command, who = world.support } = yield* ways[name](world)
        if (!("customer" in command)) continue
        const asked = { ...command, customer }
        const refusal = yield* world.refused(asked, who)
        yield* world.same(`${name} while closing`, why(refusal), "notInThisStage")
        const shown = yield* world.as(who)(Effect.flip(world.service.preview(asked)))
        yield* world.same(`preview of ${name}`, [shown._tag, shown.message], [refusal._tag, refusal.message])
      }
    })
  ),

  law(
    "CUST-5",
    "each command has one entry in the history, whose changes lead from the state before to the state after",
    (world) =>
      Effect.forEach(
        Command.names,
        (name) =>
          Effect.gen(function* () {
            const { command, who } = yield* ways[name](world)
            const before = "customer" in command ? yield* world.get(command.customer) : null
            const earlier = before === null ? [] : yield* world.as(world.support)(world.service.history(before.id))
            const done = yield* world.run(command, who)
            const entries = yield* world.as(who ?? world.support)(world.service.history(done.customer.id))
            const entry = entries[entries.length - 1]
            yield* world.same(`entries after ${name}`, entries.length, earlier.length + 1)
            yield* world.same(
              `entry of ${name}`,
              [entry?.command.id, entry?.command.name, entry?.version],
              [done.command, name, done.customer.version]
            )
            // What an erasure forgot was there before it.
            if (name === "erase") return
            const after = Diff.apply(
              entry?.changes ?? [],
              before === null ? null : (stateOf(before) as unknown as Schema.Json)
            )
            yield* world.same(`changes of ${name}`, after, stateOf(done.customer))
          }),
        { discard: true }
      )
  ),

  law(
    "CUST-6",
    "a draft is refused with all its issues at once, each with pointer and code, and anything at all is a draft",
    (world) =>
      Effect.gen(function* () {
        const create = (draft: unknown) =>
          world.refused({ _tag: "create", parent: world.root, portal: "automatic", draft })
        const refusal = yield* create({
          name: "B.V.",
          currency: "EURO",
          zzz: 1,
          address: { country: "NL", postalCode: "1" }
        })
        const codes =
          refusal._tag === "DraftRefused" ? refusal.issues.map(({ code, pointer }) => `${pointer} ${code}`) : []
        for (const expected of [
          "/name companyNameLegalForm",
          "/currency currencyUnknown",
          "/zzz fieldUnknown",
          "/address/postalCode postalCodeInvalid",
          "/admin/login required"
        ]) {
          yield* world.holds(expected, codes.includes(expected))
        }
        for (const draft of [
          null,
          7,
          "x",
          [],
          { __proto__: null },
          JSON.parse('{"__proto__":{"name":1}}'),
          { name: { deep: [] } }
        ]) {
          yield* world.same("anything", (yield* create(draft))._tag, "DraftRefused")
        }
        const portal = yield* world.refused({ _tag: "create", parent: world.root, portal: "nowhere", draft: {} })
        yield* world.same("unknown portal", why(portal), "portalUnknown")
      })
  ),

  law("CUST-7", "where somebody else approves, the submitter cannot, nor a token of the submitter's", (world) =>
    Effect.gen(function* () {
      const submitter = yield* world.user(world.root)
      const other = yield* world.user(world.root)
      const draft = form(yield* world.unique("four"))
      const { customer } = yield* world.run({ _tag: "create", parent: world.root, portal: "manual", draft }, submitter)
      const approve = { _tag: "approve", customer: customer.id } as const
      const refusal = yield* world.refused(approve, submitter)
      yield* world.same("the submitter", why(refusal), "fourEyes")
      const token = yield* world.token(submitter, "manage", "read")
      const again = yield* world.refused(approve, token)
      yield* world.same("a token of the submitter", why(again), "fourEyes")
      yield* world.same("somebody else", (yield* world.run(approve, other)).customer.lifecycle._tag, "active")
    })
  ),

  law(
    "CUST-8",
    "a command about a customer that is not there is not found, and the stages are those of the table",
    (world) =>
      Effect.gen(function* () {
        const strange = yield* world.customer(world.root)
        const other = yield* world.run({
          _tag: "discard",
          customer: (yield* world.run({ _tag: "open", parent: world.root, portal: "plain", draft: {} })).customer.id
        })
        yield* world.holds("a stage of the table", Lifecycle.stages.includes(other.customer.lifecycle._tag))
        const nobody = `cus_${"0".repeat(26)}` as typeof strange
        yield* world.same(
          "nobody",
          (yield* world.refused({ _tag: "submit", customer: nobody }))._tag,
          "CustomerNotFound"
        )
        yield* world.same("get", yield* world.tag(world.support, world.service.get(nobody)), "CustomerNotFound")
        yield* world.same(
          "children",
          yield* world.tag(world.support, world.service.children(nobody)),
          "CustomerNotFound"
        )
        yield* world.holds("nobody is not in the feed", !named(yield* world.feed()).has(nobody))
      })
  ),

  law("CUST-47", "text that no store can keep is refused wherever a command has some, by a preview as well", (world) =>
    Effect.forEach(
      Command.names,
      (name) =>
        Effect.gen(function* () {
          const { command, who = world.support } = yield* ways[name](world)
          for (const illegible of ["a \u0000 NUL", "half \ud83d of it", "\udc00"]) {
            for (const spoiled of spoiledBy(command, illegible)) {
              const refusal = yield* world.refused(spoiled, who)
              const refused = ["CommandRefused", "DraftRefused"].includes(refusal._tag)
              yield* world.holds(`${name} is refused, not ${refusal._tag}`, refused)
              yield* world.same(
                `preview of ${name}`,
                yield* world.tag(who, world.service.preview(spoiled)),
                refusal._tag
              )
            }
          }
        }),
      { discard: true }
    )
  )
]

/** A command with a text in the place of each that it has, one at a time; ids are none. */
const spoiledBy = (command: Command.Command, text: string): ReadonlyArray<Command.Command> => {
  const spoil = (value: unknown): ReadonlyArray<unknown> =>
    typeof value === "string"
      ? [text]
      : typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, one]) =>
            spoil(one).map((spoiled) =>
              Array.isArray(value) ? value.with(Number(key), spoiled) : { ...value, [key]: spoiled }
            )
          )
        : []
  return Object.entries(command).flatMap(([key, value]) =>
    key === "_tag" || key === "customer" || key === "parent"
      ? []
      : spoil(value).map((spoiled) => ({ ...command, [key]: spoiled }) as Command.Command)
  )
}
