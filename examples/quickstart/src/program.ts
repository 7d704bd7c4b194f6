/** What the example does: a platform, two resellers, one that has closed, and the customers of the file. */
import { Actor, Authority, type CustomerId, Customers, CustomerView, Pointer, UserId } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import type { Case } from "./case.ts"
import type { Paper } from "./print.ts"
import * as Report from "./report.ts"

const as = (actor: Actor.Actor) => Effect.provideService(Actor.CurrentActor, actor)

const newUser = Effect.map(Effect.all([Random.next, Random.next, Random.next, Random.next]), (random) =>
  UserId.fromParts(Date.now(), random)
)

export const program = Effect.fn(function* (cases: ReadonlyArray<Case>, paper: Paper) {
  const customers = yield* Customers.Customers
  const people = new Map<string, string>()

  const support: Actor.Actor = { _tag: "support", id: yield* newUser, platform: null }
  const { customer: root } = yield* customers
    .execute({ _tag: "openPlatform", draft: { name: "Copaco", currency: "EUR", address: { country: "NL" } } })
    .pipe(as(support))

  /** An administrator who is at home at a customer. */
  const administrator = Effect.fnUntraced(function* (home: CustomerId.CustomerId, name: string) {
    const id = yield* newUser
    people.set(id, name)
    return { _tag: "user", id, platform: root.platform, home, role: "administrator" } as const
  })
  const distributor = yield* administrator(root.id, "Copaco")

  const resellers = new Map<string, { readonly id: CustomerId.CustomerId; readonly actor: Actor.Actor }>()
  for (const name of ["Cloud Noord B.V.", "Cloud Zuid B.V.", "Cloud Oud B.V."]) {
    const draft = { name, address: { country: "NL" } }
    const { customer } = yield* customers
      .execute({ _tag: "create", parent: root.id, portal: "reseller", draft })
      .pipe(as(distributor))
    resellers.set(name, { id: customer.id, actor: yield* administrator(customer.id, name) })
  }
  const closed = resellers.get("Cloud Oud B.V.")
  if (closed !== undefined) {
    yield* customers
      .execute({ _tag: "close", customer: closed.id, reason: "Went out of business" })
      .pipe(as(distributor))
    yield* customers.execute({ _tag: "finishClose", customer: closed.id }).pipe(as(distributor))
  }

  /** Creates one customer, lets the distributor approve it, and tells what came of it. */
  const tell = Effect.fnUntraced(function* (one: Case, index: number) {
    const parent = resellers.get(one.under)
    if (parent === undefined) return [`${one.under}: no such reseller`]
    const creator = one.by === "Copaco" ? distributor : parent.actor
    const create = { _tag: "create", parent: parent.id, portal: one.portal } as const
    const created = yield* Effect.result(
      customers.execute({ ...create, draft: one.draft }, { idempotencyKey: `case-${index}` }).pipe(as(creator))
    )
    if (Result.isFailure(created)) {
      const refusal = created.failure
      if (refusal._tag !== "DraftRefused") return Report.refused(paper, one, index, refusal.message)
      // What would become of it with every proposal taken: a preview decides alike and writes nothing.
      const proposed = refusal.issues.filter(({ proposal }) => proposal !== undefined)
      const mended = proposed.reduce((draft, { pointer, proposal }) => Pointer.set(draft, pointer, proposal), one.draft)
      const again = yield* Effect.result(customers.preview({ ...create, draft: mended }).pipe(as(creator)))
      const left = Result.isSuccess(again)
        ? []
        : again.failure._tag === "DraftRefused"
          ? again.failure.issues
          : [{ severity: "error" as const }]
      return Report.draftRefused(paper, one, index, refusal.issues, proposed.length === 0 ? null : left)
    }
    const before = created.success
    const { id } = before.customer
    yield* customers.execute({ _tag: "approve", customer: id }).pipe(as(distributor))
    if (one.then !== undefined) {
      yield* customers.execute({ _tag: "edit", customer: id, changes: one.then }).pipe(as(parent.actor))
    }
    const after = yield* customers.get(id).pipe(as(distributor))
    const above = yield* customers.ancestors(id).pipe(as(support))

    const sibling = [...resellers].find(([name]) => name !== one.under && name !== "Cloud Oud B.V.")
    const itself = yield* administrator(id, after.name)
    const line = [after, ...above].map(CustomerView.node)
    const seen = [
      { who: "Copaco", as: "distributor", actor: distributor },
      { who: one.under, as: "reseller", actor: parent.actor },
      ...(sibling === undefined ? [] : [{ who: sibling[0], as: "sibling reseller", actor: sibling[1].actor }]),
      { who: after.name, as: "the customer", actor: itself }
    ].map(({ actor, ...who }) => ({ ...who, explanation: Authority.explain(actor, "read", line) }))
    const history = yield* customers.history(id).pipe(as(distributor))
    return Report.created(paper, one, index, { before, after, seen, history, people })
  })

  const parts: Array<ReadonlyArray<string>> = []
  for (const [index, one] of cases.entries()) parts.push(yield* tell(one, index + 1))

  const everyone = yield* customers.page({}).pipe(as(distributor))
  const zuid = resellers.get("Cloud Zuid B.V.")
  const theirs = zuid === undefined ? { items: [] } : yield* customers.page({}).pipe(as(zuid.actor))
  return [
    ...Report.title(paper, cases.length),
    ...parts.flatMap((part) => ["", ...part]),
    "",
    ...Report.tree(paper, "What Copaco sees", everyone.items),
    "",
    ...Report.tree(paper, "What Cloud Zuid B.V. sees", theirs.items),
    "",
    ...Report.footer(paper)
  ]
})
