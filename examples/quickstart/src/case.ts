/** What `customers.json` holds: for each portal one valid draft, and customers that differ from it. */
import { Pointer } from "@clientele/core"

export interface Group {
  /** Id of the portal. */
  readonly portal: string
  /** What somebody fills in: a valid form of this portal. */
  readonly draft: unknown
  readonly cases: ReadonlyArray<Case>
}

export interface Case {
  readonly title: string
  /** Name of the reseller under which the customer is created. */
  readonly under: string
  /** Set where not the reseller itself creates it. */
  readonly by?: string
  /** What is different from the group's draft, by pointer; `null` takes the value away. */
  readonly but?: Readonly<Record<string, unknown>>
  /** What the reseller corrects afterwards. */
  readonly then?: unknown
  /** What must become of it, and all that is to be said about it: pointer and code. */
  readonly expect: { readonly created: ReadonlyArray<string> } | { readonly refused: ReadonlyArray<string> }
}

/** The form as it is sent: the group's draft with the case's differences. */
export const input = ({ draft }: Group, { but = {} }: Case): unknown =>
  Object.entries(but).reduce((form, [pointer, value]) => Pointer.set(form, pointer, value ?? undefined), draft)

/** What became of a case, in the form of {@link expected}: the outcome, then pointers and codes. */
export type Outcome = readonly [outcome: "created" | "refused", ...said: ReadonlyArray<string>]

export const expected = ({ expect }: Case): Outcome =>
  "created" in expect ? ["created", ...expect.created] : ["refused", ...expect.refused]

export const asExpected = (one: Case, outcome: Outcome): boolean => expected(one).join() === outcome.join()
