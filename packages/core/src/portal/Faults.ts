/**
 * What is wrong with a portal itself: the mistakes that its author can make and no type notices.
 *
 * @since 0.1.0
 */
import type * as SchemaAST from "effect/SchemaAST"
import { Profile } from "../party/Profile.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import type { Condition } from "./Condition.ts"
import type { Field, Pattern } from "./Field.ts"
import * as Pointer from "./Pointer.ts"
import { fields, type Portal } from "./Portal.ts"
import type { Rule } from "./Rule.ts"

/**
 * One mistake in a portal: where (a pointer into the portal's value), and what to do about it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Fault {
  readonly at: string
  readonly message: string
}

/**
 * What the portal will run with; what is left out is not looked at.
 *
 * @category models
 * @since 0.1.0
 */
export interface Around {
  readonly reference?: ReferenceData
  readonly custom?: Readonly<Record<string, unknown>>
}

/**
 * Returns what is wrong with a portal; nothing if all of it can work.
 *
 * **When to use**
 *
 * Use in the first test of a portal of your own. A portal with faults runs, but asks for what nobody can fill in, checks
 * nothing where a pointer leads nowhere, or keeps values that no store reads back.
 *
 * **Example** (Finding a pointer that leads nowhere)
 *
 * ```ts import.meta.vitest
 * import { Faults, Portal } from "@clientele/core"
 *
 * const portal = Portal.make({ ...Portal.platform, rules: [{ _tag: "complete", at: ["/nmae"] }] })
 * Faults.of(portal).map(({ at, message }) => `${at}: ${message}`)
 * // => ["/rules/0/at/0: the portal does not ask for /nmae"]
 * ```
 *
 * @category checking
 * @since 0.1.0
 */
export const of = (portal: Portal, around: Around = {}): ReadonlyArray<Fault> => {
  const found: Array<Fault> = []
  const say = (at: string, message: string) => found.push({ at, message })
  const asked = new Map(fields(portal).map(({ field }) => [field.at, field]))
  const { policies, rules } = portal

  const leads = (at: string, pointer: string | undefined | null, to: ReadonlyMap<string, Field> = asked) => {
    if (pointer === undefined || pointer === null) return
    const known = [...to.keys()].some((one) => one === pointer || one.startsWith(`${pointer}/`))
    if (!known) say(at, `the portal does not ask for ${pointer}`)
  }
  const condition = (at: string, it: Condition | boolean | undefined, to: ReadonlyMap<string, Field>): void => {
    if (it === undefined || typeof it === "boolean") return
    if ("all" in it) return it.all.forEach((inner, index) => condition(`${at}/all/${index}`, inner, to))
    if ("any" in it) return it.any.forEach((inner, index) => condition(`${at}/any/${index}`, inner, to))
    if ("not" in it) return condition(`${at}/not`, it.not, to)
    leads(`${at}/at`, it.at, to)
  }

  const look = (at: string, field: Field, siblings: ReadonlyMap<string, Field>, above: string) => {
    const type = field.kind === "secret" ? "any" : typeAt(`${above}${field.at}`)
    if (type === null) say(`${at}/at`, `a customer has nothing at ${field.at}; fields of your own go to /extra`)
    else if (!fits(field, type)) say(`${at}/kind`, `${field.at} cannot hold a ${field.kind}`)
    if (["choice", "choices", "taxZone"].includes(field.kind) && field.options === undefined) {
      say(at, `a ${field.kind} needs options to choose from`)
    }
    if ((field.kind === "list") !== (field.items !== undefined)) say(at, "a list has items, and nothing else does")
    if ((field.minimum ?? -Infinity) > (field.maximum ?? Infinity)) say(at, "the minimum is above the maximum")
    if (
      field.options !== undefined &&
      "list" in field.options &&
      around.reference?.lists[field.options.list] === undefined &&
      around.reference !== undefined
    ) {
      say(`${at}/options`, `the reference data has no list ${field.options.list}`)
    }
    const given = field.default
    if (given !== undefined && "value" in given && field.options !== undefined && "choices" in field.options) {
      const values = field.options.choices.map(({ value }) => value)
      const strange = [given.value].flat().filter((value) => !values.includes(value as string))
      if (strange.length > 0) say(`${at}/default`, `${JSON.stringify(strange[0])} is not among the choices`)
    }
    if (given !== undefined && "same" in given) leads(`${at}/default/same`, given.same, siblings)
    if (given !== undefined && "join" in given)
      given.join.forEach((one, index) => leads(`${at}/default/join/${index}`, one, siblings))
    if (field.pattern !== undefined && !matches(field.pattern)) {
      say(`${at}/pattern`, "the regular expression is none, or does not match its own example")
    }
    leads(`${at}/country`, field.country)
    leads(`${at}/subdivision`, field.subdivision)
    condition(`${at}/required`, field.required, siblings)
    condition(`${at}/shown`, field.shown, siblings)
    const items = new Map((field.items ?? []).map((item) => [item.at, item]))
    field.items?.forEach((item, index) => look(`${at}/items/${index}`, item, items, `${above}${field.at}/0`))
  }

  const rule = (at: string, it: Rule) => {
    if (it._tag === "complete" || it._tag === "notParents")
      return it.at.forEach((one, index) => leads(`${at}/at/${index}`, one))
    leads(`${at}/at`, it.at)
    const field = asked.get(it.at)
    if (it._tag === "count" || it._tag === "distinct") {
      if (field !== undefined && field.kind !== "list" && field.kind !== "choices")
        say(`${at}/at`, `${it.at} is no list`)
    }
    if (it._tag === "count" && it.minimum > it.maximum) say(at, "the minimum is above the maximum")
    if (it._tag === "distinct") leads(`${at}/by`, it.by, new Map((field?.items ?? []).map((item) => [item.at, item])))
    if (it._tag === "empty") condition(`${at}/when`, it.when, asked)
    if (it._tag === "must") condition(`${at}/holds`, it.holds, asked)
    if (it._tag === "equal") leads(`${at}/with`, it.with)
    if (it._tag === "vatCountry") leads(`${at}/country`, it.country)
    if (it._tag === "custom") it.needs?.forEach((one, index) => leads(`${at}/needs/${index}`, one))
    if (it._tag === "custom" && around.custom !== undefined && around.custom[it.id] === undefined) {
      say(`${at}/id`, `there is no function ${it.id}`)
    }
  }

  const seen = new Set<string>()
  const once = (at: string, key: string) => (seen.has(key) ? say(at, `${key} is there twice`) : seen.add(key))
  portal.steps.forEach((step, s) => {
    once(`/steps/${s}/id`, `step ${step.id}`)
    step.fields.forEach((field, f) => {
      once(`/steps/${s}/fields/${f}/at`, field.at)
      look(`/steps/${s}/fields/${f}`, field, asked, "")
    })
    step.imports?.forEach(({ pairs }, i) =>
      pairs.forEach(({ from, to }, p) => {
        leads(`/steps/${s}/imports/${i}/pairs/${p}/from`, from)
        leads(`/steps/${s}/imports/${i}/pairs/${p}/to`, to)
      })
    )
  })
  rules.forEach((it, index) => rule(`/rules/${index}`, it))
  leads("/policies/letters", policies.letters)
  leads("/policies/login", policies.login)
  if (policies.fourEyes && policies.approval === "automatic") {
    say("/policies/fourEyes", "nobody approves by hand, so there is no second pair of eyes")
  }
  if (asked.has("/demo") && policies.demoDays === null)
    say("/policies/demoDays", "the form offers demos; say how many days they last")
  return found
}

const matches = ({ example, regex }: Pattern): boolean => {
  try {
    return new RegExp(`^(?:${regex})$`, "u").test(example)
  } catch {
    return false
  }
}

type Type = "text" | "number" | "flag" | "list" | "texts" | "any"

const fits = ({ kind }: Field, type: Type): boolean => {
  switch (kind) {
    case "secret":
      return true
    case "list":
      return type === "list"
    case "choices":
      return type === "texts"
    case "flag":
    case "number":
      return type === kind || type === "any"
    default:
      return type === "text" || type === "any"
  }
}

/** What a customer's profile holds at a pointer; `null` for groups and where there is nothing. */
const typeAt = (pointer: string): Type | null => {
  let ast: SchemaAST.AST | undefined = Profile.ast
  for (const key of Pointer.keys(pointer)) {
    if (ast?._tag === "Objects") {
      ast = ast.propertySignatures.find(({ name }) => name === key)?.type ?? ast.indexSignatures[0]?.type
    } else ast = ast?._tag === "Arrays" ? ast.rest[0] : undefined
  }
  return ast === undefined ? null : typeOf(ast)
}

const typeOf = (ast: SchemaAST.AST): Type | null => {
  switch (ast._tag) {
    case "String":
    case "Literal":
      return "text"
    case "Number":
      return "number"
    case "Boolean":
      return "flag"
    case "Arrays":
      return ast.rest[0]?._tag === "String" ? "texts" : "list"
    case "Union": {
      const list = ast.types.find(({ _tag }) => _tag === "Arrays")
      if (list !== undefined) return typeOf(list)
      const types = new Set(ast.types.map(typeOf))
      return types.size > 1 ? "any" : ([...types][0] ?? null)
    }
    default:
      return null
  }
}
