/** The pages of a form that is being filled in, and what is done on them. */
import { Draft, Issue, Pointer, Secrets } from "@clientele/core"
import * as Effect from "effect/Effect"
import { page, type Response, redirect } from "../Exchange.ts"
import type * as Asked from "../form/Asked.ts"
import * as Password from "../form/Password.ts"
import * as StepPage from "../pages/StepPage.ts"
import * as Trouble from "../pages/Trouble.ts"
import { owner, type Visit } from "../Visit.ts"
import * as Filling from "../wizard/Filling.ts"
import * as Looking from "../wizard/Looking.ts"
import * as Reading from "../wizard/Reading.ts"
import * as Finishing from "./Finishing.ts"

/** What is wrong with the steps that were sent in. */
const issuesOf = (visit: Visit, filling: Filling.Filling, view: Asked.View) =>
  Effect.gen(function* () {
    if (filling.visited.size === 0) return []
    const found = [...(yield* Looking.check(visit.desk, filling)), ...filling.secretIssues]
    return Reading.ordered(view, found).filter(
      ({ pointer, step }) => (step === "" || filling.visited.has(step)) && !filling.fresh.has(pointer)
    )
  })

const show = (visit: Visit, filling: Filling.Filling, step: Asked.Step, generated: Asked.View["generated"]) =>
  Effect.gen(function* () {
    const view = yield* Looking.look(visit.desk, filling)
    const issues = yield* issuesOf(visit, filling, view)
    const isLast = view.form.steps.at(-1)?.id === step.id
    for (const issue of issues) {
      if (!Issue.isError(issue) && (isLast || issue.step === step.id)) filling.warned.add(Reading.key(issue))
    }
    const { notice } = filling
    filling.notice = null
    const chooses = view.form.parent !== undefined && filling.subject._tag === "new"
    const body = StepPage.page(visit.who, {
      view: { ...view, issues, generated },
      step,
      notice,
      visited: filling.visited,
      subject: filling.subject._tag,
      about: aboutOf(filling),
      packed: Filling.pack(filling),
      address: (id) => `/drafts/${filling.id}/${id}`,
      parent: chooses
        ? { chosen: filling.parent ?? visit.desk.home?.id ?? "", offered: yield* Looking.parents(visit.desk) }
        : null
    })
    return page(body, issues.some((issue) => Issue.isError(issue) && issue.step === step.id) ? 422 : 200)
  })

const post = (visit: Visit, filling: Filling.Filling, step: Asked.Step, before: Asked.View) =>
  Effect.gen(function* () {
    const { desk, request } = visit
    const { posted } = request
    const to = (id: string, pointer = "") => redirect(`/drafts/${filling.id}/${id}${pointer && `#${pointer}`}`)
    const stay = (draft: unknown, pointer: string): Response => {
      filling.draft = draft
      return to(step.id, pointer)
    }
    const chosen = posted.get("parent")
    if (chosen !== null && before.form.parent !== undefined && Looking.isParent(yield* Looking.parents(desk), chosen)) {
      filling.parent = chosen
    }
    filling.draft = Reading.read(before, step, posted)
    const view = yield* Looking.look(desk, filling)
    const [verb = "", argument = ""] = split(posted.get("go") ?? "next")
    const index = view.form.steps.findIndex(({ id }) => id === step.id)

    switch (verb) {
      case "back":
        return to(view.form.steps[index - 1]?.id ?? step.id)
      case "step":
        return to(view.form.steps.some(({ id }) => id === argument) ? argument : step.id)
      case "update":
        return to(step.id, argument)
      case "save":
        return yield* Finishing.save(visit, filling, to(step.id))
      case "import": {
        const copied = step.imports?.[Number(argument)]
        if (copied === undefined) return to(step.id)
        filling.notice = `${copied.label}: done. What was copied can be changed here.`
        return stay(Draft.copy(filling.draft as Parameters<typeof Draft.copy>[0], copied), copied.pairs[0]?.to ?? "")
      }
      case "add": {
        const draft = Reading.add(view, argument)
        const items = Pointer.get(draft, argument)
        return stay(draft, `${argument}/${Array.isArray(items) ? items.length - 1 : 0}`)
      }
      case "remove":
        return stay(Reading.remove(view, argument), argument.slice(0, argument.lastIndexOf("/")))
      case "clear":
        return stay(Pointer.set(filling.draft, argument, undefined), "")
      case "take": {
        const issues = yield* Looking.check(desk, filling)
        const issue = issues.find(({ pointer, proposal }) => pointer === argument && proposal !== undefined)
        return stay(
          issue === undefined ? filling.draft : Pointer.set(filling.draft, argument, issue.proposal),
          argument
        )
      }
      case "generate": {
        // The one answer to a post that is a page: what it shows is kept nowhere.
        const made = yield* Password.generate
        filling.notice = "Note the password now if somebody has to be told: it is not shown again."
        return yield* show(visit, filling, step, new Map([argument, `${argument}Retype`].map((at) => [at, made])))
      }
      case "finish":
        for (const { id } of view.form.steps) filling.visited.add(id)
        return yield* next(visit, filling, before, view, step, to)
      default:
        return yield* next(visit, filling, before, view, step, to)
    }
  })

/** The customer that a form changes, by the name it has so far. */
const aboutOf = ({ subject }: Filling.Filling): StepPage.StepPage["about"] => {
  if (subject._tag === "new") return null
  const named = ["/name", "/shortName"].map((at) => Pointer.get(subject.base, at))
  return { id: subject.customer, name: named.find((name) => typeof name === "string") ?? "No name yet" }
}

const next = (
  visit: Visit,
  filling: Filling.Filling,
  before: Asked.View,
  view: Asked.View,
  step: Asked.Step,
  to: (step: string, pointer?: string) => Response
) =>
  Effect.gen(function* () {
    const known = new Set([...Reading.asked(before, step), ...filling.fresh])
    const fresh = Reading.asked(view, step).filter((at) => !known.has(at))
    filling.visited.add(step.id)
    filling.fresh = new Set(fresh)
    const taken = Secrets.take(Looking.portalOf(view.form), Reading.secrets(step, visit.request.posted))
    filling.secretIssues = [
      ...filling.secretIssues.filter((issue) => issue.step !== step.id),
      ...taken.issues.filter((issue) => issue.step === step.id)
    ]
    const issues = yield* issuesOf(visit, filling, view)
    const errors = issues.filter(Issue.isError)
    if (!errors.some((issue) => issue.step === step.id)) {
      for (const [at, secret] of taken.secrets) filling.sealed.set(at, yield* Password.seal(secret))
    }
    if (fresh.length > 0) {
      filling.notice = "There is more to fill in now."
      return to(step.id, errors.length === 0 ? fresh[0] : "")
    }
    const { steps } = view.form
    const stuck = errors.find((issue) => issue.step === step.id) ?? errors[0]
    if (stuck !== undefined) return to(stuck.step === "" ? step.id : stuck.step)
    const index = steps.findIndex(({ id }) => id === step.id)
    const ends = visit.request.posted.get("go") === "finish" && filling.subject._tag === "edit"
    if (ends || index === steps.length - 1) return yield* Finishing.finish(visit, filling, view, issues, to)
    // Whoever came back to mend something goes on where it was found.
    const seenAll = steps.every(({ id }) => filling.visited.has(id))
    return to(steps[seenAll ? steps.length - 1 : index + 1]?.id ?? step.id)
  })

export const handle = (visit: Visit) =>
  Effect.gen(function* () {
    const { desk, fillings, request, rest } = visit
    const [id = "", last = ""] = rest
    const filling = fillings.find(owner(visit), id, request.posted.get("filling"))
    if (filling === null)
      return Trouble.missing(visit.who, "This form is not here any more: it was sent in, or begun somewhere else.")
    if (filling.customer !== null) return redirect(`/customers/${filling.customer}`)
    const view = yield* Looking.look(desk, filling)
    const step = view.form.steps.find((one) => one.id === last)
    if (step === undefined) return Trouble.missing(visit.who)
    return request.method === "POST"
      ? yield* post(visit, filling, step, view)
      : yield* show(visit, filling, step, new Map())
  })

const split = (text: string): ReadonlyArray<string> => {
  const at = text.indexOf(":")
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
