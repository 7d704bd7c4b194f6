/**
 * Who may see and do what, and why.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { CustomerId } from "../CustomerId.ts"
import type { PlatformId } from "../PlatformId.ts"
import type { Right } from "../tree/Rights.ts"
import * as Visibility from "../tree/Visibility.ts"
import { type Action, actions, type Permission, permissions } from "./Action.ts"
import * as Actor from "./Actor.ts"

/**
 * What authority looks at in a customer.
 *
 * @category models
 * @since 0.1.0
 */
export interface Node {
  readonly id: CustomerId
  readonly platform: PlatformId
  /** Levels of ancestors that see it. */
  readonly visibility: number
  readonly rights: ReadonlyArray<Right>
}

/**
 * Schema for the rule that allowed or refused.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Rule = Schema.Literals([
  "support",
  "ownUser",
  "ownAdministrator",
  "ancestorSees",
  "otherPlatform",
  "notBelow",
  "tooFarAbove",
  "supportOnly",
  "ancestorOnly",
  "administratorOnly",
  "rightMissing",
  "scopeMissing"
])

/**
 * @category models
 * @since 0.1.0
 */
export type Rule = typeof Rule.Type

/**
 * Schema for why an actor may or may not do something to a customer.
 *
 * **Details**
 *
 * `path` leads from the actor's home down to the customer and names only customers that the actor sees; it is empty where
 * the actor does not see the customer. `distance` counts levels between home and customer; `null` for support.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Explanation = Schema.Struct({
  allowed: Schema.Boolean,
  action: Schema.Literals(actions),
  rule: Rule,
  sentence: Schema.String,
  path: Schema.Array(CustomerId),
  distance: Schema.NullOr(Schema.Int)
}).annotate({ identifier: "Explanation" })

/**
 * @category models
 * @since 0.1.0
 */
export type Explanation = typeof Explanation.Type

/**
 * The actor sees the customer but may not do this. Nothing was changed; ask somebody who may.
 *
 * @category errors
 * @since 0.1.0
 */
export class ActionNotAllowed extends Schema.TaggedError<ActionNotAllowed>()("ActionNotAllowed", {
  explanation: Explanation
}) {
  override get message(): string {
    return this.explanation.sentence
  }
}

/**
 * Returns whether an actor sees the first customer of a line.
 *
 * **Details**
 *
 * `line` is the customer and its ancestors up to the root, nearest first.
 *
 * @category deciding
 * @since 0.1.0
 */
export const sees = (actor: Actor.Actor, line: ReadonlyArray<Node>): boolean => can(actor, "read", line)

/**
 * Returns whether an actor may do something to the first customer of a line.
 *
 * @category deciding
 * @since 0.1.0
 */
export const can = (actor: Actor.Actor, action: Action, line: ReadonlyArray<Node>): boolean =>
  judge(actor, action, line).allowed

/**
 * Returns those of some actions that an actor may do to the first customer of a line, in their order. Agrees with {@link can}.
 *
 * @category deciding
 * @since 0.1.0
 */
export const among = <A extends Action>(
  actor: Actor.Actor,
  some: ReadonlyArray<A>,
  line: ReadonlyArray<Node>
): ReadonlyArray<A> => {
  const allowed = allowedFrom(actor, standing(actor, line))
  return some.filter((action) => allowed.has(action))
}

/** All that an actor may do from a standing. On a page nearly all customers share one: the last is remembered. */
const allowedFrom = (actor: Actor.Actor, place: Standing): ReadonlySet<Action> => {
  const last = lasts.get(actor)
  const isSame =
    last?.place.refused === place.refused &&
    last.place.rights === place.rights &&
    (last.place.distance === 0) === (place.distance === 0)
  if (isSame) return last.allowed
  const allowed = new Set(actions.filter((action) => decide(place, permissions[action]).allowed))
  lasts.set(actor, { place, allowed })
  return allowed
}

const lasts = new WeakMap<Actor.Actor, { readonly place: Standing; readonly allowed: ReadonlySet<Action> }>()

/**
 * Returns why an actor may or may not do something to the first customer of a line. Agrees with {@link can}.
 *
 * @category deciding
 * @since 0.1.0
 */
export const explain = (actor: Actor.Actor, action: Action, line: ReadonlyArray<Node>): Explanation => {
  const { allowed, distance, rule } = judge(actor, action, line)
  const upTo = distance ?? line.length - 1
  const path = judge(actor, "read", line).allowed
    ? line
        .slice(0, upTo + 1)
        .filter((_, up) => judge(actor, "read", line.slice(up)).allowed)
        .map(({ id }) => id)
        .toReversed()
    : []
  return { allowed, action, rule, sentence: sentences[rule](permissions[action], distance ?? 0), path, distance }
}

interface Judgement {
  readonly allowed: boolean
  readonly rule: Rule
  readonly distance: number | null
}

/** Where an actor stands towards the first customer of a line: the same for every action. */
interface Standing {
  readonly scopes: ReadonlyArray<Actor.Scope> | null
  readonly behind: ReturnType<typeof Actor.principal>
  /** Settled whatever is asked: the rule that refuses; `null` where it depends. */
  readonly refused: Rule | null
  readonly distance: number | null
  readonly rights: ReadonlyArray<Right>
}

const noRights: ReadonlyArray<Right> = []

const standing = (actor: Actor.Actor, line: ReadonlyArray<Node>): Standing => {
  const [customer] = line
  const behind = Actor.principal(actor)
  const scopes = actor._tag === "token" ? actor.scopes : null
  const at = (refused: Rule | null, distance: number | null, rights: ReadonlyArray<Right> = noRights): Standing => ({
    scopes,
    behind,
    refused,
    distance,
    rights
  })
  if (behind._tag === "support") {
    // With nothing there yet, only the installation's operator opens a platform.
    const may = customer === undefined ? behind.platform === null : Actor.isSupport(actor, customer.platform)
    return at(may ? null : "otherPlatform", null)
  }
  if (customer === undefined) return at("supportOnly", null)
  if (behind.platform !== customer.platform) return at("otherPlatform", null)
  const distance = line.findIndex(({ id }) => id === behind.home)
  if (distance === -1) return at("notBelow", null)
  if (distance > 0 && !Visibility.sees(customer.visibility, distance)) return at("tooFarAbove", distance)
  return at(null, distance, line[distance]?.rights)
}

const judge = (actor: Actor.Actor, action: Action, line: ReadonlyArray<Node>): Judgement =>
  decide(standing(actor, line), permissions[action])

const decide = ({ behind, distance, refused, rights, scopes }: Standing, permission: Permission): Judgement => {
  const { right, scope, who } = permission
  const yes = (rule: Rule): Judgement =>
    scopes !== null && !scopes.includes(scope)
      ? { allowed: false, rule: "scopeMissing", distance }
      : { allowed: true, rule, distance }
  const no = (rule: Rule): Judgement => ({ allowed: false, rule, distance })
  if (refused !== null) return no(refused)
  if (behind._tag === "support") return yes("support")
  const rule = distance === 0 ? (behind.role === "administrator" ? "ownAdministrator" : "ownUser") : "ancestorSees"
  if (who === "reader") return yes(rule)
  if (who === "support") return no("supportOnly")
  if (right !== null && !rights.includes(right)) return no("rightMissing")
  if (distance === 0) {
    if (who === "manager") return no("ancestorOnly")
    const partner = right !== null && behind.role === "professional"
    return behind.role === "administrator" || partner ? yes(rule) : no("administratorOnly")
  }
  return behind.role === "user" ? no("administratorOnly") : yes(rule)
}

const levels = (distance: number) => (distance === 1 ? "one level" : `${distance} levels`)

const sentences: { readonly [R in Rule]: (permission: Permission, distance: number) => string } = {
  support: () => "Support sees and manages the whole platform",
  ownUser: () => "Users see the customer at which they are at home",
  ownAdministrator: () => "Administrators look after the customer at which they are at home",
  ancestorSees: (_, distance) =>
    `The actor's home lies ${levels(distance)} above and the customer is visible that far up`,
  otherPlatform: () => "The customer is not of a platform of the actor's",
  notBelow: () => "The customer does not lie below the actor's home",
  tooFarAbove: (_, distance) => `The actor's home lies ${levels(distance)} above, further than the customer is visible`,
  supportOnly: () => "Only support may do this",
  ancestorOnly: () => "Only somebody above the customer may do this",
  administratorOnly: () => "Only administrators may do this",
  rightMissing: ({ right }) => `The actor's home lacks the right ${right ?? ""}`,
  scopeMissing: ({ scope }) => `The token lacks the scope ${scope}`
}
