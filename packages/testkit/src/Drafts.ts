/**
 * Drafts for any portal, made from its fields: valid ones, nearly valid ones, and anything at all.
 *
 * @since 0.1.0
 */
import {
  Check,
  Condition,
  type Field,
  Issue,
  Pointer,
  Portal,
  PostalCode,
  type ReferenceData,
  Rights,
  type Situation,
  Values
} from "@clientele/core"
import { type Dice, type Rolled } from "./Dice.ts"
import * as FieldValues from "./FieldValues.ts"

type Reference = ReferenceData.ReferenceData
type Json = Readonly<Record<string, unknown>>

/**
 * What a draft is made for.
 *
 * @category models
 * @since 0.1.0
 */
export interface For {
  readonly portal: Portal.Portal
  readonly reference: Reference
  /** What the check will know beside the draft, from which choices come; {@link underRoot} where nothing is said. */
  readonly situation?: Situation.Situation
}

/**
 * A creation by support directly under a root that holds and offers everything.
 *
 * @category constants
 * @since 0.1.0
 */
export const underRoot: Situation.Situation = {
  parent: { profile: {}, depth: 0, rights: Rights.all, offered: "inherit" },
  creator: { distance: 1, rights: Rights.all }
}

/**
 * A draft that is right but for one thing, and what the check must say about it.
 *
 * @category models
 * @since 0.1.0
 */
export interface NearlyValid {
  readonly draft: unknown
  readonly pointer: string
  readonly code: string
}

/**
 * Returns the generator of valid drafts: every required field filled in, the others by chance, all rules kept.
 *
 * **Details**
 *
 * Fields are filled by their kind, in one of five countries. What only follows from the rest (a tax zone, a bound of the
 * parent's) takes the check's own proposal. Throws where a portal asks for something no value is known for: say so early.
 *
 * @category generating
 * @since 0.1.0
 */
export const valid =
  ({ portal, reference, situation = underRoot }: For): Rolled<Json> =>
  (dice) => {
    const country = dice.one(FieldValues.countries)
    const asked = Portal.fields(portal).map(({ field }) => field)
    let draft: Json = {}
    // What others depend on comes first: choices and flags, then countries, then the rest; twice, for conditions look both ways.
    for (const round of [0, 1]) {
      for (const field of [...asked].toSorted((a, b) => rank(a) - rank(b))) {
        const full = Check.withDefaults(portal, draft as never, situation)
        if (field.shown !== undefined && !Condition.holds(field.shown, full)) {
          draft = Pointer.set(draft, field.at, undefined)
          continue
        }
        if (Pointer.get(draft, field.at) !== undefined) continue
        const needed =
          field.required === true || (typeof field.required === "object" && Condition.holds(field.required, full))
        if (needed || isCounted(portal, field) || (round === 0 && field.kind !== "secret" && dice.chance(50))) {
          const value = valueOf(field, { portal, reference, situation }, country, draft, dice)
          if (value !== undefined) draft = Pointer.set(draft, field.at, value)
        }
      }
    }
    return repaired(portal, draft, reference, situation)
  }

/**
 * Returns the generator of drafts with exactly one field broken.
 *
 * @category generating
 * @since 0.1.0
 */
export const nearlyValid =
  (what: For): Rolled<NearlyValid> =>
  (dice) => {
    const draft = valid(what)(dice)
    const filled = Portal.fields(what.portal)
      .map(({ field }) => field)
      .filter(({ at, kind }) => kind !== "secret" && Pointer.get(draft, at) !== undefined)
    const country = (Pointer.get(draft, "/address/country") ?? "NL") as FieldValues.Country
    const ways: Array<(field: Field.Field) => NearlyValid | undefined> = [
      ({ at, ...field }) => {
        const bad = FieldValues.broken[field.kind]?.(country)
        const foreign = field.country !== undefined && field.country !== "/address/country"
        return bad === undefined || foreign
          ? undefined
          : { draft: Pointer.set(draft, at, bad.value), pointer: at, code: bad.code }
      },
      ({ at, kind }) => ({
        draft: Pointer.set(draft, at, kind === "list" ? "no list" : kind === "choices" ? 1 : { not: "this" }),
        pointer: at,
        code: "wrongType"
      }),
      ({ at, kind, maxLength = 255 }) =>
        isText(kind)
          ? { draft: Pointer.set(draft, at, "x".repeat(maxLength + 1)), pointer: at, code: "tooLong" }
          : undefined,
      ({ at, kind }) =>
        isText(kind) ? { draft: Pointer.set(draft, at, "a\u0000b"), pointer: at, code: "characterInvalid" } : undefined,
      ({ at, default: given, required }) =>
        required === true && given === undefined
          ? { draft: Pointer.set(draft, at, undefined), pointer: at, code: "required" }
          : undefined,
      () => ({ draft: { ...draft, zzz: "?" }, pointer: "/zzz", code: "fieldUnknown" })
    ]
    for (;;) {
      const field = dice.one(filled)
      const made = dice.one(ways)(field)
      // Rolls that ran out are all zero: then the first field that breaks does.
      const first = made ?? filled.map((one) => ways[0]?.(one)).find((one) => one !== undefined) ?? ways[5]?.(field)
      if (first !== undefined) return first
    }
  }

const rank = ({ country, kind, subdivision }: Field.Field): number =>
  (["flag", "choice", "sameAs"].includes(kind) ? 0 : kind === "country" ? 1 : 2) +
  (country === undefined ? 0 : 2) +
  (kind === "subdivision" ? 2 : 0) -
  (subdivision === undefined ? 0 : 1)

const isText = (kind: Field.Kind): boolean => !["number", "flag", "choices", "list", "secret"].includes(kind)

const isCounted = ({ rules }: Portal.Portal, { at }: Field.Field): boolean =>
  rules.some((rule) => rule._tag === "count" && rule.at === at && rule.minimum > 0)

const valueOf = (
  field: Field.Field,
  { portal, reference, situation = underRoot }: For,
  country: FieldValues.Country,
  draft: Json,
  dice: Dice
): unknown => {
  if (field.kind === "list") {
    const bounds = portal.rules.find((rule) => rule._tag === "count" && rule.at === field.at)
    const [minimum, maximum] = bounds?._tag === "count" ? [bounds.minimum, Math.min(bounds.maximum, 3)] : [1, 3]
    return Array.from({ length: minimum + dice.roll(maximum - minimum + 1) }, () =>
      (field.items ?? []).reduce<Json>((item, inner) => {
        const value =
          inner.required === true || dice.chance(50)
            ? valueOf(inner, { portal, reference, situation }, country, {}, dice)
            : undefined
        return value === undefined ? item : Pointer.set(item, inner.at, value)
      }, {})
    )
  }
  if (field.kind === "number" && field.minimum !== undefined) {
    return field.minimum + dice.roll((field.maximum ?? field.minimum + 9) - field.minimum + 1)
  }
  const there = field.country === undefined ? country : (Pointer.get(draft, field.country) ?? country)
  const offered =
    field.options === undefined
      ? null
      : (Values.choices(field.options, { reference, situation, country: String(there), subdivision: null })?.map(
          ({ value }) => value
        ) ?? [])
  switch (field.kind) {
    case "country":
      return offered === null || offered.includes(country) ? country : dice.one(offered)
    case "currency":
      return dice.one(["EUR", "GBP", "USD"])
    case "subdivision": {
      const postal =
        PostalCode.parse(
          String(Pointer.get(draft, field.at.replace(/[^/]+$/u, "postalCode")) ?? ""),
          String(there),
          reference
        ).value ?? ""
      const known = (reference.countries[String(there)]?.subdivisions ?? []).filter(
        (one) => one.postal === undefined || new RegExp(one.postal, "u").test(postal)
      )
      return known.length === 0 ? undefined : dice.one(known).name
    }
    case "choices":
      return offered === null || offered.length === 0 ? undefined : dice.some(offered)
    case "choice":
    case "taxZone":
      return offered === null || offered.length === 0 ? undefined : dice.one(offered)
    case "text":
    case "sameAs":
      if (offered !== null) return offered.length === 0 ? undefined : dice.one(offered)
      return String(FieldValues.valid("text", country, dice)).slice(0, field.maxLength ?? 255)
    default:
      return FieldValues.valid(field.kind, there as FieldValues.Country, dice)
  }
}

/** The draft after the check's own proposals; what is optional and still wrong is left out. */
const repaired = (portal: Portal.Portal, draft: Json, reference: Reference, situation: Situation.Situation): Json => {
  let out = draft
  for (let round = 0; round < 4; round++) {
    const errors = Check.run(portal, out, reference, situation).issues.filter(Issue.isError)
    if (errors.length === 0) return out
    for (const { pointer, proposal } of errors) out = Pointer.set(out, pointer, proposal)
  }
  const left = Check.run(portal, out, reference, situation).issues.filter(Issue.isError)
  if (left.length === 0) return out
  throw new Error(`no valid draft of ${portal.id} could be made: ${JSON.stringify(left)} in ${JSON.stringify(out)}`)
}
