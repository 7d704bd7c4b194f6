/**
 * A simple model of a platform, and fast-check commands that drive `Customers` and the model side by side.
 *
 * The model knows nothing of events, portals or profiles: who lies under whom, in which stage, with which holds, rights,
 * licences, levels and login, and what that forbids.
 *
 * @since 0.1.0
 */
import { type Command, type Execution, Hold, Licenses, Rights, type CustomerId } from "@clientele/core"
import * as fc from "fast-check"

type Id = CustomerId.CustomerId

/**
 * A customer as the model knows it, under the number of its creation; the root is 0.
 *
 * @category models
 * @since 0.1.0
 */
export interface Node {
  parent: number | null
  stage: "pendingApproval" | "active" | "closing" | "closed"
  wasActive: boolean
  holds: Set<Hold.Reason>
  rights: ReadonlySet<Rights.Right>
  licenses: ReadonlySet<string> | null
  levels: number
  login: string | null
}

/**
 * The model: customers by number.
 *
 * @category models
 * @since 0.1.0
 */
export interface Model {
  readonly nodes: Array<Node>
}

/**
 * The platform that is driven, by somebody who may do everything.
 *
 * @category models
 * @since 0.1.0
 */
export interface Real {
  /** Ids by number. */
  readonly ids: Array<Id>
  /** Carries a command out; gives the id that it concerned, or why it was refused. */
  readonly run: (command: Command.Command) => Promise<{ readonly id: Id } | { readonly refused: string }>
  /** The state of a customer, as support sees it. */
  readonly get: (id: Id) => Promise<Execution.Executed["customer"]>
  /** Whether a user at home at the one sees the other. */
  readonly sees: (home: Id, id: Id) => Promise<boolean>
}

/**
 * Returns the model of a platform that was just opened.
 *
 * @category constructors
 * @since 0.1.0
 */
export const opened = (): Model => ({
  nodes: [{ parent: null, stage: "active", wasActive: true, holds: new Set(), rights: new Set(Rights.all), licenses: null, levels: 10, login: null }]
})

const live = ({ stage }: Node) => stage !== "closed"
const at = ({ nodes }: Model, index: number): Node => nodes[index] as Node
const childrenOf = (model: Model, index: number) => model.nodes.flatMap(({ parent }, child) => parent === index ? [child] : [])
const belowOf = (model: Model, index: number): ReadonlyArray<number> => childrenOf(model, index).flatMap((child) => [child, ...belowOf(model, child)])
const lineOf = (model: Model, index: number): ReadonlyArray<number> => {
  const { parent } = at(model, index)
  return parent === null ? [index] : [index, ...lineOf(model, parent)]
}
const offered = (model: Model, index: number) => lineOf(model, index).map((one) => at(model, one).licenses).find((list) => list !== null) ?? null
const within = <A>(inner: ReadonlySet<A>, outer: ReadonlySet<A> | null) => outer === null || [...inner].every((one) => outer.has(one))
const cut = <A>(inner: ReadonlySet<A>, outer: ReadonlySet<A> | null) => outer === null ? inner : new Set([...inner].filter((one) => outer.has(one)))

/** Whether somebody of the subtree holds more than its parent would; with `narrow` nobody does afterwards. */
const exceeds = (model: Model, top: number, rights: ReadonlySet<Rights.Right>, licenses: ReadonlySet<string> | null, narrow: boolean): boolean => {
  let over = false
  const walk = (index: number, bound: ReadonlySet<Rights.Right>, list: ReadonlySet<string> | null) => {
    const node = at(model, index)
    if (!within(node.rights, bound) || (node.licenses !== null && !within(node.licenses, list))) over = true
    const [left, lists] = [cut(node.rights, bound), node.licenses === null ? null : cut(node.licenses, list)]
    if (narrow) Object.assign(node, { rights: left, licenses: lists })
    for (const child of childrenOf(model, index)) walk(child, left, lists ?? list)
  }
  walk(top, rights, licenses)
  return over
}

/** What one command of the model does: refuses with a reason, or changes the model and gives `null`. */
type Rule = (model: Model) => string | null

class Step implements fc.AsyncCommand<Model, Real> {
  readonly index: number
  readonly command: (ids: ReadonlyArray<Id>) => Command.Command
  readonly rule: Rule
  readonly name: string

  constructor(name: string, index: number, command: (ids: ReadonlyArray<Id>) => Command.Command, rule: Rule) {
    this.name = name
    this.index = index
    this.command = command
    this.rule = rule
  }

  check(model: Readonly<Model>) {
    return this.index < model.nodes.length
  }

  async run(model: Model, real: Real) {
    const size = model.nodes.length
    const expected = this.rule(model)
    const outcome = await real.run(this.command(real.ids))
    const actual = "refused" in outcome ? outcome.refused : null
    if (actual !== expected) throw new Error(`${this.name}: the model says ${expected ?? "done"}, the platform ${actual ?? "done"}`)
    if (model.nodes.length > size && "id" in outcome) real.ids.push(outcome.id)
    await agree(model, real, this.name)
  }

  toString() {
    return this.name
  }
}

/** Compares every customer, and who sees whom. */
const agree = async (model: Model, real: Real, after: string): Promise<void> => {
  for (const [index, node] of model.nodes.entries()) {
    const view = await real.get(real.ids[index] as Id)
    const told = {
      parent: view.parent === null ? null : real.ids.indexOf(view.parent),
      stage: view.lifecycle._tag,
      holds: view.holds.map(({ reason }) => reason).sort(),
      rights: [...view.profile.rights ?? []].sort(),
      offered: view.offered === "inherit" ? null : [...view.offered].sort(),
      levels: view.profile.visibility,
      login: view.login?.key ?? null,
      blocked: view.blocked
    }
    const list = offered(model, index)
    const thought = {
      parent: node.parent,
      stage: node.stage,
      holds: [...node.holds].sort(),
      rights: [...node.rights].sort(),
      offered: list === null ? null : [...list].sort(),
      levels: node.levels,
      login: node.login,
      blocked: Hold.blocked(lineOf(model, index).flatMap((one) => [...at(model, one).holds].map((reason) => ({ reason }))))
    }
    if (JSON.stringify(told) !== JSON.stringify(thought)) {
      throw new Error(`after ${after}, customer ${index}: the model says ${JSON.stringify(thought)}, the platform ${JSON.stringify(told)}`)
    }
  }
}

class Look implements fc.AsyncCommand<Model, Real> {
  readonly home: number
  readonly index: number

  constructor(home: number, index: number) {
    this.home = home
    this.index = index
  }

  check(model: Readonly<Model>) {
    return Math.max(this.home, this.index) < model.nodes.length
  }

  async run(model: Model, real: Real) {
    const distance = lineOf(model, this.index).indexOf(this.home)
    const expected = distance === 0 || (distance > 0 && distance <= at(model, this.index).levels)
    const actual = await real.sees(real.ids[this.home] as Id, real.ids[this.index] as Id)
    if (actual !== expected) throw new Error(`${this.toString()}: the model says ${expected}, the platform ${actual}`)
  }

  toString() {
    return `does ${this.home} see ${this.index}?`
  }
}

const only = (stages: ReadonlyArray<Node["stage"]>, index: number, rule: (node: Node, model: Model) => string | null): Rule => (model) =>
  stages.includes(at(model, index).stage) ? rule(at(model, index), model) : "notInThisStage"

const parentActive = (model: Model, { parent }: Node) => parent === null || at(model, parent).stage === "active"

const logins = ["ada", "grace", "hedy"] as const
const nodes = fc.nat(7)

/** Closes or gives up what is live below, the lowest first, as far as each can be. */
const cascade = (model: Model, index: number) => {
  for (const below of [...belowOf(model, index)].reverse()) {
    const node = at(model, below)
    if (node.stage === "pendingApproval") Object.assign(node, { stage: "closed", wasActive: false, login: null })
    if (node.stage === "active") node.stage = "closing"
  }
}

const create = fc.tuple(nodes, fc.option(fc.constantFrom(...logins))).map(([parent, login]) =>
  new Step(`create under ${parent}${login === null ? "" : ` as ${login}`}`, parent, (ids) => ({
    _tag: "create",
    parent: ids[parent] as Id,
    portal: "plain",
    draft: { name: "Ada B.V.", currency: "EUR", address: { country: "NL" }, ...(login === null ? {} : { admin: { login } }) }
  }), (model) => {
    const above = at(model, parent)
    if (above.stage !== "active") return "parentNotActive"
    if (lineOf(model, parent).length > 10) return "tooDeep"
    if (login !== null && model.nodes.some((node) => node.login === login)) return "loginTaken"
    const rights = cut(new Set(Rights.standard), above.rights)
    model.nodes.push({ parent, stage: "pendingApproval", wasActive: false, holds: new Set(), rights, licenses: null, levels: 10, login })
    return null
  }))

const simple = (
  name: "approve" | "discard" | "finishClose" | "reopen" | "releaseLogin" | "cancelClose",
  stages: ReadonlyArray<Node["stage"]>,
  rule: (index: number) => (node: Node, model: Model) => string | null
) =>
  nodes.map((index) => new Step(`${name} ${index}`, index, (ids) => ({ _tag: name, customer: ids[index] as Id }), only(stages, index, rule(index))))

const moving = fc.tuple(nodes, nodes, fc.boolean()).filter(([index]) => index !== 0).map(([index, parent, narrow]) =>
  new Step(`move ${index} under ${parent}${narrow ? ", narrowing" : ""}`, Math.max(index, parent), (ids) => ({
    _tag: "move",
    customer: ids[index] as Id,
    parent: ids[parent] as Id,
    ...(narrow ? { narrow } : {})
  }), only(["active"], index, (node, model) => {
    if (at(model, parent).stage !== "active") return "parentNotActive"
    if (lineOf(model, parent).includes(index)) return "intoItself"
    if (node.parent === parent) return "alreadySo"
    const height = (of: number): number => Math.max(0, ...childrenOf(model, of).map((child) => 1 + height(child)))
    if (lineOf(model, parent).length + height(index) > 10) return "tooDeep"
    const [rights, list] = [at(model, parent).rights, offered(model, parent)]
    const over = exceeds(model, index, rights, list, narrow)
    if (over && !narrow) return [index, ...belowOf(model, index)].some((one) => !within(at(model, one).rights, rights)) ? "rightsExceeded" : "licensesExceeded"
    node.parent = parent
    return null
  })))

const granting = fc.tuple(nodes, fc.subarray([...Rights.all]), fc.boolean()).map(([index, rights, narrow]) =>
  new Step(`set rights of ${index} to ${rights.join()}${narrow ? ", narrowing" : ""}`, index, (ids) => ({
    _tag: "setRights",
    customer: ids[index] as Id,
    rights,
    ...(narrow ? { narrow } : {})
  }), only(["active"], index, (node, model) => {
    const added = new Set(rights.filter((right) => !node.rights.has(right)))
    if (!within(added, node.parent === null ? null : at(model, node.parent).rights)) return "rightsExceeded"
    const over = childrenOf(model, index).filter((child) => exceeds(model, child, new Set(rights), null, narrow))
    if (over.length > 0 && !narrow) return "heldBelow"
    node.rights = new Set(rights)
    return null
  })))

const licensing = fc.tuple(nodes, fc.option(fc.subarray(["azure", "backup", "m365"])), fc.boolean()).map(([index, list, narrow]) =>
  new Step(`set licences of ${index} to ${list === null ? "all" : list.join()}${narrow ? ", narrowing" : ""}`, index, (ids) => ({
    _tag: "setLicenses",
    customer: ids[index] as Id,
    licenses: (list ?? "inherit") satisfies Licenses.Licenses,
    ...(narrow ? { narrow } : {})
  }), only(["active"], index, (node, model) => {
    const above = node.parent === null ? null : offered(model, node.parent)
    if (list !== null && !within(new Set(list), above)) return "licensesExceeded"
    const bound = list === null ? above : new Set(list)
    const over = childrenOf(model, index).filter((child) => exceeds(model, child, new Set(Rights.all), bound, narrow))
    if (over.length > 0 && !narrow) return "heldBelow"
    node.licenses = list === null ? null : new Set(list)
    return null
  })))

const holding = fc.tuple(nodes, fc.constantFrom<"credit" | "compliance">("credit", "compliance"), fc.boolean()).map(([index, reason, set]) =>
  new Step(`${set ? "suspend" : "resume"} ${index} for ${reason}`, index, (ids) => ({
    _tag: set ? "suspend" : "resume",
    customer: ids[index] as Id,
    reason
  }), only(set ? ["active"] : ["active", "closing"], index, ({ holds }) => {
    if (set === holds.has(reason)) return set ? "alreadySo" : "notSet"
    if (set) holds.add(reason)
    else holds.delete(reason)
    return null
  })))

const closing = fc.tuple(nodes, fc.boolean()).map(([index, all]) =>
  new Step(`close ${index}${all ? " with all below" : ""}`, index, (ids) => ({
    _tag: "close",
    customer: ids[index] as Id,
    reason: "gone",
    ...(all ? { cascade: true } : {})
  }), only(["active"], index, (node, model) => {
    if (all) cascade(model, index)
    else if (childrenOf(model, index).some((child) => live(at(model, child)))) return "liveBelow"
    node.stage = "closing"
    return null
  })))

const levels = fc.tuple(nodes, fc.integer({ min: 1, max: 10 })).map(([index, levels]) =>
  new Step(`show ${index} to ${levels} levels`, index, (ids) => ({ _tag: "setVisibility", customer: ids[index] as Id, levels }), only(["active"], index, (node) => {
    node.levels = levels
    return null
  })))

/**
 * Returns sequences of commands that drive whole trees: creating, approving, moving, granting, holding, closing, reopening
 * and looking.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const sequences = (maxCommands = 40): fc.Arbitrary<Iterable<fc.AsyncCommand<Model, Real>>> =>
  fc.commands([
    create,
    create,
    simple("approve", ["pendingApproval"], () => (node, model) => {
      if (!parentActive(model, node)) return "parentNotActive"
      Object.assign(node, { stage: "active", wasActive: true })
      return null
    }),
    simple("discard", ["pendingApproval"], () => (node) => {
      Object.assign(node, { stage: "closed", wasActive: false, login: null })
      return null
    }),
    simple("finishClose", ["closing"], (index) => (node, model) => {
      if (childrenOf(model, index).some((child) => live(at(model, child)))) return "liveBelow"
      node.stage = "closed"
      return null
    }),
    simple("cancelClose", ["closing"], () => (node, model) => {
      if (!parentActive(model, node)) return "parentNotActive"
      node.stage = "active"
      return null
    }),
    simple("releaseLogin", ["active", "closed"], () => (node) => {
      if (node.login === null) return "notSet"
      node.login = null
      return null
    }),
    moving,
    moving,
    granting,
    licensing,
    holding,
    closing,
    levels,
    fc.tuple(nodes, nodes).map(([home, index]) => new Look(home, index))
  ], { maxCommands, size: "+1" })
