import { type Customer, Diff, Event, Evolve, History, Upcasters } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { readdirSync, readFileSync } from "node:fs"

interface Golden {
  /** Recorded events of one customer as a release wrote them; the last is of the kind that the file is named after. */
  readonly history: ReadonlyArray<unknown>
  readonly redacted: ReadonlyArray<unknown>
  /** What that release made of them. */
  readonly after: Schema.JsonObject
}

const folder = new URL("../golden/", import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith(".json"))
const read = (name: string): Golden => JSON.parse(readFileSync(new URL(name, folder), "utf8"))

/** What was known then is known now; a later release may know more. */
const includes = (now: unknown, then: unknown, at = ""): void => {
  if (Array.isArray(then)) {
    assert.isArray(now, at)
    assert.strictEqual((now as ReadonlyArray<unknown>).length, then.length, at)
    then.forEach((item, index) => includes((now as ReadonlyArray<unknown>)[index], item, `${at}/${index}`))
  } else if (typeof then === "object" && then !== null) {
    for (const [key, value] of Object.entries(then))
      includes((now as Record<string, unknown>)[key], value, `${at}/${key}`)
  } else assert.strictEqual(now, then, at)
}

describe("Golden events", () => {
  it("invariant 15 each kind of event has a golden file of each version that was released", () => {
    const kinds = Object.keys(Event.Event.cases)
    for (const kind of kinds)
      assert.isTrue(
        names.some((name) => name.startsWith(`${kind}.`)),
        `write packages/core/test/golden/${kind}.${Event.schemaVersion}.json`
      )
    for (const name of names) assert.include(kinds, name.split(".")[0], "a kind of event is never removed")
  })

  for (const name of names) {
    it(`invariant 15 ${name} still decodes and replays`, () => {
      const { after, history, redacted } = read(name)
      const events = history.map((stored) => Upcasters.read(stored))
      assert.strictEqual(events[events.length - 1]?.event._tag, name.split(".")[0])
      includes(Evolve.replay(events), after)
      const without = redacted.map((stored) => Upcasters.read(stored))
      const tombstone = Evolve.replay(without)
      assert.deepStrictEqual(
        without.map(({ event, sequence }) => [event._tag, sequence]),
        events.map(({ event, sequence }) => [event._tag, sequence])
      )
      assert.strictEqual(tombstone?.lifecycle._tag, (after as unknown as Customer.Customer).lifecycle._tag)
      // What was redacted then is what would be redacted now.
      assert.deepStrictEqual(events.map(Event.redact), without)
      const entries = History.of(events)
      const state = entries.reduce<Schema.Json>((before, { changes }) => Diff.apply(changes, before), null)
      includes(state, after)
    })
  }
})
