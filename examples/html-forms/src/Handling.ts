/** From a request to a page: who asks, for what, and what to say where it fails. */
import { timingSafeEqual } from "node:crypto"
import { readFileSync } from "node:fs"
import type { Actor } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { Desk, Door } from "./Desk.ts"
import { type Request, type Response, redirect } from "./Exchange.ts"
import * as Customers from "./handlers/Customers.ts"
import * as Lists from "./handlers/Lists.ts"
import * as Signing from "./handlers/Signing.ts"
import * as Wizards from "./handlers/Wizards.ts"
import * as Trouble from "./pages/Trouble.ts"
import { whoIs } from "./Visit.ts"
import * as Fillings from "./wizard/Fillings.ts"

const sheets = ["base", "header", "main", "lists", "customer", "wizard", "fields", "remarks"]

const style: Response = {
  status: 200,
  type: "text/css; charset=utf-8",
  body: sheets.map((name) => readFileSync(new URL(`styles/${name}.css`, import.meta.url), "utf8")).join("\n")
}

/** Returns the function that answers requests. Forms that are being filled in are kept in it. */
export const make = (door: Door): ((request: Request) => Effect.Effect<Response>) => {
  const fillings = Fillings.make()

  const route = (
    desk: Desk,
    request: Request,
    section: string,
    rest: ReadonlyArray<string>
  ): Effect.Effect<Response, Trouble.Failure, Actor.CurrentActor> => {
    const visit = { desk, request, fillings, who: whoIs(desk), rest }
    switch (section) {
      case "":
        return Effect.succeed(redirect("/customers"))
      case "customers":
        return rest.length === 0 ? Lists.customers(visit) : Customers.handle(visit)
      case "portals":
        return Lists.portals(visit)
      case "drafts":
        return Wizards.handle(visit)
      case "sign-out":
        return request.method === "POST" ? Signing.out(desk) : Effect.succeed(redirect("/"))
      default:
        return Effect.succeed(Trouble.missing(visit.who))
    }
  }

  const signedIn = (desk: Desk, request: Request, section: string, rest: ReadonlyArray<string>) => {
    const who = whoIs(desk)
    if (request.method === "POST" && !isOwn(request.posted.get("csrf"), desk)) {
      const text = "This form was not sent from a page of yours. Open the page again and send it from there."
      return Effect.succeed(Trouble.message(who, 403, "Not sent from here", text))
    }
    return desk
      .inPerson(route(desk, request, section, rest))
      .pipe(Effect.catch((failure) => Effect.succeed(Trouble.answer(who, request, failure))))
  }

  return (request) => {
    const [, section = "", ...parts] = request.path.split("/").map(decode)
    const rest = parts.filter((part) => part !== "")
    if (request.path === "/style.css") return Effect.succeed(style)
    const answer =
      section === "sign-in"
        ? Signing.handle(door, request)
        : request.secret === null
          ? Effect.succeed(Signing.ask(request))
          : Effect.flatMap(door.enter(request.secret), (desk) => signedIn(desk, request, section, rest)).pipe(
              Effect.catchTag("Unauthenticated", () => Effect.succeed(Signing.ask(request)))
            )
    return Effect.catch(answer, (failure) => Effect.succeed(Trouble.answer(null, request, failure)))
  }
}

/** A page of somebody else does not post here in the name of whoever has this one open. */
const isOwn = (sent: string | null, { session }: Desk): boolean => {
  const [a, b] = [Buffer.from(sent ?? ""), Buffer.from(session.csrf ?? "")]
  return session.csrf !== null && a.length === b.length && timingSafeEqual(a, b)
}

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return "\ufffd"
  }
}
