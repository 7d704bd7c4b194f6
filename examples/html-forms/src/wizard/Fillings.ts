/** The forms that are being filled in, each in the hands of one person. */
import type { UserId } from "@clientele/core"
import type { Issues } from "../Desk.ts"
import * as Filling from "./Filling.ts"

export interface Fillings {
  readonly keep: (owner: UserId.UserId, filling: Filling.Filling) => Filling.Filling
  /** Returns a filling of this person; another's is not there. `packed` is what a page carried of it. */
  readonly find: (owner: UserId.UserId, id: string, packed: string | null) => Filling.Filling | null
  /** Remembers what a person just did, until the page of it has said so. */
  readonly tell: (owner: UserId.UserId, place: string, told: Told) => void
  /** Returns what the page has to say, this once. */
  readonly told: (owner: UserId.UserId, place: string) => Told | null
}

/** What was done, and what to look at in it. */
interface Told {
  readonly said: string
  readonly warnings: Issues
}

/** Each person keeps so many: whoever begins more lets go of the oldest of their own. */
const mostEach = 20
const mostPeople = 1_000

export const make = (): Fillings => {
  const people = new Map<
    UserId.UserId,
    { readonly fillings: Map<string, Filling.Filling>; readonly told: Map<string, Told> }
  >()
  const of = (owner: UserId.UserId) => {
    const known = people.get(owner) ?? { fillings: new Map(), told: new Map() }
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
    tell: (owner, place, told) => {
      const known = of(owner).told
      known.set(place, told)
      forgetOldest(known, mostEach)
    },
    told: (owner, place) => {
      const known = of(owner).told
      const told = known.get(place) ?? null
      known.delete(place)
      return told
    }
  }
}

const forgetOldest = (all: Map<unknown, unknown>, most: number): void => {
  const [oldest] = all.keys()
  if (all.size > most) all.delete(oldest)
}
