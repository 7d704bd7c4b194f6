/** Conditions made ready: pointers looked up once, each condition asked once in a reading. */
import { type Condition, isFilled } from "../Condition.ts"
import { follow } from "../Pointer.ts"
import { type Place, type Table, Filled } from "./slots.ts"

/** A condition made ready. */
export interface Holds {
  readonly test: (scope: unknown, reading: number) => boolean
  /** The reading in which it was asked last, and what it answered. */
  reading: number
  held: boolean
}

/** Returns whether a condition holds for an object or for {@link Filled}, which are asked once in a reading. */
export const isHeld = (holds: Holds, scope: unknown, reading: number): boolean => {
  if (holds.reading !== reading) {
    holds.held = holds.test(scope, reading)
    holds.reading = reading
  }
  return holds.held
}

let readings = 0

/** Returns the number of a reading: of one object as it is now. */
export const newReading = (): number => ++readings

/** Makes conditions ready whose pointers lead into one table; fields that share a condition share what is made of it. */
export const compiler = (table: Table): ((condition: Condition) => Holds) => {
  const made = new Map<Condition, Holds>()
  const compile = (condition: Condition): Holds => {
    const known = made.get(condition)
    if (known !== undefined) return known
    const holds = { test: split(condition, table, compile), reading: 0, held: false }
    made.set(condition, holds)
    return holds
  }
  return compile
}

const split = (condition: Condition, table: Table, compile: (condition: Condition) => Holds): Holds["test"] => {
  if ("all" in condition) {
    const all = condition.all.map(compile)
    return (scope, reading) => all.every((holds) => isHeld(holds, scope, reading))
  }
  if ("any" in condition) {
    const any = condition.any.map(compile)
    return (scope, reading) => any.some((holds) => isHeld(holds, scope, reading))
  }
  if ("not" in condition) {
    const not = compile(condition.not)
    return (scope, reading) => !isHeld(not, scope, reading)
  }
  const place = table.placeOf(condition.at)
  if ("is" in condition) return (scope) => valueAt(scope, place) === condition.is
  if ("oneOf" in condition) return (scope) => condition.oneOf.includes(valueAt(scope, place) as never)
  return (scope) => isFilled(valueAt(scope, place)) === condition.filled
}

const valueAt = (scope: unknown, place: Place): unknown =>
  scope instanceof Filled ? scope.at(place) : follow(scope, place.path)
