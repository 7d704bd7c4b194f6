/**
 * Measures jobs that wait for a server, side by side: in each round every contender has a block of time, in an order that
 * rotates, each after a checkpoint.
 */
import type { Report } from "./report.ts"

export interface Block {
  /** Jobs per second. */
  readonly rate: number
  /** Median duration of a job, in milliseconds. */
  readonly p50: number
  /** Processor time of a job in the process of its own that did it, in milliseconds; for orientation only. */
  readonly cpu?: number
}

export interface Contender {
  readonly name: string
  /** Does the job over and over for so many milliseconds. */
  readonly block: (millis: number) => Promise<Block>
}

/** One ratio of `performance.md`. */
export interface Case {
  readonly id: string
  readonly job: string
  /** Of several, the one whose median is worst. */
  readonly ours: string | ReadonlyArray<string>
  /** Of several, the one whose median is best. */
  readonly theirs: string | ReadonlyArray<string>
  /** Of what the ratio is: jobs per second, the median duration of a job, or how often that fits into a second. */
  readonly of: "rate" | "p50" | "pace"
  readonly goal: number
  readonly target: number
  /** Whether the ratio is to stay below the goal. */
  readonly atMost?: boolean
}

export interface Group {
  readonly contenders: ReadonlyArray<Contender>
  readonly cases: ReadonlyArray<Case>
  readonly checkpoint: () => Promise<void>
  readonly millis?: number
  /** Milliseconds of each block that is thrown away: as long as it takes until the engine has compiled what runs often. */
  readonly warmUpMillis?: number
  readonly close: () => Promise<void>
}

const rounds = 9
const warmUp = 2

export const measure = async (group: Group): Promise<ReadonlyArray<Report>> => {
  const { cases, checkpoint, contenders, millis = 400, warmUpMillis = millis } = group
  const blocks = new Map(contenders.map(({ name }) => [name, [] as Array<Block>]))
  for (let round = 0; round < warmUp + rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const { block, name } = contenders[(turn + round) % contenders.length] as Contender
      await checkpoint()
      const one = await block(round < warmUp ? warmUpMillis : millis)
      if (round >= warmUp) blocks.get(name)?.push(one)
    }
  }
  const of = (name: string) => blocks.get(name) ?? []
  console.error("\nmedians on this machine, for orientation only")
  for (const { name } of contenders) {
    const rate = Math.round(median(of(name).map(({ rate }) => rate))).toLocaleString("en")
    const p50 = median(of(name).map(({ p50 }) => p50)).toFixed(2)
    const cpu = median(of(name).flatMap(({ cpu }) => cpu ?? []))
    const used = Number.isNaN(cpu) ? "" : `${cpu.toFixed(3).padStart(9)} ms of processor time`
    console.error(`${name.padEnd(52)} ${rate.padStart(9)} /s ${p50.padStart(9)} ms${used}`)
  }
  return cases.map(({ atMost = false, goal, id, job: what, of: unit, ours, target, theirs }) => {
    const value = (block: Block) => (unit === "pace" ? 1000 / block.p50 : block[unit])
    const typical = (name: string) => median(of(name).map(value))
    const slowFirst = (names: string | ReadonlyArray<string>) =>
      [names].flat().toSorted((a, b) => (unit === "p50" ? typical(b) - typical(a) : typical(a) - typical(b)))
    const [ourName = ""] = slowFirst(ours)
    const theirName = slowFirst(theirs).at(-1) ?? ""
    const theirBlocks = of(theirName)
    const ratios = of(ourName).map((block, round) => value(block) / value(theirBlocks[round] as Block))
    const job = typeof ours === "string" && typeof theirs === "string" ? what : `${what}: ${ourName} / ${theirName}`
    return { id, job, ratio: median(ratios), goal, target, atMost, spread: [Math.min(...ratios), Math.max(...ratios)] }
  })
}

export const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** A block of so many clients that each do the job again and again. */
export const clients =
  (count: number, job: (client: number) => Promise<unknown>) =>
  async (millis: number): Promise<Block> => {
    const begin = performance.now()
    const durations: Array<number> = []
    const one = async (client: number) => {
      for (let from = performance.now(); from - begin < millis; ) {
        await job(client)
        const to = performance.now()
        durations.push(to - from)
        from = to
      }
    }
    await Promise.all(Array.from({ length: count }, (_, client) => one(client)))
    return { rate: (durations.length / (performance.now() - begin)) * 1000, p50: median(durations) }
  }
