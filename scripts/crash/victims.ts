/** What a crash run kills, and how it comes back. */
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import * as FaultProxy from "../servers/FaultProxy.ts"
import * as PostgresServer from "../servers/PostgresServer.ts"
import { patience } from "../servers/within.ts"
import type { Crew } from "./Crew.ts"
import * as HttpServer from "./HttpServer.ts"
import type { Ledger } from "./Ledger.ts"
import type { Place } from "./Messages.ts"

export interface Victim {
  readonly place: Place
  /** Clients at work, and commands that each has in hand at once. */
  readonly posts: number
  readonly hands: number
  /** Kills it and has it back at work, or on the way there; returns how often it was killed. */
  readonly strike: (crew: Crew, ledger: Ledger) => Promise<number>
  /** What the victim itself was found to have lost. */
  readonly lost?: ReadonlyArray<string>
  readonly close: () => Promise<void>
}

export interface Options {
  readonly random: () => number
  readonly seed: number
  /** A folder that goes after the series. */
  readonly folder: string
  /** The server of all series, which runs at their beginnings and ends. */
  readonly postgres: () => Promise<PostgresServer.PostgresServer>
}

/** Starts a server that has written through to the disk what it acknowledges. */
export const durable = (): Promise<PostgresServer.PostgresServer> =>
  PostgresServer.start({
    version: "18",
    durable: true,
    settings: { fsync: "on", synchronous_commit: "on", full_page_writes: "on" }
  })

/** PostgreSQL, all its processes at once, now and then once more while it recovers. */
const server = async ({ postgres: running, random }: Options): Promise<Victim> => {
  const postgres = await running()
  const place = { _tag: "server", url: await postgres.createDatabase("crash_server") } as const
  return {
    place,
    posts: 2,
    hands: 8,
    close: async () => {},
    strike: async () => {
      await postgres.kill()
      let kills = 1
      if (random() < 0.1) {
        const starting = postgres.start().catch(() => {})
        await sleep(random() * 250)
        if (postgres.pid() !== null) {
          await postgres.kill()
          kills += 1
        }
        await starting
      }
      await postgres.start()
      return kills
    }
  }
}

/** One of the processes that write; the first one also follows the feed. */
const client = async ({ postgres, random }: Options): Promise<Victim> => {
  const place = { _tag: "server", url: await (await postgres()).createDatabase("crash_client") } as const
  return {
    place,
    posts: 2,
    hands: 8,
    close: async () => {},
    strike: async (crew) => {
      await crew.kill(Math.floor(random() * crew.posts))
      return 1
    }
  }
}

/** The process that has PostgreSQL in itself, now and then once more while it opens the folder. */
const embedded = async ({ folder, random }: Options): Promise<Victim> => ({
  place: { _tag: "embedded", folder: join(folder, "embedded") },
  posts: 1,
  hands: 6,
  close: async () => {},
  strike: async (crew) => {
    await crew.kill(0)
    if (random() >= 0.1) return 1
    await sleep(random() * 1500)
    await crew.kill(0)
    return 2
  }
})

/** Anywhere; within an answer; while one is awaited, which most often is that of a commit. */
const cuts: ReadonlyArray<FaultProxy.Fault> = [
  { kind: "cut", bytes: [0, 20_000], share: 0.5 },
  { kind: "cut", direction: "toClient", bytes: [0, 60], share: 0.3 },
  { kind: "cut", milliseconds: [0, 40], share: 0.5 }
]

/** Connections, after a number of bytes or a time that is drawn anew for each, also while they are opened. */
const connection = async ({ postgres, random, seed }: Options): Promise<Victim> => {
  const url = await (await postgres()).createDatabase("crash_connection")
  const proxy = await FaultProxy.start({ server: url, seed })
  return {
    place: { _tag: "server", url: proxy.through(url) },
    posts: 2,
    hands: 8,
    close: proxy.close,
    strike: async (crew) => {
      const before = proxy.counts.cut
      for (let waited = 0; proxy.counts.cut === before; waited += 5) {
        // Of a few connections none may be among the share that is cut: then it is drawn anew.
        if (waited % 500 === 0) proxy.inject(cuts[Math.floor(random() * cuts.length)]!)
        if (crew.broken() !== null) break
        if (waited > patience) throw new Error(`for ${patience / 1000} s, no sign of a connection to cut`)
        await sleep(5)
      }
      proxy.heal()
      return proxy.counts.cut - before
    }
  }
}

/** Milliseconds in which answers that were sent have come, and been told to the driver. */
const heard = 1000

/** The server of HTTP, killed or asked to stop: in the second case, whatever it accepted is answered before it ends. */
const http = async ({ postgres, random }: Options): Promise<Victim> => {
  const url = await (await postgres()).createDatabase("crash_http")
  const server = await HttpServer.make(url)
  await server.start()
  const lost: Array<string> = []
  /** What a kill cut off may have been carried out by then: that it was not answered is no fault of a later stop. */
  const cut = new Set<string>()
  return {
    place: { _tag: "http", api: server.url, token: server.token, url },
    posts: 2,
    hands: 8,
    lost,
    close: server.kill,
    strike: async (crew, ledger) => {
      if (random() < 0.5) {
        await server.kill()
        for (const key of crew.unanswered()) cut.add(key)
      } else {
        const code = await server.terminate()
        if (code !== 0) lost.push(`the server was asked to stop, and ended with ${code}`)
        await sleep(heard)
        const open = crew.unanswered().filter((key) => !ledger.acknowledged.has(key) && !cut.has(key))
        const { records } = await crew.look(open)
        for (const { key } of records.filter((record) => open.includes(record.key)))
          lost.push(`${key} was carried out by a server that was asked to stop, and not answered`)
      }
      await server.start()
      return 1
    }
  }
}

export const victims = { server, client, embedded, connection, http }

export type Name = keyof typeof victims

/** How often each is killed at least, where nothing else is said. */
export const kills: Readonly<Record<Name, number>> = {
  server: 200,
  client: 100,
  embedded: 100,
  connection: 100,
  http: 50
}
