/** How a form that was filled in ends: as a customer, as a draft for later, or as an edit. */
import type { Execution, Issue } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { Response } from "../Exchange.ts"
import type * as Asked from "../form/Asked.ts"
import { told, type Visit } from "../Visit.ts"
import type { Filling } from "../wizard/Filling.ts"
import * as Looking from "../wizard/Looking.ts"
import * as Patch from "../wizard/Patch.ts"
import * as Reading from "../wizard/Reading.ts"

/** Keeps what is there as a draft, whatever is missing; who comes back to it goes on from there. */
export const save = (visit: Visit, filling: Filling, back: Response) =>
  Effect.gen(function* () {
    const { subject } = filling
    const saved =
      subject._tag === "new"
        ? visit.desk.customers.execute(
            {
              _tag: "open",
              portal: subject.portal,
              draft: filling.draft,
              ...(filling.parent === null ? {} : { parent: filling.parent })
            },
            { idempotencyKey: `${filling.id} save` }
          )
        : write(visit, filling)
    return yield* saved.pipe(
      Effect.map((executed) => done(visit, filling, executed, "saved")),
      Effect.catchTags({
        DraftRefused: ({ issues }) => Effect.succeed(refused(filling, issues, back)),
        VersionConflict: () => Effect.as(rebase(visit, filling), back)
      })
    )
  })

/** A draft that holds what no draft can hold is not saved; the page says what it is. */
const refused = (filling: Filling, issues: ReadonlyArray<Issue.Issue>, back: Response): Response => {
  filling.notice = `This cannot be saved yet. ${issues.map(({ message }) => message).join(" ")}`
  return back
}

/** Writes what was changed; whoever else changed something meanwhile is not overwritten but built upon. */
const write = (visit: Visit, filling: Filling) =>
  Effect.gen(function* () {
    const { subject } = filling
    if (subject._tag === "new") return yield* Effect.die("nothing is written of a customer that is not there")
    const { base, customer, version } = subject
    const changes = Patch.between(base, filling.draft) ?? {}
    return yield* visit.desk.customers.execute({ _tag: "edit", customer, changes }, { version })
  })

const done = (visit: Visit, filling: Filling, executed: Execution.Executed, said: string): Response => {
  const { customer, warnings } = executed
  filling.customer = customer.id
  filling.draft = {}
  filling.sealed.clear()
  return told(visit, `/customers/${customer.id}`, said, warnings)
}

export const finish = (
  visit: Visit,
  filling: Filling,
  view: Asked.View,
  issues: ReadonlyArray<Issue.Issue>,
  to: (step: string) => Response
) =>
  Effect.gen(function* () {
    const here = view.form.steps.at(-1)?.id ?? ""
    const skipped =
      filling.subject._tag === "edit" ? undefined : view.form.steps.find(({ id }) => !filling.visited.has(id))
    if (skipped !== undefined) return to(skipped.id)
    const asked = view.form.steps.find(({ fields }) =>
      fields.some(({ at, kind }) => kind === "secret" && !at.endsWith("Retype") && !filling.sealed.has(at))
    )
    if (asked !== undefined) {
      filling.notice = "The password has to be entered once more: it is not kept."
      return to(asked.id)
    }
    if (issues.some((issue) => !filling.warned.has(Reading.key(issue)))) {
      filling.notice = "Please look at the remarks once; then go on as it is, or change it."
      return to(here)
    }
    return yield* carryOut(visit, filling).pipe(
      Effect.map((executed) => done(visit, filling, executed, filling.subject._tag === "edit" ? "edited" : "created")),
      Effect.catchTags({
        DraftRefused: ({ issues: found }) => Effect.succeed(to(found.find(({ step }) => step !== "")?.step ?? here)),
        CommandRefused: (error) => {
          filling.notice = `Not done: ${error.message}.`
          return Effect.succeed(to(here))
        },
        VersionConflict: () => Effect.as(rebase(visit, filling), to(here))
      })
    )
  })

const carryOut = (visit: Visit, filling: Filling) =>
  Effect.gen(function* () {
    const { subject } = filling
    const { customers } = visit.desk
    if (subject._tag === "new") {
      return yield* customers.execute(Looking.command(filling), { idempotencyKey: filling.id })
    }
    const executed = yield* write(visit, filling)
    if (subject._tag === "edit") return executed
    // What was saved is what is submitted, and nothing that came between.
    const { id, version } = executed.customer
    filling.subject = { ...subject, base: filling.draft, version }
    return yield* customers.execute({ _tag: "submit", customer: id }, { version })
  })

/** Somebody else wrote first: what was typed here stays, on top of what stands there now. */
const rebase = (visit: Visit, filling: Filling) =>
  Effect.gen(function* () {
    const { subject } = filling
    if (subject._tag === "new") return
    const changes = Patch.between(subject.base, filling.draft)
    const now = yield* visit.desk.customers.get(subject.customer)
    const base = Looking.askedOf((yield* Looking.look(visit.desk, filling)).form, now.profile)
    const since = (yield* visit.desk.customers.history(subject.customer)).filter(
      ({ version }) => version > subject.version
    )
    filling.subject = { ...subject, base, version: now.version }
    filling.draft = changes === undefined ? base : Patch.apply(base, changes)
    filling.notice = `Somebody else changed this customer meanwhile (${since.map(({ command }) => command.name).join(", ")}). What you typed is still here, on top of what stands there now: look it through, then save again.`
  })
