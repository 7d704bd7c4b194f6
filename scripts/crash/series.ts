/** A series of kills of one victim during a stream of commits, and what was found after each and in the end. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { random } from "../servers/FaultProxy.ts"
import type { PostgresServer } from "../servers/PostgresServer.ts"
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

/** Milliseconds without which nothing moves any more. */
const patience = 60_000
/** Earlier commits that are looked at again after each kill, beside all new ones. */
const sample = 20

/** Runs a series of kills. Fails if the run itself cannot go on. */
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
  const victim = await victims[name]({ random: chance, seed, folder, postgres })
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

  const until = async (what: string, so: () => boolean) => {
    for (let waited = 0; !so(); waited += 5) {
      const broken = crew.broken()
      if (broken !== null) throw new Error(`${name}: ${broken}`)
      if (waited > patience) throw new Error(`${name}: for ${patience / 1000} s, no sign of ${what}`)
      await sleep(5)
    }
  }

  const rounds = async () => {
    let killed = 0
    let looked = 0
    for (let told = Date.now(); killed < kills; ) {
      const since = book.keys.length
      const wanted = 1 + Math.floor(chance() * 30)
      await until("an answer", () => crew.allOpen() && book.keys.length >= since + wanted)
      await sleep(chance() * 120)
      killed += await victim.strike(crew, book)
      const keys = book.keys.slice(looked)
      looked = book.keys.length
      for (let n = 0; n < sample; n++) keys.push(book.keys[Math.floor(chance() * looked)]!)
      const picture = await crew.look([...new Set([...keys, ...crew.unanswered()])])
      check(picture, keys)
      if (Date.now() - told < 10_000) continue
      told = Date.now()
      say(`${name}: ${killed} of ${kills} kills, ${book.acknowledged.size} commits acknowledged`)
    }
    return killed
  }

  try {
    const killed = await rounds()
    crew.drain()
    await until("the last answers", () => crew.allOpen() && crew.unanswered().length === 0)
    const picture = await crew.look(null)
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
  } finally {
    await crew.close()
    await victim.close()
    book.close()
    clear()
    process.off("exit", clear)
  }
}
