import { execFile, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "@effect/vitest"
import { layer, operator, send, tokenFor, url } from "./running.ts"

const root = fileURLToPath(new URL("../../..", import.meta.url))

/** Runs a program of the workspace; what it said where it failed. */
const run = (program: string, args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, "node_modules", program), ...args], {
    cwd: root,
    encoding: "utf8"
  })
  assert.strictEqual(status, 0, `${program}: ${stdout}${stderr}`)
  return stdout
}

/** What a team that has never seen our code writes on what a generator made of the document. */
const program = `
import { client } from "./generated/client.gen"
import { customersCreate, customersOpenPlatform } from "./generated/sdk.gen"

const [baseUrl, token] = process.argv.slice(2)
client.setConfig({ baseUrl, headers: { authorization: \`Bearer \${token}\` } })

const opened = await customersOpenPlatform({ body: { draft: { name: "Root B.V.", currency: "EUR" } } })
if (opened.data === undefined) throw new Error(JSON.stringify(opened.error))
const parent: string = opened.data.customer.id

const draft = { name: "Ada Netherlands B.V.", currency: "EUR", address: { country: "NL" } }
const created = await customersCreate({ body: { parent, portal: "plain", draft }, headers: { "idempotency-key": "once" } })
if (created.data === undefined) throw new Error(JSON.stringify(created.error))

const refused = await customersCreate({ body: { parent, portal: "plain", draft: { address: { country: "UK" } } } })
const problem = refused.error
if (problem === undefined || !("issues" in problem)) throw new Error("not refused")

console.log(JSON.stringify({ customer: created.data.customer.id, issues: problem.issues.map(({ pointer }) => pointer) }))
`

describe("a client that a generator made of the OpenAPI document", () => {
  it.live(
    "compiles under strict types and creates a customer",
    () =>
      Effect.gen(function* () {
        const base = yield* url
        const token = yield* tokenFor(operator)
        const document = yield* send(base, "GET", "/api/v1/openapi.json")
        const folder = mkdtempSync(join(root, "node_modules", ".generated-client-"))
        yield* Effect.addFinalizer(() => Effect.sync(() => rmSync(folder, { recursive: true, force: true })))
        writeFileSync(join(folder, "openapi.json"), document.text)
        writeFileSync(join(folder, "program.ts"), program)
        run("@hey-api/openapi-ts/bin/run.js", [
          "-i",
          join(folder, "openapi.json"),
          "-o",
          join(folder, "generated"),
          "--silent"
        ])
        writeFileSync(
          join(folder, "tsconfig.json"),
          JSON.stringify({
            compilerOptions: {
              strict: true,
              noEmit: true,
              target: "es2023",
              module: "esnext",
              moduleResolution: "bundler",
              lib: ["es2023", "dom", "dom.iterable"],
              types: ["node"],
              skipLibCheck: false
            },
            include: ["program.ts", "generated"]
          })
        )
        run("@typescript/native/bin/tsc", ["-p", folder])
        const bundle = join(folder, "program.mjs")
        buildSync({
          entryPoints: [join(folder, "program.ts")],
          outfile: bundle,
          bundle: true,
          format: "esm",
          platform: "node"
        })
        const outcome = yield* Effect.promise(
          () =>
            new Promise<string>((resolve, reject) => {
              // Not waited for by this process's only thread: the server answers on it.
              execFile(process.execPath, [bundle, base, token], (error, stdout, stderr) =>
                error === null ? resolve(stdout) : reject(new Error(stderr))
              )
            })
        )
        const { customer, issues } = JSON.parse(outcome)
        const read = yield* send(base, "GET", `/api/v1/customers/${customer}`, { token })
        assert.deepStrictEqual([read.status, read.body.status], [200, "pendingApproval"])
        assert.include(issues, "/address/country")
      }).pipe(Effect.scoped, Effect.provide(layer())),
    120_000
  )
})
