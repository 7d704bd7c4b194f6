/** Giving a command to a customer: its form, what it would do, and doing it. */
import { Command, Customer, Diff, type Form, type Issue } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as Changes from "../Changes.ts"
import type { View } from "../Desk.ts"
import { page } from "../Exchange.ts"
import type * as Asked from "../form/Asked.ts"
import * as Inputs from "../moves/Inputs.ts"
import * as Move from "../moves/Move.ts"
import type * as CustomerPage from "../pages/CustomerPage.ts"
import * as MovePage from "../pages/MovePage.ts"
import * as Trouble from "../pages/Trouble.ts"
import { told, type Visit } from "../Visit.ts"
import * as Words from "../Words.ts"
import * as Looking from "../wizard/Looking.ts"
import * as Reading from "../wizard/Reading.ts"

const isName = (name: string | undefined): name is Command.OnCustomer["_tag"] =>
  Command.names.some((known) => known === name) && "customer" in Command.inputs[name as Command.Name]

export const handle = (visit: Visit, head: CustomerPage.Head, form: Form.Form, [name]: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const { desk, request, who } = visit
    const { one } = head
    if (!isName(name) || name === "edit") return Trouble.missing(who)
    if (!one.commands.includes(name)) return yield* notNow(visit, one, name)
    const parents = name === "move" ? yield* Looking.parents(desk) : []
    const step = Inputs.step(name, Inputs.knownOf(one, form, parents))
    if (step === null) return Trouble.message(who, 404, "Not by hand", "This is recorded by programs and has no form.")
    const shows = (
      more: Partial<MovePage.MovePage> & { readonly draft: unknown; readonly issues?: ReadonlyArray<Issue.Issue> },
      status = 200
    ) => {
      const { draft, issues = [], ...rest } = more
      const view: Asked.View = {
        form: { ...form, steps: [step], rules: [], serverRules: [] },
        reference: Looking.reference,
        draft,
        filled: draft as Asked.View["filled"],
        issues,
        generated: new Map()
      }
      const none = { plan: null, refusal: null, blocking: [], notice: null }
      return page(MovePage.page(who, head, { name, step, view, ...none, ...rest }), status)
    }
    const { posted } = request
    if (request.method !== "POST" && step.fields.length > 0) return shows({ draft: Inputs.present(name, one) })
    const empty = { draft: {}, filled: {} } as Asked.View
    const draft = request.method === "POST" ? Reading.read(empty, step, posted) : {}
    if (posted.get("go")?.startsWith("update:") === true) return shows({ draft })
    const read = Move.read(name, one.id, step, draft)
    if (Result.isFailure(read)) return shows({ draft, issues: read.failure }, 422)
    const seen = posted.get("version") ?? ""
    const version = /^\d{1,9}$/u.test(seen) ? Number(seen) : one.version
    const settles = posted.get("go") === "confirm"
    const outcome = settles
      ? Effect.map(desk.customers.execute(read.success, { version }), () => told(visit, `/customers/${one.id}`, name))
      : Effect.map(desk.customers.preview(read.success, { version }), (preview) =>
          shows({
            draft,
            plan: { preview, changes: Changes.tell(form, differences(one, preview.customer), new Map()) }
          })
        )
    return yield* outcome.pipe(
      Effect.catchTags({
        CommandRefused: (error) => Effect.succeed(shows({ draft, refusal: error.message }, 409)),
        ActionNotAllowed: (error) => Effect.succeed(shows({ draft, refusal: error.message }, 403)),
        DraftRefused: ({ issues }) => Effect.succeed(shows({ draft, ...parted(step, issues) }, 422)),
        VersionConflict: () => Effect.map(since(visit, one, version), (notice) => shows({ draft, notice }, 412))
      })
    )
  })

/** What stands in the customer's way, and what in this form's. */
const parted = (step: Asked.Step, issues: ReadonlyArray<Issue.Issue>) => {
  const asked = (pointer: string) => pointer.replace(/^\/invoiceRecipient(?=\/|$)/u, "/recipient")
  const own = issues.filter(({ pointer }) => step.fields.some(({ at }) => at === asked(pointer)))
  return {
    issues: own.map((issue) => ({ ...issue, pointer: asked(issue.pointer) })),
    blocking: issues.filter((issue) => !own.includes(issue) && issue.severity === "error")
  }
}

/** The regions that a person looks at; what follows from them would only repeat it. */
const differences = (before: View, after: View): ReturnType<typeof Diff.between> => {
  const pick = (view: View) => {
    const state = Object.entries(view).filter(([key]) => key in Customer.Customer.fields)
    return Object.fromEntries(state) as Schema.Json
  }
  return Diff.between(pick(before), pick(after))
}

/** Somebody else wrote first: says what, so that whoever decides can decide again. */
const since = (visit: Visit, one: View, version: number) =>
  Effect.map(visit.desk.customers.history(one.id), (entries) => {
    const done = entries
      .filter((entry) => entry.version > version)
      .map(({ command }) => Words.of(command.name).toLowerCase())
    return `Somebody else changed this customer meanwhile${done.length > 0 ? ` (${done.join(", ")})` : ""}. What you entered is still here: look at what it would do now, then confirm again.`
  })

const notNow = ({ desk, who }: Visit, one: View, name: Command.OnCustomer["_tag"]) =>
  Effect.map(desk.customers.explain(one.id, name), ({ allowed, sentence }) =>
    allowed
      ? Trouble.message(
          who,
          409,
          `${Words.of(name)}: not now`,
          `${one.name} is ${one.statusLabel}, and does not take this as it stands.`
        )
      : Trouble.message(who, 403, "You may not do this", Words.sentence(sentence))
  )
