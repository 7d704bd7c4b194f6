/**
 * A simple model of a platform, and fast-check commands that drive `Customers` and the model side by side.
 *
 * The model knows nothing of events, portals or profiles: who lies under whom, in which stage, with which holds, rights,
 * licences, levels and login, and what that forbids.
 *
 * @since 0.1.0
 */
import * as fc from "fast-check"
import * as Commanding from "./internal/model/Commanding.ts"
import { Look } from "./internal/model/Stepping.ts"
import * as Tree from "./internal/model/Tree.ts"

/**
 * The model: customers by the number of their creation; the root is 0.
 *
 * @category models
 * @since 0.1.0
 */
export type Model = Tree.Model

/**
 * The platform that is driven, by somebody who may do everything.
 *
 * @category models
 * @since 0.1.0
 */
export type Real = Tree.Real

/**
 * Returns the model of a platform that was just opened, by the plain portal's settings.
 *
 * @category constructors
 * @since 0.1.0
 */
export const opened: () => Model = Tree.opened

/**
 * Returns sequences of commands that drive whole trees: creating, approving, moving, granting, holding, closing, reopening
 * and looking.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const sequences = (maxCommands = 40): fc.Arbitrary<Iterable<fc.AsyncCommand<Model, Real>>> => {
  const { approve, closing, create, granting, holding, licensing, moving, nodes, reopen, showing, simple, submit } =
    Commanding
  return fc.commands(
    [
      create,
      create,
      create,
      approve,
      approve,
      approve,
      submit,
      moving,
      moving,
      granting,
      granting,
      licensing,
      holding,
      closing,
      showing,
      reopen,
      simple("discard", ["draft", "pendingApproval"], (node) => {
        Object.assign(node, { stage: "closed", login: null })
        return null
      }),
      simple("finishClose", ["closing"], (node, model, index) => {
        if (Tree.childrenOf(model, index).some((child) => Tree.isLive(Tree.at(model, child)))) return "liveBelow"
        node.stage = "closed"
        return null
      }),
      simple("cancelClose", ["closing"], (node, model) => {
        if (!Tree.parentIsActive(model, node)) return "parentNotActive"
        node.stage = "active"
        return null
      }),
      simple("releaseLogin", ["active", "closed"], (node) => {
        if (node.login === null) return "notSet"
        node.login = null
        return null
      }),
      fc.tuple(nodes, nodes).map(([home, index]) => new Look(home, index))
    ],
    { maxCommands, size: "max" }
  )
}
