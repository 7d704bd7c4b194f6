/** The rounds: what the processes are sent at the same time, and what must have come of it. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Command, CustomerId } from "@clientele/core"
import { random } from "../servers/FaultProxy.ts"
import { patience, within } from "../servers/within.ts"
import { query } from "../servers/Wire.ts"
import { inspect } from "./Inspection.ts"
import { connect, type Outcome, type Work, work } from "./racer.ts"

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
  /** Creates with a login that was raced for. */
  readonly creates: number
  readonly winners: number
  readonly losers: number
  /** Commands of the other races that were carried out, and that were refused. */
  readonly others: { readonly done: number; readonly refused: number }
  readonly deadlocks: number
  readonly lostClaims: number
  readonly seconds: number
  readonly broken: ReadonlyArray<string>
}

type Id = CustomerId.CustomerId

/** Refusals that a race may end in; anything else is a finding. */
const expected = new Set([
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

const form = (login: string): object => ({
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
  const all = async (commands: (fiber: number) => ReadonlyArray<Command.Command>, width = fibers) => {
    const lists = racers.map((_, racer) => Array.from({ length: width }, (_, at) => commands(racer * width + at)))
    const outcomes = (await Promise.all(racers.map((racer, at) => racer.work(lists[at]!)))).flat()
    return lists.flat().map((list, at) => ({ list, outcomes: outcomes[at]! }))
  }

  /** Names of round and fiber keep the logins of these races apart. */
  const races: ReadonlyArray<(round: number) => Promise<(fiber: number) => ReadonlyArray<Command.Command>>> = [
    async (round) => {
      const [from, to] = [await partner(root), await partner(root)]
      const moving = await partner(from)
      const deep = await partner(moving)
      return (fiber) =>
        fiber % 8 === 0
          ? [to, from, to].map((parent) => ({ _tag: "move", customer: moving, parent }) as const)
          : [create(fiber % 2 === 0 ? moving : deep, `moving-${round}-${fiber}`)]
    },
    async () => {
      const [left, right] = [await partner(root), await partner(root)]
      const [under, below] = [await partner(left), await partner(right)]
      const moves = [
        { _tag: "move", customer: left, parent: right },
        { _tag: "move", customer: right, parent: under },
        { _tag: "move", customer: left, parent: below },
        { _tag: "move", customer: under, parent: below }
      ] as const
      return (fiber) => [moves[fiber % moves.length]!]
    },
    async (round) => {
      const closing = await partner(root)
      return (fiber) =>
        fiber % 8 === 0
          ? [{ _tag: "close", customer: closing, reason: "gone", cascade: fiber % 16 === 0 }]
          : [create(closing, `closing-${round}-${fiber}`)]
    },
    async () => {
      const above = await partner(root)
      const child = await partner(above)
      const grants = [["setLicenses", "createCustomers"], ["setRights"], []] as const
      return (fiber) =>
        fiber % 2 === 0
          ? [{ _tag: "setRights", customer: child, rights: [...grants[fiber % 3]!] }]
          : [{ _tag: "setRights", customer: above, rights: [...grants[fiber % 3]!], narrow: fiber % 4 === 1 }]
    }
  ]

  const winners = new Map<string, string>()
  const others = { done: 0, refused: 0 }
  let creates = 0
  let losers = 0
  const judge = (outcome: Outcome, where: string) => {
    if ("refused" in outcome && !expected.has(outcome.refused)) broken.push(`${where}: ${outcome.refused}`)
  }
  for (let round = 0; round < rounds; round++) {
    const drawn = Array.from({ length: processes * fibers }, () => `login-${round}-${below(8)}`)
    const raced = await all((fiber) => [create(root, drawn[fiber]!)])
    const won = new Map<string, Array<string>>(drawn.map((login) => [login, []]))
    raced.forEach(({ outcomes: [outcome] }, at) => {
      creates += 1
      if (outcome !== undefined && "done" in outcome) won.get(drawn[at]!)!.push(outcome.done)
      else losers += 1
      if (outcome === undefined || !("done" in outcome || outcome.refused === "loginTaken"))
        broken.push(`round ${round}, ${drawn[at]}: ${outcome?.refused}`)
    })
    for (const [login, ids] of won) {
      if (ids.length !== 1) broken.push(`round ${round}: ${login} has ${ids.length} winners`)
      if (ids[0] !== undefined) winners.set(login, ids[0])
    }
    const commands = await races[round % races.length]!(round)
    for (const { list, outcomes } of await all(commands, Math.max(4, fibers / 8))) {
      outcomes.forEach((outcome, at) => {
        others["done" in outcome ? "done" : "refused"] += 1
        judge(outcome, `round ${round}, ${list[at]?._tag}`)
      })
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
    others,
    deadlocks,
    lostClaims: lost.length,
    seconds: Math.round((Date.now() - since) / 1000),
    broken
  }
}
