import { Actor } from "@clientele/core"
import { Effect } from "effect"
import { as, asOperator, type Mutant } from "./Mutant.ts"

export const sight: ReadonlyArray<Mutant> = [
  {
    bug: "shows customers to everybody",
    caughtBy: "CUST-20",
    service: (s) => ({ ...s, get: (id) => asOperator(s.get(id)) })
  },
  {
    bug: "names the parent to who does not see it",
    caughtBy: "CUST-21",
    service: (s) => ({
      ...s,
      get: (id) =>
        Effect.flatMap(s.get(id), (view) => Effect.map(asOperator(s.get(id)), ({ parent }) => ({ ...view, parent })))
    })
  },
  {
    bug: "explains that everything is allowed",
    caughtBy: "CUST-22",
    service: (s) => ({
      ...s,
      explain: (id, action) => Effect.map(s.explain(id, action), (told) => ({ ...told, allowed: true }))
    })
  },
  {
    bug: "counts levels of visibility from the root",
    caughtBy: "CUST-23",
    service: (s) => ({
      ...s,
      execute: (command, how) =>
        s.execute(command._tag === "setVisibility" ? { ...command, levels: 11 - command.levels } : command, how)
    })
  },
  {
    bug: "lets a token do what its owner may",
    caughtBy: "CUST-24",
    service: (s) => ({
      ...s,
      execute: (command, how) =>
        as((actor) => (actor._tag === "token" ? { ...actor, scopes: Actor.Scope.literals } : actor))(
          s.execute(command, how)
        )
    })
  },
  {
    bug: "loses the last row of a full page",
    caughtBy: "CUST-25",
    service: (s) => ({
      ...s,
      page: (query) =>
        Effect.map(s.page(query), (page) => (page.next === null ? page : { ...page, items: page.items.slice(0, -1) }))
    })
  },
  {
    bug: "gives the last event twice",
    caughtBy: "CUST-26",
    service: (s) => ({
      ...s,
      feed: (query) =>
        Effect.map(s.feed(query), (read) => ({ ...read, items: [...read.items, ...read.items.slice(-1)] }))
    })
  },
  {
    bug: "has an empty feed after a cursor that it never gave",
    caughtBy: "CUST-48",
    service: (s) => ({
      ...s,
      feed: (query) => Effect.catchTag(s.feed(query), "CursorRefused", () => Effect.succeed({ items: [], next: null }))
    })
  }
]
