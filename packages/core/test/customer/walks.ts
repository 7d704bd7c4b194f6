import { Arbitraries, Dice, SampleOptions, Walks } from "@clientele/testkit"
import { it } from "@effect/vitest"
import { Arbitrary } from "effect"

/** Everything that a property about the decision runs on. */
export const { options } = SampleOptions

/** 1,000 runs, in a file always the same; a failure prints the steps of the walk and how to replay it. */
export const runs = { timeout: 240_000, arbitrary: { runs: 1000, seed: Date.now() } }

const walked = new Map<string, Walks.Walk>()

/** Commands of all kinds, by all kinds of people, on one platform or two. Only to be looked at: properties share them. */
export const walk: Arbitrary.Arbitrary<Walks.Walk> = Arbitrary.map(Arbitraries.seeds(14), (seeds) => {
  const key = seeds.join()
  const known = walked.get(key) ?? Walks.walk(options, seeds)
  if (walked.size < 1000) walked.set(key, known)
  return known
})

/** Dice that belong to a walk: a property that needs more choices shares the walks all the same. */
export const dice = ({ seeds }: Walks.Walk): Dice.Dice => Dice.seeded(seeds.reduce((sum, seed) => sum ^ seed, 1))

/** Says something about each step of every walk. */
export const always = (name: string, says: (step: Walks.Step) => void): void =>
  it.prop(
    name,
    [walk],
    ([{ steps }]) => {
      for (const step of steps) says(step)
    },
    runs
  )

/** What an accepted command wrote; nothing for the others. */
export const changes = ({ outcome }: Walks.Step) => (outcome._tag === "accepted" ? outcome.changes : [])
