/** Input of any shape: what a careless, broken or hostile caller may hand to a check. */
import { Arbitrary, Schema } from "effect"

const between = (minimum: number, maximum: number) =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))

const nested = (levels: number, around: (inner: unknown) => unknown): unknown => {
  let out: unknown = "bottom"
  for (let level = 0; level < levels; level++) out = around(out)
  return out
}

const cyclic = (): unknown => {
  const loop: Record<string, unknown> = { name: "loop" }
  for (let key = 0; key < 50; key++) loop[`key${key}`] = loop
  loop["list"] = [loop, loop]
  return loop
}

const unknownKeys = (): unknown =>
  Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`unknown${index}`, index]))

const prototypeKeys = (): unknown =>
  JSON.parse(
    `{"__proto__":{"name":"polluted"},"constructor":{"prototype":{"name":"x"}},"toString":"x","hasOwnProperty":1,"valueOf":null}`
  )

const deepArrays = nested(100_000, (inner) => [inner])
const deepObjects = nested(100_000, (inner) => ({ address: inner }))
const huge = "x".repeat(1_000_000)

/** Made anew for each use where a reader could change it. */
const odd: ReadonlyArray<() => unknown> = [
  () => undefined,
  () => null,
  () => true,
  () => 0,
  () => -0,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 1e308,
  () => 10n ** 30n,
  () => Symbol("value"),
  () => () => "value",
  () =>
    class Thing {
      field = 1
    },
  () => new Date(0),
  () => new Date(Number.NaN),
  () => new Map([["name", "x"]]),
  () => new Set(["x"]),
  () => new Uint8Array(8),
  () => /x/u,
  () => new Error("x"),
  () => Promise.resolve("x"),
  () => Object.create(null),
  () => Object.create({ name: "inherited" }),
  () => Object("boxed"),
  () => Object.assign([], { length: 1_000_000_000 }),
  () => [],
  () => [[]],
  () => [null, undefined, {}],
  () => Array.from({ length: 1000 }, () => ({})),
  () => ({}),
  () => "",
  () => " ",
  () => "inherit",
  () => "\ud800",
  () => "\u0000",
  () => "\u202e",
  () => huge,
  () => deepArrays,
  () => deepObjects,
  cyclic,
  unknownKeys,
  prototypeKeys
]

const oddity = Arbitrary.map(between(0, odd.length - 1), (at) => odd[at]!())

/** Plain text and numbers too, so that one in a few passes. */
const value = Arbitrary.map(
  Arbitrary.all([between(0, 3), oddity, Arbitrary.schema(Schema.String), Arbitrary.schema(Schema.Json)]),
  ([which, strange, text, json]) => (which < 2 ? strange : which === 2 ? text : json)
)

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const put = (tree: Record<string, unknown>, path: ReadonlyArray<string>, value: unknown): void => {
  const [key = "", ...rest] = path
  if (rest.length === 0) {
    Object.defineProperty(tree, key, { value, enumerable: true, configurable: true, writable: true })
    return
  }
  const inner = isTree(tree[key]) ? { ...tree[key] } : {}
  tree[key] = inner
  put(inner, rest, value)
}

/** A good draft with some of it, or all of it, replaced by anything. */
export const spoilt = (good: object, pointers: ReadonlyArray<string>): Arbitrary.Arbitrary<unknown> => {
  const places = [
    ...pointers,
    "/unknown",
    "/__proto__",
    "/constructor",
    "/contacts/__proto__",
    "/address/unknown",
    "/a~1b"
  ]
  const change = Arbitrary.all([between(0, places.length - 1), between(0, 3), value])
  return Arbitrary.map(
    Arbitrary.all([between(0, 9), value, Arbitrary.array(change, { maxLength: 6 })]),
    ([whole, instead, changes]) => {
      if (whole === 0) return instead
      const draft: Record<string, unknown> = { ...good }
      for (const [place, up, to] of changes) {
        const path = (places[place] ?? "").slice(1).split("/")
        // Sometimes a whole group instead of one field in it.
        put(draft, up === 0 && path.length > 1 ? path.slice(0, -1) : path, to)
      }
      return draft
    }
  )
}

/** Each of them once, as a whole and in place of each field: what chance should not be left to find. */
export const oddities: ReadonlyArray<() => unknown> = odd

export const runs = { arbitrary: { runs: 1000 } }
