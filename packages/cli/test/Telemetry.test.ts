/** What goes to a collector, and what does not. */
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "vitest"
import { ask, installation, serve } from "./processes.ts"

describe("telemetry", () => {
  it("goes to the collector of the standard variables: traces, logs and metrics, with nothing personal", async () => {
    const heard = new Map<string, string>()
    const collector = createServer((request, response) => {
      let text = ""
      request.on("data", (part) => (text += part))
      request.on("end", () => {
        heard.set(request.url ?? "", (heard.get(request.url ?? "") ?? "") + text)
        response.writeHead(200, { "content-type": "application/json" }).end("{}")
      })
    }).listen(0, "127.0.0.1")
    await once(collector, "listening")
    const { port } = collector.address() as AddressInfo
    const { data, token } = await installation()
    const server = await serve(["--data", data], {
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=trial"
      }
    })
    const opened = await ask(server.url, token, "/api/v1/platforms", {
      draft: { name: "Kohlenhof Verwaltung", currency: "EUR" }
    })
    assert.strictEqual(opened.status, 201)
    await ask(server.url, token, `/api/v1/customers?platform=${opened.body.customer.platform}&text=Kohlenhof`)
    await ask(server.url, token, "/api/v1/customers", {
      portal: "copaco",
      parent: opened.body.customer.id,
      draft: { name: "Kohlenhof" }
    })
    server.child.kill("SIGTERM")
    assert.strictEqual((await server.ended).code, 0)
    collector.close()
    assert.sameMembers([...heard.keys()], ["/v1/traces", "/v1/logs", "/v1/metrics"])
    assert.include(heard.get("/v1/traces"), "Customers.execute")
    assert.include(heard.get("/v1/traces"), "DraftRefused", "a refusal by its name")
    assert.include(heard.get("/v1/logs"), "/api/v1/platforms")
    assert.include(heard.get("/v1/metrics"), "http_requests_total")
    for (const [signal, text] of heard) {
      assert.include(text, '"clientele"', signal)
      assert.include(text, "trial", signal)
      assert.notMatch(text, /kohlenhof|clt_|127\.0\.0\.1:|undici|Bearer/iu, signal)
    }
  })
})
