/** What was filled in as a row instead of an object: each field has a slot, so that nobody has to follow its pointer. */
import type { Field } from "../Field.ts"
import { follow, keys } from "../Pointer.ts"
import { type Held, make, type Shape, shapeOf } from "./shapes.ts"

/** Where a pointer leads: to the slot of a field, or along a path through the object (-1). */
export interface Place {
  readonly slot: number
  readonly path: ReadonlyArray<string>
}

/** A field that has a slot. */
interface Slot extends Held {
  /** Of the items of a list. */
  readonly inside: Table | null
}

/** The slots of a portal's fields, or of those in the items of a list. */
export class Table {
  readonly #slots: ReadonlyMap<string, number>
  readonly #held: ReadonlyArray<Slot>
  readonly #lists: ReadonlyArray<Slot>
  readonly #shape: Shape
  readonly #empty: ReadonlyArray<undefined>

  constructor(fields: ReadonlyArray<Field>) {
    const byPointer = new Map(fields.map((field) => [field.at, field]))
    this.#held = [...byPointer.values()].map(({ at, items, kind }, slot) => ({
      slot,
      path: keys(at),
      inside: kind === "list" ? new Table(items ?? []) : null
    }))
    this.#lists = this.#held.filter(({ inside }) => inside !== null)
    this.#shape = shapeOf(this.#held)
    this.#slots = new Map([...byPointer.keys()].map((at, slot) => [at, slot]))
    this.#empty = this.#held.map(() => undefined)
  }

  /** The table of a list's items. */
  insideOf(slot: number): Table | null {
    return this.#held[slot]?.inside ?? null
  }

  slotOf(pointer: string): number {
    return this.#slots.get(pointer) ?? -1
  }

  /** Lists are rows of rows in their slot, so that pointers to them lead through the object. */
  placeOf(pointer: string): Place {
    const slot = this.slotOf(pointer)
    return { slot: slot >= 0 && this.insideOf(slot) === null ? slot : -1, path: keys(pointer) }
  }

  /** A row in which nothing is filled in. */
  row(): Array<unknown> {
    return this.#empty.slice()
  }

  /** Returns the object that a row stands for; its keys come in the order of the fields. */
  objectOf(row: ReadonlyArray<unknown>): Record<string, unknown> {
    let objects = row
    for (const { inside, slot } of this.#lists) {
      const rows = row[slot]
      if (inside !== null && rows !== undefined) objects = objects.with(slot, inside.objectsOf(rows))
    }
    return make(this.#shape, objects) ?? {}
  }

  objectsOf(rows: unknown): ReadonlyArray<unknown> {
    return (rows as ReadonlyArray<ReadonlyArray<unknown>>).map((row) => this.objectOf(row))
  }

  rowOf(value: unknown): Array<unknown> {
    const row = this.row()
    for (const { inside, path, slot } of this.#held) {
      const found = follow(value, path)
      row[slot] = inside === null ? found : inside.rowsOf(found)
    }
    return row
  }

  rowsOf(value: unknown): unknown {
    return Array.isArray(value) ? value.map((item) => this.rowOf(item)) : undefined
  }
}

/** A row, and the object that it stands for where somebody asks for it. */
export class Filled {
  #object: Record<string, unknown> | undefined
  readonly table: Table
  readonly row: ReadonlyArray<unknown>

  constructor(table: Table, row: ReadonlyArray<unknown>) {
    this.table = table
    this.row = row
  }

  at({ path, slot }: Place): unknown {
    return slot < 0 ? follow(this.object(), path) : this.row[slot]
  }

  object(): Record<string, unknown> {
    this.#object ??= this.table.objectOf(this.row)
    return this.#object
  }
}
