/** The commands around the server, and what the server then knows of them. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { ask, folder, installation, run, serve } from "./processes.ts"

const bad = { name: "B.V.", address: { country: "UK" }, currency: "Euro" }
const zone = {
  name: "Bakkerij de Molen B.V.",
  taxZone: "nl",
  address: { country: "NL", line1: "Hoevenweg 11", city: "Eindhoven", state: "NL-NB", postalCode: "5652 AW" },
  contacts: {
    primary: { firstName: "Noor", lastName: "Visser", email: "noor@demolen.nl", phone: "+31402500500" },
    billing: { sameAs: "primary" },
    technical: { sameAs: "primary" }
  },
  externalKey: "10023",
  admin: { login: "beheer-10023" }
}

describe("clientele validate", () => {
  const file = (content: unknown) => {
    const path = join(folder(), "drafts.json")
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content))
    return path
  }

  it("prints every issue with its pointer and its proposal, and ends with 1", async () => {
    const { code, out } = await run(["validate", file(bad), "--portal", "copaco"])
    assert.strictEqual(code, 1)
    assert.match(out, /^1\. refused\n/u)
    assert.match(out, /error +\/address\/country .*; take "GB"\?/u)
    assert.match(out, /error +\/currency .*; take "EUR"\?/u)
    assert.match(out, /1 drafts, 1 refused\n$/u)
  })

  it("takes a list, and one object of JSON from standard input", async () => {
    const input = JSON.stringify([zone, bad, "no draft"])
    const { code, out } = await run(["validate", "-", "--portal", "twotcloud", "--json"], { input })
    assert.strictEqual(code, 1)
    const { drafts, refused, results } = JSON.parse(out)
    assert.deepStrictEqual([drafts, refused], [3, 2])
    assert.deepStrictEqual(
      results.map(({ valid }: { valid: boolean }) => valid),
      [true, false, false]
    )
    const fine = await run(["validate", file(zone), "--portal", "twotcloud"])
    assert.strictEqual(fine.code, 0, fine.out)
  })

  it("checks with the portals of a configuration", async () => {
    const config = join(folder(), "clientele.config.mjs")
    const field = { at: "/name", label: "Name", kind: "companyName", required: true }
    const portal = {
      id: "own",
      version: 1,
      name: "Own",
      steps: [{ id: "one", label: "One", fields: [field] }],
      rules: []
    }
    const policies = { login: null }
    writeFileSync(config, `export const portals = [${JSON.stringify({ ...portal, policies })}]`)
    const own = await run(["validate", file({}), "--portal", "own", "--config", config])
    assert.deepStrictEqual([own.code, /\/name {2}Name is required/u.test(own.out)], [1, true], own.err + own.out)
    const other = await run(["validate", file({}), "--portal", "copaco", "--config", config])
    assert.strictEqual(other.err.trim(), "there is no portal copaco; there are own")
  })

  it("says in one sentence what cannot be read", async () => {
    const none = await run(["validate", "nowhere.json", "--portal", "copaco"])
    assert.match(none.err, /^nowhere\.json cannot be read; name a file with drafts \(.*\)\n$/u)
    const text = await run(["validate", file("[1,"), "--portal", "copaco"])
    assert.match(text.err, /is no JSON; write a draft, or a list of them/u)
  })
})

describe("clientele seed, token and user", () => {
  it("fill a folder that a server then answers from, and let somebody sign in", { timeout: 180_000 }, async () => {
    const { data, token } = await installation()
    const seeded = await run(["seed", "--customers", "40", "--seed", "7", "--data", data])
    assert.strictEqual(seeded.code, 0, seeded.err)
    const platform = /plt_\w+/u.exec(seeded.out)?.[0]
    const first = await serve(["--data", data])
    const page = await ask(first.url, token, `/api/v1/customers?platform=${platform}&limit=200`)
    assert.strictEqual(page.body.items.length, 41)
    const root = page.body.items.find(({ parent }: { parent: string | null }) => parent === null)
    const below = page.body.items.find(({ parent }: { parent: string | null }) => parent === root.id)
    first.child.kill("SIGTERM")
    await first.ended

    const about = ["--customer", root.id, "--login", "Ada@Lowland.example", "--name", "Ada"]
    const added = await run(["user", ...about, "--data", data])
    assert.strictEqual(added.code, 0, added.err)
    const password = added.out.trim()
    assert.match(password, /^(?:[a-z]+ ){3}[a-z]+$/u)
    const again = await run(["user", ...about, "--data", data])
    assert.match(again.err, /^this login is taken; .*\n$/u)
    const user = /usr_\w+/u.exec(added.err)?.[0] ?? ""
    const reader = await run(["token", "--user", user, "--scopes", "read", "--days", "2", "--data", data])
    assert.match(reader.out, /^clt_[\w-]{43}\n$/u, "the secret, and nothing else")

    const second = await serve(["--data", data, "--platform", String(platform)])
    const signIn = await fetch(`${second.url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: "ada@lowland.example", password })
    })
    assert.strictEqual(signIn.status, 201)
    const seen = await ask(second.url, reader.out.trim(), "/api/v1/customers?limit=1")
    assert.deepStrictEqual([seen.status, seen.body.items.length], [200, 1])
    const refused = await ask(second.url, reader.out.trim(), `/api/v1/customers/${below.id}/suspend`, {
      reason: "credit"
    })
    assert.strictEqual(refused.body.explanation.rule, "scopeMissing")
    second.child.kill("SIGTERM")
    await second.ended
  })

  it("make the demonstration once, however often they are asked for it", { timeout: 120_000 }, async () => {
    const { data } = await installation()
    const first = await run(["seed", "--demo", "--data", data])
    assert.strictEqual(first.code, 0, first.err)
    assert.match(first.out, /^The platform plt_\w{26} is there; .*\nada /u)
    const again = await run(["seed", "--demo", "--data", data])
    assert.strictEqual(again.out, first.out)
  })

  it("say in one sentence what cannot be", async () => {
    for (const [args, sentence] of [
      [["token"], "say for whom: --support, or --user usr_…"],
      [
        ["token", "--support", "--scopes", "read,write"],
        "there is no scope write; there are read, create, manage, commercial, users, system"
      ],
      [["token", "--support", "--days", "999"], "--days is from 1 to 366, not 999"],
      [["seed", "--customers", "0"], "--customers is 1 or more, not 0"],
      [["user", "--customer", "7", "--login", "a", "--name", "A"], "7 is no id of a customer; they begin with cus_"]
    ] as const) {
      const { data } = await installation()
      const { code, err, out } = await run([...args, "--data", data])
      assert.deepStrictEqual([code, out, err.trim()], [1, "", sentence])
    }
  })
})
