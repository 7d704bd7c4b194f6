/** Measures jobs side by side: each round runs every case for a while, in turn, so that a drifting machine touches all alike. */

export interface Contender {
  readonly name: string
  readonly run: () => unknown
}

const rounds = 11
const roundMillis = 250

/** Runs per second of each contender, round by round. */
export const measure = (contenders: ReadonlyArray<Contender>): ReadonlyMap<string, ReadonlyArray<number>> => {
  const rates = new Map(contenders.map(({ name }) => [name, [] as Array<number>]))
  for (const { run } of contenders) spin(run, roundMillis / 2)
  for (let round = 0; round < rounds; round++) {
    const order = contenders.map((_, index) => contenders[(index + round) % contenders.length] as Contender)
    for (const { name, run } of order) rates.get(name)?.push(spin(run, roundMillis))
  }
  return rates
}

/** The median over the rounds of the ratio inside one round. */
export const ratio = (rates: ReadonlyMap<string, ReadonlyArray<number>>, ours: string, theirs: string): number => {
  const [a, b] = [rates.get(ours) ?? [], rates.get(theirs) ?? []]
  const sorted = a.map((rate, round) => rate / (b[round] ?? Number.NaN)).toSorted((x, y) => x - y)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The median rate of one contender. */
export const median = (rates: ReadonlyMap<string, ReadonlyArray<number>>, name: string): number => {
  const sorted = (rates.get(name) ?? []).toSorted((x, y) => x - y)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

let sink: unknown
const spin = (run: () => unknown, millis: number): number => {
  const begin = performance.now()
  let count = 0
  let now = begin
  while (now - begin < millis) {
    for (let i = 0; i < 50; i++) sink = run()
    count += 50
    now = performance.now()
  }
  return (count / (now - begin)) * 1000
}

export const used = () => sink
