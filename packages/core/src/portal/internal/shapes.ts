/** Objects made of rows. */

/** A field that has a slot in a row. */
export interface Held {
  readonly slot: number
  readonly path: ReadonlyArray<string>
}

/** A key of an object: its value comes from a slot, or is an object again. */
interface Part {
  readonly key: string
  readonly slot: number
  readonly inner: Shape | null
}

/** What an object is made of. */
export type Shape = ReadonlyArray<Part>

/** Returns what objects of these fields are made of; their keys come in the order of the fields. */
export const shapeOf = (held: ReadonlyArray<Held>, depth = 0): Shape =>
  [...Map.groupBy(held, ({ path }) => path[depth] ?? "")].map(([key, fields]) => {
    const leaf = fields.find(({ path }) => path.length <= depth + 1)
    return { key, slot: leaf?.slot ?? -1, inner: leaf === undefined ? shapeOf(fields, depth + 1) : null }
  })

/** Returns the object of a row; nothing where none of its fields is filled in. */
export const make = (shape: Shape, row: ReadonlyArray<unknown>): Record<string, unknown> | undefined => {
  let made: Record<string, unknown> | undefined
  for (const { inner, key, slot } of shape) {
    const value = inner === null ? row[slot] : make(inner, row)
    if (value !== undefined) (made ??= {})[key] = value
  }
  return made
}
