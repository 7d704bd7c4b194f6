/** What a start is refused for: one sentence that says what to do, exit code 1, nothing else. */
import { once } from "node:events"
import { readFileSync, writeFileSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { join } from "node:path"
import * as Embedded from "@clientele/postgres/embedded"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import { folder, installation, type Options, run, serve } from "./processes.ts"

const refused = async (args: ReadonlyArray<string>, sentence: RegExp, options: Options = {}) => {
  const { code, err, out } = await run(["serve", "--port", "0", ...args], options)
  assert.strictEqual(code, 1, err)
  assert.strictEqual(out, "")
  // That it begins comes first, as a line of the log.
  const [told = "", ...more] = err
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith('{"message":"starting"'))
  assert.match(told, sentence)
  assert.deepStrictEqual(more, [])
}

const module = (text: string, name = "clientele.config.ts") => {
  const path = join(folder(), name)
  writeFileSync(path, text)
  return path
}

const unreachable = "postgres://clientele:secret@127.0.0.1:1/clientele"

describe("a start is refused", () => {
  it("where the port is taken", async () => {
    const { data } = await installation()
    const taken = createServer().listen(0, "127.0.0.1")
    await once(taken, "listening")
    const { port } = taken.address() as AddressInfo
    const { code, err, out } = await run(["serve", "--port", String(port), "--data", data])
    taken.close()
    assert.deepStrictEqual([code, out], [1, ""])
    const sentence = `port ${port} of 127.0.0.1 is taken; stop what listens there, or choose another with --port or PORT`
    assert.strictEqual(err.trim().split("\n").at(-1), sentence)
  })

  it("where the machine has no such address", async () => {
    const { data } = await installation()
    await refused(["--data", data, "--host", "192.0.2.1"], /no address 192\.0\.2\.1; correct --host or HOST/u)
  })

  it("where another process has the folder", async () => {
    const { data } = await installation()
    const server = await serve(["--data", data])
    await refused(["--data", data], /is open in process \d+.*; stop that one, set CLIENTELE_DATA to another folder/u)
    server.child.kill("SIGTERM")
    await server.ended
  })

  it("where the folder holds something else, or cannot be one", async () => {
    const other = folder()
    writeFileSync(join(other, "letters.txt"), "mine")
    await refused(["--data", other], /letters\.txt/u)
    const file = join(folder(), "file")
    writeFileSync(file, "")
    await refused(["--data", file], /give this process a folder that it owns, or set CLIENTELE_DATA to another one/u)
  })

  it("where a newer release made the folder, or set up the database", async () => {
    const { data } = await installation()
    const path = join(data, "clientele.json")
    const record = readFileSync(path, "utf8")
    writeFileSync(path, JSON.stringify({ ...JSON.parse(record), layout: 99 }))
    await refused(["--data", data], /newer release/u)
    writeFileSync(path, record)
    const newer = Effect.flatMap(PgClient.PgClient, (sql) =>
      sql.unsafe(`INSERT INTO clientele.migration (name) VALUES ('9998_next'), ('9999_after')`)
    )
    await Effect.runPromise(Effect.provide(newer, Embedded.layer({ folder: data })))
    await refused(
      ["--data", data],
      /^a newer release has set this database up; run that release.*9998_next, 9999_after/u
    )
  })

  it("where the database does not answer", () =>
    refused([], /^no PostgreSQL answers there; start it, or correct host and port in DATABASE_URL/u, {
      env: { DATABASE_URL: unreachable }
    }))

  it("where a variable or a flag says something that cannot be", async () => {
    const usage = /serve --help says what there is/u
    for (const [env, args, sentence] of [
      [{ PORT: "eighty" }, [], /^PORT: /u],
      [
        { CLIENTELE_SESSION_HOURS: "0" },
        [],
        /session-hours \(CLIENTELE_SESSION_HOURS\) is a number from 1 to 8760, not 0/u
      ],
      [{ CLIENTELE_ORIGINS: "*" }, [], /origins .* one by one, not \*/u],
      [{ CLIENTELE_TRUST_PROXY: "10.0.0.0/33" }, [], /not 10\.0\.0\.0\/33/u],
      [{ CLIENTELE_LOG_FORMAT: "xml" }, [], /CLIENTELE_LOG_FORMAT|log-format/u],
      [{}, ["--prot", "1"], /--prot/u],
      [{}, ["--platform", "meridian"], /platform .* is an id such as plt_/u]
    ] as const) {
      const { code, err, out } = await run(["serve", ...args], { env })
      assert.deepStrictEqual([code, out], [1, ""], err)
      const [said = "", how = ""] = err.trim().split("\n")
      assert.match(said, sentence)
      assert.match(how, usage)
    }
  })

  it("where the configuration is not one", async () => {
    await refused(["--config", "nowhere.config.js"], /^there is no nowhere\.config\.js; name the module/u)
    await refused(["--config", module("export const portals = [")], /cannot be loaded; node .* shows where it breaks/u)
    await refused(
      ["--config", module("export const portals = []")],
      /has to export portals as a list with one at least/u
    )
    await refused(["--config", module("export const portals = [{ id: 1 }]")], /of which one is no portal/u)
    await refused(
      ["--config", module("export const portal = {}")],
      /exports portal, which nobody reads; there are portals/u
    )
  })

  it("where telemetry is to be sent in a way that is not spoken", async () => {
    const { data } = await installation()
    await refused(["--data", data], /set OTEL_EXPORTER_OTLP_PROTOCOL to one of them, not to grpc/u, {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4317", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }
    })
  })

  it("without the password of the database in the sentence", async () => {
    const { err } = await run(["migrate"], { env: { DATABASE_URL: unreachable } })
    assert.notInclude(err, "secret")
  })
})
