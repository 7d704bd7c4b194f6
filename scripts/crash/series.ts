/** A series of kills of one victim during a stream of commits, and what was found after each and in the end. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { random } from "../servers/FaultProxy.ts"
import type { PostgresServer } from "../servers/PostgresServer.ts"
import { patience } from "../servers/within.ts"
import * as Crew from "./Crew.ts"
import * as Follower from "./Follower.ts"
import { judge } from "./judge.ts"
import * as Ledger from "./Ledger.ts"
import type { Heard, Picture } from "./Messages.ts"
import { kills as usual, type Name, victims } from "./victims.ts"

export interface Tally {
  /** How often the victim was killed. */
  readonly kills: number
  readonly acknowledged: number
  /** Of these, those that were there when they were asked for again, their first answer lost. */
  readonly replayed: number
  readonly lost: number
  readonly doubled: number
  readonly halves: number
  readonly gaps: number
}

export interface Result {
  readonly tally: Tally
  readonly findings: ReadonlyArray<string>
}

/** Earlier commits that are looked at again after each kill, beside all new ones. */
const sample = 20

/** Runs a series of kills. Fails if the run itself cannot go on, and then says where it was. */
export const run = async (
  name: Name,
  seed: number,
  kills: number,
  { postgres, say }: { readonly postgres: () => Promise<PostgresServer>; readonly say: (line: string) => void }
): Promise<Result> => {
  const chance = random(seed * 31 + Object.keys(usual).indexOf(name))
  const folder = mkdtempSync(join(tmpdir(), "clientele-crash-"))
  const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once("exit", clear)
  let killed = 0
  let step = "the beginning"
  /** Has each wait say where in the run it was. */
  const at = <A>(what: string, doing: () => Promise<A>): Promise<A> => {
    step = what
    return doing()
  }
  const whereItWas = (cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    return new Error(`${name}, seed ${seed}, after ${killed} of ${kills} kills, at ${step}: ${why}`, { cause })
  }
  const victim = await victims[name]({ random: chance, seed, folder, postgres }).catch((cause) => {
    throw whereItWas(cause)
  })
  const book = Ledger.open(join(folder, "ledger"))
  const follower = Follower.make()
  const { hands, place, posts } = victim
  const crew = Crew.make({ hands, place, posts, random: chance, book, follower })

  /** Sentences are said once, however often they are found. */
  const found = {
    lost: new Set<string>(),
    doubled: new Set<string>(),
    halves: new Set<string>(),
    gaps: new Set<string>()
  }
  const check = (picture: Picture, keys: ReadonlyArray<string>) => {
    const findings = { ...judge(picture, book, keys), gaps: follower.astray }
    for (const kind of ["lost", "doubled", "halves", "gaps"] as const)
      for (const one of findings[kind]) found[kind].add(one)
  }

  const until = (what: string, so: () => boolean) =>
    at(what, async () => {
      for (const since = performance.now(); !so(); await sleep(5)) {
        const broken = crew.broken()
        if (broken !== null) throw new Error(broken)
        if (performance.now() - since <= patience) continue
        const waiting = crew.unanswered()
        throw new Error(`nothing for ${patience / 1000} s; ${waiting.length} without an answer: ${waiting.join(" ")}`)
      }
    })

  const rounds = async () => {
    let looked = 0
    for (let told = Date.now(); killed < kills; ) {
      const since = book.keys.length
      const wanted = 1 + Math.floor(chance() * 30)
      await until("answers", () => crew.allOpen() && book.keys.length >= since + wanted)
      await sleep(chance() * 120)
      killed += await at("the kill", () => victim.strike(crew, book))
      const keys = book.keys.slice(looked)
      looked = book.keys.length
      for (let n = 0; n < sample; n++) keys.push(book.keys[Math.floor(chance() * looked)]!)
      const picture = await at("a look", () => crew.look([...new Set([...keys, ...crew.unanswered()])]))
      check(picture, keys)
      if (Date.now() - told < 10_000) continue
      told = Date.now()
      say(`${name}: ${killed} of ${kills} kills, ${book.acknowledged.size} commits acknowledged`)
    }
  }

  try {
    await rounds()
    crew.drain()
    await until("the last answers", () => crew.allOpen() && crew.unanswered().length === 0)
    const picture = await at("the last look", () => crew.look(null))
    const events = picture.events as ReadonlyArray<Heard>
    await until("the end of the feed", () => follower.unheard(events).length === 0).catch(() => {})
    check(picture, book.keys)
    for (const one of book.contradictions) found.doubled.add(one)
    for (const one of victim.lost ?? []) found.lost.add(one)
    for (const one of follower.unheard(events)) found.gaps.add(one)
    const tally: Tally = {
      kills: killed,
      acknowledged: book.acknowledged.size,
      replayed: book.replayed(),
      lost: found.lost.size,
      doubled: found.doubled.size,
      halves: found.halves.size,
      gaps: found.gaps.size
    }
    say(`${name}: ${JSON.stringify(tally)}, ${events.length} events, ${book.refused.size} refused`)
    const findings = Object.entries(found).flatMap(([kind, all]) => [...all].map((one) => `${name}: ${kind}: ${one}`))
    return { tally, findings }
  } catch (cause) {
    throw whereItWas(cause)
  } finally {
    const closing = at("the end of clients and victim", () => crew.close().finally(victim.close))
    await closing.catch((cause) => Promise.reject(whereItWas(cause)))
    book.close()
    clear()
    process.off("exit", clear)
  }
}
