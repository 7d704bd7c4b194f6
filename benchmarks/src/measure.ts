/** Measures jobs side by side: in each round every contender runs for a while, in turn, so that a drifting machine touches all alike. */

export interface Contender {
  readonly name: string
  /** Does the job once; `n` counts up, so that a contender can take another input each time. */
  readonly run: (n: number) => unknown
}

/** One ratio of `performance.md`. */
export interface Case {
  /** Row of the table, `@`, variant. */
  readonly id: string
  readonly job: string
  readonly ours: string
  readonly theirs: string
  /** What the project promised. */
  readonly goal: number
  /** Where it is going. */
  readonly target: number
}

/** Jobs that are measured in one run, and what is to be compared. */
export interface Group {
  /**
   * `cpu` counts the processor time of the whole process, collector and compiler included: what a neighbour takes is not
   * counted. `wall` is for jobs that wait for something.
   */
  readonly clock: "cpu" | "wall"
  readonly contenders: ReadonlyArray<Contender>
  readonly cases: ReadonlyArray<Case>
}

/** Runs per second of each contender, round by round. */
export type Rates = ReadonlyMap<string, ReadonlyArray<number>>

const rounds = 15
const roundMillis = 120
const batch = 64

const clocks = {
  wall: () => performance.now(),
  cpu: () => {
    const { system, user } = process.cpuUsage()
    return (system + user) / 1000
  }
}

/** Measures all contenders of a group. The first rounds warm up and are thrown away. */
export const measure = ({ clock, contenders }: Pick<Group, "clock" | "contenders">): Rates => {
  const warmUp = 4
  const rates = new Map(contenders.map(({ name }) => [name, [] as Array<number>]))
  for (let round = 0; round < warmUp + rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const { name, run } = contenders[(turn + round) % contenders.length]!
      const rate = spin(run, clocks[clock])
      if (round >= warmUp) rates.get(name)!.push(rate)
    }
  }
  return rates
}

/** The median over the rounds of the ratio inside one round. */
export const ratio = (rates: Rates, ours: string, theirs: string): number =>
  median(rates.get(ours)!.map((rate, round) => rate / rates.get(theirs)![round]!))

export const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Keeps results alive, so that no compiler leaves the job out. */
export let sink: unknown

const spin = (run: Contender["run"], clock: () => number): number => {
  const begin = clock()
  let count = 0
  let now = begin
  while (now - begin < roundMillis) {
    for (let at = 0; at < batch; at++) sink = run(count + at)
    count += batch
    now = clock()
  }
  return (count / (now - begin)) * 1000
}
