import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { Customer } from "@clientele/core"
import { Given } from "@clientele/testkit"
import { describe, expect, it } from "vitest"
import * as Follower from "../crash/Follower.ts"
import { judge } from "../crash/judge.ts"
import type { Acknowledged } from "../crash/Ledger.ts"
import type { Picture } from "../crash/Messages.ts"
import { find } from "../servers/PostgresServer.ts"

const { sandbox } = Given.given(
  { _tag: "changeExternalKey", externalKey: "crash-000001" },
  { _tag: "suspend", reason: "credit", note: "crash-000002" }
)
const [root, subject] = sandbox.all()
const events = sandbox.all().flatMap((kept) => kept.events)
const commands = [...new Map(events.map((event) => [event.command.id, event])).values()]
const keyOf = (command: string) => {
  const from = subject!.events.findIndex((event) => event.command.id === command)
  return from < subject!.events.length - 2 ? `key of ${command}` : `crash-00000${from - subject!.events.length + 3}`
}

/** All is there: what each test takes away from. */
const picture: Picture = {
  customers: sandbox
    .all()
    .map(({ customer, events }) => ({ id: customer.id, version: events.length, state: customer })),
  events,
  claims: sandbox
    .all()
    .flatMap(({ customer }) => Customer.claims(customer).map((one) => ({ ...one, customer: customer.id }))),
  records: commands.map(({ command, customer, sequence }) => ({
    key: keyOf(command.id),
    command: command.id,
    customer,
    version: sequence
  }))
}
const acknowledged = new Map(
  picture.records.map(({ key, ...rest }): [string, Acknowledged] => [
    key,
    { _tag: "acknowledged", stage: "active", replayed: false, ...rest }
  ])
)
const found = (changes: Partial<Picture>, refused: ReadonlyMap<string, string> = new Map()) => {
  const ledger = { acknowledged, refused }
  const { doubled, halves, lost } = judge({ ...picture, ...changes }, ledger, [
    ...acknowledged.keys(),
    ...refused.keys()
  ])
  return { lost: lost.length, doubled: doubled.length, halves: halves.length }
}
const nothing = { lost: 0, doubled: 0, halves: 0 }
const last = events[events.length - 1]!

describe("judge", () => {
  it("finds nothing where all is there", () => {
    expect(found({})).toEqual(nothing)
  })

  it("finds a commit lost that was acknowledged, with nothing of it left", () => {
    const without = {
      customers: [
        { id: root!.customer.id, version: root!.events.length, state: root!.customer },
        ...Given.given({ _tag: "changeExternalKey", externalKey: "crash-000001" })
          .sandbox.all()
          .slice(1)
          .map(({ customer, events }) => ({ id: customer.id, version: events.length, state: customer }))
      ],
      events: events.slice(0, -1),
      records: picture.records.slice(0, -1)
    }
    // Its record, its version and its event.
    expect(found(without)).toEqual({ ...nothing, lost: 3 })
  })

  it("finds half a commit: events without a record, a record or a state without events, claims that are not the state's", () => {
    expect(found({ records: picture.records.slice(0, -1) })).toMatchObject({ lost: 1, halves: 1 })
    expect(found({ events: events.slice(0, -1) }).halves).toBeGreaterThanOrEqual(2)
    expect(found({ claims: picture.claims.slice(1) })).toEqual({ ...nothing, halves: 1 })
    const foreign = { customer: null, kind: "login", scope: root!.customer.platform, key: "jan" }
    expect(found({ claims: [...picture.claims, foreign] })).toEqual({ ...nothing, halves: 1 })
    const torn = picture.customers.map((one) =>
      one.id === subject!.customer.id ? { ...one, state: { ...subject!.customer, holds: [] } } : one
    )
    expect(found({ customers: torn })).toEqual({ ...nothing, halves: 1 })
  })

  it("finds a command carried out twice, or although it was refused", () => {
    const again = { ...last, sequence: last.sequence + 1, command: { ...last.command, id: "cmd_again" } }
    expect(found({ events: [...events, again] }).doubled).toBe(1)
    const other = picture.records.map((one) => (one.key === "crash-000002" ? { ...one, command: "cmd_again" } : one))
    expect(found({ records: other }).doubled).toBe(1)
    const refused = { key: "crash-000003", command: last.command.id, customer: last.customer, version: last.sequence }
    const records = [...picture.records, refused]
    expect(found({ records }, new Map([["crash-000003", "taken"]])).doubled).toBeGreaterThanOrEqual(1)
  })
})

describe("Follower", () => {
  const heard = (...sequences: ReadonlyArray<number>) => sequences.map((sequence) => ({ customer: "cus_a", sequence }))

  it("takes each event once and in order, over restarts", () => {
    const follower = Follower.make()
    follower.hear(heard(1, 2), "b")
    expect(follower.after()).toBe("b")
    follower.hear(heard(3), "c")
    expect(follower.astray).toEqual([])
    expect(follower.unheard(heard(1, 2, 3))).toEqual([])
  })

  it("finds an event that never came, one that came twice and one that was skipped", () => {
    const follower = Follower.make()
    follower.hear(heard(1), "a")
    expect(follower.unheard(heard(1, 2))).toHaveLength(1)
    follower.hear(heard(1), "b")
    expect(follower.astray).toHaveLength(1)
    follower.hear(heard(3), "c")
    expect(follower.astray).toHaveLength(2)
  })
})

describe("npm run crash", () => {
  const kills = 2
  it.skipIf(find("18") === null)(
    "loses nothing over a few kills of each victim",
    { timeout: 300_000 },
    async (test) => {
      const script = fileURLToPath(new URL("../crash.ts", import.meta.url))
      const args = ["--conditions=@clientele/source", script, "--kills", String(kills), "--seed", "1", "--json"]
      const run = spawn(process.execPath, args, {
        stdio: ["ignore", "pipe", "pipe"],
        timeout: 280_000,
        killSignal: "SIGKILL"
      })
      // What it started goes with it.
      test.onTestFinished(() => void run.kill("SIGKILL"))
      let [output, progress] = ["", ""]
      run.stdout.on("data", (text) => (output += text))
      run.stderr.on("data", (text) => (progress += text))
      const [code, signal] = await once(run, "close")
      expect({ code, signal }, `${progress}${output}`).toEqual({ code: 0, signal: null })
      const { byVictim, ...total } = JSON.parse(output.trim().split("\n").at(-1) || `{"byVictim":{}}`)
      expect(total, progress).toMatchObject({ lost: 0, doubled: 0, halves: 0, gaps: 0, problems: [], seed: 1 })
      expect(Object.keys(byVictim)).toEqual(["server", "client", "embedded", "connection", "http"])
      for (const { acknowledged, ...one } of Object.values<{ acknowledged: number; kills: number }>(byVictim)) {
        expect(one.kills).toBeGreaterThanOrEqual(kills)
        expect(acknowledged).toBeGreaterThan(0)
      }
    }
  )
})
