/** The model's tree: who lies under whom, and what that means for rights and licences. */
import { type Command, type CustomerId, type CustomerView, type Hold, Rights } from "@clientele/core"

export type Id = CustomerId.CustomerId

export interface Node {
  parent: number | null
  stage: "draft" | "pendingApproval" | "active" | "closing" | "closed"
  wasActive: boolean
  holds: Set<Hold.Reason>
  rights: ReadonlySet<Rights.Right>
  licenses: ReadonlySet<string> | null
  levels: number
  /** The login that was asked for, and the one that it holds. */
  wants: string | null
  login: string | null
}

export interface Model {
  readonly nodes: Array<Node>
}

export interface Real {
  /** Ids by number. */
  readonly ids: Array<Id>
  /** Carries a command out; gives the id that it concerned, or why it was refused. */
  readonly run: (command: Command.Command) => Promise<{ readonly id: Id } | { readonly refused: string }>
  /** The state of a customer, as support sees it. */
  readonly get: (id: Id) => Promise<CustomerView.CustomerView>
  /** Whether a user at home at the one sees the other. */
  readonly sees: (home: Id, id: Id) => Promise<boolean>
}

export const opened = (): Model => ({
  nodes: [
    {
      parent: null,
      stage: "active",
      wasActive: true,
      holds: new Set(),
      rights: new Set(Rights.all),
      licenses: null,
      levels: 10,
      wants: null,
      login: null
    }
  ]
})

export const at = ({ nodes }: Model, index: number): Node => nodes[index] as Node

export const isLive = ({ stage }: Node): boolean => stage !== "closed"

/** Who is a draft holds nothing yet, who is closed nothing any more. */
export const holds = ({ stage }: Node): boolean => stage !== "closed" && stage !== "draft"

export const childrenOf = (model: Model, index: number): ReadonlyArray<number> =>
  model.nodes.flatMap(({ parent }, child) => (parent === index ? [child] : []))

export const belowOf = (model: Model, index: number): ReadonlyArray<number> =>
  childrenOf(model, index).flatMap((child) => [child, ...belowOf(model, child)])

export const lineOf = (model: Model, index: number): ReadonlyArray<number> => {
  const { parent } = at(model, index)
  return parent === null ? [index] : [index, ...lineOf(model, parent)]
}

export const heightOf = (model: Model, index: number): number =>
  Math.max(0, ...childrenOf(model, index).map((child) => 1 + heightOf(model, child)))

export const parentIsActive = (model: Model, { parent }: Node): boolean =>
  parent === null || at(model, parent).stage === "active"

export const rightsOf = (node: Node): ReadonlySet<Rights.Right> => (holds(node) ? node.rights : new Set())

/** The licences that a customer can choose from in the end; `null`: all. */
export const offered = (model: Model, index: number): ReadonlySet<string> | null =>
  lineOf(model, index)
    .map((one) => at(model, one))
    .map((node) => (holds(node) ? node.licenses : null))
    .find((list) => list !== null) ?? null

export const isWithin = <A>(inner: ReadonlySet<A>, outer: ReadonlySet<A> | null): boolean =>
  outer === null || [...inner].every((one) => outer.has(one))

export const cut = <A>(inner: ReadonlySet<A>, outer: ReadonlySet<A> | null): ReadonlySet<A> =>
  outer === null ? inner : new Set([...inner].filter((one) => outer.has(one)))

/** What of a subtree goes beyond what its top may hold, and a function that takes it away. */
export const excess = (
  model: Model,
  top: number,
  rights: ReadonlySet<Rights.Right>,
  licenses: ReadonlySet<string> | null
) => {
  let overRights = false
  let overLicenses = false
  const takes: Array<() => void> = []
  const walk = (index: number, bound: ReadonlySet<Rights.Right>, list: ReadonlySet<string> | null) => {
    const node = at(model, index)
    if (!holds(node)) {
      // What lies under one that holds nothing can hold nothing either; licences go on from further up.
      for (const child of childrenOf(model, index)) walk(child, new Set(), list)
      return
    }
    const [left, lists] = [cut(node.rights, bound), node.licenses === null ? null : cut(node.licenses, list)]
    overRights ||= left.size < node.rights.size
    overLicenses ||= lists !== null && node.licenses !== null && lists.size < node.licenses.size
    takes.push(() => Object.assign(node, { rights: left, licenses: lists }))
    for (const child of childrenOf(model, index)) walk(child, left, lists ?? list)
  }
  walk(top, rights, licenses)
  return {
    overRights,
    overLicenses,
    take: () => {
      for (const one of takes) one()
    }
  }
}
