/** Which commands a crash run gives: drawn from a seed, about the customers that were acknowledged so far. */
import { type Command, CustomerId } from "@clientele/core"
import type { Acknowledged } from "./Ledger.ts"
import type { Outcome, Task } from "./Messages.ts"

export type Random = () => number

export interface Tasks {
  /** A command that was not given yet, or now and then one that was acknowledged. */
  readonly next: () => Task
  /** Takes in what became of a command. */
  readonly learn: (task: Task, outcome: Outcome) => void
}

type Id = CustomerId.CustomerId

/** So many of those made last are asked about, and a few of the first: often enough the same ones at once. */
const recent = 60
const hot = 4

/** Returns commands below a root. */
export const make = (random: Random, root: string): Tasks => {
  const below = (sides: number) => Math.floor(random() * sides)
  const depths = new Map<string, number>([[root, 0]])
  const stages = { pendingApproval: [] as Array<string>, active: [] as Array<string> }
  const done: Array<Task> = []
  const known = new Set<string>()
  let count = 0

  const some = (ids: ReadonlyArray<string>): Id | undefined => {
    const from =
      below(5) === 0 ? below(Math.min(hot, ids.length)) : ids.length - 1 - below(Math.min(recent, ids.length))
    return ids[from] as Id | undefined
  }
  const parent = (): Id => {
    const one = below(3) === 0 ? undefined : some(stages.active)
    return (one !== undefined && (depths.get(one) ?? 0) < 6 ? one : root) as Id
  }

  const create = (mark: string): Command.Command => ({
    _tag: "create",
    parent: parent(),
    portal: "plain",
    draft: {
      name: `${mark} B.V.`,
      currency: "EUR",
      address: { country: "NL" },
      externalKey: mark,
      // A few want the same login: all but one are refused.
      admin: { login: below(10) === 0 ? `login-${below(200)}` : mark }
    }
  })

  const about: ReadonlyArray<readonly [share: number, make: (customer: Id, mark: string) => Command.Command]> = [
    [12, (customer, mark) => ({ _tag: "edit", customer, changes: { name: `${mark} B.V.` } })],
    [8, (customer, mark) => ({ _tag: "changeExternalKey", customer, externalKey: mark })],
    [8, (customer, mark) => ({ _tag: "suspend", customer, reason: "credit", note: mark })],
    [6, (customer) => ({ _tag: "resume", customer, reason: "credit" })],
    [6, (customer, mark) => ({ _tag: "setLegalHold", customer, note: mark })],
    [6, (customer) => ({ _tag: "setNotifications", customer, letters: below(2) === 0 })],
    [6, (customer) => ({ _tag: "setRights", customer, rights: below(3) > 0 ? ["enableDemo"] : [], narrow: true })],
    [4, (customer) => ({ _tag: "move", customer, parent: parent(), narrow: true })],
    [2, (customer) => ({ _tag: "releaseLogin", customer })],
    [2, (customer, mark) => ({ _tag: "close", customer, reason: mark })]
  ]

  const draw = (mark: string): Command.Command => {
    let rest = below(110)
    const waiting = some(stages.pendingApproval)
    if (rest < 24 && waiting !== undefined)
      return rest < 22 ? { _tag: "approve", customer: waiting } : { _tag: "discard", customer: waiting }
    rest -= 24
    const customer = some(stages.active)
    for (const [share, of] of about) {
      if (rest >= 0 && rest < share && customer !== undefined) return of(customer, mark)
      rest -= share
    }
    return create(mark)
  }

  const place = ({ customer, stage }: Acknowledged, { command }: Task) => {
    for (const ids of [stages.pendingApproval, stages.active]) {
      const at = ids.lastIndexOf(customer)
      if (at >= 0 && ids !== stages[stage as keyof typeof stages]) ids.splice(at, 1)
    }
    const ids = stages[stage as keyof typeof stages]
    if (ids !== undefined && !ids.includes(customer)) ids.push(customer)
    if ("parent" in command && command.parent !== undefined) depths.set(customer, (depths.get(command.parent) ?? 0) + 1)
  }

  return {
    next: () => {
      if (done.length > 0 && below(20) === 0) return done[below(done.length)]!
      const key = `crash-${String(count++).padStart(6, "0")}`
      return { key, command: draw(key) }
    },
    learn: (task, outcome) => {
      // An answer given again tells of the past.
      if (outcome._tag === "refused" || known.has(task.key)) return
      known.add(task.key)
      done.push(task)
      place(outcome, task)
    }
  }
}
