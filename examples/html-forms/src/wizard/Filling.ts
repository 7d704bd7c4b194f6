/** A form that somebody is filling in, between two posts. */
import { randomUUID } from "node:crypto"
import { CustomerId, type Issue, Legible } from "@clientele/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

const Version = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 999_999_999 }))
const Portal = Legible.Legible.check(Schema.isMaxLength(64))
const concerns = { customer: CustomerId.CustomerId, version: Version, base: Schema.Unknown }

/** What the form is about: a customer to be, a draft that was saved, or a customer that is edited. */
const Subject = Schema.TaggedUnion({
  new: { portal: Portal },
  draft: { portal: Portal, ...concerns },
  edit: concerns
})
export type Subject = typeof Subject.Type

export interface Filling {
  readonly id: string
  subject: Subject
  /** Under whom, for a customer to be; `null`: under the home of whoever fills in. */
  parent: CustomerId.CustomerId | null
  draft: unknown
  /** Steps that were sent in as done: their issues are shown. */
  readonly visited: Set<string>
  /** Fields that came up after the page was sent: nobody could have filled them in. */
  fresh: ReadonlySet<string>
  /** Warnings that a page has shown. */
  readonly warned: Set<string>
  /** Hashes of passwords by pointer: what was entered is known to nobody any more. */
  readonly sealed: Map<string, string>
  /** What was wrong with the passwords last sent, which nobody can look at again. */
  secretIssues: ReadonlyArray<Issue.Issue>
  notice: string | null
  customer: CustomerId.CustomerId | null
}

export const begin = (
  subject: Subject,
  parent: Filling["parent"],
  draft: unknown,
  id: string = randomUUID()
): Filling => ({
  id,
  subject,
  parent,
  draft,
  visited: new Set(),
  fresh: new Set(),
  warned: new Set(),
  sealed: new Map(),
  secretIssues: [],
  notice: null,
  customer: null
})

const strings = Schema.Array(Schema.String)
const Kept = Schema.Struct({
  subject: Subject,
  parent: Schema.NullOr(CustomerId.CustomerId),
  draft: Schema.Unknown,
  visited: strings,
  fresh: strings,
  warned: strings
})

/**
 * The filling as each of its pages carries it, so that a server that started anew goes on where the other one stopped. It is
 * the person's own: whatever it says is checked as if it was typed. No password is in it.
 */
export const pack = ({ draft, fresh, parent, subject, visited, warned }: Filling): string =>
  Buffer.from(
    JSON.stringify({ subject, parent, draft, visited: [...visited], fresh: [...fresh], warned: [...warned] })
  ).toString("base64url")

/** Returns the filling that a page carried; `null` where it carried none that can be read. */
export const unpack = (id: string, packed: string | null): Filling | null => {
  if (packed === null || !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u.test(id)) return null
  try {
    const read = Schema.decodeUnknownResult(Kept)(JSON.parse(Buffer.from(packed, "base64url").toString("utf8")))
    if (Result.isFailure(read)) return null
    const { draft, fresh, parent, subject, visited, warned } = read.success
    const filling = begin(subject, parent, draft, id)
    for (const step of visited) filling.visited.add(step)
    for (const one of warned) filling.warned.add(one)
    filling.fresh = new Set(fresh)
    return filling
  } catch {
    return null
  }
}
