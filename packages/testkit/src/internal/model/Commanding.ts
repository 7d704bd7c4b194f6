/** The rules of the model, one per command. */
import { type Hold, Rights } from "@clientele/core"
import * as fc from "fast-check"
import { type Planned, type Rule, Step } from "./Stepping.ts"
import {
  at,
  belowOf,
  childrenOf,
  cut,
  excess,
  heightOf,
  type Id,
  isLive,
  isWithin,
  lineOf,
  type Model,
  type Node,
  offered,
  parentIsActive,
  rightsOf
} from "./Tree.ts"

type OnNode = (node: Node, model: Model, index: number) => string | null

const logins = ["ada", "grace", "hedy"] as const
export const nodes = fc.nat(11)

const step = <A>(
  input: fc.Arbitrary<A>,
  plan: (input: A, there: (raw: number) => number) => Planned
): fc.Arbitrary<Step> => input.map((one) => new Step((there) => plan(one, there)))

const only =
  (stages: ReadonlyArray<Node["stage"]>, index: number, rule: OnNode): Rule =>
  (model) =>
    stages.includes(at(model, index).stage) ? rule(at(model, index), model, index) : "notInThisStage"

const taken = (model: Model, node: Node, login: string | null): boolean =>
  login !== null && model.nodes.some((other) => other !== node && other.login === login)

export const create = step(fc.tuple(nodes, fc.option(fc.constantFrom(...logins))), ([raw, login], there) => {
  const parent = there(raw)
  return {
    name: `create under ${parent}${login === null ? "" : ` as ${login}`}`,
    command: (ids) => ({
      _tag: "create",
      parent: ids[parent] as Id,
      portal: "plain",
      draft: {
        name: "Ada B.V.",
        currency: "EUR",
        address: { country: "NL" },
        ...(login === null ? {} : { admin: { login } })
      }
    }),
    rule: (model) => {
      const above = at(model, parent)
      if (above.stage !== "active") return "parentNotActive"
      if (lineOf(model, parent).length > 10) return "tooDeep"
      if (login !== null && model.nodes.some((node) => node.login === login)) return "loginTaken"
      const rights = cut(new Set(Rights.standard), above.rights)
      model.nodes.push({
        parent,
        stage: "pendingApproval",
        wasActive: false,
        holds: new Set(),
        rights,
        licenses: null,
        levels: 10,
        wants: login,
        login
      })
      return null
    }
  }
})

export const simple = (
  name: "submit" | "approve" | "discard" | "finishClose" | "cancelClose" | "reopen" | "releaseLogin",
  stages: ReadonlyArray<Node["stage"]>,
  rule: OnNode
): fc.Arbitrary<Step> =>
  step(nodes, (raw, there) => {
    const index = there(raw)
    return {
      name: `${name} ${index}`,
      command: (ids) => ({ _tag: name, customer: ids[index] as Id }),
      rule: only(stages, index, rule)
    }
  })

export const moving = step(fc.tuple(nodes, nodes, fc.boolean()), ([rawIndex, rawParent, narrow], there) => {
  const [index, parent] = [there(rawIndex), there(rawParent)]
  return {
    name: `move ${index} under ${parent}${narrow ? ", narrowing" : ""}`,
    command: (ids) => ({
      _tag: "move",
      customer: ids[index] as Id,
      parent: ids[parent] as Id,
      ...(narrow ? { narrow } : {})
    }),
    rule: only(["active"], index, (node, model) => {
      if (at(model, parent).stage !== "active") return "parentNotActive"
      if (node.parent === null) return "otherPlatform"
      if (lineOf(model, parent).includes(index)) return "intoItself"
      if (node.parent === parent) return "alreadySo"
      if (lineOf(model, parent).length + heightOf(model, index) > 10) return "tooDeep"
      const { overLicenses, overRights, take } = excess(
        model,
        index,
        rightsOf(at(model, parent)),
        offered(model, parent)
      )
      if (!narrow && overRights) return "rightsExceeded"
      if (!narrow && overLicenses) return "licensesExceeded"
      take()
      node.parent = parent
      return null
    })
  }
})

export const granting = step(
  fc.tuple(nodes, fc.subarray([...Rights.all]), fc.boolean()),
  ([raw, rights, narrow], there) => {
    const index = there(raw)
    return {
      name: `set rights of ${index} to ${rights.join()}${narrow ? ", narrowing" : ""}`,
      command: (ids) => ({ _tag: "setRights", customer: ids[index] as Id, rights, ...(narrow ? { narrow } : {}) }),
      rule: only(["active"], index, (node, model) => {
        const added = new Set(rights.filter((right) => !node.rights.has(right)))
        if (!isWithin(added, node.parent === null ? null : rightsOf(at(model, node.parent)))) return "rightsExceeded"
        const below = childrenOf(model, index).map((child) => excess(model, child, new Set(rights), null))
        if (!narrow && below.some(({ overRights }) => overRights)) return "heldBelow"
        for (const { take } of below) take()
        node.rights = new Set(rights)
        return null
      })
    }
  }
)

export const licensing = step(
  fc.tuple(nodes, fc.option(fc.subarray(["azure", "backup", "m365"])), fc.boolean()),
  ([raw, list, narrow], there) => {
    const index = there(raw)
    return {
      name: `set licences of ${index} to ${list === null ? "all" : list.join()}${narrow ? ", narrowing" : ""}`,
      command: (ids) => ({
        _tag: "setLicenses",
        customer: ids[index] as Id,
        licenses: list ?? "inherit",
        ...(narrow ? { narrow } : {})
      }),
      rule: only(["active"], index, (node, model) => {
        const above = node.parent === null ? null : offered(model, node.parent)
        if (list !== null && !isWithin(new Set(list), above)) return "licensesExceeded"
        const below = childrenOf(model, index).map((child) =>
          excess(model, child, new Set(Rights.all), list === null ? above : new Set(list))
        )
        if (!narrow && below.some(({ overLicenses }) => overLicenses)) return "heldBelow"
        for (const { take } of below) take()
        node.licenses = list === null ? null : new Set(list)
        return null
      })
    }
  }
)

export const holding = step(
  fc.tuple(nodes, fc.constantFrom<("credit" | "compliance") & Hold.Reason>("credit", "compliance"), fc.boolean()),
  ([raw, reason, set], there) => {
    const index = there(raw)
    return {
      name: `${set ? "suspend" : "resume"} ${index} for ${reason}`,
      command: (ids) => ({ _tag: set ? "suspend" : "resume", customer: ids[index] as Id, reason }),
      rule: only(set ? ["active"] : ["active", "closing"], index, ({ holds }) => {
        if (set === holds.has(reason)) return set ? "alreadySo" : "notSet"
        if (set) holds.add(reason)
        else holds.delete(reason)
        return null
      })
    }
  }
)

export const closing = step(fc.tuple(nodes, fc.boolean()), ([raw, all], there) => {
  const index = there(raw)
  return {
    name: `close ${index}${all ? " with all below" : ""}`,
    command: (ids) => ({
      _tag: "close",
      customer: ids[index] as Id,
      reason: "gone",
      ...(all ? { cascade: true } : {})
    }),
    rule: only(["active"], index, (node, model) => {
      if (!all && childrenOf(model, index).some((child) => isLive(at(model, child)))) return "liveBelow"
      for (const below of belowOf(model, index).map((one) => at(model, one))) {
        if (below.stage === "pendingApproval" || below.stage === "draft")
          Object.assign(below, { stage: "closed", login: null })
        if (below.stage === "active") below.stage = "closing"
      }
      node.stage = "closing"
      return null
    })
  }
})

export const showing = step(fc.tuple(nodes, fc.integer({ min: 1, max: 10 })), ([raw, levels], there) => {
  const index = there(raw)
  return {
    name: `show ${index} to ${levels} levels`,
    command: (ids) => ({ _tag: "setVisibility", customer: ids[index] as Id, levels }),
    rule: only(["active"], index, (node) => {
      node.levels = levels
      return null
    })
  }
})

export const approve = simple("approve", ["pendingApproval"], (node, model) => {
  if (!parentIsActive(model, node)) return "parentNotActive"
  Object.assign(node, { stage: "active", wasActive: true })
  return null
})

export const submit = simple("submit", ["draft"], (node, model) => {
  if (!parentIsActive(model, node)) return "parentNotActive"
  if (taken(model, node, node.wants)) return "loginTaken"
  const rights = node.parent === null ? node.rights : cut(node.rights, rightsOf(at(model, node.parent)))
  Object.assign(node, { stage: "pendingApproval", login: node.wants, rights })
  return null
})

export const reopen = simple("reopen", ["closed"], (node, model) => {
  if (!parentIsActive(model, node)) return "parentNotActive"
  if (!node.wasActive) {
    node.stage = "draft"
    return null
  }
  const login = node.login ?? node.wants
  if (taken(model, node, login)) return "loginTaken"
  if (node.parent !== null) {
    const list = offered(model, node.parent)
    Object.assign(node, {
      rights: cut(node.rights, rightsOf(at(model, node.parent))),
      licenses: node.licenses === null ? null : cut(node.licenses, list)
    })
  }
  Object.assign(node, { stage: "active", login })
  return null
})
