/** The server as a process: what it says, what it keeps, and how it ends. */
import { once } from "node:events"
import { connect } from "node:net"
import { assert, describe, it } from "vitest"
import { ask, installation, serve, type Served } from "./processes.ts"

const platform = { draft: { name: "Kohlenhof Verwaltung", currency: "EUR" } }

/** The lines of the log; anything else on stderr does not parse. */
const log = (server: Served): ReadonlyArray<Record<string, never>> =>
  server
    .err()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))

const annotations = (server: Served, message: string) =>
  log(server)
    .filter((line) => [line["message"]].flat().includes(message as never))
    .map((line) => line["annotations"] as unknown as Record<string, unknown>)

describe("clientele serve", () => {
  it("says where it is and on what, and answers there", async () => {
    const { data, token } = await installation()
    const server = await serve(["--data", data, "--log-format", "text", "--log-level", "warn"])
    assert.match(server.out(), /^Clientele \d+\.\d+\.\d+\n/u)
    assert.include(server.out(), `store     embedded PostgreSQL in ${data}`)
    assert.include(server.out(), "portals   copaco, twotcloud, msphub, control-panel, oneclick")
    assert.notInclude(server.out(), "plain HTTP", "nobody else reaches this machine's own address")
    const ready = await fetch(`${server.url}/api/v1/ready`)
    assert.strictEqual(ready.status, 200)
    for (const page of ["/docs", "/docs/swagger", "/api/v1/openapi.json"]) {
      assert.strictEqual((await fetch(server.url + page)).status, 200, page)
    }
    assert.strictEqual((await ask(server.url, token, "/api/v1/platforms", platform)).status, 201)
    server.child.kill("SIGINT")
    const { code, err } = await server.ended
    assert.strictEqual(code, 0)
    // A request is no warning.
    assert.strictEqual(err, `starting on embedded PostgreSQL in ${data}; the first start takes some seconds more\n`)
  })

  it("keeps what it was told over a restart, and ends with 0 on SIGTERM", async () => {
    const { data, token } = await installation()
    const first = await serve(["--data", data])
    const { body } = await ask(first.url, token, "/api/v1/platforms", platform)
    first.child.kill("SIGTERM")
    assert.strictEqual((await first.ended).code, 0)
    const second = await serve(["--data", data])
    const again = await ask(second.url, token, `/api/v1/customers/${body.customer.id}`)
    assert.deepStrictEqual([again.status, again.body.name], [200, "Kohlenhof Verwaltung"])
    second.child.kill("SIGTERM")
    assert.strictEqual((await second.ended).code, 0)
  })

  it("logs JSON where nobody watches: each request with its id, and nothing of what was in it", async () => {
    const { data, token } = await installation()
    const server = await serve(["--data", data, "--platform", "plt_00000000000000000000000000"])
    const [starting] = annotations(server, "starting")
    assert.strictEqual(starting?.["store"], `embedded PostgreSQL in ${data}`)
    const [listening] = annotations(server, "listening")
    assert.strictEqual(listening?.["store"], `embedded PostgreSQL in ${data}`)
    const { body } = await ask(server.url, token, "/api/v1/platforms", platform)
    await ask(server.url, token, `/api/v1/customers?platform=${body.customer.platform}&text=Kohlenhof`)
    const response = await fetch(`${server.url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "asked-by-a-test" },
      body: JSON.stringify({ login: "greta@kohlenhof.example", password: "heimlich heimlich" })
    })
    assert.strictEqual(response.status, 401)
    server.child.kill("SIGTERM")
    await server.ended
    const requests = annotations(server, "request")
    assert.isAtLeast(requests.length, 3)
    for (const request of requests) assert.match(String(request["request"]), /^[\w.-]{8,64}$/u)
    assert.include(
      requests.map((request) => request["request"]),
      "asked-by-a-test"
    )
    assert.notMatch(server.err() + server.out(), /kohlenhof|greta|heimlich|clt_|127\.0\.0\.1/iu)
  })

  it("says what is insecure about it, and why", async () => {
    const { data } = await installation()
    const server = await serve(
      ["--data", data, "--log-format", "text", "--origins", "http://app.example.com,https://b.example.com"],
      { env: { HOST: "0.0.0.0", CLIENTELE_TRUST_PROXY: "0.0.0.0/0" } }
    )
    const insecure = server
      .out()
      .split("\n")
      .filter((line) => line.includes("insecure"))
    for (const said of ["--secure-cookies", "/api/v1/metrics", "--trust-proxy", "http://app.example.com"]) {
      assert.isTrue(
        insecure.some((line) => line.includes(said)),
        `${said} in ${insecure.join("\n")}`
      )
    }
    assert.isFalse(insecure.some((line) => line.includes("b.example.com")))
    const preflight = await fetch(`${server.url}/api/v1/customers`, {
      method: "OPTIONS",
      headers: { origin: "https://b.example.com", "access-control-request-method": "GET" }
    })
    assert.strictEqual(preflight.headers.get("access-control-allow-origin"), "https://b.example.com")
    server.child.kill("SIGTERM")
    assert.strictEqual((await server.ended).code, 0)
  })

  it("stops for a second signal at once, however long somebody takes", async () => {
    const { data } = await installation()
    const server = await serve(["--data", data])
    const { port } = new URL(server.url)
    const slow = connect(Number(port), "127.0.0.1")
    await once(slow, "connect")
    // A request that never comes to its end.
    slow.write(
      "POST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"
    )
    slow.on("error", () => {})
    await new Promise((resolve) => setTimeout(resolve, 200))
    const asked = Date.now()
    server.child.kill("SIGTERM")
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.isNull(server.child.exitCode)
    server.child.kill("SIGTERM")
    assert.strictEqual((await server.ended).code, 143)
    assert.isBelow(Date.now() - asked, 5000)
    slow.destroy()
  })
})
