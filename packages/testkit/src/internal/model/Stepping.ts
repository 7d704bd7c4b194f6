/** Commands of fast-check: what the model expects, what the platform does, and whether the two agree afterwards. */
import { type Command, Hold } from "@clientele/core"
import type * as fc from "fast-check"
import { at, holds, type Id, lineOf, type Model, offered, type Real, rightsOf } from "./Tree.ts"

/** Refuses with a reason, or changes the model and gives `null`. */
export type Rule = (model: Model) => string | null

export interface Planned {
  readonly name: string
  readonly command: (ids: ReadonlyArray<Id>) => Command.Command
  readonly rule: Rule
}

/** A command about customers that are there: numbers beyond the last count from the first again. */
export class Step implements fc.AsyncCommand<Model, Real> {
  private readonly plan: (there: (raw: number) => number) => Planned
  private name = "not run"

  constructor(plan: (there: (raw: number) => number) => Planned) {
    this.plan = plan
  }

  check() {
    return true
  }

  async run(model: Model, real: Real) {
    const size = model.nodes.length
    const { command, name, rule } = this.plan((raw) => raw % size)
    this.name = name
    const expected = rule(model)
    const outcome = await real.run(command(real.ids))
    const actual = "refused" in outcome ? outcome.refused : null
    if (actual !== expected)
      throw new Error(`${name}: the model says ${expected ?? "done"}, the platform ${actual ?? "done"}`)
    if (model.nodes.length > size && "id" in outcome) real.ids.push(outcome.id)
    await agree(model, real, name)
  }

  toString() {
    return this.name
  }
}

/** Asks whether a user at home at the one sees the other. */
export class Look implements fc.AsyncCommand<Model, Real> {
  private readonly home: number
  private readonly index: number
  private name = "not run"

  constructor(home: number, index: number) {
    this.home = home
    this.index = index
  }

  check() {
    return true
  }

  async run(model: Model, real: Real) {
    const [home, index] = [this.home % model.nodes.length, this.index % model.nodes.length]
    this.name = `does ${home} see ${index}?`
    const distance = lineOf(model, index).indexOf(home)
    const expected = distance === 0 || (distance > 0 && distance <= at(model, index).levels)
    const actual = await real.sees(real.ids[home] as Id, real.ids[index] as Id)
    if (actual !== expected) throw new Error(`${this.name}: the model says ${expected}, the platform ${actual}`)
  }

  toString() {
    return this.name
  }
}

const agree = async (model: Model, real: Real, after: string): Promise<void> => {
  for (const [index, node] of model.nodes.entries()) {
    const view = await real.get(real.ids[index] as Id)
    const list = offered(model, index)
    const thought = {
      parent: node.parent,
      stage: node.stage,
      holds: [...node.holds].toSorted(),
      rights: [...rightsOf(node)].toSorted(),
      offered: list === null ? null : [...list].toSorted(),
      levels: node.levels,
      login: node.login,
      blocked: Hold.blocked(
        lineOf(model, index).flatMap((one) => [...at(model, one).holds].map((reason) => ({ reason })))
      )
    }
    const told = {
      parent: view.parent === null ? null : real.ids.indexOf(view.parent),
      stage: view.lifecycle._tag,
      holds: view.holds.map(({ reason }) => reason).toSorted(),
      rights: holds(node) ? [...(view.profile.rights ?? [])].toSorted() : [],
      offered: view.offered === "inherit" ? null : [...view.offered].toSorted(),
      levels: view.profile.visibility,
      login: view.login?.key ?? null,
      blocked: view.blocked
    }
    if (JSON.stringify(told) !== JSON.stringify(thought)) {
      throw new Error(
        `after ${after}, customer ${index}: the model says ${JSON.stringify(thought)}, the platform ${JSON.stringify(told)}`
      )
    }
  }
}
