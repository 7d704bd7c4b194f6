import { randomUUID } from "node:crypto"
import { connect } from "node:net"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { CustomerStore } from "@clientele/core"
import * as Exchange from "../src/Exchange.ts"
import * as Trouble from "../src/pages/Trouble.ts"
import { held, on, plain, visit } from "./visitor.ts"
import { inputs } from "./inputs.ts"
import * as World from "./world.ts"

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

/** Status of a path that is sent as it is: `fetch` would put it right. */
const bare = (path: string) =>
  new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(world.url)
    let came = ""
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nconnection: close\r\n\r\n`)
    )
    socket.on("data", (part) => (came += part.toString()))
    socket.on("close", () => resolve(Number(came.split(" ")[1])))
    socket.on("error", reject)
  })

const csrfOf = (text: string) => held(text).find(([name]) => name === "csrf")?.[1] ?? ""

const packed = (filling: unknown) => Buffer.from(JSON.stringify(filling)).toString("base64url")

describe("addresses that no page leads to", () => {
  it("are no pages, also where nothing can be made of them", async () => {
    for (const path of ["//", "//[", "//evil.example/customers", "/\\evil.example/", "///", "/%00", "//x:99999/"]) {
      assert.include([303, 400, 404], await bare(path), path)
    }
    assert.strictEqual(await bare("//"), 404)
    assert.strictEqual(await bare("//["), 404)
  })

  it("below the API are the API's to answer", async () => {
    const visitor = await signedIn()
    for (const path of ["/api/v1/nope", "/api/v1/", "/api/v1/customers/none/nothing/more"]) {
      for (const method of ["GET", "POST", "DELETE"]) {
        const answer = await fetch(world.url + path, {
          method,
          redirect: "manual",
          headers: { cookie: visitor.cookie() }
        })
        assert.strictEqual(answer.status, 404, `${method} ${path}`)
        const { type } = (await answer.json()) as { readonly type: string }
        assert.strictEqual(type, "urn:clientele:problem:RouteNotFound")
      }
    }
    assert.strictEqual((await fetch(`${world.url}/api/v1/health`)).status, 200)
  })

  it("to go on with are this site's own, and what a header cannot carry is written as in any address", async () => {
    for (const to of ["/ü", "/a b", "/a\u0000", "/a\r\nset-cookie: x=1", "/\\x", "//x", "/[", "/\ud800"]) {
      const body = new URLSearchParams({ login: "ben", password: World.passwords["ben"] ?? "", to })
      const { headers, status } = await fetch(`${world.url}/sign-in`, { method: "POST", body, redirect: "manual" })
      assert.strictEqual(status, 303, to)
      assert.strictEqual(headers.get("location"), to === "/[" ? "/[" : "/", to)
    }
    assert.strictEqual(Exchange.redirect("/drafts/ä#/b c").location, "/drafts/%C3%A4#/b%20c")
    const visitor = await signedIn()
    const page = await visitor.begin("copaco")
    for (const go of [
      "step:ärger",
      "update:/ä",
      "clear:/ü",
      "take:/\u{1f600}",
      "step:a\r\nb",
      "remove:/ö/0",
      "import:ä"
    ]) {
      assert.isBelow(
        (await visitor.ask("POST", page.path, new URLSearchParams({ csrf: csrfOf(page.text), go }))).status,
        500,
        go
      )
    }
  })

  it("are not sent to again where the service does not answer", () => {
    for (const method of ["GET", "POST"]) {
      const request = { method, path: "//evil.example/x", query: new URLSearchParams(), posted: new URLSearchParams() }
      const unavailable = new CustomerStore.CustomerStoreUnavailable({})
      assert.notInclude(Trouble.answer(null, { ...request, secret: null }, unavailable).body, "evil")
    }
  })

  it("of the list narrow it by nothing that no store holds", async () => {
    const visitor = await signedIn()
    for (const query of [
      "text=%00",
      "portal=%00",
      "text=a%00b&portal=copaco",
      "after=%00",
      `text=${"x".repeat(199)}%F0%9F%98%80`
    ]) {
      assert.isBelow((await visitor.get(`/customers?${query}`)).status, 500, query)
    }
    assert.strictEqual((await visitor.get("/customers?text=%00&portal=%00")).status, 200)
  })
})

describe("what a page carries, changed on the way", () => {
  it("is read as far as it makes sense, and else is a form that is not here", async () => {
    const visitor = await signedIn()
    const page = await visitor.begin("copaco")
    const one = await visitor.customer("Garage Zuiderbrug")
    const good = {
      subject: { _tag: "new", portal: "copaco" },
      parent: null,
      draft: {},
      visited: [],
      fresh: [],
      warned: []
    }
    const edit = { _tag: "edit", customer: one.path.split("/")[2] ?? "", version: 1, base: {} }
    const deep = (levels: number) => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`)
    const fillings: ReadonlyArray<unknown> = [
      null,
      [],
      {},
      { ...good, draft: null },
      { ...good, draft: [1] },
      { ...good, draft: deep(5_000) },
      { ...good, draft: { name: { toString: 1 }, address: "none", contacts: { length: 3 } } },
      { ...good, draft: { name: "\u0000", shortName: ["<b>"] }, visited: ["general", "\u0000"] },
      { ...good, parent: "cus_01h00000000000000000000000" },
      { ...good, parent: "nobody" },
      { ...good, subject: { _tag: "new", portal: "\u0000" } },
      { ...good, subject: { _tag: "new", portal: "x".repeat(300) } },
      { ...good, subject: { _tag: "new", portal: "nowhere" } },
      ...[-1, 1.5, 1e12, "1", null].map((version) => ({ ...good, subject: { ...edit, version } })),
      ...[null, 7, "x", [], { name: { toString: 1 } }, deep(5_000)].map((base) => ({
        ...good,
        subject: { ...edit, base }
      })),
      { ...good, subject: { ...edit, _tag: "draft", portal: "copaco" } }
    ]
    for (const filling of fillings) {
      for (const step of [page.path.split("/").at(-1), "general", "step1"]) {
        for (const go of ["next", "save", "finish"]) {
          const body = new URLSearchParams({ csrf: csrfOf(page.text), filling: packed(filling), go })
          const answer = await visitor.ask("POST", `/drafts/${randomUUID()}/${step}`, body)
          assert.isBelow(answer.status, 500, `${go}: ${JSON.stringify(filling).slice(0, 200)}`)
        }
      }
    }
  })

  it("counts for nothing where it is a version that never was", async () => {
    const visitor = await signedIn()
    const { path } = await visitor.customer("Garage Zuiderbrug")
    const page = await visitor.get(`${path}/moves/suspend`)
    for (const version of ["x", "-1", "1.5", "1e3", "99999999999", "NaN", "", "\u0000"]) {
      const body = new URLSearchParams({ csrf: csrfOf(page.text), version, "/reason": "credit", go: "preview" })
      assert.strictEqual((await visitor.ask("POST", `${path}/moves/suspend`, body)).status, 200, version)
    }
  })

  it("of a person is refused in words", async () => {
    const visitor = await signedIn()
    const at = `${(await visitor.customer("Garage Zuiderbrug")).path}/users`
    const page = await visitor.get(at)
    const post = (fields: Record<string, string>) =>
      visitor.ask(
        "POST",
        at,
        new URLSearchParams({
          csrf: csrfOf(page.text),
          login: "x1",
          displayName: "X",
          password: "many words to remember",
          ...fields
        })
      )
    for (const fields of [
      { displayName: "a\u0000b" },
      { displayName: "x".repeat(5_000) },
      { login: "\u0000" },
      { email: "\u0000" },
      { role: "\u0000" },
      { password: "x".repeat(201) }
    ] as ReadonlyArray<Record<string, string>>) {
      assert.isBelow((await post(fields)).status, 500, JSON.stringify(fields).slice(0, 80))
    }
    assert.include(plain((await post({ password: "x".repeat(201) })).text), "at most 200 characters")
  })
})

describe("what happened", () => {
  it("is said once, and is not in the address", async () => {
    const visitor = await signedIn()
    const made = await visitor.send(await visitor.fill("oneclick", "contact", { "/name": "Said once" }))
    assert.match(made.path, /^\/customers\/cus_\w+$/u)
    assert.include(plain(made.text), "The customer account has been created.")
    assert.notInclude(plain((await visitor.get(made.path)).text), "has been created")
    assert.notInclude(plain((await visitor.get(`${made.path}?said=created`)).text), "has been created")
  })
})

describe("markup in what people write", () => {
  const script = `<script>alert(1)</script>`
  const image = `"><img src=x onerror=alert(1)>`

  it("is text on every page", async () => {
    const visitor = await signedIn()
    const name = `${image}${script} B.V.`
    const saved = await visitor.send(
      await visitor.begin("copaco"),
      { "/name": name, "/shortName": `${script}'` },
      "save"
    )
    const customer = saved.path
    const { path } = await visitor.customer("Garage Zuiderbrug")
    const move = await visitor.send(
      await visitor.get(`${path}/moves/suspend`),
      { "/reason": "credit", "/note": name },
      "preview"
    )
    const done = await visitor.send(move, {}, "confirm")
    const draft = await visitor.send(await visitor.get(customer), {}, "", `${customer}/fill`)
    const users = await visitor.send(await visitor.get(`${customer}/users`), {
      login: script,
      displayName: image,
      password: "short"
    })
    const pages = [
      saved,
      move,
      done,
      draft,
      users,
      await visitor.send(draft, on(draft, inputs["copaco"]?.[0]?.[1] ?? {})),
      await visitor.get(customer),
      await visitor.get(`${customer}/history`),
      await visitor.get(`${customer}/access`),
      await visitor.get(`${path}/history`),
      await visitor.get("/customers?order=newest"),
      await visitor.get(`/customers?${new URLSearchParams({ text: name })}`),
      await visitor.get(`/customers?${new URLSearchParams({ portal: name, status: name, order: name })}`),
      await visitor.get("/portals/copaco"),
      await visitor.get(`/portals?under=${encodeURIComponent(name)}`),
      await visitor.get(`/sign-in?${new URLSearchParams({ to: `/${name}` })}`),
      await visitor.get(`/${encodeURIComponent(name)}`),
      await visit(world.url).signIn(name, "wrong")
    ]
    for (const { path, text } of pages) {
      assert.notMatch(text, /<script|<img|onerror=alert\(1\)>/u, path)
      assert.notInclude(text, `'"><`, path)
    }
    assert.include(pages[10]?.text, "&lt;script&gt;alert(1)&lt;/script&gt;")
    assert.include(plain(done.text), script)
  })
})
