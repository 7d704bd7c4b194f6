/**
 * Choices that a generator makes: one source of randomness for Effect's `Arbitrary` and for fast-check.
 *
 * A generator here is a function of dice. Rolls are plain numbers, so every property library can make, shrink and repeat
 * them; a smaller roll is a simpler choice, and rolls that ran out count as the simplest.
 *
 * @since 0.1.0
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"

/**
 * Dice to choose with.
 *
 * @category models
 * @since 0.1.0
 */
export interface Dice {
  /** A whole number from 0 up to, and without, `sides`. */
  readonly roll: (sides: number) => number
  /** One of some; the first is the simplest. */
  readonly one: <A>(from: ReadonlyArray<A>) => A
  /** Some of some, each once, in their order; none is the simplest. */
  readonly some: <A>(from: ReadonlyArray<A>) => ReadonlyArray<A>
  /** Yes with so many chances in a hundred; no is the simplest. */
  readonly chance: (percent: number) => boolean
  /** So many digits. */
  readonly digits: (count: number) => string
  /** The number of rolls so far: different at each call, and the same when the rolls are repeated. */
  readonly count: () => number
}

/**
 * A generator: what comes out depends on the dice alone.
 *
 * @category models
 * @since 0.1.0
 */
export type Rolled<A> = (dice: Dice) => A

/** Rolls are whole numbers below this. */
const faces = 1_000_000_007

/**
 * Returns dice that show the given rolls and then zeros.
 *
 * @category constructors
 * @since 0.1.0
 */
export const of = (rolls: ReadonlyArray<number>): Dice => {
  let at = 0
  const roll = (sides: number) => {
    const face = rolls[at] ?? 0
    at += 1
    return sides <= 1 ? 0 : face % sides
  }
  return {
    roll,
    one: (from) => {
      if (from.length === 0) throw new Error("there is nothing to choose from")
      return from[roll(from.length)] as (typeof from)[number]
    },
    some: (from) => from.filter(() => roll(2) === 1),
    chance: (percent) => roll(100) >= 100 - percent,
    digits: (count) => Array.from({ length: count }, () => roll(10)).join(""),
    count: () => at
  }
}

/**
 * Returns dice that never run out, from a seed: for loops that are no property.
 *
 * @category constructors
 * @since 0.1.0
 */
export const seeded = (seed: number): Dice => {
  let state = (Math.trunc(seed) ^ 0x9e3779b9) >>> 0
  const next = () => {
    // Mulberry32: short, public domain, good enough to choose by.
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  const rolls: Array<number> = []
  return of(new Proxy(rolls, { get: (_, key) => (typeof key === "string" && /^\d+$/u.test(key) ? next() : undefined) }))
}

const face = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: faces - 1 }))

/**
 * Returns the generator as an arbitrary of Effect. `rolls` bounds how many choices are random (200 where nothing is said).
 *
 * @category converting
 * @since 0.1.0
 */
export const arbitrary = <A>(generator: Rolled<A>, rolls = 200): Arbitrary.Arbitrary<A> =>
  Arbitrary.map(Arbitrary.array(Arbitrary.schema(face), { minLength: rolls, maxLength: rolls }), (them) =>
    generator(of(them))
  )

/**
 * Returns the generator as an arbitrary of fast-check, for `fc.commands` and `fc.scheduler`.
 *
 * @category converting
 * @since 0.1.0
 */
export const fastCheck = <A>(generator: Rolled<A>, rolls = 200): fc.Arbitrary<A> =>
  fc.array(fc.nat(faces - 1), { minLength: rolls, maxLength: rolls, size: "max" }).map((them) => generator(of(them)))
