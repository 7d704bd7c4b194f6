import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import * as Answers from "../fuzz/Answers.ts"
import { type Document, operations } from "../fuzz/Document.ts"

const problem = {
  type: "object",
  properties: { status: { type: "number", enum: [409] }, type: { type: "string" } },
  required: ["status", "type"]
}

const document: Document = {
  paths: {
    "/things/{thing}": {
      post: {
        operationId: "things.make",
        responses: {
          200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
          409: { content: { "application/problem+json": { schema: problem } } }
        }
      }
    }
  },
  components: {
    schemas: {
      Thing: { type: "object", properties: { id: { type: "string" } }, required: ["id"], additionalProperties: false }
    }
  }
}

describe("what counts as an answer of the contract", () => {
  const [operation] = operations(document)
  const judge = Answers.make(document)
  const came = (status: number, type: string, body: unknown) =>
    judge(operation!, { status, type, text: typeof body === "string" ? body : JSON.stringify(body) })

  it("is one that the document foresees", () => {
    expect(came(200, "application/json", { id: "a" })).toBeNull()
    expect(came(409, "application/problem+json", { status: 409, type: "x" })).toBeNull()
    expect(came(413, "application/problem+json", { status: 413 })).toBeNull()
  })

  it("is not one of another shape, type or status", () => {
    expect(came(200, "application/json", { id: 1 })).toMatch(/string/u)
    expect(came(200, "application/json", { id: "a", more: 1 })).toMatch(/additional/u)
    expect(came(200, "text/html", "<p>")).toMatch(/not foreseen/u)
    expect(came(418, "application/json", {})).toMatch(/not foreseen/u)
    expect(came(409, "application/problem+json", { status: 410, type: "x" })).not.toBeNull()
    expect(came(200, "application/json", "{")).toMatch(/no JSON/u)
  })
})

describe("npm run fuzz", () => {
  it("finds nothing in some hundreds of requests", { timeout: 180_000 }, async (test) => {
    const script = fileURLToPath(new URL("../fuzz.ts", import.meta.url))
    const args = ["--conditions=@clientele/source", script, "--requests", "1500", "--seed", "7", "--memory", "--json"]
    const run = spawn(process.execPath, args, {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 170_000,
      killSignal: "SIGKILL"
    })
    test.onTestFinished(() => void run.kill("SIGKILL"))
    let [output, progress] = ["", ""]
    run.stdout.on("data", (text) => (output += text))
    run.stderr.on("data", (text) => (progress += text))
    await once(run, "close")
    const found = JSON.parse(output.trim().split("\n").at(-1) || "{}")
    expect(found, progress).toMatchObject({
      requests: 1500,
      serverErrors: 0,
      hangs: 0,
      contractBreaks: 0,
      problems: []
    })
  })
})
