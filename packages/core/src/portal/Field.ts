/**
 * One thing a portal asks for.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Choice } from "../reference/ReferenceData.ts"
import { Right } from "../tree/Rights.ts"
import { Condition } from "./Condition.ts"
import { Pointer } from "./Pointer.ts"

/**
 * Schema for what kind of value a field takes; it decides how the value is read, checked and shown.
 *
 * **Details**
 *
 * `text`, `number`, `flag` (a checkbox), `choice` and `choices` (one or several of `options`) are plain. `list` repeats
 * its `items`. `sameAs` holds a live reference to another party or contact, or `own` for values of its own. `secret` is
 * asked for and handed to whoever keeps it, but never part of a draft: see `Secrets`. The others are values of the domain.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Kind = Schema.Literals([
  "text",
  "number",
  "flag",
  "choice",
  "choices",
  "list",
  "sameAs",
  "companyName",
  "personName",
  "country",
  "subdivision",
  "postalCode",
  "email",
  "phone",
  "domain",
  "tenantPrefix",
  "website",
  "vatId",
  "registrationNumber",
  "currency",
  "login",
  "upn",
  "secret",
  "taxZone"
])

/**
 * @category models
 * @since 0.1.0
 */
export type Kind = typeof Kind.Type

/**
 * Schema for where the choices of a field come from.
 *
 * **Details**
 *
 * `choices`: written down. `list`: a list of the partner's own in the reference data. `from`: known to the domain
 * (`countries`, `subdivisions` of the field's country, `currencies`, the seller's `taxZones`, the parent's `licenses`).
 *
 * @category schemas
 * @since 0.1.0
 */
export const Options = Schema.Union([
  Schema.Struct({ choices: Schema.Array(Choice) }),
  Schema.Struct({ list: Schema.String }),
  Schema.Struct({
    from: Schema.Literals(["countries", "subdivisions", "currencies", "taxZones", "licenses", "rights"])
  })
])

/**
 * @category models
 * @since 0.1.0
 */
export type Options = typeof Options.Type

/**
 * Schema for what a field holds when nobody fills it in.
 *
 * **Details**
 *
 * `value`: written down. `same`: what stands at another pointer, live until filled in. `join`: several texts with a space
 * between. `creatorDistance`: how many levels above the customer its creator is at home (1 for support).
 *
 * @category schemas
 * @since 0.1.0
 */
export const Default = Schema.Union([
  Schema.Struct({ value: Schema.Json }),
  Schema.Struct({ same: Pointer }),
  Schema.Struct({ join: Schema.Array(Pointer) }),
  Schema.Struct({ from: Schema.Literal("creatorDistance") })
])

/**
 * @category models
 * @since 0.1.0
 */
export type Default = typeof Default.Type

/**
 * Characters that a text may have where its field says nothing else.
 *
 * @category constants
 * @since 0.1.0
 */
export const maxLength = 255

/**
 * Schema for what a text must look like: a regular expression (matched whole, with the flag `u`) and an example to show.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Pattern = Schema.Struct({ regex: Schema.String, example: Schema.String })

/**
 * @category models
 * @since 0.1.0
 */
export type Pattern = typeof Pattern.Type

/**
 * One thing a portal asks for. The schema of the same name says what each key means.
 *
 * @category models
 * @since 0.1.0
 */
export interface Field {
  readonly at: string
  readonly label: string
  readonly help?: string
  readonly kind: Kind
  readonly required?: boolean | Condition
  readonly shown?: Condition
  readonly right?: Right
  readonly creationOnly?: boolean
  readonly default?: Default
  readonly options?: Options
  readonly country?: string
  readonly subdivision?: string
  readonly maxLength?: number
  readonly pattern?: Pattern
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: ReadonlyArray<Field>
  readonly rules?: ReadonlyArray<string>
}

/**
 * Schema for a field of a portal.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Field: Schema.Codec<Field> = Schema.Struct({
  /** Where the value lies in the profile; inside `items`, relative to the item. */
  at: Pointer,
  label: Schema.String,
  help: Schema.optionalKey(Schema.String),
  kind: Kind,
  /** Must be filled in to submit: always, or when the condition holds. Missing means optional. */
  required: Schema.optionalKey(Schema.Union([Schema.Boolean, Condition])),
  /** Asked for only while the condition holds; otherwise the value is not looked at and not stored. */
  shown: Schema.optionalKey(Condition),
  /** Whoever fills it in with another value than the default needs this right. */
  right: Schema.optionalKey(Right),
  /** Asked for until the customer is submitted and never again: no edit changes it (MH-31). */
  creationOnly: Schema.optionalKey(Schema.Boolean),
  default: Schema.optionalKey(Default),
  options: Schema.optionalKey(Options),
  /** Pointer to the country on which the value depends (postal code, subdivision, phone, VAT id …). */
  country: Schema.optionalKey(Pointer),
  /** Pointer to the subdivision on which a postal code depends. */
  subdivision: Schema.optionalKey(Pointer),
  /** Characters, at most; 255 where nothing is said. */
  maxLength: Schema.optionalKey(Schema.Finite),
  /** What a `text` must look like. */
  pattern: Schema.optionalKey(Pattern),
  /** Bounds of a number, both included. */
  minimum: Schema.optionalKey(Schema.Finite),
  maximum: Schema.optionalKey(Schema.Finite),
  items: Schema.optionalKey(Schema.Array(Schema.suspend((): Schema.Codec<Field> => Field))),
  /** Ids of the statements of the document that ask for this field. */
  rules: Schema.optionalKey(Schema.Array(Schema.String))
}).annotate({ identifier: "Field" })
