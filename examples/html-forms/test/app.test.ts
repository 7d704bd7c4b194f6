import { Configuration, Demo } from "@clientele/cli"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { Request } from "../src/Exchange.ts"
import * as Handling from "../src/Handling.ts"
import * as HttpDoor from "../src/HttpDoor.ts"
import { inputs } from "./inputs.ts"
import { held, on, plain, visit } from "./visitor.ts"
import * as World from "./world.ts"

const options = Configuration.make()

let world: Awaited<ReturnType<typeof World.open>>
beforeAll(async () => {
  world = await World.open()
})
afterAll(() => world.stop())

const signedIn = async (login = "ben") => {
  const visitor = visit(world.url)
  await visitor.signIn(login)
  return visitor
}

type Visitor = Awaited<ReturnType<typeof signedIn>>

/** Another process of the app, which knows nothing but its address; `url` is where it looks for the API. */
const elsewhere = <A>(
  url: string,
  use: (ask: (visitor: Visitor, path: string, posted: string) => Promise<Answer>) => Promise<A>
) =>
  Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const handle = Handling.make(yield* HttpDoor.make(() => url))
        return yield* Effect.promise(() =>
          use((visitor, path, posted) => {
            const request: Request = {
              method: posted === "" ? "GET" : "POST",
              path,
              query: new URLSearchParams(),
              posted: new URLSearchParams(posted),
              secret: Redacted.make(visitor.cookie().split("=")[1] ?? "")
            }
            return Effect.runPromise(handle(request))
          })
        )
      })
    )
  )

type Answer = Effect.Success<ReturnType<ReturnType<typeof Handling.make>>>

describe("the app", () => {
  it("keeps pages to itself: no scripts, no frames, nothing from elsewhere, nothing cached", async () => {
    const visitor = await signedIn()
    for (const path of ["/sign-in", "/customers", "/portals/copaco"]) {
      const { headers, status } = await fetch(world.url + path, { headers: { cookie: visitor.cookie() } })
      assert.strictEqual(status, 200)
      assert.strictEqual(headers.get("cache-control"), "no-store")
      assert.strictEqual(
        headers.get("content-security-policy"),
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
      )
      assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
      assert.notMatch((await visitor.get(path)).text, /<script|https?:\/\//u)
    }
    assert.notMatch((await visitor.get("/style.css")).text, /url\(|@import/u)
  })

  it("knows its pages, and says so of others", async () => {
    const visitor = await signedIn()
    for (const path of [
      "/nothing",
      "/portals/none",
      "/customers/none",
      "/customers/cus_01m8aczastfqgbrm7h7sk7atht",
      "/drafts/none/general",
      "/%E0%A4%A"
    ]) {
      assert.strictEqual((await visitor.get(path)).status, 404, path)
    }
    assert.strictEqual((await visitor.ask("DELETE", "/customers")).status, 405)
    assert.strictEqual(await (await fetch(`${world.url}/sign-in`, { method: "HEAD" })).text(), "")
  })

  it("takes no form from another site, none without the person's own token, and none that is too long", async () => {
    const visitor = await signedIn()
    const page = await visitor.begin("copaco")
    const post = (body: URLSearchParams, headers: Record<string, string> = {}) =>
      fetch(world.url + page.path, { method: "POST", body, headers: { cookie: visitor.cookie(), ...headers } })
    const good = new URLSearchParams(held(page.text))
    assert.strictEqual((await post(good, { "sec-fetch-site": "cross-site" })).status, 403)
    assert.strictEqual((await post(new URLSearchParams({ go: "next" }))).status, 403)
    assert.strictEqual((await post(new URLSearchParams({ csrf: "x".repeat(43) }))).status, 403)
    assert.strictEqual((await post(new URLSearchParams({ "/name": "x".repeat(600_000) }))).status, 413)
  })

  it("survives whatever is posted", async () => {
    const visitor = await signedIn()
    const page = await visitor.begin("copaco")
    const csrf = held(page.text).find(([name]) => name === "csrf")?.[1] ?? ""
    for (const body of [
      "%",
      "go=",
      "go=import:9",
      "go=add:/name",
      "go=remove:/x/0",
      "go=clear:",
      "go=take:/__proto__/x",
      "go=step:nowhere",
      "go=generate:/admin/password",
      "parent=cus_x&go=update:parent",
      "filling=e30",
      "/__proto__/polluted=1",
      "/currency=%00&/shortName=%00&go=next"
    ]) {
      const answer = await visitor.ask("POST", page.path, new URLSearchParams(`csrf=${csrf}&${body}`))
      assert.isBelow(answer.status, 500, body)
    }
    assert.isUndefined(({} as { readonly polluted?: unknown }).polluted)
    assert.strictEqual((await visitor.get(page.path)).status, 422)
  })

  it("answers a form that is sent twice with the one customer it made", async () => {
    const visitor = await signedIn()
    const last = await visitor.fill("oneclick", "contact", { "/name": "Sent twice" })
    const made = await visitor.send(last)
    const again = await visitor.send(last)
    assert.match(made.path, /^\/customers\/cus_/u)
    assert.strictEqual(again.path.split("?")[0], made.path.split("?")[0])
    assert.include(plain((await visitor.get("/customers?text=sent twice")).text), "1 customer on this page")
  })
})

describe("signing in", () => {
  it("does not tell whether the login or the password was wrong", async () => {
    const visitor = visit(world.url)
    const wrong = await visitor.signIn("ben", "something else entirely")
    const nobody = await visitor.signIn("nobody", "something else entirely")
    assert.strictEqual(wrong.status, 401)
    assert.include(plain(wrong.text), "The login or the password is not right.")
    assert.strictEqual(wrong.text.replace("ben", "nobody"), nobody.text)
    assert.strictEqual(visitor.cookie(), "")
  })

  it("leads on to where somebody wanted to go, and nowhere else", async () => {
    const visitor = visit(world.url)
    const asked = await visitor.get("/portals")
    assert.match(asked.path, /^\/sign-in\?to=%2Fportals$/u)
    const there = await visitor.send(asked, { login: "ben", password: World.passwords["ben"] ?? "" }, "", "/sign-in")
    assert.strictEqual(there.path, "/portals")
    for (const to of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
      const body = new URLSearchParams({ login: "ben", password: World.passwords["ben"] ?? "", to })
      const { headers } = await fetch(`${world.url}/sign-in`, { method: "POST", body, redirect: "manual" })
      assert.strictEqual(headers.get("location"), "/", to)
    }
  })

  it("gives the browser a cookie that no script reads, and signing out ends the session itself", async () => {
    const body = new URLSearchParams({ login: "dana", password: World.passwords["dana"] ?? "" })
    const { headers } = await fetch(`${world.url}/sign-in`, { method: "POST", body, redirect: "manual" })
    assert.match(headers.get("set-cookie") ?? "", /^clientele_session=clt_[\w-]+; .*HttpOnly; SameSite=Lax$/u)
    const visitor = await signedIn("dana")
    const cookie = visitor.cookie()
    const out = await visitor.send(await visitor.get("/customers"), {}, "", "/sign-out")
    assert.include(plain(out.text), "You are signed out.")
    const { status } = await fetch(`${world.url}/customers`, { headers: { cookie }, redirect: "manual" })
    assert.strictEqual(status, 303)
  })

  it("that ended in the middle of a form loses nothing that was typed, but the passwords", async () => {
    const visitor = await signedIn()
    const page = await visitor.begin("control-panel")
    const [, first = {}] = inputs["control-panel"]?.[0] ?? []
    // The same session, ended in another window.
    const csrf = held(page.text).find(([name]) => name === "csrf")?.[1] ?? ""
    const cookie = visitor.cookie()
    await fetch(`${world.url}/sign-out`, { method: "POST", body: new URLSearchParams({ csrf }), headers: { cookie } })
    const asked = await visitor.send(page, first)
    assert.strictEqual(asked.status, 401)
    assert.include(plain(asked.text), "what you filled in is kept")
    assert.notInclude(asked.text, String(first["/admin/password"]))
    const back = await visitor.send(asked, { login: "ben", password: World.passwords["ben"] ?? "" }, "", "/sign-in")
    assert.include(plain(back.text), "Go on where you were")
    const on = await visitor.send(back, {}, "next", page.path)
    assert.include(on.text, 'value="Garage de Brug"')
    assert.include(plain(on.text), "Password is required")
  })
})

describe("a form that is being filled in", () => {
  it("is nobody else's", async () => {
    const [ben, ada] = [await signedIn(), await signedIn("ada")]
    const page = await ben.send(await ben.begin("copaco"), { "/name": "Only Ben knows" }, "update")
    assert.include(page.text, "Only Ben knows")
    const seen = await ada.get(page.path)
    assert.strictEqual(seen.status, 404)
    assert.notInclude(seen.text, "Only Ben knows")
  })

  it("goes on in a server that started anew", async () => {
    const ben = await signedIn()
    const page = await ben.fill("copaco", "contact")
    await elsewhere(world.url, async (ask) => {
      const gone = await ask(ben, page.path, "")
      assert.strictEqual(gone.status, 404)
      const contact = on(page, inputs["copaco"]?.[2]?.[1] ?? {})
      const sent = new URLSearchParams(held(page.text))
      for (const [name, value] of Object.entries(contact)) sent.set(name, String(value))
      sent.set("go", "next")
      const made = await ask(ben, page.path, sent.toString())
      assert.match(made.location ?? "", /^\/customers\/cus_\w+$/u)
    })
  })

  it("is saved as a draft, gone on with later, and submitted", async () => {
    const ben = await signedIn()
    const page = await ben.send(await ben.begin("copaco"), { "/name": "Later B.V.", "/shortName": "Later" }, "save")
    assert.include(plain(page.text), "Saved as a draft.")
    assert.include(plain(page.text), "Draft")
    let step = await ben.send(page, {}, "", `${page.path.split("?")[0]}/fill`)
    assert.include(step.text, 'value="Later B.V."')
    for (const [, entered] of inputs["copaco"] ?? []) {
      step = await ben.send(step, on(step, { ...entered, "/name": "Later B.V.", "/externalKey": "L-1" }))
    }
    assert.include(plain(step.text), "The customer account has been created.", plain(step.text))
    assert.include(plain(step.text), "Pending approval")
    const history = await ben.get(`${step.path.split("?")[0]}/history`)
    assert.match(plain(history.text), /Submit .* Edit .* Open .*Ben Noord \(you\)/u)
  })

  it("keeps what was typed where the service does not answer, and can be sent again", async () => {
    const ben = await signedIn()
    await elsewhere("http://127.0.0.1:1", async (ask) => {
      const answer = await ask(ben, "/drafts/x/step1", "csrf=c&/name=Typed+once&/admin/password=secret+words&go=next")
      assert.strictEqual(answer.status, 503)
      assert.isDefined(answer.retryAfter)
      assert.include(plain(answer.body), "Nothing was changed.")
      assert.include(answer.body, 'name="/name" value="Typed once"')
      assert.notInclude(answer.body, "secret words")
      assert.include(answer.body, "Try again")
    })
  })

  it("that meets somebody else's change is laid on top of it", async () => {
    const [ben, ada] = [await signedIn(), await signedIn("ada")]
    const edit = async (visitor: Visitor) => {
      const page = await visitor.customer("Cloud Noord Scholen")
      return visitor.send(page, {}, "", `${page.path}/fill`)
    }
    const find = "/licensee/address/city"
    const [bens, adas] = [await edit(ben), await edit(ada)]
    assert.notInclude(bens.text, 'name="/visibility"')
    const steps = async (visitor: Visitor, page: typeof bens) =>
      page.text.includes(`name="${find}"`) ? page : visitor.send(page)
    const [benAt, adaAt] = [await steps(ben, bens), await steps(ada, adas)]
    const adaDone = await ada.send(adaAt, { "/licensee/email": "new@example.com" }, "finish")
    assert.include(plain(adaDone.text), "The changes are saved.")
    const met = await ben.send(benAt, { [find]: "Assen" }, "finish")
    assert.include(plain(met.text), "Somebody else changed this customer meanwhile")
    assert.match(met.path, /^\/drafts\//u)
    const done = await ben.send(met, {}, "finish")
    assert.include(plain(done.text), "The changes are saved.")
    assert.include(plain(done.text), "Assen")
    assert.include(plain(done.text), "new@example.com")
  })
})

describe("a legal move", () => {
  const move = async (visitor: Visitor, customer: string, name: string) => {
    const page = await visitor.customer(customer)
    return visitor.get(`${page.path}/moves/${name}`)
  }

  it("is shown before it is done, and done once it is confirmed", async () => {
    const ben = await signedIn()
    let page = await move(ben, "Garage Zuiderbrug", "suspend")
    assert.include(plain(page.text), "Credit")
    page = await ben.send(page, { "/reason": "credit", "/note": "Overdue" }, "preview")
    assert.include(plain(page.text), "Status afterwards: Suspended")
    assert.include(plain((await ben.customer("Garage Zuiderbrug")).text), "Active")
    page = await ben.send(page, {}, "confirm")
    assert.include(plain(page.text), "Suspend: done.")
    assert.include(plain(page.text), "Kept from: purchase, increase Credit")
    page = await move(ben, "Garage Zuiderbrug", "resume")
    assert.notInclude(plain(page.text), "Verification")
    page = await ben.send(page, { "/reason": "credit" }, "confirm")
    assert.include(plain(page.text), "Resume: done.")
  })

  it("says what is missing, and what the rules refuse, and keeps what was entered", async () => {
    const ben = await signedIn()
    let page = await move(ben, "Cloud Noord Scholen", "close")
    page = await ben.send(page, {}, "preview")
    assert.strictEqual(page.status, 422)
    assert.include(plain(page.text), "1 thing to correct Reason is required")
    page = await ben.send(page, { "/reason": "Moved away" }, "preview")
    assert.strictEqual(page.status, 409)
    assert.include(plain(page.text), "Close the customers below first")
    assert.include(page.text, ">Moved away</textarea>")
    page = await ben.send(page, { "/cascade": true }, "preview")
    assert.include(plain(page.text), "Also written Basisschool De Linde Closing")
  })

  it("meets somebody else's change as a page that says so", async () => {
    const [ben, ada] = [await signedIn(), await signedIn("ada")]
    const planned = await ben.send(await move(ben, "Bakkerij Vos B.V.", "disable"), { "/note": "Asked for" }, "preview")
    const other = await ada.send(await move(ada, "Bakkerij Vos B.V.", "suspend"), { "/reason": "credit" }, "confirm")
    assert.include(plain(other.text), "Suspend: done.")
    const met = await ben.send(planned, {}, "confirm")
    assert.strictEqual(met.status, 412)
    assert.include(plain(met.text), "Somebody else changed this customer meanwhile (suspend).")
    assert.include(met.text, ">Asked for</textarea>")
    assert.include(plain((await ben.send(met, {}, "confirm")).text), "Disable: done.")
  })

  it("that somebody may not make has no button, and the reason stands beside", async () => {
    const dana = await signedIn("dana")
    const page = await dana.customer("Garage Zuiderbrug")
    assert.notInclude(page.text, "/moves/")
    assert.include(plain((await dana.get(`${page.path}/access`)).text), "Only administrators may do this. Edit · Close")
    assert.strictEqual((await dana.get(`${page.path}/moves/suspend`)).status, 403)
    assert.notInclude((await dana.get("/portals/copaco")).text, '<button class="primary"')
  })
})

describe("the list", () => {
  it("comes in pages, each with the way to the next, and a page of somebody else's list is none", async () => {
    const [ben, chris] = [await signedIn(), await signedIn("chris")]
    for (let count = 0; count < 20; count++) {
      await ben.send(await ben.begin("copaco"), { "/name": `Draft number ${count}` }, "save")
    }
    const first = await ben.get("/customers?order=newest&status=draft&text=Draft number")
    assert.include(plain(first.text), "20 customers on this page")
    const page = await ben.get("/customers?order=newest")
    assert.include(plain(page.text), "25 customers on this page")
    const next = /href="([^"]+)" rel="next"/u.exec(page.text)?.[1]?.replaceAll("&amp;", "&") ?? ""
    const second = await ben.get(next)
    assert.match(plain(second.text), /Cloud Noord B\.V\..*First page/u)
    assert.notInclude(second.text, "Draft number 19")
    const foreign = await chris.get(next)
    assert.strictEqual(foreign.status, 400)
    assert.include(plain(foreign.text), "Begin the list again")
  })
})

describe("users", () => {
  it("are added, sign in, and are disabled", async () => {
    const ben = await signedIn()
    const customer = await ben.customer("Fietsenmaker Spaak")
    const at = `${customer.path}/users`
    let page = await ben.send(await ben.get(at), { login: "spaak", displayName: "Roos Spaak", password: "short" })
    assert.strictEqual(page.status, 422)
    assert.include(page.text, 'value="Roos Spaak"')
    page = await ben.send(page, { password: "many words to remember" }, "", at)
    assert.include(plain(page.text), "The user can sign in now.")
    const roos = visit(world.url)
    const list = await roos.signIn("spaak", "many words to remember")
    assert.include(plain(list.text), "1 customer on this page")
    const id = /users\/(usr_\w+)"/u.exec(page.text)?.[1] ?? ""
    page = await ben.send(page, {}, "", `${at}/${id}`)
    assert.include(plain(page.text), "is disabled")
    assert.match((await roos.get("/customers")).path, /^\/sign-in/u)
  })
})

describe("the platform to look around in", () => {
  it("is made once, however often somebody starts", async () => {
    const before = await world.runtime.runPromise(Demo.seed)
    const visitor = await signedIn("ada")
    const list = plain((await visitor.get("/customers?text=Cloud Noord B.V.")).text)
    assert.include(list, "1 customer on this page")
    assert.deepStrictEqual(await world.runtime.runPromise(Demo.seed), before)
  })

  it("shows the customers of all five portals in various stages", async () => {
    const own = plain((await (await signedIn()).get("/customers")).text)
    for (const status of ["Active", "Pending approval", "Suspended", "Draft", "Demo (7 days left)"]) {
      assert.include(own, status)
    }
    for (const { name } of options.portals) assert.include(own, ` ${name} `)
    const distributors = plain((await (await signedIn("ada")).get("/customers")).text)
    assert.include(distributors, "Closed")
    // A customer of oneclick is visible to its reseller, and no further.
    assert.notInclude(distributors, "Fietsenmaker Spaak")
  })
})
