/**
 * Domain names in canonical form (lower case, `xn--` for other scripts), and the suffixes they are registered under.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { SuffixData } from "../../reference/ReferenceData.ts"

const decode = Schema.decodeUnknownResult(Schema.DomainNameFromString)

/** RFC 1035: 255 octets with the length bytes, 253 in writing. */
const maximumLength = 253

/** Returns the canonical name; `undefined` for what is no name of at least two labels of letters, digits and hyphens. */
export const canonical = (input: string): string | undefined => {
  // Converting a long name costs time that grows faster than the name; every label shrinks to at least a character.
  if (input.length > maximumLength) return undefined
  const decoded = decode(input)
  if (Result.isFailure(decoded)) return undefined
  const name: string = decoded.success
  return name.length <= maximumLength && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u.test(name) ? name : undefined
}

const indexed = new WeakMap<typeof SuffixData.Type, ReadonlySet<string>>()

const index = (suffixes: typeof SuffixData.Type): ReadonlySet<string> => {
  const known = indexed.get(suffixes)
  if (known !== undefined) return known
  const rules = new Set(suffixes.rules)
  indexed.set(suffixes, rules)
  return rules
}

/**
 * Returns the name that someone registered, `example.co.uk` for `www.example.co.uk`; `undefined` for a bare suffix and
 * for a top level without a rule. The longest rule wins, an exception (`!`) over all.
 */
export const registered = (name: string, suffixes: typeof SuffixData.Type): string | undefined => {
  const rules = index(suffixes)
  const labels = name.split(".")
  for (let at = 0; at < labels.length; at++) {
    const here = labels.slice(at).join(".")
    const above = labels.slice(at + 1).join(".")
    if (rules.has(`!${here}`)) return here
    if (rules.has(here) || (above !== "" && rules.has(`*.${above}`))) {
      return at === 0 ? undefined : labels.slice(at - 1).join(".")
    }
  }
  return undefined
}
