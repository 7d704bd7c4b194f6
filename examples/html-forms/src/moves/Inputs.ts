/** The form of a command: one step, drawn from what the command takes and from what is known of the customer. */
import { Command, type Form, Values } from "@clientele/core"
import * as Schema from "effect/Schema"
import type { View } from "../Desk.ts"
import * as Words from "../Words.ts"
import { reference } from "../wizard/Looking.ts"

type Field = Form.FormField
type Choices = NonNullable<Field["choices"]>

/** A JSON Schema, as far as inputs of commands go. */
interface Node {
  readonly type?: string
  readonly enum?: ReadonlyArray<string>
  readonly anyOf?: ReadonlyArray<Node>
  readonly items?: Node
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: ReadonlyArray<string>
  readonly $ref?: string
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** What a field can be chosen from, by the last key of its pointer, where the customer and its form say so. */
export type Known = Readonly<Record<string, Choices>>

/** Kinds of values that go by the same name everywhere. */
const kinds: Readonly<Record<string, Field["kind"]>> = {
  country: "country",
  state: "subdivision",
  postalCode: "postalCode",
  email: "email",
  phone: "phone",
  vatId: "vatId"
}

/** Returns what a command takes beside the customer, as one step; `null` where no form can hold it. */
export const step = (name: Command.Name, known: Known): Form.Form["steps"][number] | null => {
  const { customer: _, ...inputs } = Command.inputs[name] as Schema.Struct.Fields
  const { definitions, schema } = Schema.toJsonSchemaDocument(Schema.Struct(inputs))
  // Only what holds can be lifted.
  const here = name === "resume" && known["held"] !== undefined ? { ...known, reason: known["held"] } : known
  const fields = fieldsOf(schema as Node, definitions as Readonly<Record<string, Node>>, here, "", "")
  return fields === null ? null : { id: name, label: Words.of(name), fields }
}

const fieldsOf = (
  node: Node,
  definitions: Readonly<Record<string, Node>>,
  known: Known,
  base: string,
  prefix: string
): Array<Field> | null => {
  const out: Array<Field> = []
  /** Parts come behind what stands beside them, so that it stays together. */
  const parts: Array<Field> = []
  for (const [key, given] of Object.entries(node.properties ?? {})) {
    const inner = given.$ref === undefined ? given : definitions[given.$ref.replace(/^.*\//u, "")]
    // Who is the same as whom is said in the portal's form; here a party is written out.
    if (inner === undefined || key === "sameAs") continue
    const at = `${base}/${key}`
    if (inner.properties !== undefined) {
      const below = fieldsOf(inner, definitions, known, at, `${prefix}${Words.of(key)}: `)
      if (below === null) return null
      parts.push(...below)
      continue
    }
    const field = fieldOf(key, inner, (node.required ?? []).includes(key), known)
    if (field === null) return null
    out.push({ ...field, at, label: `${prefix.split(": ").slice(-2).join(": ")}${Words.of(key)}`, personal: false })
  }
  return [...out, ...parts]
}

const fieldOf = (
  key: string,
  node: Node,
  demanded: boolean,
  known: Known
): Omit<Field, "at" | "label" | "personal"> | null => {
  const parts = node.anyOf?.filter(({ type }) => type !== "null")
  const required = demanded && (parts === undefined || parts.length === node.anyOf?.length)
  const one = parts === undefined ? node : parts.length === 1 ? parts[0] : undefined
  const choices = known[key]
  const from = (choices_: Choices) => ({ choices: choices_, options: { choices: choices_ } })
  // Either everything that is offered above, or some of it.
  if (one === undefined && parts?.some(({ type }) => type === "array")) {
    return { kind: "choices", options: { from: "licenses" }, choices: choices ?? [] }
  }
  switch (one?.type) {
    case "boolean":
      return { kind: "flag" }
    case "integer":
      return { kind: "number", required, ...bounds(one) }
    case "array": {
      const values = one.items?.enum ?? []
      return { kind: "choices", ...from(choices ?? values.map((value) => ({ value, label: Words.of(value) }))) }
    }
    case "string": {
      if (one.enum !== undefined) {
        const all = one.enum.map((value) => ({ value, label: Words.of(value) }))
        return { kind: "choice", required, ...from(choices ?? all) }
      }
      if (choices !== undefined) return { kind: "choice", required, ...from(choices) }
      if (key === "country") return { kind: "country", required, options: { from: "countries" }, choices: countries }
      const kind = kinds[key] ?? "text"
      return {
        kind,
        required,
        ...(kind === "subdivision" || kind === "postalCode" ? { country: "/recipient/address/country" } : {}),
        ...(kind === "subdivision" ? { options: { from: "subdivisions" as const } } : {}),
        ...(one.maxLength === undefined ? {} : { maxLength: one.maxLength })
      }
    }
    default:
      return null
  }
}

const bounds = ({ maximum, minimum }: Node) => ({
  ...(minimum === undefined ? {} : { minimum }),
  ...(maximum === undefined ? {} : { maximum })
})

const countries: Choices = reference.countryCodes.map((value) => ({
  value,
  label: reference.countries[value]?.name ?? value
}))

/** What is known of a customer that its commands can be chosen from. */
export const knownOf = (view: View, form: Form.Form, parents: ReadonlyArray<View>): Known => {
  const named = (at: string) => form.steps.flatMap(({ fields }) => fields).find((field) => field.at === at)?.choices
  const zones = form.steps.flatMap(({ fields }) => fields).find(({ kind }) => kind === "taxZone")?.choices
  const targets = Object.keys(view.provisioning)
  const held = view.holds.map(({ reason }) => reason).filter((reason) => reason !== "disabled")
  return {
    parent: parents
      .filter(({ id }) => id !== view.id && id !== view.parent)
      .map(({ id, name }) => ({ value: id, label: name })),
    licenses:
      named("/licenses") ?? (view.offered === "inherit" ? [] : view.offered.map((value) => ({ value, label: value }))),
    currency: reference.currencies.map((value) => ({ value, label: value })),
    rights: Values.choices({ from: "rights" }, { reference, situation: {}, country: null, subdivision: null }) ?? [],
    ...(named("/dataCenter") === undefined ? {} : { dataCenter: named("/dataCenter") ?? [] }),
    ...(zones === undefined ? {} : { zone: zones }),
    ...(targets.length === 0 ? {} : { target: targets.map((value) => ({ value, label: Words.of(value) })) }),
    ...(held.length === 0 ? {} : { held: held.map((value) => ({ value, label: Words.of(value) })) })
  }
}

/** What stands there already, so that nobody has to enter it anew. */
export const present = (name: Command.Name, view: View): Readonly<Record<string, unknown>> => {
  const { profile } = view
  switch (name) {
    case "setVisibility":
      return { levels: profile.visibility }
    case "setRights":
      return { rights: profile.rights ?? [] }
    case "setLicenses":
      return { licenses: profile.licenses ?? "inherit" }
    case "setNotifications":
      return { letters: profile.letters, invoices: profile.invoices }
    case "changeExternalKey":
      return { externalKey: profile.externalKey }
    case "changeCurrency":
      return { currency: profile.currency }
    case "setLegalHold":
      return { note: view.legalHold?.note }
    default:
      return {}
  }
}
