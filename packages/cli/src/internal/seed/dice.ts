/** Chance that can be had again. */

/** Numbers that look random and are the same in every run. */
export const dice = (seed: number) => {
  let state = seed >>> 0
  const next = () => {
    // Mulberry32, public domain.
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, roll: (sides: number) => Math.floor(next() * sides) }
}
