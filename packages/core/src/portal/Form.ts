/**
 * The description of a portal's form that any renderer, importer or generator reads.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { isPersonal } from "../party/Personal.ts"
import { Profile } from "../party/Profile.ts"
import { Choice, type ReferenceData } from "../reference/ReferenceData.ts"
import { Condition } from "./Condition.ts"
import * as Field from "./Field.ts"
import * as Pointer from "./Pointer.ts"
import { Portal, Step } from "./Portal.ts"
import { Rule } from "./Rule.ts"
import type { Situation } from "./Situation.ts"
import * as Values from "./Values.ts"

/**
 * One field as a renderer needs it: the portal's field, what it may hold, and whether it is about a person.
 *
 * @category models
 * @since 0.1.0
 */
export interface FormField extends Omit<Field.Field, "items"> {
  /** Choices known now; missing where they depend on another value (subdivisions) or there are none. */
  readonly choices?: ReadonlyArray<Choice>
  readonly personal: boolean
  readonly items?: ReadonlyArray<FormField>
}

/**
 * Schema for {@link FormField}.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FormField: Schema.Codec<FormField> = Schema.Struct({
  at: Pointer.Pointer,
  label: Schema.String,
  help: Schema.optionalKey(Schema.String),
  kind: Field.Kind,
  required: Schema.optionalKey(Schema.Union([Schema.Boolean, Condition])),
  shown: Schema.optionalKey(Condition),
  right: Schema.optionalKey(
    Schema.Literals(["createCustomers", "enableDemo", "setDataCenter", "setLicenses", "setRights"])
  ),
  creationOnly: Schema.optionalKey(Schema.Boolean),
  default: Schema.optionalKey(Field.Default),
  options: Schema.optionalKey(Field.Options),
  country: Schema.optionalKey(Pointer.Pointer),
  subdivision: Schema.optionalKey(Pointer.Pointer),
  maxLength: Schema.optionalKey(Schema.Finite),
  pattern: Schema.optionalKey(Field.Pattern),
  minimum: Schema.optionalKey(Schema.Finite),
  maximum: Schema.optionalKey(Schema.Finite),
  rules: Schema.optionalKey(Schema.Array(Schema.String)),
  choices: Schema.optionalKey(Schema.Array(Choice)),
  personal: Schema.Boolean,
  items: Schema.optionalKey(Schema.Array(Schema.suspend((): Schema.Codec<FormField> => FormField)))
}).annotate({ identifier: "FormField" })

/**
 * Schema for a form: plain JSON, enough to draw every step, ask every question and say every rule, with no code per portal.
 *
 * **Details**
 *
 * `serverRules` are the rules that only the server can check (`custom`, and what needs the parent or the seller).
 *
 * @category schemas
 * @since 0.1.0
 */
export const Form = Schema.Struct({
  portal: Schema.Struct({ id: Schema.String, version: Schema.Int }),
  name: Schema.String,
  parent: Portal.fields.parent,
  steps: Schema.Array(Schema.Struct({ ...Step.fields, fields: Schema.Array(FormField) })),
  summary: Schema.Boolean,
  rules: Schema.Array(Rule),
  serverRules: Schema.Array(Rule)
}).annotate({ identifier: "Form" })

/**
 * @category models
 * @since 0.1.0
 */
export type Form = typeof Form.Type

/**
 * Returns the form of a portal.
 *
 * **Details**
 *
 * With `situation.creator` the fields that the creator has no right to are left out, with `situation.submitted` those for
 * creation only (MH-31); so is a step left empty (OC-16).
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (portal: Portal, reference: ReferenceData, situation: Situation = {}): Form => {
  const describe = (field: Field.Field, base: string): FormField => {
    const { items, ...own } = field
    const around = { reference, situation, country: null, subdivision: null }
    const choices = field.options === undefined ? null : Values.choices(field.options, around)
    return {
      ...own,
      ...(choices === null ? {} : { choices }),
      personal: isAboutPerson(`${base}${field.at}`),
      ...(items === undefined ? {} : { items: items.map((item) => describe(item, `${base}${field.at}/0`)) })
    }
  }
  const may = ({ creationOnly, right }: Field.Field) =>
    (right === undefined || (situation.creator?.rights.includes(right) ?? true)) &&
    !(creationOnly === true && situation.submitted === true)
  const onServer = (rule: Rule) => ["custom", "withinParent", "notParents", "taxZone"].includes(rule._tag)
  return {
    portal: { id: portal.id, version: portal.version },
    name: portal.name,
    ...(portal.parent === undefined ? {} : { parent: portal.parent }),
    steps: portal.steps
      .map((step) => ({ ...step, fields: step.fields.filter(may).map((field) => describe(field, "")) }))
      .filter((step, index) => step.fields.length > 0 || portal.steps[index]?.fields.length === 0),
    summary: portal.summary,
    rules: portal.rules.filter((rule) => !onServer(rule)),
    serverRules: portal.rules.filter(onServer)
  }
}

/**
 * Returns the JSON Schema (draft 2020-12) of a portal's draft.
 *
 * **Details**
 *
 * States shape, required fields, lengths and written-down choices: what JSON Schema can say. Everything else (postal
 * codes, check digits, conditions) is found by the check, so a document that fits may still be refused, while one that
 * the check passes always fits.
 *
 * @category converting
 * @since 0.1.0
 */
export const toJsonSchema = (portal: Portal): Schema.JsonObject => {
  const root: Node = { properties: new Map(), required: new Set() }
  for (const step of portal.steps) for (const field of step.fields) add(root, field)
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: portal.name,
    ...toObject(root)
  }
}

interface Node {
  readonly properties: Map<string, Node | Schema.JsonObject>
  readonly required: Set<string>
}

const add = (root: Node, field: Field.Field): void => {
  const path = Pointer.keys(field.at)
  let node = root
  for (const key of path.slice(0, -1)) {
    const next = (node.properties.get(key) as Node | undefined) ?? { properties: new Map(), required: new Set() }
    node.properties.set(key, next)
    // A group is required as soon as something unconditional in it is.
    if (field.required === true && field.shown === undefined && field.default === undefined) node.required.add(key)
    node = next
  }
  const last = path[path.length - 1] ?? ""
  const postal = field.kind === "postalCode" || field.kind === "subdivision"
  if (field.required === true && field.shown === undefined && field.default === undefined && !postal)
    node.required.add(last)
  node.properties.set(last, leaf(field))
}

const leaf = (field: Field.Field): Schema.JsonObject => {
  const texts = {
    title: field.label,
    ...(field.help === undefined ? {} : { description: field.help }),
    ...(field.default !== undefined && "value" in field.default ? { default: field.default.value } : {})
  }
  switch (field.kind) {
    case "flag":
      return { type: "boolean", ...texts }
    case "secret":
      return { type: "null", description: "Handed over beside the draft, never in it" }
    case "number":
      return { type: "integer", ...texts }
    case "choices": {
      const list = { type: "array", items: { type: "string" } }
      return field.options !== undefined && "from" in field.options && field.options.from === "licenses"
        ? { anyOf: [{ const: "inherit" }, list], ...texts }
        : { ...list, ...texts }
    }
    case "list": {
      const item: Node = { properties: new Map(), required: new Set() }
      for (const inner of field.items ?? []) add(item, inner)
      return { type: "array", items: toObject(item), ...texts }
    }
    default:
      return {
        type: "string",
        maxLength: field.maxLength ?? 255,
        ...(field.pattern === undefined
          ? {}
          : { pattern: `^\\s*(?:${field.pattern.regex})\\s*$`, examples: [field.pattern.example] }),
        ...(field.options !== undefined && "choices" in field.options
          ? { enum: field.options.choices.map(({ value }) => value) }
          : {}),
        ...texts
      }
  }
}

const toObject = (node: Node): Schema.JsonObject => ({
  type: "object",
  properties: Object.fromEntries(
    [...node.properties].map(([key, inner]) => [
      key,
      "properties" in inner && inner.properties instanceof Map ? toObject(inner as Node) : (inner as Schema.JsonObject)
    ])
  ),
  required: [...node.required],
  additionalProperties: false
})

const isAboutPerson = (pointer: string): boolean => {
  let ast = Profile.ast as typeof Profile.ast | undefined | import("effect/SchemaAST").AST
  for (const key of Pointer.keys(pointer)) {
    if (ast === undefined) return false
    if (ast._tag === "Objects") {
      ast = ast.propertySignatures.find(({ name }) => name === key)?.type ?? ast.indexSignatures[0]?.type
    } else if (ast._tag === "Arrays") ast = ast.rest[0]
  }
  return ast !== undefined && isPersonal(ast)
}
