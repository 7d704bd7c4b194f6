/**
 * Anything that may arrive where a draft is expected.
 *
 * @since 0.1.0
 */
import type { Dice, Rolled } from "./Dice.ts"

/** Keys that mean something to JavaScript, and keys that no portal has. */
const keys = [
  "__proto__",
  "constructor",
  "toString",
  "prototype",
  "hasOwnProperty",
  "",
  "a/b",
  "~",
  "0",
  "length",
  "name",
  "address",
  "\ud800"
]

const leaf: Rolled<unknown> = (dice) =>
  dice.one<() => unknown>([
    () => null,
    () => undefined,
    () => dice.chance(50),
    () => dice.one([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER, 1e308]),
    () =>
      dice.one([
        "",
        " ",
        "x",
        "\u0000",
        "\ud800",
        "Ω≈ç",
        "<script>",
        "'; DROP TABLE customer; --",
        "NL006486253B01",
        "inherit"
      ]),
    () => "x".repeat(dice.one([1, 255, 256, 100_000])),
    () => BigInt(dice.roll(1000)),
    () => Symbol("s"),
    () => new Date(0),
    () => () => 1,
    () => new Map([["name", 1]])
  ])()

/** Defined, so that `__proto__` is a key like any other, as `JSON.parse` makes it. */
const put = (into: object, key: string, value: unknown): void => {
  Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true })
}

const tree = (dice: Dice, depth: number, names: ReadonlyArray<string>): unknown => {
  if (depth === 0 || dice.chance(40)) return leaf(dice)
  if (dice.chance(30)) return Array.from({ length: dice.roll(4) }, () => tree(dice, depth - 1, names))
  const out = dice.chance(20) ? (Object.create(null) as object) : {}
  const count = dice.roll(5)
  for (let made = 0; made < count; made++) put(out, dice.one(names), tree(dice, depth - 1, names))
  return out
}

/** So deep that whoever walks it by recursion falls. */
const deep = (levels: number, key: string): unknown => {
  let out: unknown = "bottom"
  for (let level = 0; level < levels; level++) {
    const outer = key === "[]" ? [out] : {}
    if (key !== "[]") put(outer, key, out)
    out = outer
  }
  return out
}

/**
 * Returns the generator of anything at all: wrong types, huge texts, deep nesting, prototype keys, 10,000 unknown keys.
 * `names` are keys to mix in, such as those of a portal's fields.
 *
 * @category generating
 * @since 0.1.0
 */
export const anything =
  (names: ReadonlyArray<string> = []): Rolled<unknown> =>
  (dice) => {
    const all = [...keys, ...names]
    return dice.one<() => unknown>([
      () => tree(dice, 4, all),
      () => tree(dice, 4, all),
      () => tree(dice, 6, all),
      () => tree(dice, 6, all),
      () => leaf(dice),
      () => leaf(dice),
      () => {
        const out = {}
        for (const key of dice.some(all)) put(out, key, leaf(dice))
        return out
      },
      () => deep(dice.one([9, 100, 20_000]), dice.one([...all, "[]"])),
      () =>
        Object.fromEntries(
          Array.from({ length: 10_000 }, (_, index) => [`${dice.one(["k", "__proto__", "/", "name"])}${index}`, index])
        ),
      () => {
        const out = {}
        for (const key of dice.some(all)) put(out, key, tree(dice, 2, all))
        return out
      }
    ])()
  }
