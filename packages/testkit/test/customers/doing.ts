import { CustomerStore, Issue } from "@clientele/core"
import { Effect } from "effect"
import { asOperator, type Mutant } from "./Mutant.ts"

export const doing: ReadonlyArray<Mutant> = [
  {
    bug: "lets anybody open a platform",
    caughtBy: "CUST-1",
    service: (s) => ({
      ...s,
      execute: (command, how) =>
        command._tag === "openPlatform" ? asOperator(s.execute(command, how)) : s.execute(command, how)
    })
  },
  {
    bug: "forgets which services are on",
    caughtBy: "CUST-2",
    service: (s) => ({ ...s, get: (id) => Effect.map(s.get(id), (view) => ({ ...view, services: [] })) })
  },
  {
    bug: "previews by doing it",
    caughtBy: "CUST-3",
    service: (s) => ({
      ...s,
      preview: (command, how) =>
        Effect.map(s.execute(command, how), ({ customer, warnings }) => ({
          customer,
          warnings,
          others: [],
          unseen: 0,
          viewers: []
        }))
    })
  },
  {
    bug: "previews what it would refuse",
    caughtBy: "CUST-4",
    service: (s) => ({
      ...s,
      preview: (command, how) =>
        Effect.catchTag(s.preview(command, how), "CommandRefused", (refused) =>
          "customer" in command
            ? Effect.map(Effect.orDie(s.get(command.customer)), (customer) => ({
                customer,
                warnings: [],
                others: [],
                unseen: 0,
                viewers: []
              }))
            : Effect.fail(refused)
        )
    })
  },
  {
    bug: "keeps a history without changes",
    caughtBy: "CUST-5",
    service: (s) => ({
      ...s,
      history: (id) => Effect.map(s.history(id), (entries) => entries.map((entry) => ({ ...entry, changes: [] })))
    })
  },
  {
    bug: "tells the first issue only",
    caughtBy: "CUST-6",
    service: (s) => ({
      ...s,
      execute: (command, how) =>
        Effect.catchTag(s.execute(command, how), "DraftRefused", ({ issues }) =>
          Effect.fail(new Issue.DraftRefused({ issues: issues.slice(0, 1) }))
        )
    })
  },
  {
    bug: "does not care who approves",
    caughtBy: "CUST-7",
    options: (o) => ({
      ...o,
      portals: o.portals.map((portal) => ({ ...portal, policies: { ...portal.policies, fourEyes: false } }))
    })
  },
  {
    bug: "has children of nobody",
    caughtBy: "CUST-8",
    service: (s) => ({
      ...s,
      children: (id) => Effect.catchTag(s.children(id), "CustomerNotFound", () => Effect.succeed([]))
    })
  },
  {
    bug: "finds only in the store that text cannot be kept",
    caughtBy: "CUST-47",
    service: (s) => ({
      ...s,
      preview: (command, how) =>
        Effect.mapError(s.preview(command, how), (error) =>
          error._tag === "CommandRefused" && "pointer" in error.details
            ? new CustomerStore.CustomerStoreUnavailable({})
            : error
        )
    })
  }
]
