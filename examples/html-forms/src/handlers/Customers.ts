/** The pages of one customer. */
import { type Action, CustomerId, Form, LegalMoves, Portal, type UserId, Visibility } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Changes from "../Changes.ts"
import type { Desk, Id, View } from "../Desk.ts"
import { page, redirect } from "../Exchange.ts"
import type * as Asked from "../form/Asked.ts"
import * as AccessPage from "../pages/AccessPage.ts"
import * as CustomerPage from "../pages/CustomerPage.ts"
import * as HistoryPage from "../pages/HistoryPage.ts"
import * as Trouble from "../pages/Trouble.ts"
import { owner, type Visit } from "../Visit.ts"
import * as Words from "../Words.ts"
import * as Filling from "../wizard/Filling.ts"
import * as Looking from "../wizard/Looking.ts"
import * as Moves from "./Moves.ts"
import * as People from "./People.ts"

/** Reads a customer with what stands above every page of it. */
const headOf = (desk: Desk, id: Id) =>
  Effect.gen(function* () {
    const [one, ancestors, portals, { allowed: managesUsers }] = yield* Effect.all(
      [
        desk.customers.get(id),
        desk.customers.ancestors(id),
        desk.customers.portals,
        desk.customers.explain(id, "manageUsers")
      ],
      { concurrency: 4 }
    )
    const portal = portals.find((known) => known.id === one.portal)?.name ?? Words.of(one.portal)
    return { one, ancestors, portal, managesUsers } satisfies CustomerPage.Head
  })

/** The customer's own form; a root has none of its own. */
const formOf = (desk: Desk, id: Id) =>
  desk.customers
    .form({ customer: id })
    .pipe(Effect.catchTag("PortalNotFound", () => Effect.succeed(Form.make(Portal.platform, Looking.reference))))

const overview = (visit: Visit, head: CustomerPage.Head) =>
  Effect.gen(function* () {
    const { desk, fillings, request, who } = visit
    const { one } = head
    const form = yield* formOf(desk, one.id)
    const { profile } = one
    const view: Asked.View = {
      form,
      reference: Looking.reference,
      draft: profile,
      filled: profile,
      issues: [],
      generated: new Map()
    }
    const told = request.method === "HEAD" ? null : fillings.told(owner(visit), `/customers/${one.id}`)
    const creates = who.creates && CustomerPage.mayHoldCustomers(one)
    return page(
      CustomerPage.page(who, head, { view, said: saying(told?.said ?? null), warnings: told?.warnings ?? [], creates })
    )
  })

const sayings: Readonly<Record<string, string>> = {
  created: "The customer account has been created.",
  saved: "Saved as a draft. Go on whenever you like.",
  edited: "The changes are saved."
}

/** What just happened, in words. */
const saying = (said: string | null): string | null => {
  if (said === null) return null
  return sayings[said] ?? (LegalMoves.table.some(({ command }) => command === said) ? `${Words.of(said)}: done.` : null)
}

const history = (visit: Visit, head: CustomerPage.Head) =>
  Effect.gen(function* () {
    const { desk, who } = visit
    const [entries, form] = yield* Effect.all([desk.customers.history(head.one.id), formOf(desk, head.one.id)], {
      concurrency: 2
    })
    const people = yield* namesOf(
      visit,
      entries.map(({ by }) => by)
    )
    const names = new Map([...people, ...head.ancestors.map(({ id, name }) => [id, name] as const)])
    return page(
      HistoryPage.page(
        who,
        head,
        entries.toReversed().map(({ at, by, changes, command, version }) => ({
          name: command.name,
          at,
          by: people.get(by) ?? "Support, or somebody you do not see",
          version,
          changes: Changes.tell(form, changes, names)
        }))
      )
    )
  })

/** Names of those that the person may know. */
const namesOf = (visit: Visit, ids: ReadonlyArray<UserId.UserId>) =>
  Effect.gen(function* () {
    const own = owner(visit)
    const found = yield* Effect.forEach(
      [...new Set(ids)].filter((id) => id !== own).slice(0, 50),
      (id) => visit.desk.users.get(id).pipe(Effect.catchTag("UserNotFound", () => Effect.succeed(null))),
      { concurrency: 4 }
    )
    return new Map<string, string>([
      [own, `${visit.who.name} (you)`],
      ...found.flatMap((user) => (user === null ? [] : [[user.id, user.displayName] as const]))
    ])
  })

const access = (visit: Visit, head: CustomerPage.Head) =>
  Effect.gen(function* () {
    const { desk, who } = visit
    const { ancestors, managesUsers, one } = head
    const reading = yield* desk.customers.explain(one.id, "read")
    const levels = Math.max(one.profile.visibility ?? Visibility.maxDepth, 1)
    // Between those that the person sees there may lie others; then nobody here knows how far away they are.
    const exact = reading.distance === null || reading.distance === ancestors.length
    const asked: ReadonlyArray<Action.Action> = [
      ...LegalMoves.accepted(one.lifecycle._tag).filter((name) => !one.commands.includes(name)),
      ...(managesUsers ? [] : (["manageUsers"] as const))
    ]
    const explained = yield* Effect.forEach(asked, (action) => desk.customers.explain(one.id, action), {
      concurrency: 4
    })
    return page(
      AccessPage.page(who, head, {
        reading,
        levels: Math.min(levels, Math.max(ancestors.length, 1)),
        above: ancestors.map(({ id, name }, index) => ({ id, name, sees: exact ? index + 1 <= levels : null })),
        refused: explained.map(({ action, allowed, sentence }) => ({
          name: action as AccessPage.AccessPage["refused"][number]["name"],
          now: allowed,
          sentence: allowed ? LegalMoves.of(action as never).guard : sentence
        }))
      })
    )
  })

/** Opens the customer's form: to go on with a draft, or to edit. */
const fill = (visit: Visit, one: View) =>
  Effect.gen(function* () {
    const { desk, fillings, who } = visit
    if (!one.commands.includes("edit")) {
      const { sentence } = yield* desk.customers.explain(one.id, "edit")
      return Trouble.message(who, 403, "You may not do this", Words.sentence(sentence))
    }
    const concerns = { customer: one.id, version: one.version, base: {} }
    const draft = one.lifecycle._tag === "draft"
    const filling = Filling.begin(
      draft ? { _tag: "draft", portal: one.portal, ...concerns } : { _tag: "edit", ...concerns },
      draft ? one.parent : null,
      {}
    )
    const { form } = yield* Looking.look(desk, filling)
    filling.draft = Looking.askedOf(form, one.profile)
    filling.subject = { ...filling.subject, base: filling.draft } as Filling.Subject
    fillings.keep(owner(visit), filling)
    return redirect(`/drafts/${filling.id}/${form.steps[0]?.id}`)
  })

export const handle = (visit: Visit) =>
  Effect.gen(function* () {
    const { desk, request, rest, who } = visit
    const [id, tab = "", ...deeper] = rest
    if (!Schema.is(CustomerId.CustomerId)(id)) return Trouble.missing(who)
    const head = yield* headOf(desk, id)
    switch (tab) {
      case "":
        return yield* overview(visit, head)
      case "history":
        return yield* history(visit, head)
      case "access":
        return yield* access(visit, head)
      case "users":
        return yield* People.handle(visit, head, deeper)
      case "moves":
        return yield* Moves.handle(visit, head, yield* formOf(desk, id), deeper)
      case "fill":
        return request.method === "POST" ? yield* fill(visit, head.one) : redirect(`/customers/${id}`)
      default:
        return Trouble.missing(who)
    }
  })
