/** What a portal must do, written down apart from its value, and how to find out whether it does. */
import {
  Check,
  Condition,
  Form,
  Pointer,
  type Portal,
  Rights,
  Secrets,
  type Situation,
  TaxSeller
} from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { FieldValues } from "@clientele/testkit"

const named = (...values: ReadonlyArray<string>) => values.map((value) => ({ value, label: value.toUpperCase() }))

const lists = {
  customerTypes: named("gold", "standard"),
  subscriptions: named("monthly", "annual"),
  dataCenters: named("eu-west", "eu-north"),
  licenses: named("office", "backup", "storage")
}

export const world = World.make({ tax: europe, lists })

export const seller = TaxSeller.make("NL", {
  zones: [
    { id: "nl", label: "Netherlands", treatment: "domestic" },
    { id: "eu", label: "EU business", treatment: "reverseCharge" },
    { id: "oss", label: "EU consumer", treatment: "euConsumer" },
    { id: "world", label: "Rest of the world", treatment: "outsideScope" }
  ]
})

/** Under a partner one level below the root, created by somebody of the root. */
export const situation: Situation.Situation = {
  now: "2026-11-22T09:30:00.000Z" as NonNullable<Situation.Situation["now"]>,
  seller,
  parent: {
    profile: {
      name: "Cloud North",
      address: { line1: "Partnerlaan 1" },
      contacts: { primary: { email: "info@partner.nl", phone: "+31202345600" } },
      registrationNumber: "17048500",
      vatId: "NL000099998B57",
      kvkNumber: "17048500"
    },
    depth: 1,
    rights: Rights.all,
    offered: ["office", "backup"]
  },
  creator: { distance: 2, rights: Rights.all }
}

interface More {
  /** What is there when nobody fills it in. */
  readonly default?: unknown
  /** What can be chosen. */
  readonly choices?: ReadonlyArray<string>
  /** Characters, at most. */
  readonly longest?: number
  readonly between?: readonly [number, number]
  /** Only for whoever holds a right. */
  readonly right?: true
  /** Country in which a value is wrong; the Netherlands where nothing is said. */
  readonly country?: FieldValues.Country
}

/**
 * A field: pointer, kind, and for each scene in turn whether it is `R`equired, `o`ptional, there by `d`efault, marked as
 * required and there by `D`efault, `-` not asked for, or `.` settled by a rule. Secrets are `s`.
 */
export type Row = readonly [at: string, kind: string, asked: string, more?: More]

/**
 * A scene, what is filled in otherwise, and all that the check then says: severity, code and pointer; and what is known
 * then, where it is not the {@link situation}.
 */
type Behaviour = readonly [
  scene: string,
  changes: Readonly<Record<string, unknown>>,
  says: ReadonlyArray<string>,
  known?: Situation.Situation
]

export interface Specification {
  readonly portal: Portal.Portal
  /** Drafts that pass; the first one is created by the service too. */
  readonly scenes: Readonly<Record<string, unknown>>
  readonly rows: ReadonlyArray<Row>
  readonly behaviours: ReadonlyArray<Behaviour>
  readonly summary: boolean
  readonly created: {
    readonly status: string
    readonly login: string | null
    readonly provisioning: Readonly<Record<string, string>>
    readonly levels: number
    /** Levels that see a draft, whatever it says so far. */
    readonly levelsOfDraft: number
    /** Scene of a demo, and how long it lasts. */
    readonly demo?: readonly [scene: string, days: number]
  }
}

export const issuesOf = (portal: Portal.Portal, draft: unknown, known = situation): ReadonlyArray<string> =>
  Check.run(portal, draft, world, known).issues.map(({ code, pointer, severity }) => `${severity} ${code} ${pointer}`)

export const errorsOf = (portal: Portal.Portal, draft: unknown): ReadonlyArray<string> =>
  issuesOf(portal, draft).filter((issue) => issue.startsWith("error"))

export const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

export const put = (draft: unknown, changes: Readonly<Record<string, unknown>>): unknown =>
  Object.entries(changes).reduce((rest, [at, value]) => Pointer.set(rest, at, value), draft)

/** Values that are wrong for a kind, with the code that says so, where the testkit has none. */
const wrong: Readonly<Record<string, readonly [value: unknown, code: string]>> = {
  flag: ["yes", "wrongType"],
  list: ["many", "wrongType"],
  number: ["many", "wrongType"],
  choices: ["many", "wrongType"],
  sameAs: ["nobody", "choiceUnknown"],
  taxZone: ["nowhere", "choiceUnknown"]
}

/** Each field as a renderer sees it; what repeats, as its first entry. */
const formOf = (portal: Portal.Portal, rights: ReadonlyArray<Rights.Right>) => {
  const form = Form.make(portal, world, { ...situation, creator: { distance: 2, rights } })
  const flat = (field: Form.FormField): ReadonlyArray<Form.FormField> => [
    field,
    ...(field.items ?? []).map((item) => ({ ...item, at: `${field.at}/0${item.at}` }))
  ]
  return {
    summary: form.summary,
    fields: new Map(form.steps.flatMap(({ fields }) => fields.flatMap(flat)).map((one) => [one.at, one]))
  }
}

/** The first thing in which a portal's form and check are not as specified; `null` if there is none. */
export const breach = (portal: Portal.Portal, { behaviours, rows, scenes, summary }: Specification): string | null => {
  const form = formOf(portal, Rights.all)
  const bare = formOf(portal, [])
  const profileOf = (draft: unknown) => Check.run(portal, draft, world, situation).submission?.profile
  const profiles = Object.values(scenes).map(profileOf)
  const filled = Object.values(scenes).map((scene) => Check.withDefaults(portal, scene as never, situation))
  const sampleOf = (at: string) =>
    Object.values(scenes)
      .map((scene) => Pointer.get(scene, at))
      .find((value) => value !== undefined)

  for (const [scene, changes, says, known] of [
    ...Object.keys(scenes).map((scene): Behaviour => [scene, {}, []]),
    ...behaviours
  ]) {
    const declared = behaviours.find(
      ([of, none, , elsewhere]) => of === scene && Object.keys(none).length === 0 && elsewhere === undefined
    )
    const expected =
      Object.keys(changes).length === 0 && known === undefined && declared !== undefined ? declared[2] : says
    const found = issuesOf(portal, put(scenes[scene], changes), known)
    if (!same(found, expected)) return `${scene} with ${JSON.stringify(changes)} says ${found.join(", ") || "nothing"}`
  }
  if (form.summary !== summary) return "the summary"
  if (form.fields.size !== rows.length) return `${form.fields.size} fields are asked for`
  for (const [at, kind, asked, more = {}] of rows) {
    const field = form.fields.get(at)
    if (field === undefined) return `${at} is not asked for`
    if (field.kind !== kind) return `${at} is drawn as ${field.kind}`
    if (/[RDs]/u.test(asked) !== (field.required !== undefined && field.required !== false))
      return `${at} is marked otherwise`
    if (
      more.choices !== undefined &&
      !same(
        field.choices?.map(({ value }) => value),
        more.choices
      )
    )
      return `${at} offers others`
    if (bare.fields.has(at) === (more.right === true)) return `${at} is asked of others`
    if (kind === "secret") continue
    for (const [index, [scene, draft]] of Object.entries(scenes).entries()) {
      const what = asked[index]
      const drawn = field.shown === undefined || Condition.holds(field.shown, filled[index])
      if (drawn === (what === "-")) return `${at} is ${drawn ? "" : "not "}drawn in ${scene}`
      const without = Pointer.set(draft, at, undefined)
      if (what === "-") {
        if (Pointer.get(profileOf(Pointer.set(draft, at, sampleOf(at))), at) !== undefined)
          return `${at} is kept in ${scene}`
        continue
      }
      const value = Pointer.get(draft, at)
      if (value !== undefined && Pointer.get(profiles[index], at) === undefined) return `${at} is not kept in ${scene}`
      if (what === "R" && !same(errorsOf(portal, without), [`error required ${at}`]))
        return `${at} is not required in ${scene}`
      if (what === "o" && errorsOf(portal, without).length > 0) return `${at} is required in ${scene}`
      if (what === "d" || what === "D") {
        const given = Pointer.get(Check.withDefaults(portal, without as never, situation), at)
        const expected = typeof more.default === "function" ? more.default(draft) : more.default
        if (!same(given, expected)) return `${at} is ${JSON.stringify(given)} by default in ${scene}`
      }
    }
    const draft = Object.values(scenes).find((one, index) => asked[index] !== "-" && Pointer.get(one, at) !== undefined)
    const says = (value: unknown) =>
      Check.run(portal, Pointer.set(draft, at, value), world, situation)
        .issues.filter(({ pointer }) => pointer === at)
        .map(({ code }) => code)
    const broken = FieldValues.broken[field.kind]?.(more.country ?? "NL")
    const [value, code] = wrong[kind] ?? [broken?.value, broken?.code]
    if (code !== undefined && !says(value).includes(code)) return `${at} takes ${JSON.stringify(value)}`
    for (const choice of kind === "choices" ? [] : (more.choices ?? [])) {
      if (says(choice).includes("choiceUnknown")) return `${at} refuses ${choice}`
    }
    if (more.longest !== undefined) {
      if (says("x".repeat(more.longest)).length > 0 || !same(says("x".repeat(more.longest + 1)), ["tooLong"]))
        return `${at} is of another length`
    }
    if (more.between !== undefined) {
      const [least, most] = more.between
      const out = (value: number) => says(value).includes("numberOutOfRange")
      if (out(least) || out(most) || !out(least - 1) || !out(most + 1)) return `${at} has other bounds`
    }
  }
  return secrets(portal, rows)
}

/** Passwords are asked for, twice the same, and stay out of the draft. */
const secrets = (portal: Portal.Portal, rows: ReadonlyArray<Row>): string | null => {
  for (const [at] of rows.filter(([, kind]) => kind === "secret")) {
    const good = put(
      {},
      { "/admin/password": "five words that rhyme", "/admin/passwordRetype": "five words that rhyme" }
    )
    const codes = (input: unknown) =>
      Secrets.take(portal, input)
        .issues.filter(({ pointer }) => pointer === at)
        .map(({ code }) => code)
    if (codes(good).length > 0) return `${at} is refused`
    if (Pointer.get(Secrets.take(portal, good).draft, at) !== undefined) return `${at} is left in the draft`
    if (Pointer.get(Check.run(portal, good, world, situation).submission?.profile, at) !== undefined)
      return `${at} is kept`
    if (codes({}).length === 0 && !at.endsWith("Retype")) return `${at} is not required`
    if (at.endsWith("Retype") && !same(codes(Pointer.set(good, at, "another")), ["retypeDiffers"]))
      return `${at} may differ`
  }
  return null
}
