/**
 * Domain names in canonical form (lower case, `xn--` for other scripts), and the suffixes they are registered under.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { SuffixData } from "../../reference/ReferenceData.ts"
import * as Punycode from "./punycode.ts"

const decode = Schema.decodeUnknownResult(Schema.DomainNameFromString)

/**
 * Latin labels of letters, digits and hyphens, the last one no number and none with hyphens in the third and fourth place, which
 * mark a coding: a name that needs no conversion.
 */
const plain =
  /^(?:(?!..--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?!..--)[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/u

/** The same in lower case: a name that is canonical already. */
export const lower = String.raw`(?:(?!..--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!..--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?`

/** RFC 1035: 255 octets with the length bytes, 253 in writing. */
const maximumLength = 253

/** Returns the canonical name; `undefined` for what is no name of at least two labels of letters, digits and hyphens. */
export const canonical = (input: string): string | undefined => {
  // Converting a long name costs time that grows faster than the name; every label shrinks to at least a character.
  if (input.length > maximumLength) return undefined
  if (plain.test(input)) return input.toLowerCase()
  // Encoding hides a hyphen at the end of a label, and other dashes.
  if (/(?:^|[.\u3002\uFF0E\uFF61])-|-(?:$|[.\u3002\uFF0E\uFF61])|(?!-)\p{Pd}/u.test(input.normalize("NFKC")))
    return undefined
  const decoded = decode(input)
  if (Result.isFailure(decoded)) return undefined
  const name: string = decoded.success
  if (name.length > maximumLength || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u.test(name)) return undefined
  return name.split(".").every((label) => !label.startsWith("xn--") || isCoded(label)) ? name : undefined
}

/** Whether a label that says that it holds other letters does, in the one way in which they are written. */
const isCoded = (label: string): boolean => {
  const letters = Punycode.decode(label.slice(4))
  if (letters === undefined) return false
  // The end is there because a name has two labels.
  const again = decode(`${letters}.com`)
  return Result.isSuccess(again) && again.success === `${label}.com`
}

/** What the rules say of a name; read from the last label on. */
interface Node {
  /** It is a suffix. */
  suffix: boolean
  /** Every name right below it is one. */
  wildcard: boolean
  /** It was registered although a wildcard makes it a suffix. */
  exception: boolean
  readonly below: Map<string, Node>
}

const makeNode = (): Node => ({ suffix: false, wildcard: false, exception: false, below: new Map() })

const trees = new WeakMap<typeof SuffixData.Type, Node>()

const makeTree = (suffixes: typeof SuffixData.Type): Node => {
  const root = makeNode()
  for (const rule of suffixes.rules) {
    const kind = rule.startsWith("!") ? "exception" : rule.startsWith("*.") ? "wildcard" : "suffix"
    let node = root
    for (const label of rule
      .replace(/^(?:!|\*\.)/u, "")
      .split(".")
      .toReversed()) {
      const next = node.below.get(label) ?? makeNode()
      node.below.set(label, next)
      node = next
    }
    node[kind] = true
  }
  return root
}

const treeOf = (suffixes: typeof SuffixData.Type): Node => {
  const known = trees.get(suffixes)
  if (known !== undefined) return known
  const made = makeTree(suffixes)
  trees.set(suffixes, made)
  return made
}

/**
 * Returns the name that someone registered, `example.co.uk` for `www.example.co.uk`; `undefined` for a bare suffix and
 * for a top level without a rule. The longest rule wins, an exception (`!`) over all.
 */
export const registered = (name: string, suffixes: typeof SuffixData.Type): string | undefined => {
  let above = treeOf(suffixes)
  let found: string | undefined
  for (let end = name.length; ; ) {
    const dot = dotBefore(name, end)
    // Most names end below a suffix that has no longer ones.
    const here = above.below.size === 0 ? undefined : above.below.get(name.slice(dot + 1, end))
    if (here?.exception === true) found = name.slice(dot + 1)
    else if (here?.suffix === true || above.wildcard) {
      found = dot < 0 ? undefined : name.slice(dotBefore(name, dot) + 1)
    }
    if (here === undefined || dot < 0) return found
    above = here
    end = dot
  }
}

/** Returns where the last dot before a place is; -1 where there is none. */
const dotBefore = (name: string, place: number): number => {
  let at = Math.max(place - 1, 0)
  while (at >= 0 && name.charCodeAt(at) !== 46) at--
  return at
}
