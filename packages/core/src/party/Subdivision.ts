/**
 * A state, province or other part of a country, as people write it.
 *
 * @since 0.1.0
 */
import * as Text from "../base/internal/text.ts"
import type { CountryRule, SubdivisionRule } from "../reference/CountryRule.ts"
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as Country from "./Country.ts"
import * as Finding from "./Finding.ts"

/**
 * Most characters of a subdivision.
 *
 * @category constants
 * @since 0.1.0
 */
export const maximumLength = 100

/**
 * Returns the ISO 3166-2 code of a subdivision, `NL-NB`.
 *
 * **Details**
 *
 * Takes the code, its last part (`NB`), the name or another spelling of it; case, accents, hyphens and spaces do not
 * matter (`Noord Brabant`). `country` is ISO 3166-1 alpha-2. In a country whose post uses a list, anything else is
 * `subdivisionUnknown`, with a proposal where exactly one entry is a letter away. Where only ISO 3166-2 has a list, or nobody,
 * another text is kept as written on one line, with that as a warning where there is a list: post needs none there, and only a
 * downstream target may forbid one. A country that is not loaded is `serverCheckRequired`.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string, country: string, reference: ReferenceData): Finding.Parsed<string> => {
  const rule = Country.rule(country, reference)
  if (rule === undefined) return Country.withoutRule("The state or province", country, reference)
  if (indexOf(rule).canonical.has(input)) return Finding.accept(input)
  const text = Text.line(input)
  if (rule.subdivisions.length === 0) return keep(text, [])
  const wanted = text.length > maximumLength ? "" : Text.fold(text)
  if (wanted === "" && rule.otherSubdivisions !== true) return refuse(rule, undefined)
  // A code or a name wins over another entry's alias: in Spain "Santa Cruz" must never beat the province it is part of.
  const { byAlias, bySpelling } = indexOf(rule)
  const found = bySpelling.get(wanted) ?? byAlias.get(wanted)
  if (found !== undefined) return Finding.accept(found.code)
  // Two letters are always near some code: a guess needs a name of some length.
  const near =
    wanted.length < 4
      ? []
      : rule.subdivisions.filter((entry) =>
          spellings(entry, rule).some((one) => one.length >= 4 && Text.isNear(one, wanted))
        )
  return rule.otherSubdivisions === true
    ? keep(text, [Finding.warning("subdivisionUnknown", ...unknown(rule, Text.only(near)))])
    : refuse(rule, Text.only(near))
}

/**
 * Returns the rule of a subdivision; `undefined` where the country is not loaded or the code is not in its list.
 *
 * @category getters
 * @since 0.1.0
 */
export const rule = (code: string, country: string, reference: ReferenceData): SubdivisionRule | undefined => {
  const of = Country.rule(country, reference)
  return of === undefined ? undefined : indexOf(of).byCode.get(code)
}

interface Index {
  /** Codes that mean themselves. */
  readonly canonical: ReadonlySet<string>
  readonly byCode: ReadonlyMap<string, SubdivisionRule>
  /** By folded code, last part of the code, and name. */
  readonly bySpelling: ReadonlyMap<string, SubdivisionRule>
  readonly byAlias: ReadonlyMap<string, SubdivisionRule>
}

const indexes = new WeakMap<CountryRule, Index>()

const indexOf = (rule: CountryRule): Index => {
  const known = indexes.get(rule)
  if (known !== undefined) return known
  const first = (keys: (entry: SubdivisionRule) => ReadonlyArray<string>) => {
    const found = new Map<string, SubdivisionRule>()
    for (const entry of rule.subdivisions) for (const key of keys(entry)) if (!found.has(key)) found.set(key, entry)
    return found
  }
  const bySpelling = first((entry) => spelledExactly(entry, rule))
  const codes = rule.subdivisions.map(({ code }) => code)
  const made: Index = {
    canonical: new Set(
      codes.filter((code) => bySpelling.get(Text.fold(code))?.code === code && Text.line(code) === code)
    ),
    byCode: first(({ code }) => [code]),
    bySpelling,
    byAlias: first(({ aliases }) => (aliases ?? []).map(Text.fold))
  }
  indexes.set(rule, made)
  return made
}

const keep = (text: string, warnings: ReadonlyArray<Finding.Finding>): Finding.Parsed<string> =>
  text === "" || text.length > maximumLength || Text.isUnprintable(text)
    ? Finding.refuse(
        "subdivisionUnknown",
        `Write the state or province in at most ${maximumLength} ordinary characters, or leave it empty`
      )
    : Finding.accept(text, warnings)

const unknown = (rule: CountryRule, near: SubdivisionRule | undefined): [message: string, proposal?: string] =>
  near === undefined
    ? [
        `This is not a state or province (${rule.name}); choose one from the list, such as ${rule.subdivisions[0]?.name}`
      ]
    : [`This is not a state or province (${rule.name}); did you mean ${near.name}?`, near.code]

const refuse = (rule: CountryRule, near: SubdivisionRule | undefined): Finding.Parsed<never> =>
  Finding.refuse("subdivisionUnknown", ...unknown(rule, near))

const spelledExactly = (entry: SubdivisionRule, rule: CountryRule): ReadonlyArray<string> => [
  Text.fold(entry.code),
  Text.fold(entry.code.slice(rule.code.length)),
  Text.fold(entry.name)
]

const spellings = (entry: SubdivisionRule, rule: CountryRule): ReadonlyArray<string> => [
  ...spelledExactly(entry, rule),
  ...(entry.aliases ?? []).map(Text.fold)
]
