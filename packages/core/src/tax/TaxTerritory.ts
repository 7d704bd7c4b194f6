/**
 * Where a place lies for VAT.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Text from "../base/internal/text.ts"
import { countryCodes } from "../reference/Codes.ts"
import type { TaxData, Territory } from "../reference/TaxData.ts"

/**
 * Schema for a place, as far as tax asks.
 *
 * **Details**
 *
 * `country` is ISO 3166-1 alpha-2 (`XI`, `EL`, `UK`, `IC` and `EA` are understood), `postalCode` canonical, `subdivision`
 * ISO 3166-2 with or without the country (`ES-GC`, `GC`). `city` matters only where two territories share a postal code.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Place = Schema.Struct({
  country: Schema.String,
  postalCode: Schema.optionalKey(Schema.NullOr(Schema.String)),
  subdivision: Schema.optionalKey(Schema.NullOr(Schema.String)),
  city: Schema.optionalKey(Schema.NullOr(Schema.String))
}).annotate({ identifier: "TaxPlace" })

/**
 * @category models
 * @since 0.1.0
 */
export type Place = typeof Place.Type

/**
 * What is supplied: `services` are those of a cloud reseller (electronically supplied), `goods` are things that are sent.
 *
 * @category models
 * @since 0.1.0
 */
export type Supply = "services" | "goods"

interface Part {
  readonly territory: Territory
  readonly postal: ReadonlyArray<RegExp>
  readonly shared: ReadonlyArray<{
    readonly postal: RegExp
    readonly cities: ReadonlyArray<string>
    readonly unnamed: boolean
  }>
  readonly subdivisions: ReadonlyArray<string>
}

interface Country {
  own: Territory | undefined
  readonly parts: Array<Part>
}

interface Index {
  readonly byId: ReadonlyMap<string, Territory>
  readonly byCode: ReadonlyMap<string, Country>
}

// Reference data is a value that never changes, so what is computed from it can be kept beside it.
const indexes = new WeakMap<TaxData, Index>()

const makeIndex = (data: TaxData): Index => {
  const byId = new Map<string, Territory>()
  const byCode = new Map<string, Country>()
  const country = (code: string): Country => {
    const known = byCode.get(code)
    if (known !== undefined) return known
    const made: Country = { own: undefined, parts: [] }
    byCode.set(code, made)
    return made
  }
  for (const territory of data.territories) {
    byId.set(territory.id, territory)
    const home = country(territory.country)
    if (territory.id === territory.country) {
      home.own = territory
      for (const code of territory.codes ?? []) byCode.set(code, home)
    } else {
      home.parts.push({
        territory,
        postal: (territory.postal ?? []).map((pattern) => new RegExp(pattern, "u")),
        shared: (territory.shared ?? []).map((rule) => ({
          ...rule,
          postal: new RegExp(rule.postal, "u"),
          cities: rule.cities.map(Text.fold)
        })),
        subdivisions: territory.subdivisions ?? []
      })
      for (const code of territory.codes ?? []) country(code).own ??= territory
    }
    for (const rule of territory.foreign ?? []) {
      country(rule.country).parts.push({
        territory,
        postal: [new RegExp(rule.postal, "u")],
        shared: [],
        subdivisions: []
      })
    }
  }
  return { byId, byCode }
}

const indexOf = (data: TaxData): Index => {
  const known = indexes.get(data)
  if (known !== undefined) return known
  const made = makeIndex(data)
  indexes.set(data, made)
  return made
}

const matches = (part: Part, postal: string, subdivision: string, place: Place): boolean => {
  if (postal !== "" && part.postal.length > 0) {
    return (
      part.postal.some((pattern) => pattern.test(postal)) ||
      part.shared.some((rule) => rule.postal.test(postal) && isNamed(rule, Text.fold(place.city ?? "")))
    )
  }
  return subdivision !== "" && part.subdivisions.includes(subdivision)
}

/** People write the province and more beside a city: `Livigno (SO)`, `Comune di Livigno`. */
const isNamed = (rule: Part["shared"][number], city: string): boolean =>
  city === "" ? rule.unnamed : rule.cities.some((one) => city.includes(one))

/**
 * Returns the country code as tax writes it: trimmed, upper case, otherwise as given.
 *
 * @category getters
 * @since 0.1.0
 */
export const codeOf = (country: string): string => country.trim().toUpperCase()

/**
 * Returns the ISO code that a country code means: `GB` for `UK`, `GR` for `EL`, `RE` for `RE`.
 *
 * @category getters
 * @since 0.1.0
 */
export const isoOf = (country: string, data: TaxData): string => {
  const code = codeOf(country)
  const own = indexOf(data).byCode.get(code)?.own
  return own !== undefined && own.id === own.country ? own.id : code
}

/**
 * Returns the subdivision with its country (`US-CA` for `CA` in `US`); empty where the place names none.
 *
 * @category getters
 * @since 0.1.0
 */
export const subdivisionOf = (place: Place): string => {
  const subdivision = (place.subdivision ?? "").trim().toUpperCase()
  return subdivision === "" || subdivision.includes("-") ? subdivision : `${codeOf(place.country)}-${subdivision}`
}

/**
 * Returns the territory in which a place lies.
 *
 * **Details**
 *
 * Total: a country that the data does not name is a territory of its own outside the EU, its id being the code, whether
 * there is such a country or not ({@link isCountry} tells). A postal
 * code decides before a subdivision, which is looked at only where no postal code is given or none is known of the part.
 *
 * **Example** (Telling the Canary Islands from Madrid)
 *
 * ```ts import.meta.vitest
 * import { TaxTerritory } from "@clientele/core"
 * import { data } from "@clientele/core/reference/tax/Europe"
 *
 * TaxTerritory.resolve({ country: "ES", postalCode: "35001" }, data).id // => "ES-canary"
 * TaxTerritory.resolve({ country: "ES", postalCode: "28001" }, data).id // => "ES"
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const resolve = (place: Place, data: TaxData): Territory => {
  const code = codeOf(place.country)
  const country = indexOf(data).byCode.get(code)
  if (country !== undefined && country.parts.length > 0) {
    const postal = (place.postalCode ?? "").trim().toUpperCase()
    const subdivision = subdivisionOf(place)
    const part = country.parts.find((part) => matches(part, postal, subdivision, place))
    if (part !== undefined) return part.territory
  }
  return (
    country?.own ?? {
      id: code,
      country: code,
      name: code,
      euVat: false,
      rates: [],
      source: "Directive 2006/112/EC Art. 5(4)"
    }
  )
}

/**
 * Returns whether a code, as {@link codeOf} writes it, is one of ISO 3166-1 or one that the tax data names (`EL`, `XI`, `IC`).
 *
 * @category predicates
 * @since 0.1.0
 */
export const isCountry = (code: string, data: TaxData): boolean => iso.has(code) || indexOf(data).byCode.has(code)

const iso: ReadonlySet<string> = new Set(countryCodes)

/**
 * Returns the territory whose law applies: France for Monaco, itself for most.
 *
 * @category getters
 * @since 0.1.0
 */
export const governing = (territory: Territory, data: TaxData): Territory =>
  territory.countsAs === undefined ? territory : (indexOf(data).byId.get(territory.countsAs) ?? territory)

/**
 * Returns whether the territory is a part of a country, or counts as another one.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isSpecial = (territory: Territory): boolean =>
  territory.id !== territory.country || territory.countsAs !== undefined

/**
 * Returns whether the place has a postal code that lies inside and outside a territory, and names no city that tells.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isPostalShared = (place: Place, data: TaxData): boolean => {
  const parts = indexOf(data).byCode.get(codeOf(place.country))?.parts ?? []
  if (parts.length === 0) return false
  const postal = (place.postalCode ?? "").trim().toUpperCase()
  return (
    parts.some((part) => part.shared.some((rule) => rule.postal.test(postal))) && Text.fold(place.city ?? "") === ""
  )
}

/**
 * Returns whether a supply of that day there falls under the EU's VAT directive.
 *
 * **Details**
 *
 * Northern Ireland: goods yes, services no. The United Kingdom: until 2020-12-31. A day of `null` is after all changes.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isInside = (territory: Territory, supply: Supply, day: string | null): boolean =>
  territory.euVat ||
  (supply === "goods" && territory.euGoods === true) ||
  (territory.euVatUntil !== undefined && day !== null && day <= territory.euVatUntil)

/**
 * Returns whether the territory is a part of a member state, be it inside the EU's VAT area or not.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isOfMemberState = (territory: Territory, data: TaxData): boolean =>
  indexOf(data).byCode.get(territory.country)?.own?.euVat === true

/**
 * Returns the territory that the prefix of a VAT id names; `null` where the id begins with none that the data knows.
 *
 * @category getters
 * @since 0.1.0
 */
export const ofVatId = (vatId: string, data: TaxData): Territory | null => {
  const prefix = vatId.trim().toUpperCase().slice(0, 2)
  return indexOf(data).byCode.get(prefix)?.own ?? null
}
