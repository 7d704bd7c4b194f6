/** The rounds: what the processes are sent at the same time, and what must have come of it. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Command, CustomerId } from "@clientele/core"
import { random } from "../servers/FaultProxy.ts"
import { patience, within } from "../servers/within.ts"
import { query } from "../servers/Wire.ts"
import { inspect } from "./Inspection.ts"
import { connect, gaveUp, type Outcome, type Work, work } from "./racer.ts"

export interface Options {
  readonly url: string
  readonly rounds: number
  readonly processes: number
  readonly fibers: number
  readonly seed: number
  readonly say: (line: string) => void
}

export interface Result {
  readonly rounds: number
  /** Creates with a login that was raced for, in all races. */
  readonly creates: number
  readonly winners: number
  readonly losers: number
  /** What became of the commands of each race; `gaveUp`: refused because others were ahead of it again and again. */
  readonly races: Readonly<Record<string, { readonly done: number; readonly refused: number; readonly gaveUp: number }>>
  readonly deadlocks: number
  readonly lostClaims: number
  readonly seconds: number
  readonly broken: ReadonlyArray<string>
}

type Id = CustomerId.CustomerId

/** Refusals that a race may end in; anything else is a finding. */
const expected = new Set([
  gaveUp,
  "loginTaken",
  "parentNotActive",
  "notInThisStage",
  "liveBelow",
  "alreadySo",
  "intoItself",
  "tooDeep",
  "rightsExceeded",
  "heldBelow"
])

const form = (login: string) => ({
  name: "Grace Netherlands B.V.",
  currency: "EUR",
  address: { country: "NL", line1: "Hoevenweg 21", city: "Eindhoven", postalCode: "5652AW" },
  admin: { firstName: "Grace", login, email: "grace@example.com" },
  contacts: { admin: { email: "admin@example.com" } },
  salesRepresentatives: [{ name: "Jan Janssen", email: "jan@example.com" }]
})

const start = async (url: string) => {
  const child = fork(fileURLToPath(new URL("racer.ts", import.meta.url)), [url], {
    execArgv: ["--conditions=@clientele/source"],
    serialization: "json"
  })
  const ended = once(child, "exit")
  const answer = async (what: string, milliseconds: number) => {
    const gone = ended.then(([code, signal]) => Promise.reject(new Error(`a racer ended by itself: ${signal ?? code}`)))
    const [message] = await within(what, Promise.race([once(child, "message"), gone]), milliseconds)
    return message
  }
  await answer("a racer that is ready", patience)
  return {
    work: (lists: Work): Promise<ReadonlyArray<ReadonlyArray<Outcome>>> => {
      child.send(lists)
      return answer("the outcomes of a race", 5 * patience)
    },
    stop: async () => {
      child.disconnect()
      await within("the end of a racer", ended)
    }
  }
}

export const run = async ({ fibers, processes, rounds, say, seed, url }: Options): Promise<Result> => {
  const since = Date.now()
  const draw = random(seed)
  const below = (limit: number) => Math.floor(draw() * limit)
  const own = connect(url)
  const broken: Array<string> = []
  const plain = (outcome: Outcome | undefined): Id => {
    if (outcome !== undefined && "done" in outcome) return outcome.done as Id
    throw new Error(`the race could not be set up: ${outcome?.refused}`)
  }
  const one = async (command: Command.Command): Promise<Id> => {
    const [[outcome] = []] = await own.runPromise(work([[command]]))
    return plain(outcome)
  }
  const partner = async (parent: Id): Promise<Id> => {
    const draft = { name: "Ada Netherlands B.V.", currency: "EUR", address: { country: "NL" } }
    const id = await one({ _tag: "create", parent, portal: "plain", draft })
    await one({ _tag: "approve", customer: id })
    await one({
      _tag: "setRights",
      customer: id,
      rights: ["createCustomers", "enableDemo", "setLicenses", "setRights"]
    })
    return id
  }
  const create = (parent: Id, login: string): Command.Command => ({
    _tag: "create",
    parent,
    portal: "automatic",
    draft: form(login)
  })

  const root = await one({ _tag: "openPlatform", draft: { name: "Root B.V.", currency: "EUR", licenses: "inherit" } })
  const racers = await Promise.all(Array.from({ length: processes }, () => start(url)))
  const all = async (commands: (fiber: number) => ReadonlyArray<Command.Command>) => {
    const lists = racers.map((_, racer) => Array.from({ length: fibers }, (_, at) => commands(racer * fibers + at)))
    const outcomes = (await Promise.all(racers.map((racer, at) => racer.work(lists[at]!)))).flat()
    return lists.flat().map((list, at) => ({ list, outcomes: outcomes[at]! }))
  }

  /** One of a few, so that many want the same. */
  const login = (race: string, round: number) => `${race}-${round}-${below(8)}`

  /** What each fiber does in a round, and how many get each login at least. */
  const races: Readonly<
    Record<string, (round: number) => Promise<readonly [(fiber: number) => ReadonlyArray<Command.Command>, number]>>
  > = {
    creates: async (round) => [() => [create(root, login("login", round))], 1],
    moving: async (round) => {
      const [from, to] = [await partner(root), await partner(root)]
      const moving = await partner(from)
      const deep = await partner(moving)
      return [
        (fiber) =>
          fiber % 8 === 0
            ? [to, from, to].map((parent) => ({ _tag: "move", customer: moving, parent }) as const)
            : [create(fiber % 2 === 0 ? moving : deep, login("moving", round))],
        1
      ]
    },
    crossing: async () => {
      const [left, right] = [await partner(root), await partner(root)]
      const [under, below] = [await partner(left), await partner(right)]
      const moves = [
        { _tag: "move", customer: left, parent: right },
        { _tag: "move", customer: right, parent: under },
        { _tag: "move", customer: left, parent: below },
        { _tag: "move", customer: under, parent: below }
      ] as const
      return [(fiber) => [moves[fiber % moves.length]!], 0]
    },
    closing: async (round) => {
      const closing = await partner(root)
      return [
        (fiber) =>
          fiber % 8 === 0
            ? [{ _tag: "close", customer: closing, reason: "gone", cascade: fiber % 16 === 0 }]
            : [create(closing, login("closing", round))],
        0
      ]
    },
    revoking: async () => {
      const above = await partner(root)
      const child = await partner(above)
      const grants = [["setLicenses", "createCustomers"], ["setRights"], []] as const
      return [
        (fiber) =>
          fiber % 2 === 0
            ? [{ _tag: "setRights", customer: child, rights: [...grants[fiber % 3]!] }]
            : [{ _tag: "setRights", customer: above, rights: [...grants[fiber % 3]!], narrow: fiber % 4 === 1 }],
        0
      ]
    }
  }

  const winners = new Map<string, string>()
  const counts = Object.fromEntries(Object.keys(races).map((race) => [race, { done: 0, refused: 0, gaveUp: 0 }]))
  let [creates, losers] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    for (const [race, prepare] of Object.entries(races)) {
      const [commands, least] = await prepare(round)
      const won = new Map<string, Array<string>>()
      for (const { list, outcomes } of await all(commands)) {
        for (const [at, outcome] of outcomes.entries()) {
          const command = list[at]!
          const done = "done" in outcome
          counts[race]![done ? "done" : outcome.refused === gaveUp ? "gaveUp" : "refused"] += 1
          if (!done && !expected.has(outcome.refused))
            broken.push(`round ${round}, ${race}, ${command._tag}: ${outcome.refused}`)
          if (command._tag !== "create") continue
          const wanted = (command.draft as ReturnType<typeof form>).admin.login
          won.set(wanted, [...(won.get(wanted) ?? []), ...(done ? [outcome.done] : [])])
          creates += 1
          if (!done) losers += 1
        }
      }
      for (const [login, ids] of won) {
        if (ids.length > 1 || ids.length < least) broken.push(`round ${round}: ${login} has ${ids.length} winners`)
        if (ids[0] !== undefined) winners.set(login, ids[0])
      }
    }
    if ((round + 1) % 20 === 0) say(`${round + 1} rounds, ${creates} creates, ${broken.length} findings`)
  }
  await Promise.all(racers.map((racer) => racer.stop()))
  await own.dispose()

  const kept = new Map(
    (
      await query(
        url,
        `SELECT t.key, c.state->>'id' AS customer FROM clientele.claim t
          JOIN clientele.customer c ON c.platform = t.platform AND c.id = t.customer WHERE t.kind = 'login'`
      )
    ).map(({ customer, key }) => [key, customer])
  )
  // What a connection counted is there at the latest when it has ended.
  const [stats] = await query(url, `SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`)
  const deadlocks = Number(stats?.deadlocks)
  if (deadlocks > 0) broken.push(`${deadlocks} deadlocks`)
  const lost = [...winners].filter(([login, customer]) => kept.get(login) !== customer)
  broken.push(...lost.map(([login]) => `the claim of ${login} is lost`), ...(await inspect(url)))
  return {
    rounds,
    creates,
    winners: winners.size,
    losers,
    races: counts,
    deadlocks,
    lostClaims: lost.length,
    seconds: Math.round((Date.now() - since) / 1000),
    broken
  }
}
