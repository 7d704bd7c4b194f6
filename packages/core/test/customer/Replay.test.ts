import { Customer, Diff, Event, Evolve, History } from "@clientele/core"
import { Leaks } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { always, changes, runs, walk } from "./walks.ts"

const json = Schema.toCodecJson(Event.Recorded)
const redactedJson = Schema.toCodecJson(Event.Redacted)
const state = Schema.toCodecJson(Customer.Customer)
/** There and back through text; compiled once, for thousands of events. */
const through = <A, I>(codec: Schema.Codec<A, I>): ((value: A) => A) => {
  const [encode, decode] = [Schema.encodeSync(codec), Schema.decodeUnknownSync(codec)]
  return (value) => decode(JSON.parse(JSON.stringify(encode(value))))
}
const throughRecorded = through(json)
const throughState = through(state)
const readRedacted = Schema.decodeUnknownSync(redactedJson)

describe("Replay", () => {
  it.prop(
    "invariant 15 events are gap-free, and replaying them rebuilds the state",
    [walk],
    ([{ sandbox }]) => {
      for (const { customer, events } of sandbox.all()) {
        assert.deepStrictEqual(
          events.map(({ sequence }) => sequence),
          events.map((_, index) => index + 1)
        )
        if (customer.lifecycle._tag !== "erased") assert.deepStrictEqual(Evolve.replay(events), customer)
      }
    },
    runs
  )

  it.prop(
    "invariant 15 an erased history replays to the same tombstone",
    [walk],
    ([{ sandbox }]) => {
      for (const { customer, events } of sandbox.all()) {
        if (customer.lifecycle._tag === "erased") assert.deepStrictEqual(Evolve.replay(events), customer)
      }
    },
    runs
  )

  it.prop(
    "invariant 15 any history folds in one go as event by event",
    [Schema.Array(Event.Recorded)],
    ([events]) => {
      assert.deepStrictEqual(Evolve.replay(events), events.reduce<Customer.Customer | null>(Evolve.evolve, null))
    },
    runs
  )

  it.prop(
    "invariant 15 states and events that really happen survive JSON",
    [walk],
    ([{ sandbox }]) => {
      for (const { customer, events } of sandbox.all()) {
        assert.deepStrictEqual(throughState(customer), customer)
        if (customer.lifecycle._tag === "erased") continue
        for (const event of events) assert.deepStrictEqual(throughRecorded(event), event)
      }
    },
    runs
  )

  it.prop(
    "invariant 15 any event survives JSON",
    [Event.Recorded],
    ([event]) => {
      // A zero below zero is one JSON does not know.
      assert.deepStrictEqual(throughRecorded(event), Schema.decodeSync(json)(JSON.parse(JSON.stringify(event))))
    },
    runs
  )

  it.prop(
    "invariant 10 a redacted event decodes, keeps its place and kind, and holds nothing personal",
    [walk],
    ([{ sandbox }]) => {
      for (const { customer, events } of sandbox.all()) {
        if (customer.lifecycle._tag === "erased") continue
        const redacted = events.map(Event.redact)
        for (const [index, event] of events.entries()) {
          const without = redacted[index]
          assert.deepStrictEqual(readRedacted(JSON.parse(JSON.stringify(without))), without)
          assert.deepStrictEqual(
            [without?.sequence, without?.event._tag, without?.at],
            [event.sequence, event.event._tag, event.at]
          )
          assert.deepStrictEqual(Event.redact(without as Event.Redacted), without)
        }
        assert.deepStrictEqual(Leaks.of(Leaks.personal(events), redacted), [])
      }
    },
    runs
  )

  always("invariant 14 each command has one entry per customer, whose changes lead from before to after", (step) => {
    for (const { after, before, events } of changes(step)) {
      const kept = step.after.get(after.id)?.events ?? []
      const entries = History.of(kept).filter(({ command }) => command.id === events[0]?.command.id)
      assert.strictEqual(entries.length, 1)
      const [entry] = entries
      assert.deepStrictEqual(
        entry?.events,
        events.map(({ event }) => event._tag)
      )
      assert.deepStrictEqual(
        [entry?.version, entry?.command.name, entry?.by],
        [kept.length, step.command._tag, events[0]?.by]
      )
      if (after.lifecycle._tag !== "erased") {
        assert.deepStrictEqual(Diff.apply(entry?.changes ?? [], before as Schema.Json), after as unknown as Schema.Json)
      }
      for (const { after, before, op } of entry?.changes ?? []) {
        if (op === "add") assert.isNull(before)
        if (op === "remove") assert.isNull(after)
      }
    }
  })

  always("invariant 14 a refused command writes nothing, but for a refused erasure", (step) => {
    if (step.outcome._tag !== "accepted") assert.deepStrictEqual([...step.after], [...step.before])
    else if (step.outcome.decision.refusal !== null) {
      assert.strictEqual(step.command._tag, "erase")
      assert.deepStrictEqual(
        step.outcome.decision.events.map(({ _tag }) => _tag),
        ["ErasureRefused"]
      )
    }
  })
})
