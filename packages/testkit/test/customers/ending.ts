import { Effect } from "effect"
import { asOperator, type Mutant } from "./Mutant.ts"

export const ending: ReadonlyArray<Mutant> = [
  {
    bug: "lifts every hold at once",
    caughtBy: "CUST-40",
    service: (s) => ({
      ...s,
      execute: (command, how) =>
        Effect.tap(s.execute(command, how), ({ customer }) =>
          command._tag === "resume" && customer.holds.some(({ reason }) => reason === "disabled")
            ? asOperator(s.execute({ _tag: "enable", customer: customer.id }))
            : Effect.void
        ).pipe(
          Effect.flatMap((answer) =>
            command._tag === "resume"
              ? Effect.map(Effect.orDie(asOperator(s.get(answer.customer.id))), (customer) => ({ ...answer, customer }))
              : Effect.succeed(answer)
          )
        )
    })
  },
  {
    bug: "lets anybody lift a hold",
    caughtBy: "CUST-41",
    service: (s) => ({
      ...s,
      execute: (command, how) =>
        command._tag === "resume" ? asOperator(s.execute(command, how)) : s.execute(command, how)
    })
  },
  {
    bug: "does not look up to see what blocks",
    caughtBy: "CUST-42",
    service: (s) => ({ ...s, get: (id) => Effect.map(s.get(id), (view) => ({ ...view, blocked: [], blockedBy: [] })) })
  },
  {
    bug: "lets a demo last a day longer",
    caughtBy: "CUST-43",
    options: (o) => ({
      ...o,
      portals: o.portals.map((portal) => ({ ...portal, policies: { ...portal.policies, demoDays: 8 } }))
    })
  },
  { bug: "erases a day too early", caughtBy: "CUST-44", options: (o) => ({ ...o, retentionDays: 89 }) },
  {
    bug: "erases the state and leaves the events",
    caughtBy: "CUST-45",
    store: (s) => ({
      ...s,
      commit: (commit) =>
        s.commit({
          ...commit,
          writes: commit.writes.map(({ customer, events, expected }) => ({ customer, events, expected })) as never
        })
    })
  }
]
