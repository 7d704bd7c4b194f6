/**
 * JSON pointers into a profile, and safe reading and writing through them.
 *
 * @since 0.1.0
 */
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"

/**
 * Schema for a JSON pointer (RFC 6901) to a value in a profile, such as `/address/postalCode`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Pointer = Schema.String.check(
  Schema.isPattern(/^(\/[^/]*)+$/u, { expected: "a JSON pointer such as /address/postalCode" })
)

/**
 * @category models
 * @since 0.1.0
 */
export type Pointer = string

/**
 * Returns the keys a pointer goes through.
 *
 * @category getters
 * @since 0.1.0
 */
export const keys = (pointer: Pointer): ReadonlyArray<string> =>
  pointer === ""
    ? []
    : pointer.includes("~")
      ? pointer
          .slice(1)
          .split("/")
          .map((key) => unique(key.replaceAll("~1", "/").replaceAll("~0", "~")))
      : pointer.slice(1).split("/").map(unique)

/** The engine finds a key faster that is the very one an object has, not only equal to it. */
const unique = (key: string): string => Object.keys({ [key]: 0 })[0] ?? key

/**
 * Returns the pointer one key further down.
 *
 * @category combinators
 * @since 0.1.0
 */
export const child = (pointer: Pointer, key: string | number): Pointer =>
  `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`

/**
 * Returns the value at a pointer; `undefined` where there is none. Reads own properties only.
 *
 * @category getters
 * @since 0.1.0
 */
export const get = (value: unknown, pointer: Pointer): unknown => follow(value, pathOf(pointer))

const pathOf = (pointer: Pointer): ReadonlyArray<string> => {
  let path = paths.get(pointer)
  if (path === undefined) {
    // The pointers of a portal are few; others must not fill the memory.
    if (paths.size >= 2000) paths.clear()
    path = keys(pointer)
    paths.set(pointer, path)
  }
  return path
}

const paths = new Map<Pointer, ReadonlyArray<string>>()

/**
 * Returns the value at a path of keys; `undefined` where there is none. Reads own properties only.
 *
 * @category getters
 * @since 0.1.0
 */
export const follow = (value: unknown, path: ReadonlyArray<string>): unknown => {
  let at = value
  for (let index = 0; index < path.length; index++) {
    const key = path[index] as string
    if (typeof at !== "object" || at === null) return undefined
    const inner = (at as Record<string, unknown>)[key]
    if (inner === undefined || !Object.hasOwn(at, key)) return undefined
    at = inner
  }
  return at
}

/**
 * Returns a copy in which the value at a pointer is `to`; `undefined` removes it, and objects left empty with it.
 *
 * **Details**
 *
 * Makes the objects on the way. An index goes into the list that stands there.
 *
 * @category combinators
 * @since 0.1.0
 */
export const set = <A>(value: A, pointer: Pointer, to: unknown): A => put(value, pathOf(pointer), to) as A

const put = (value: unknown, path: ReadonlyArray<string>, to: unknown): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return to
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === key ? put(item, rest, to) : item))
  }
  const object = Predicate.isObject(value) ? (value as Record<string, unknown>) : {}
  if (to === undefined && object === value && !Object.hasOwn(object, key)) return value
  const inner = put(Object.hasOwn(object, key) ? object[key] : undefined, rest, to)
  const gone =
    inner === undefined ||
    (to === undefined && rest.length > 0 && Predicate.isObject(inner) && Object.keys(inner).length === 0)
  if (!gone) return { ...object, [key]: inner }
  const { [key]: _, ...others } = object
  return others
}
