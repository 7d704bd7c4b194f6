/**
 * A postal address.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { CountryRule } from "../reference/CountryRule.ts"
import * as Personal from "./Personal.ts"

/**
 * Schema for an address as it is filled in or stored; anything may be missing.
 *
 * **Details**
 *
 * `country` is ISO 3166-1 alpha-2, `state` ISO 3166-2 (`NL-NB`), `postalCode` canonical (`5652 AW`) once checked; in a
 * draft they are whatever was typed. Lines and city may name a person's home and are personal.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Address = Schema.Struct({
  country: Schema.optionalKey(Schema.String),
  line1: Schema.optionalKey(Personal.Text),
  line2: Schema.optionalKey(Personal.Text),
  city: Schema.optionalKey(Personal.Text),
  state: Schema.optionalKey(Schema.String),
  postalCode: Schema.optionalKey(Personal.Text)
}).annotate({ identifier: "Address" })

/**
 * @category models
 * @since 0.1.0
 */
export type Address = typeof Address.Type

/**
 * What an address of a country needs.
 *
 * **Details**
 *
 * `none`: the country has no such thing, or post does not want it; nobody need be asked.
 *
 * @category models
 * @since 0.1.0
 */
export interface Requirements {
  readonly line1: "required" | "none"
  readonly city: "required" | "optional" | "none"
  readonly state: "required" | "optional" | "none"
  readonly postalCode: "required" | "optional" | "none"
}

/**
 * Returns what post needs to deliver in a country, from its order of lines.
 *
 * **Details**
 *
 * A portal may ask for more. `line2` is optional everywhere.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Address } from "@clientele/core"
 * import { NL } from "@clientele/core/reference/countries/NL"
 *
 * Address.requirements(NL) // => { line1: "required", city: "required", state: "optional", postalCode: "required" }
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const requirements = (rule: CountryRule): Requirements => ({
  line1: rule.format.includes("%A") ? "required" : "none",
  city: rule.city,
  state: rule.subdivision,
  postalCode: rule.postal === null ? "none" : rule.postal.required ? "required" : "optional"
})
