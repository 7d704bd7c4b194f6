/** What a posted page does to a form that is being filled in. */
import { Condition, type Issue, Pointer } from "@clientele/core"
import * as Asked from "../form/Asked.ts"

/** Returns the draft with what a page sent, by the names of its controls. Passwords are left where they are. */
export const read = (view: Asked.View, step: Asked.Step, posted: URLSearchParams): unknown =>
  step.fields.reduce((draft, field) => {
    const value = valueOf(field, field.at, posted)
    if (value === undefined) return draft
    // A default that nobody touched stays one, and goes on following what it is made from.
    const untouched = Pointer.get(view.draft, field.at) === undefined && same(value, Pointer.get(view.filled, field.at))
    return untouched ? draft : Pointer.set(draft, field.at, value ?? undefined)
  }, view.draft)

/** What was sent for a field: `null` where it was left empty, `undefined` where it was not on the page. */
const valueOf = (field: Asked.Field, name: string, posted: URLSearchParams): unknown => {
  const sent = posted.getAll(name)
  const last = sent.at(-1)
  if (last === undefined) return undefined
  switch (field.kind) {
    case "secret":
      return undefined
    case "flag":
      return last === "on"
    case "sameAs":
      return last === "" ? (Asked.isBox(field) ? "own" : null) : last
    case "number":
      return /^\d{1,15}$/u.test(last) ? Number(last) : last.trim() === "" ? null : last
    case "choices": {
      const ticked = sent.filter((one) => one !== "")
      return ticked.includes("inherit") ? "inherit" : ticked
    }
    case "list":
      return Array.from({ length: Math.min(Number(last) || 0, 100) }, (_, index) =>
        (field.items ?? []).reduce((item, inner) => {
          const value = valueOf(inner, `${name}/${index}${inner.at}`, posted)
          return Pointer.set(item, inner.at, value ?? undefined)
        }, {})
      )
    default:
      return last.trim() === "" ? null : last
  }
}

const same = (a: unknown, b: unknown): boolean =>
  Condition.isFilled(a) ? JSON.stringify(a) === JSON.stringify(b) : !Condition.isFilled(b)

/** The passwords of a page, apart from everything else. */
export const secrets = (step: Asked.Step, posted: URLSearchParams): unknown =>
  step.fields
    .filter(({ kind }) => kind === "secret")
    .reduce((input, { at }) => Pointer.set(input, at, posted.get(at) ?? ""), {})

/** Pointers of what a step asks for now. */
export const asked = (view: Asked.View, step: Asked.Step): ReadonlyArray<string> =>
  step.fields.filter((field) => Asked.isShown(field, view.filled)).map(({ at }) => at)

/** Adds an empty entry to a list, behind those that a page shows. */
export const add = (view: Asked.View, at: string): unknown => {
  const field = view.form.steps.flatMap(({ fields }) => fields).find((one) => one.at === at && one.kind === "list")
  const items = Pointer.get(view.draft, at)
  const known: ReadonlyArray<unknown> = Array.isArray(items) ? items : []
  return field === undefined || known.length >= Asked.bounds(view.form, field).maximum
    ? view.draft
    : Pointer.set(view.draft, at, [...known, {}])
}

/** Takes an entry out of a list, by the entry's pointer. */
export const remove = (view: Asked.View, at: string): unknown => {
  const [, list = "", index] = /^(.+)\/(\d+)$/u.exec(at) ?? []
  const items = Pointer.get(view.draft, list)
  return Array.isArray(items)
    ? Pointer.set(
        view.draft,
        list,
        items.filter((_, place) => place !== Number(index))
      )
    : view.draft
}

/** Issues in the order in which the form asks. */
export const ordered = (view: Asked.View, issues: ReadonlyArray<Issue.Issue>): ReadonlyArray<Issue.Issue> => {
  const pointers = view.form.steps.flatMap(({ fields }) => fields.map(({ at }) => at))
  const place = ({ pointer }: Issue.Issue) => {
    const at = pointers.findIndex(
      (one) => one === pointer || pointer.startsWith(`${one}/`) || one.startsWith(`${pointer}/`)
    )
    return at === -1 ? pointers.length : at
  }
  return issues.toSorted((a, b) => place(a) - place(b))
}

/** What an issue is known by, once somebody has seen it. */
export const key = ({ code, pointer }: Issue.Issue): string => `${pointer} ${code}`
