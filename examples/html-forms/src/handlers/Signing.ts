/** Signing in, and being asked to. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { Desk, Door } from "../Desk.ts"
import { kept, ownPath, page, type Request, type Response, redirect } from "../Exchange.ts"
import * as SignInPage from "../pages/SignInPage.ts"
import { whoIs } from "../Visit.ts"

/** Asks whoever came without a session to sign in; what they sent comes back afterwards. */
export const ask = ({ method, path, posted, query }: Request): Response => {
  if (method !== "POST") {
    const to = `${path}${query.size > 0 ? `?${query}` : ""}`
    return redirect(to === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ to })}`)
  }
  return page(
    SignInPage.page({
      to: path,
      again: String(new URLSearchParams(kept(posted))),
      login: "",
      problem: null,
      notice: "You are not signed in any more. Sign in again: what you filled in is kept."
    }),
    401
  )
}

export const handle = (door: Door, { method, posted, query, secret }: Request) =>
  Effect.gen(function* () {
    const show = (problem: string | null, status: number) =>
      page(
        SignInPage.page({
          to: ownPath(method === "POST" ? posted.get("to") : query.get("to")),
          again: posted.get("again"),
          login: posted.get("login") ?? "",
          problem,
          notice: query.has("out") ? "You are signed out." : null
        }),
        status
      )
    if (method !== "POST") return show(null, 200)
    return yield* door
      .signIn(
        (posted.get("login") ?? "").slice(0, 254),
        Redacted.make((posted.get("password") ?? "").slice(0, 200)),
        secret
      )
      .pipe(
        Effect.map(({ cookies, session }): Response => {
          const to = ownPath(posted.get("to"))
          const again = posted.get("again")
          if (again === null) return { ...redirect(to), cookies }
          const who = whoIs({ session, home: null })
          return { ...page(SignInPage.goOn(who, to, new URLSearchParams(again))), cookies }
        }),
        Effect.catchTags({
          SignInRefused: () => Effect.succeed(show("The login or the password is not right.", 401)),
          TooManyRequests: ({ retryAfter }) =>
            Effect.succeed({
              ...show(`Too many tries. Wait ${Math.ceil(retryAfter / 60)} min, then try again.`, 429),
              retryAfter
            })
        })
      )
  })

export const out = (desk: Desk) =>
  Effect.map(desk.signOut, (cookies): Response => ({ ...redirect("/sign-in?out"), cookies }))
