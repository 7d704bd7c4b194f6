/** Groups of fields that several portals ask for, under labels of their own. */
import type { Field } from "@clientele/core"

type Labels = {
  readonly line1: string
  readonly line2: string
  readonly city: string
  readonly state: string
  readonly postalCode: string
  readonly country: string
}

/** An address at a pointer, in the order of its keys: line 1, line 2 (optional), city, state, postal code, country. */
export const address = (
  at: string,
  labels: Labels,
  rules: ReadonlyArray<string>,
  more: {
    readonly shown?: Field.Field["shown"]
    readonly required?: boolean
    readonly country?: Partial<Field.Field>
  } = {}
): ReadonlyArray<Field.Field> => {
  const common = { rules, ...(more.shown === undefined ? {} : { shown: more.shown }) }
  const required = more.required ?? true
  return [
    { at: `${at}/line1`, label: labels.line1, kind: "text", required, ...common },
    { at: `${at}/line2`, label: labels.line2, kind: "text", ...common },
    { at: `${at}/city`, label: labels.city, kind: "text", required, ...common },
    {
      at: `${at}/state`,
      label: labels.state,
      kind: "subdivision",
      required,
      country: `${at}/country`,
      options: { from: "subdivisions" },
      ...common
    },
    {
      at: `${at}/postalCode`,
      label: labels.postalCode,
      kind: "postalCode",
      required,
      country: `${at}/country`,
      subdivision: `${at}/state`,
      ...common
    },
    {
      at: `${at}/country`,
      label: labels.country,
      kind: "country",
      required,
      options: { from: "countries" },
      ...common,
      ...more.country
    }
  ]
}
