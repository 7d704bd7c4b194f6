import { Arbitraries, SampleOptions, type Walks } from "@clientele/testkit"
import { it } from "@effect/vitest"

/** Everything that a property about the decision runs on. */
export const { options } = SampleOptions

/** 1,000 runs; the seed is printed with the steps of the walk that failed. */
export const runs = { timeout: 60_000, arbitrary: { runs: 1000 } }

/** Commands of all kinds, by all kinds of people, on one platform or two. */
export const walk = Arbitraries.walk(options, 12)

/** Says something about each step of every walk. */
export const always = (name: string, says: (step: Walks.Step) => void): void =>
  it.prop(name, [walk], ([{ steps }]) => { for (const step of steps) says(step) }, runs)

/** What an accepted command wrote; nothing for the others. */
export const changes = ({ outcome }: Walks.Step) => outcome._tag === "accepted" ? outcome.changes : []
