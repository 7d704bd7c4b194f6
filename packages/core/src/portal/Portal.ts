/**
 * A portal as data: what it asks for, in which steps, under which rules and policies.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Field } from "./Field.ts"
import { Pointer } from "./Pointer.ts"
import { Rule } from "./Rule.ts"

/**
 * Schema for copying values from one place of a draft to another, once and on request; unlike `sameAs` it does not stay live.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Import = Schema.Struct({
  label: Schema.String,
  pairs: Schema.Array(Schema.Struct({ from: Pointer, to: Pointer })),
  rules: Schema.optionalKey(Schema.Array(Schema.String))
}).annotate({ identifier: "Import" })

/**
 * @category models
 * @since 0.1.0
 */
export type Import = typeof Import.Type

/**
 * Schema for one step (screen, tab or block) of a portal's wizard.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Step = Schema.Struct({
  id: Schema.String,
  label: Schema.String,
  help: Schema.optionalKey(Schema.String),
  fields: Schema.Array(Field),
  /** Buttons that copy values from elsewhere in the draft, once. */
  imports: Schema.optionalKey(Schema.Array(Import))
}).annotate({ identifier: "Step" })

/**
 * @category models
 * @since 0.1.0
 */
export type Step = typeof Step.Type

/**
 * Schema for how a portal runs its customers.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Policies = Schema.Struct({
  /** `automatic`: a submitted customer is active at once. `manual`: somebody approves it. */
  approval: Schema.Literals(["automatic", "manual"]),
  /** Another actor than the submitter approves. */
  fourEyes: Schema.Boolean,
  /** `everyAncestor` sees a customer, or as many levels as its creator is away (`creator`) unless the form says more. */
  visibility: Schema.Literals(["everyAncestor", "creator"]),
  /** Days that a demo lasts; `null`: the portal has no demos. */
  demoDays: Schema.NullOr(Schema.Finite),
  /** Where letters go, as a pointer to an e-mail address; `null`: the portal sends none. */
  letters: Schema.NullOr(Schema.String),
  /** Pointer to the login that is reserved at submit; `null`: customers have none. */
  login: Schema.NullOr(Schema.String),
  /** What happens at the first provisioning: ids of targets (`adminUser`, `microsoftTenant`). */
  provisioning: Schema.Array(Schema.String)
}).annotate({ identifier: "Policies" })

/**
 * @category models
 * @since 0.1.0
 */
export type Policies = typeof Policies.Type

/**
 * Schema for a portal.
 *
 * **Details**
 *
 * A value, not code: the check, the form, the importer and the docs all read it. `version` is a whole number that grows
 * with every change; each event records the version under which it was decided.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Portal = Schema.Struct({
  id: Schema.String.check(Schema.isPattern(/^[a-z][a-zA-Z0-9-]*$/u)),
  version: Schema.Int,
  name: Schema.String,
  steps: Schema.Array(Step),
  rules: Schema.Array(Rule),
  policies: Policies,
  /** How the portal names the parent, where its form lets one choose it; otherwise it is the creator's home. */
  parent: Schema.optionalKey(
    Schema.Struct({
      label: Schema.String,
      help: Schema.optionalKey(Schema.String),
      rules: Schema.optionalKey(Schema.Array(Schema.String))
    })
  ),
  /** Shows everything once more before it is submitted. */
  summary: Schema.Boolean
}).annotate({ identifier: "Portal" })

/**
 * @category models
 * @since 0.1.0
 */
export type Portal = typeof Portal.Type

/**
 * Returns a portal as it is. Fails to compile where a word is not of the vocabulary.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (portal: Portal): Portal => portal

/**
 * Returns every field with the step that asks for it, in the order of the portal.
 *
 * @category getters
 * @since 0.1.0
 */
export const fields = (portal: Portal): ReadonlyArray<{ readonly step: Step; readonly field: Field }> =>
  portal.steps.flatMap((step) => step.fields.map((field) => ({ step, field })))

/**
 * The portal of root customers: what support fills in to open a platform.
 *
 * @category constants
 * @since 0.1.0
 */
export const platform: Portal = {
  id: "platform",
  version: 1,
  name: "Platform",
  steps: [
    {
      id: "platform",
      label: "Platform",
      fields: [
        { at: "/name", label: "Name", kind: "companyName", required: true },
        { at: "/currency", label: "Currency", kind: "currency", options: { from: "currencies" } },
        { at: "/address/country", label: "Country", kind: "country", options: { from: "countries" } },
        { at: "/dataCenter", label: "Data centre", kind: "text" },
        {
          at: "/licenses",
          label: "Licences offered",
          kind: "choices",
          options: { from: "licenses" },
          default: { value: "inherit" }
        }
      ]
    }
  ],
  rules: [],
  policies: {
    approval: "automatic",
    fourEyes: false,
    visibility: "everyAncestor",
    demoDays: null,
    letters: null,
    login: null,
    provisioning: []
  },
  summary: false
}
