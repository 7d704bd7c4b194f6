/** Looking values up in lists of the reference data, which never change. */

const sets = new WeakMap<ReadonlyArray<string>, ReadonlySet<string>>()

/** Returns whether a list holds a value, however long the list. */
export const includes = (list: ReadonlyArray<string>, value: string): boolean => {
  let set = sets.get(list)
  if (set === undefined) {
    set = new Set(list)
    sets.set(list, set)
  }
  return set.has(value)
}

const patterns = new Map<string, RegExp>()

/** Returns a pattern of the reference data, made once. */
export const pattern = (source: string): RegExp => {
  let made = patterns.get(source)
  if (made === undefined) {
    // Reference data names a few hundred patterns; data that keeps changing must not fill the memory.
    if (patterns.size >= 2000) patterns.clear()
    made = new RegExp(source, "u")
    patterns.set(source, made)
  }
  return made
}
