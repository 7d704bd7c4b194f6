/** A filling with its form: what the service is asked while somebody fills in. */
import {
  Actor,
  Check,
  type Command,
  Customer,
  Draft,
  type Execution,
  Form,
  type Issue,
  Pointer,
  Portal,
  type Situation
} from "@clientele/core"
import * as World from "@clientele/core/reference/World"
import * as Effect from "effect/Effect"
import type { Desk, Id, View } from "../Desk.ts"
import type * as Asked from "../form/Asked.ts"
import type { Filling } from "./Filling.ts"
import * as Patch from "./Patch.ts"

/** Countries and their parts, to draw forms; the lists of the seller come with each form. */
export const reference = World.make()

/** What has commands of its own once a customer is submitted, and is no matter of an edit. */
const settled = new Set(
  [
    "admin/login",
    "externalKey",
    "currency",
    "dataCenter",
    "visibility",
    "rights",
    "licenses",
    "letters",
    "invoices",
    "taxZone",
    "demo"
  ].map((at) => `/${at}`)
)

/** A form says all of its portal that filling it in needs. */
export const portalOf = ({ name, portal, rules, serverRules, steps, summary }: Form.Form): Portal.Portal => ({
  ...Portal.platform,
  ...portal,
  name,
  steps,
  rules: [...rules, ...serverRules],
  summary
})

/** What defaults look at: the customer above, and how far above it whoever fills in is at home. */
const situationOf = (desk: Desk, { parent, subject }: Filling) =>
  Effect.gen(function* () {
    if (subject._tag === "edit") return { submitted: true } satisfies Situation.Situation
    const above = parent === null ? desk.home : yield* desk.customers.get(parent)
    if (above === null) return {}
    const { distance } = yield* desk.customers.explain(above.id, "read")
    return {
      parent: { profile: above.profile, depth: 0, rights: Customer.rights(above), offered: above.offered },
      creator: { distance: (distance ?? 0) + 1, rights: desk.home === null ? [] : Customer.rights(desk.home) }
    } satisfies Situation.Situation
  })

const formOf = (desk: Desk, { parent, subject }: Filling) =>
  subject._tag === "new"
    ? desk.customers.form({ portal: subject.portal, ...(parent === null ? {} : { parent }) })
    : desk.customers.form({ customer: subject.customer })

/** The form as it is asked here, with what has been filled in. */
export const look = (desk: Desk, filling: Filling) =>
  Effect.gen(function* () {
    const [made, situation] = yield* Effect.all([formOf(desk, filling), situationOf(desk, filling)], { concurrency: 2 })
    const edited = filling.subject._tag === "edit" ? withoutSettled(made) : made
    // A portal that sums up needs a page for it.
    const asks = edited.summary && (edited.steps.at(-1)?.fields.length ?? 0) > 0
    const form: Form.Form = asks
      ? { ...edited, steps: [...edited.steps, { id: "summary", label: "Summary", fields: [] }] }
      : edited
    const portal = portalOf(form)
    const filled = Check.withDefaults(portal, Draft.decode(portal, filling.draft).draft, situation)
    return { form, reference, draft: filling.draft, filled, issues: [], generated: new Map() } as Asked.View
  })

/** What of a profile a form asks for: the rest is no matter of the form, and stays as it is. */
export const askedOf = ({ steps }: Form.Form, profile: unknown): unknown =>
  steps
    .flatMap(({ fields }) => fields)
    .reduce<unknown>((asked, { at }) => {
      const value = Pointer.get(profile, at)
      return value === undefined ? asked : Pointer.set(asked, at, value)
    }, {})

const withoutSettled = (form: Form.Form): Form.Form => ({
  ...form,
  steps: form.steps
    .map((step) => ({ ...step, fields: step.fields.filter(({ at, kind }) => kind !== "secret" && !settled.has(at)) }))
    .filter(({ fields }) => fields.length > 0)
})

/** The command that the form leads to; what is saved of a draft is checked as if it was new. */
export const command = ({ draft, parent, subject }: Filling): Command.Command =>
  subject._tag === "edit"
    ? { _tag: "edit", customer: subject.customer, changes: Patch.between(subject.base, draft) ?? {} }
    : { _tag: "create", portal: subject.portal, draft, ...(parent === null ? {} : { parent }) }

/** A refusal by the tree concerns the form as a whole; a store that does not answer concerns no form. */
const asIssues = (
  error: Exclude<
    Execution.ExecuteError,
    { readonly _tag: "CustomerStoreUnavailable" | "MicrosoftDirectoryUnavailable" | "VersionConflict" }
  >
): ReadonlyArray<Issue.Issue> =>
  error._tag === "DraftRefused"
    ? error.issues
    : [{ pointer: "", step: "", severity: "error", code: error._tag, message: error.message }]

/** What the full check says, without writing anything. */
export const check = (desk: Desk, filling: Filling) =>
  desk.customers.preview(command(filling)).pipe(
    Effect.map(({ warnings }): ReadonlyArray<Issue.Issue> => warnings),
    Effect.catchTags({
      DraftRefused: (error) => Effect.succeed(asIssues(error)),
      CommandRefused: (error) => Effect.succeed(asIssues(error)),
      ActionNotAllowed: (error) => Effect.succeed(asIssues(error))
    })
  )

/** Customers under which this person can create new ones, the own home first. */
export const parents = (desk: Desk) =>
  Effect.gen(function* () {
    const actor = yield* Actor.CurrentActor
    const { items } = yield* desk.customers.page({ order: "tree", limit: 200 })
    const may = (view: View): boolean =>
      view.lifecycle._tag === "active" && Customer.rights(view).includes("createCustomers")
    return canCreate(actor, desk.home)
      ? items.filter(may).toSorted((a, b) => Number(b.id === desk.home?.id) - Number(a.id === desk.home?.id))
      : []
  })

/** Whether somebody may create customers at all: with the right of their home, and not as a plain user. */
export const canCreate = (actor: Actor.Actor, home: View | null): boolean => {
  const behind = Actor.principal(actor)
  return (
    behind._tag === "support" ||
    (behind.role !== "user" && home !== null && Customer.rights(home).includes("createCustomers"))
  )
}

export const isParent = (offered: ReadonlyArray<View>, id: string | null): id is Id =>
  offered.some((one) => one.id === id)
