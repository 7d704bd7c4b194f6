/** What the example does: it sends every form of the file, approves what waits for it, and compares what came of it. */
import { Authority, Customers, CustomerView, Issue, Pointer, type Portal, Secrets } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { asExpected, type Case, type Group, input, type Outcome } from "./case.ts"
import * as Overview from "./overview.ts"
import * as Platform from "./platform.ts"
import type { Paper } from "./print.ts"
import * as Report from "./report.ts"
import * as Story from "./story.ts"

const said = (issues: ReadonlyArray<Issue.Issue>) => issues.map(({ code, pointer }) => `${pointer} ${code}`)

export const program = Effect.fn(function* (
  portals: ReadonlyArray<Portal.Portal>,
  groups: ReadonlyArray<Group>,
  paper: Paper
) {
  const customers = yield* Customers.Customers
  const { administrator, distributor, people, reseller, sibling, support } = yield* Platform.open

  /** What the kernel would say to a draft; it writes nothing. */
  const previewed = (create: Parameters<typeof customers.preview>[0]) =>
    customers.preview(create).pipe(
      Effect.map(({ warnings }) => warnings),
      Effect.catchTag("DraftRefused", ({ issues }) => Effect.succeed(issues))
    )

  /** Sends one form and tells what came of it. */
  const tell = Effect.fnUntraced(function* (portal: Portal.Portal, form: unknown, one: Case, index: number) {
    const parent = reseller(one.under)
    if (parent === undefined) return yield* Effect.die(`there is no reseller ${one.under}`)
    const creator = one.by === undefined ? parent.actor : distributor.actor
    const command = { _tag: "create", parent: parent.id, portal: portal.id } as const

    // Passwords are taken out first: nothing behind this line can store, log or print them.
    const taken = Secrets.take(portal, form)
    const { draft } = taken
    const created = taken.issues.some(Issue.isError)
      ? Result.fail(
          new Issue.DraftRefused({
            issues: [...taken.issues, ...(yield* previewed({ ...command, draft }).pipe(Platform.as(creator)))]
          })
        )
      : yield* Effect.result(
          customers.execute({ ...command, draft }, { idempotencyKey: `customer-${index}` }).pipe(Platform.as(creator))
        )

    if (Result.isFailure(created)) {
      const refusal = created.failure
      if (refusal._tag !== "DraftRefused") {
        const why = refusal._tag === "CommandRefused" ? refusal.reason : refusal._tag
        const outcome: Outcome = ["refused", why]
        return { outcome, lines: Report.refused(paper, one, index, refusal.message) }
      }
      // What would be left with every proposal taken: a preview decides alike and writes nothing.
      const proposed = refusal.issues.filter(({ proposal }) => proposal !== undefined)
      const mended = proposed.reduce((rest, { pointer, proposal }) => Pointer.set(rest, pointer, proposal), draft)
      const left = yield* previewed({ ...command, draft: mended }).pipe(Platform.as(creator))
      const outcome: Outcome = ["refused", ...said(refusal.issues)]
      const errors = proposed.length === 0 ? null : [...taken.issues, ...left].filter(Issue.isError).length
      return { outcome, lines: Report.draftRefused(paper, one, index, draft, refusal.issues, errors) }
    }

    const before = created.success
    const { id } = before.customer
    if (before.customer.status === "pendingApproval") {
      yield* customers.execute({ _tag: "approve", customer: id }).pipe(Platform.as(distributor.actor))
    }
    if (one.then !== undefined) {
      yield* customers.execute({ _tag: "edit", customer: id, changes: one.then }).pipe(Platform.as(parent.actor))
    }
    const after = yield* customers.get(id).pipe(Platform.as(parent.actor))
    const above = yield* customers.ancestors(id).pipe(Platform.as(support))
    const line = [after, ...above].map(CustomerView.node)
    const beside = sibling(one.under)
    const seen = [
      { who: distributor.name, as: "distributor", actor: distributor.actor },
      { who: one.under, as: "reseller", actor: parent.actor },
      ...(beside === undefined ? [] : [{ who: beside.name, as: "sibling reseller", actor: beside.actor }]),
      { who: after.name, as: "the customer", actor: yield* administrator(id, after.name) }
    ].map(({ actor, ...who }) => ({ ...who, explanation: Authority.explain(actor, "read", line) }))
    const history = yield* customers.history(id).pipe(Platform.as(parent.actor))
    const story: Report.Story = { portal, draft, secrets: taken.secrets, before, after, seen, history, people }
    const outcome: Outcome = ["created", ...said(before.warnings)]
    return { outcome, lines: (index === 1 ? Story.inFull : Report.created)(paper, one, index, story) }
  })

  const results: Array<Overview.Told> = []
  for (const group of groups) {
    const portal = portals.find(({ id }) => id === group.portal)
    if (portal === undefined) return yield* Effect.die(`there is no portal ${group.portal}`)
    for (const one of group.cases) {
      const told = yield* tell(portal, input(group, one), one, results.length + 1)
      results.push({ portal, one, ...told })
    }
  }

  const everyone = yield* customers.page({}).pipe(Platform.as(distributor.actor))
  return {
    asExpected: results.every(({ one, outcome }) => asExpected(one, outcome)),
    lines: [
      ...Overview.title(paper, portals.length),
      ...Overview.cases(paper, results),
      "",
      ...Overview.tree(paper, `What ${distributor.name} sees`, everyone.items),
      "",
      ...Overview.table(paper, results),
      "",
      ...Overview.footer(paper)
    ]
  }
})
