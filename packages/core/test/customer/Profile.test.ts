import { Check, Customer, Decide, type Event, Issue, LegalMoves, Pointer, Portal, Rights } from "@clientele/core"
import { Commands, Leaks, Walks } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { always, changes, options, runs, walk } from "./walks.ts"

const portalOf = (customer: Customer.Customer) => options.portals.find(({ id }) => id === customer.portal)

/** What no edit changes once a customer is submitted. */
const frozen = [
  "/admin/login",
  "/externalKey",
  "/currency",
  "/dataCenter",
  "/visibility",
  "/rights",
  "/licenses",
  "/letters",
  "/invoices",
  "/taxZone",
  "/demo"
]

const complete = ({ profile }: Customer.Customer) => {
  const emails = (profile.salesRepresentatives ?? []).map(({ email }) => email?.trim().normalize("NFC").toLowerCase())
  assert.isTrue(emails.length >= 1 && emails.length <= 3, `${emails.length} representatives`)
  assert.strictEqual(new Set(emails).size, emails.length)
  assert.isString(profile.contacts?.admin?.email)
  assert.isString(profile.admin?.login)
}

const settles = (
  event: Event.Event
): event is Extract<Event.Event, { readonly _tag: "Approved" | "ProfileEdited" | "Submitted" }> =>
  event._tag === "Approved" || event._tag === "ProfileEdited" || event._tag === "Submitted"

describe("Profile", () => {
  always(
    "invariant 2 an active customer passed its portal's check at activation and at each edit, under the versions recorded",
    (step) => {
      for (const { after, events } of changes(step)) {
        const portal = portalOf(after)
        for (const { event } of events.filter(({ event }) => settles(event))) {
          if (!settles(event) || portal === undefined) continue
          assert.deepStrictEqual(event.checked, {
            portalVersion: portal.version,
            referenceVersion: options.reference.version
          })
          assert.deepStrictEqual(after.checked, event.checked)
          const [, parent] = Walks.lineIn(step.after, after.id)
          if (parent === undefined) throw new Error("a customer without a parent is checked by no portal")
          // What the creator may choose bounds the choice at creation; what was chosen is checked against the parent.
          const depth = Walks.lineIn(step.after, after.id).length - 2
          // What only commands set, the portal's form does not know; of levels, as many count as there are above.
          const asks = (key: string) =>
            portal.steps.some(({ fields }) => fields.some(({ at }) => at === `/${key}` || at.startsWith(`/${key}/`)))
          const known = Object.fromEntries(Object.entries(after.profile).filter(([key]) => asks(key)))
          const profile = asks("visibility")
            ? { ...known, visibility: Math.min(Customer.visibility(after), depth + 1) }
            : known
          const { issues } = Check.run(portal, profile, options.reference, {
            now: step.at,
            ...(options.seller === undefined ? {} : { seller: options.seller }),
            parent: { profile: parent.profile, depth, rights: Customer.rights(parent), offered: "inherit" }
          })
          assert.deepStrictEqual(issues.filter(Issue.isError), [])
        }
      }
    }
  )

  always(
    "invariant 2 an active customer has one to three distinct representatives, an admin contact and a tax zone, whatever happened since",
    (step) => {
      for (const { customer } of step.after.values()) {
        if (customer.lifecycle._tag !== "active" || customer.portal === Portal.platform.id) continue
        if (customer.portal !== "plain") complete(customer)
        assert.isNotNull(customer.taxZone)
        assert.isNotNull(customer.checked)
      }
    }
  )

  always("invariant 4 no edit changes what is immutable once submitted", (step) => {
    if (step.command._tag !== "edit" || step.state === null || step.state.lifecycle._tag === "draft") return
    for (const { after } of changes(step)) {
      for (const pointer of frozen)
        assert.deepStrictEqual(Pointer.get(after.profile, pointer), Pointer.get(step.state.profile, pointer), pointer)
      assert.deepStrictEqual(
        [after.parent, after.login, after.portal, after.id],
        [step.state.parent, step.state.login, step.state.portal, step.state.id]
      )
    }
  })

  it.prop(
    "invariant 4 an edit that touches what is immutable is refused and says what to use",
    [walk],
    ([{ at, sandbox }]) => {
      const customer = sandbox.all().findLast(({ customer }) => customer.lifecycle._tag === "active")?.customer
      if (customer === undefined) return
      for (const pointer of frozen) {
        const changed =
          Pointer.get(customer.profile, pointer) === true
            ? false
            : pointer === "/visibility"
              ? 11
              : pointer === "/rights"
                ? ["nothing"]
                : "else"
        const command = { _tag: "edit", customer: customer.id, changes: Pointer.set({}, pointer, changed) } as const
        const decided = Decide.decide(sandbox.context(command, Commands.operator, at), customer, command)
        assert.isTrue(Result.isFailure(decided) && decided.failure._tag === "DraftRefused", pointer)
        if (Result.isFailure(decided) && decided.failure._tag === "DraftRefused") {
          assert.isTrue(
            decided.failure.issues.some((issue) => issue.pointer === pointer && issue.code === "immutable"),
            pointer
          )
        }
      }
    },
    runs
  )

  it.prop(
    "invariant 4 an edit of nothing is accepted whatever commands have set since",
    [walk],
    ([{ at, sandbox }]) => {
      for (const { customer } of sandbox.all()) {
        if (customer.lifecycle._tag !== "active" || portalOf(customer) === undefined) continue
        const command = { _tag: "edit", customer: customer.id, changes: {} } as const
        const decided = Decide.decide(sandbox.context(command, Commands.operator, at), customer, command)
        assert.isTrue(Result.isSuccess(decided), Result.isFailure(decided) ? decided.failure.message : "")
      }
    },
    runs
  )

  always("invariant 10 closed and erased take the named commands only", ({ command, outcome, state }) => {
    const named = ["reopen", "releaseLogin", "setLegalHold", "scheduleErasure", "cancelErasure", "erase"]
    if (outcome._tag !== "accepted" || state === null) return
    if (state.lifecycle._tag === "closed") assert.include(named, command._tag)
    assert.notStrictEqual(state.lifecycle._tag, "erased")
  })

  it("invariant 10 the table gives closed and erased the named commands and no other", () => {
    assert.sameMembers(
      [...LegalMoves.accepted("closed")],
      ["reopen", "releaseLogin", "setLegalHold", "scheduleErasure", "cancelErasure", "erase"]
    )
    assert.deepStrictEqual(LegalMoves.accepted("erased"), [])
  })

  always("invariant 10 an erased customer's personal data is neither in its state nor in its events", (step) => {
    if (step.command._tag !== "erase") return
    for (const { after } of changes(step)) {
      if (after.lifecycle._tag !== "erased") continue
      const personal = Leaks.personal(step.before.get(after.id)?.events ?? [])
      assert.deepStrictEqual(Leaks.of(personal, step.after.get(after.id)), [])
      assert.deepStrictEqual(Customer.claims(after), [])
      assert.deepStrictEqual(Customer.rights(after), Rights.normalise([]))
    }
  })
})
