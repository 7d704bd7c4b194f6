/** A decision, with what only the store and Microsoft's directory can add to it. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Command } from "../customer/Command.ts"
import type { Claim } from "../customer/Customer.ts"
import { decide } from "../customer/Decide.ts"
import type { Decision } from "../customer/Decision.ts"
import type { Event } from "../customer/Event.ts"
import type { ExecuteError } from "../Execution.ts"
import { MicrosoftDirectory, type MicrosoftDirectoryUnavailable } from "../MicrosoftDirectory.ts"
import * as Finding from "../party/Finding.ts"
import * as Login from "../party/Login.ts"
import { DraftRefused, type Issue } from "../portal/Issue.ts"
import * as Pointer from "../portal/Pointer.ts"
import { fields, type Portal } from "../portal/Portal.ts"
import type { Scene } from "./Gathering.ts"
import type { Store } from "./Seeing.ts"

/** Decides; where the check refuses, adds what only the store knows, so that a person sees all issues at once. */
export const judge = (store: Store, scene: Scene, command: Command): Effect.Effect<Decision, ExecuteError> =>
  Effect.gen(function* () {
    const state = scene.line[0]?.customer ?? null
    const decided = decide(scene.context, state, command)
    const login = takenLogin(scene, command)
    if (Result.isSuccess(decided)) return yield* linked(scene, decided.success)
    const refused = decided.failure
    if (
      refused._tag === "DraftRefused" &&
      login !== null &&
      !refused.issues.some(({ pointer }) => pointer === scene.context.portal.policies.login)
    ) {
      const holder = yield* store.holder(login)
      if (holder !== null)
        return yield* new DraftRefused({ issues: [...refused.issues, taken(login, scene.context.portal)] })
    }
    return yield* refused
  })

/** The login that a refused draft asks for, as far as it can be read. */
const takenLogin = (scene: Scene, command: Command): Claim | null => {
  const pointer = scene.context.portal.policies.login
  const scope = scene.above[0]?.customer.platform
  if (pointer === null || scope === undefined || (command._tag !== "create" && command._tag !== "submit")) return null
  const typed = Pointer.get(command._tag === "create" ? command.draft : scene.line[0]?.customer.profile, pointer)
  return typeof typed === "string" ? { kind: "login", scope, key: Login.key(typed) } : null
}

/** Asks Microsoft's directory about the account that a customer names, and links it (MH-40), or about the name of a new one. */
const linked = (
  { context, line }: Scene,
  decision: Decision
): Effect.Effect<Decision, DraftRefused | MicrosoftDirectoryUnavailable> =>
  Effect.gen(function* () {
    const settled = decision.events.find((event) => event._tag === "Submitted" || event._tag === "ProfileEdited")
    const asked = settled?.profile.microsoft
    if (settled === undefined || asked === undefined) return decision
    const before = settled._tag === "ProfileEdited" ? line[0]?.customer.profile.microsoft : undefined
    const same =
      before?.way === asked.way && before?.domain === asked.domain && before?.domainPrefix === asked.domainPrefix
    const directory = yield* MicrosoftDirectory
    const refused = (pointer: string, code: string, message: string) => {
      const step = fields(context.portal).find(({ field }) => field.at === pointer)?.step.id ?? ""
      return new DraftRefused({ issues: [...decision.warnings, { pointer, step, ...Finding.error(code, message) }] })
    }
    if (asked.way === "existing" && asked.domain !== undefined) {
      const account = same ? (before?.account ?? "unknown") : yield* directory.find(asked.domain)
      if (account === null) {
        const sentence = "Microsoft knows no account with this domain; check it, or create a new account"
        return yield* refused("/microsoft/domain", "microsoftAccountUnknown", sentence)
      }
      if (account === "unknown") return decision
      const known: Event = { ...settled, profile: { ...settled.profile, microsoft: { ...asked, account } } }
      const [first, ...rest] = decision.events
      return {
        ...decision,
        events: [first === settled ? known : first, ...rest.map((event) => (event === settled ? known : event))]
      }
    }
    if (
      asked.way === "new" &&
      asked.domainPrefix !== undefined &&
      !same &&
      (yield* directory.isFree(asked.domainPrefix)) === false
    ) {
      return yield* refused("/microsoft/domainPrefix", "tenantDomainTaken", takenBy.tenantDomain)
    }
    return decision
  })

/** Where a person typed what turned out to be taken. */
export const taken = (claim: Claim, portal: Portal): Issue => {
  const pointer =
    claim.kind === "login"
      ? (portal.policies.login ?? "/admin/login")
      : claim.kind === "externalKey"
        ? "/externalKey"
        : "/microsoft/domainPrefix"
  return {
    pointer,
    step: fields(portal).find(({ field }) => field.at === pointer)?.step.id ?? "",
    severity: "error",
    code: `${claim.kind}Taken`,
    message: takenBy[claim.kind]
  }
}

const takenBy: { readonly [K in Claim["kind"]]: string } = {
  login: "This login is taken; logins are unique in the whole platform, choose another",
  externalKey: "Another customer of the same parent has this id; choose another",
  tenantDomain: "This tenant domain is taken; choose another"
}
