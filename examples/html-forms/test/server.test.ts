import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Desk from "../src/Desk.ts"
import * as Server from "../src/Server.ts"
import { open } from "./visitor.ts"

let desk: Desk.Desk
let running: Awaited<ReturnType<typeof Server.listen>>
let url: string
beforeAll(async () => {
  desk = await Desk.open()
  running = await Server.listen(Server.make(desk), 0)
  url = running.url.replace("localhost", "127.0.0.1")
})
afterAll(async () => {
  running.server.closeAllConnections()
  running.server.close()
  await desk.stop()
})

const begin = async () => {
  const { headers } = await fetch(`${url}/portals/copaco`, { method: "POST", redirect: "manual" })
  return headers.get("location") ?? ""
}

describe("the server", () => {
  it("keeps pages to itself: no scripts, no frames, nothing from elsewhere, nothing cached", async () => {
    const { headers, status } = await fetch(url)
    assert.strictEqual(status, 200)
    assert.strictEqual(headers.get("cache-control"), "no-store")
    assert.strictEqual(
      headers.get("content-security-policy"),
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
    assert.notMatch(await (await fetch(url)).text(), /<script|https?:\/\//u)
    assert.notMatch(await (await fetch(`${url}/style.css`)).text(), /url\(|@import/u)
  })

  it("knows its pages, and says so of others", async () => {
    for (const path of ["/nothing", "/portals/none", "/customers/none", "/drafts/none/general", "/%E0%A4%A"]) {
      assert.strictEqual((await fetch(url + path)).status, 404, path)
    }
    const draft = await begin()
    assert.strictEqual((await fetch(url + draft)).status, 200)
    assert.strictEqual((await fetch(`${url}${draft}x`)).status, 404)
    assert.strictEqual((await fetch(url, { method: "DELETE" })).status, 405)
    assert.strictEqual(await (await fetch(url, { method: "HEAD" })).text(), "")
  })

  it("takes no form from another site, and none that is too long", async () => {
    const draft = await begin()
    const foreign = await fetch(url + draft, { method: "POST", headers: { "sec-fetch-site": "cross-site" } })
    assert.strictEqual(foreign.status, 403)
    const long = await fetch(url + draft, {
      method: "POST",
      body: new URLSearchParams({ "/name": "x".repeat(300_000) })
    })
    assert.strictEqual(long.status, 413)
  })

  it("survives whatever is posted", async () => {
    const draft = await begin()
    const bodies = [
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
      "/__proto__/polluted=1",
      "/currency=%00&/shortName=%00&go=next"
    ]
    for (const body of bodies) {
      const answer = await fetch(url + draft, {
        method: "POST",
        body,
        headers: { "content-type": "application/x-www-form-urlencoded" }
      })
      assert.isBelow(answer.status, 500, body)
    }
    assert.isUndefined(({} as { readonly polluted?: unknown }).polluted)
    assert.strictEqual((await fetch(url + draft)).status, 422)
  })

  it("answers a form that is sent twice with the one customer it made", async () => {
    const visitor = await open()
    const last = await visitor.fill("oneclick", "contact")
    const made = await visitor.send(last)
    const again = await visitor.send(last)
    assert.match(made.path, /^\/customers\//u)
    assert.strictEqual(again.path, made.path)
    assert.lengthOf(await visitor.desk.customers("oneclick"), 1)
    await visitor.stop()
  })
})
