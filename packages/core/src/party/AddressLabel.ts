/**
 * The lines of an address on a letter, in the order of its country.
 *
 * @since 0.1.0
 */
import * as Text from "../base/internal/text.ts"
import type { CountryRule } from "../reference/CountryRule.ts"
import type { Address } from "./Address.ts"

/**
 * Who a letter is for, and where it is posted.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /** Person that the letter is for. */
  readonly name?: string
  /** Company or other organisation. */
  readonly organisation?: string
  /**
   * Country that the letter is posted in, ISO 3166-1 alpha-2. Abroad, the country of the address stands last, in
   * capitals (UPU S42); without this it is left out.
   */
  readonly from?: string
}

/**
 * Returns the lines of a letter's address.
 *
 * **Details**
 *
 * `rule` is that of the address's country; its order of lines decides, and what is not filled in leaves no line and no
 * comma behind. A state is written by the last part of its code where that is letters (`WA`), else by its name. Values
 * are put on one line each and not changed otherwise: check the address first.
 *
 * @example
 * ```ts import.meta.vitest
 * import { AddressLabel } from "@clientele/core"
 * import { LU } from "@clientele/core/reference/countries/LU"
 *
 * const address = { country: "LU", line1: "14, rue Erasme", city: "Luxembourg", postalCode: "1468" }
 * AddressLabel.lines(address, LU, { organisation: "Post", from: "NL" })
 * // => ["Post", "14, rue Erasme", "L-1468 Luxembourg", "LUXEMBOURG"]
 * ```
 *
 * @category rendering
 * @since 0.1.0
 */
export const lines = (address: Address, rule: CountryRule, options: Options = {}): ReadonlyArray<string> => {
  const values: Readonly<Record<string, ReadonlyArray<string>>> = {
    N: given(options.name),
    O: given(options.organisation),
    A: [...given(address.line1), ...given(address.line2)],
    C: given(address.city),
    S: given(stateOf(address.state, rule)),
    Z: given(address.postalCode)
  }
  const written = rule.format
    .split("%n")
    .flatMap((line) => fill(line, values))
    .filter((line) => line !== "")
  const abroad = options.from !== undefined && options.from !== rule.code
  const country = rule.name.toUpperCase()
  return abroad && written.at(-1) !== country ? [...written, country] : written
}

const given = (value: unknown): ReadonlyArray<string> => {
  const text = typeof value === "string" ? Text.line(value) : ""
  return text === "" ? [] : [text]
}

/** People read `WA`, and nobody reads the numbers that some countries have for codes. */
const stateOf = (state: string | undefined, rule: CountryRule): string | undefined => {
  const entry = rule.subdivisions.find(({ code }) => code === state)
  if (entry === undefined) return state
  const short = entry.code.slice(rule.code.length + 1)
  return rule.subdivision === "required" && /^[A-Z]+$/u.test(short) ? short : entry.name
}

/** One line of the format with its values. What stands between two of them is kept only where both are there. */
const fill = (format: string, values: Readonly<Record<string, ReadonlyArray<string>>>): ReadonlyArray<string> => {
  const done: Array<string> = []
  let current = ""
  let between = ""
  let filled = !format.includes("%")
  for (const [part, field] of format.matchAll(/%([A-Z])|[^%]+/gu)) {
    if (field === undefined) {
      if (between === "") between = part
      continue
    }
    const [first, ...more] = values[field] ?? []
    if (first === undefined) {
      // Nothing stands before it, so what introduces it (`L-`) goes with it.
      if (current === "") between = ""
      continue
    }
    filled = true
    current += between + first
    between = ""
    for (const next of more) {
      done.push(current)
      current = next
    }
  }
  return filled ? [...done, (current === "" ? between : current).trim()] : []
}
