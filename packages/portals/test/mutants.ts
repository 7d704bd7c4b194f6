/** Ways to get a portal wrong. */
import type { Field, Portal, Rule } from "@clientele/core"
import { Dice } from "@clientele/testkit"

export interface Mutant {
  readonly what: string
  readonly portal: Portal.Portal
}

type Fields = ReadonlyArray<Field.Field>
type Changed = readonly [what: string, fields: Fields]

const without = <A extends object, K extends keyof A>(it: A, ...keys: ReadonlyArray<K>): A => {
  const out = { ...it }
  for (const key of keys) delete out[key]
  return out
}

const flipped = (field: Field.Field): Field.Default | null => {
  const it = field.default
  if (it === undefined) return null
  if ("join" in it) return { join: it.join.slice(0, 1) }
  if (!("value" in it)) return { value: "XX" }
  if (typeof it.value === "boolean") return { value: !it.value }
  if (Array.isArray(it.value)) return { value: [] }
  const others =
    field.options !== undefined && "choices" in field.options
      ? field.options.choices.map(({ value }) => value)
      : ["NL", "DE"]
  return { value: others.find((other) => other !== it.value) ?? "" }
}

/** Each way to get one field wrong: no field, or another. */
const ofField = (field: Field.Field): ReadonlyArray<readonly [what: string, field: Field.Field | null]> => {
  const { default: given, items, kind, maximum, maxLength, minimum, options, required, shown } = field
  const out: Array<readonly [string, Field.Field | null]> = [["is not asked for", null]]
  if (required !== undefined && required !== false) out.push(["is optional", without(field, "required")])
  if (typeof required === "object") out.push(["is always required", { ...field, required: true }])
  if (shown !== undefined) out.push(["is always asked for", without(field, "shown")])
  if (kind !== "text") out.push(["takes any text", { ...without(field, "items"), kind: "text" }])
  if (given !== undefined) out.push(["has no default", without(field, "default")])
  const other = flipped(field)
  if (other !== null) out.push(["has another default", { ...field, default: other }])
  for (const by of [-1, 1]) {
    if (maxLength !== undefined)
      out.push([`takes ${maxLength + by} characters`, { ...field, maxLength: maxLength + by }])
    if (minimum !== undefined) out.push([`begins at ${minimum + by}`, { ...field, minimum: minimum + by }])
    if (maximum !== undefined) out.push([`ends at ${maximum + by}`, { ...field, maximum: maximum + by }])
  }
  if (options !== undefined && "choices" in options) {
    for (const gone of options.choices) {
      out.push([
        `offers no ${gone.value}`,
        { ...field, options: { choices: options.choices.filter((one) => one !== gone) } }
      ])
    }
  }
  for (const [what, inner] of inList(items ?? [])) out.push([`: ${what}`, { ...field, items: inner }])
  return out
}

const inList = (fields: Fields): ReadonlyArray<Changed> =>
  fields.flatMap((field, index) =>
    ofField(field).map(
      ([what, other]): Changed => [
        `${field.at} ${what}`,
        [...fields.slice(0, index), ...(other === null ? [] : [other]), ...fields.slice(index + 1)]
      ]
    )
  )

const ofRule = (rule: Rule.Rule): ReadonlyArray<readonly [what: string, rule: Rule.Rule | null]> => {
  const severity = rule.severity === "warning" ? "error" : "warning"
  const out: Array<readonly [string, Rule.Rule | null]> = [
    ["is gone", null],
    [`is ${severity}`, { ...rule, severity }]
  ]
  if (rule._tag === "count") {
    for (const by of [-1, 1]) {
      out.push([`from ${rule.minimum + by}`, { ...rule, minimum: rule.minimum + by }])
      out.push([`to ${rule.maximum + by}`, { ...rule, maximum: rule.maximum + by }])
    }
  }
  if (rule._tag === "complete" || rule._tag === "notParents") {
    for (const gone of rule.at) out.push([`without ${gone}`, { ...rule, at: rule.at.filter((one) => one !== gone) }])
  }
  return out
}

const ofPolicies = (policies: Portal.Policies): ReadonlyArray<readonly [what: string, policies: Portal.Policies]> => {
  const { approval, demoDays, fourEyes, letters, login, provisioning, visibility } = policies
  const approved = approval === "automatic" ? "manual" : "automatic"
  const seen = visibility === "creator" ? "everyAncestor" : "creator"
  return [
    [`approval is ${approved}`, { ...policies, approval: approved }],
    [`visibility is ${seen}`, { ...policies, visibility: seen }],
    // Without approval by hand nobody could tell.
    ...(approval === "manual" ? [["four eyes", { ...policies, fourEyes: !fourEyes }] as const] : []),
    ...(demoDays === null
      ? []
      : [null, demoDays - 1, demoDays + 1].map(
          (days) => [`demos of ${days} days`, { ...policies, demoDays: days }] as const
        )),
    ...(letters === null ? [] : [["no letters", { ...policies, letters: null }] as const]),
    ...(login === null ? [] : [["no login", { ...policies, login: null }] as const]),
    ...provisioning.map(
      (gone) => [`no ${gone}`, { ...policies, provisioning: provisioning.filter((one) => one !== gone) }] as const
    )
  ]
}

/** Every way to get a portal wrong by one change. */
const all = (portal: Portal.Portal): ReadonlyArray<Mutant> => [
  ...portal.steps.flatMap((step, index) =>
    inList(step.fields).map(([what, fields]) => ({
      what,
      portal: { ...portal, steps: portal.steps.map((one, at) => (at === index ? { ...step, fields } : one)) }
    }))
  ),
  ...portal.rules.flatMap((rule, index) =>
    ofRule(rule).map(([what, other]) => ({
      what: `${rule._tag} ${what}`,
      portal: {
        ...portal,
        rules: portal.rules.flatMap((one, at) => (at === index ? (other === null ? [] : [other]) : [one]))
      }
    }))
  ),
  ...ofPolicies(portal.policies).map(([what, policies]) => ({ what, portal: { ...portal, policies } })),
  { what: "summary", portal: { ...portal, summary: !portal.summary } }
]

/** So many of them, the same for the same seed. */
export const sample = (portal: Portal.Portal, count: number, seed: number): ReadonlyArray<Mutant> => {
  const dice = Dice.seeded(seed)
  const left = [...all(portal)]
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(dice.roll(left.length), 1)).flat()
}
