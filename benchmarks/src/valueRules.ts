/** A portal as it was checked before values had rules of their own: what the rules cost is the difference. */
import type { Field, Portal } from "@clientele/core"

/** Kinds that follow the rules of a country, a register or the internet. */
const ruled: ReadonlySet<Field.Kind> = new Set([
  "domain",
  "email",
  "phone",
  "postalCode",
  "registrationNumber",
  "vatId",
  "website"
])

const plain = (field: Field.Field): Field.Field => ({
  ...field,
  kind: ruled.has(field.kind) ? "text" : field.kind,
  ...(field.items === undefined ? {} : { items: field.items.map(plain) })
})

/** The same portal, with plain texts in the place of those values; everything else is asked, shown and compared as before. */
export const withoutValueRules = (portal: Portal.Portal): Portal.Portal => ({
  ...portal,
  steps: portal.steps.map((step) => ({ ...step, fields: step.fields.map(plain) }))
})
