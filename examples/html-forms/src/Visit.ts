/** One request of somebody who is signed in. */
import type { UserId } from "@clientele/core"
import { Actor } from "@clientele/core"
import type { Desk, Issues } from "./Desk.ts"
import { redirect, type Request, type Response } from "./Exchange.ts"
import type { Who } from "./pages/Layout.ts"
import type { Fillings } from "./wizard/Fillings.ts"
import * as Looking from "./wizard/Looking.ts"

export interface Visit {
  readonly desk: Desk
  readonly request: Request
  readonly fillings: Fillings
  readonly who: Who
  /** The parts of the path behind the first. */
  readonly rest: ReadonlyArray<string>
}

export const whoIs = ({ home, session }: Pick<Desk, "home" | "session">): Who => ({
  name: session.displayName ?? "Support",
  home: home?.name ?? null,
  csrf: session.csrf ?? "",
  creates: Looking.canCreate(session.actor, home)
})

/** Leads on to a page, which says once what just happened. */
export const told = (visit: Visit, place: string, said: string, warnings: Issues = []): Response => {
  visit.fillings.tell(owner(visit), place, { said, warnings })
  return redirect(place)
}

export const owner = ({ desk }: Visit): UserId.UserId => Actor.principal(desk.session.actor).id
