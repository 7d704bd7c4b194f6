/** The forms that are being filled in, each in the hands of one person. */
import type { Issue, UserId } from "@clientele/core"
import type { Id } from "../Desk.ts"
import * as Filling from "./Filling.ts"

export interface Fillings {
  readonly keep: (owner: UserId.UserId, filling: Filling.Filling) => Filling.Filling
  /** Returns a filling of this person; another's is not there. `packed` is what a page carried of it. */
  readonly find: (owner: UserId.UserId, id: string, packed: string | null) => Filling.Filling | null
  /** Remembers what a person should look at in a customer that was just created. */
  readonly warn: (owner: UserId.UserId, customer: Id, warnings: ReadonlyArray<Issue.Issue>) => void
  readonly warnings: (owner: UserId.UserId, customer: Id) => ReadonlyArray<Issue.Issue>
}

/** Each person keeps so many: whoever begins more lets go of the oldest of their own. */
const mostEach = 20
const mostPeople = 1_000

export const make = (): Fillings => {
  const people = new Map<
    UserId.UserId,
    { readonly fillings: Map<string, Filling.Filling>; readonly warnings: Map<Id, ReadonlyArray<Issue.Issue>> }
  >()
  const of = (owner: UserId.UserId) => {
    const known = people.get(owner) ?? { fillings: new Map(), warnings: new Map() }
    people.delete(owner)
    people.set(owner, known)
    forgetOldest(people, mostPeople)
    return known
  }
  const keep: Fillings["keep"] = (owner, filling) => {
    const { fillings } = of(owner)
    fillings.set(filling.id, filling)
    forgetOldest(fillings, mostEach)
    return filling
  }
  return {
    keep,
    find: (owner, id, packed) => {
      const known = of(owner).fillings.get(id)
      if (known !== undefined) return known
      const carried = Filling.unpack(id, packed)
      return carried === null ? null : keep(owner, carried)
    },
    warn: (owner, customer, warnings) => {
      const known = of(owner).warnings
      known.set(customer, warnings)
      forgetOldest(known, mostEach)
    },
    warnings: (owner, customer) => of(owner).warnings.get(customer) ?? []
  }
}

const forgetOldest = (all: Map<unknown, unknown>, most: number): void => {
  const [oldest] = all.keys()
  if (all.size > most) all.delete(oldest)
}
