import { spawnSync } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Pointer } from "@clientele/core"
import { MemoryCustomerStore } from "@clientele/memory"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { type Group, input } from "../src/case.ts"
import customers from "../src/customers.json" with { type: "json" }
import { kernel, portals } from "../src/kernel.ts"
import { paper, wantsColour, wrap } from "../src/print.ts"
import { program } from "../src/program.ts"

const groups: ReadonlyArray<Group> = customers
const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const { status, stderr, stdout } = spawnSync(process.execPath, ["--conditions=@clientele/source", main], {
  encoding: "utf8",
  env: {
    ...process.env,
    DATABASE_URL: undefined,
    CLIENTELE_DATA: join(mkdtempSync(join(tmpdir(), "clientele-")), "data")
  }
})
const lines = stdout.split("\n")

/** The part of the output about one case. */
const part = (title: string): string => {
  const from = lines.findIndex((line) => line.includes(title))
  assert.notStrictEqual(from, -1, `nothing is said about ${title}`)
  return lines.slice(from, lines.indexOf("", from)).join("\n")
}

const has = (text: string, ...wanted: ReadonlyArray<string | RegExp>) => {
  const flat = text.replace(/\s+/gu, " ")
  for (const one of wanted) {
    if (typeof one === "string") assert.include(flat, one)
    else assert.match(flat, one)
  }
}

describe("the quickstart", () => {
  it("ends well, in plain text of at most 250 lines and 100 columns where nobody looks", () => {
    assert.strictEqual(stderr, "")
    assert.strictEqual(status, 0)
    assert.notInclude(stdout, "\u001b")
    assert.isBelow(lines.length, 250)
    assert.deepStrictEqual(
      lines.filter((line) => line.length > 100),
      []
    )
  })

  it("creates in each portal, refuses a dozen and more, and finds all of it as the file expects", () => {
    const summary = part("as expected")
    for (const { name } of portals) has(summary, new RegExp(`${name} [1-9]\\d* [1-9]\\d* all`, "u"))
    const together = /^ +together +(\d+) +(\d+) +all$/mu.exec(stdout)
    assert.isAtLeast(Number(together?.[1]), portals.length)
    assert.isAtLeast(Number(together?.[2]), 12)
  })

  it("creates and approves the document's own example", () => {
    const text = part("The example of Copaco's own document")
    has(text, /· created/u, /id cus_[0-9a-z]{26}/u, "status pending approval → Approve → active")
    has(text, "Noord Brabant → NL-NB", "5652AW → 5652 AW", "+31(0)123456789 → +31123456789")
    has(text, "! /contacts/primary/phone", "domestic, 21 %", "Directive 2006/112/EC")
    has(text, "yes Lowland Distribution, distributor", "yes Cloud Noord B.V., reseller")
    has(text, "no Cloud Zuid B.V., sibling reseller", "The customer does not lie below the actor's home")
    has(text, "yes Copaco Netherlands B.V., the customer")
    has(
      text,
      "create by Cloud Noord B.V.",
      "approve by Lowland Distribution",
      "/lifecycle/_tag: pendingApproval → active"
    )
    has(text, "edit by Cloud Noord B.V.", "/profile/contacts/primary/phone: +31123456789 → +31402306306")
  })

  it("tells what a portal fills in, and who sees the customer", () => {
    has(part("A bakery with a login"), "/contacts/billing/sameAs primary", "/invoices true")
    has(part("Schools, with a new Microsoft account"), "/admin/displayName Ada Vos")
    has(part("A garage, with letters"), "/letters true", "seen by Lowland Distribution, Cloud Noord B.V.; not by")
    has(part("A department, seen by its reseller alone"), "seen by Cloud Noord B.V.; not by Lowland Distribution")
    has(part("The same demo without one"), "demo (7 days left)")
  })

  it("says where a tax zone is provisional, doubtful or missing", () => {
    has(part("In Belgium"), "reverseCharge, 0 %, provisional")
    has(part("The wrong tax zone"), /· created/u, "! /taxZone: Another zone follows", 'proposal: "nl"')
    has(part("No tax zone"), "refused, nothing written", "✗ /taxZone", 'proposal: "nl"', "it would be created")
  })

  it("refuses for the right reasons, with proposals", () => {
    const uk = part("A country that is written UK")
    has(uk, "refused, nothing written", '✗ /address/country "UK"', 'proposal: "GB"')
    has(uk, "preview with what is proposed it would be created")
    has(part("A postal code that cannot be"), '✗ /address/postalCode "0652AW"')
    has(part("A login that another reseller's customer has"), '✗ /admin/login " Bakkerij-JANSEN "', "login is taken")
    has(part("A parent that is closed"), "refused, nothing written", "only below an active one")
    has(part("Everything wrong at once"), "with what is proposed 9 of 15 would be left")
  })

  it("prints no password", () => {
    const typed = groups
      .flatMap((group) => group.cases.map((one) => input(group, one)))
      .flatMap((form) => ["/admin/password", "/admin/passwordRetype"].map((at) => Pointer.get(form, at)))
      .filter((password) => typeof password === "string")
    assert.isAtLeast(new Set(typed).size, 3)
    for (const password of typed) assert.notInclude(stdout, password)
    has(part("A bakery with a login"), "/admin/password <redacted>")
  })

  it("shows the tree as the distributor sees it", () => {
    const text = part("What Lowland Distribution sees")
    has(
      text,
      "Cloud Noord B.V.",
      "Copaco Netherlands B.V.",
      "Brasserie du Parc SA",
      /Cloud Oud B\.V\. reseller closed/u
    )
    assert.notInclude(text, "Zorggroep")
  })

  it("notices what the file does not expect", async () => {
    const [group] = groups
    assert.isDefined(group)
    const run = (cases: Group["cases"]) =>
      Effect.runPromise(
        program(portals, [{ ...group, cases }], paper(false)).pipe(Effect.provide(kernel(MemoryCustomerStore.layer)))
      )
    const [first, ...rest] = group.cases
    assert.isDefined(first)
    assert.isTrue((await run(group.cases)).asExpected)
    for (const expect of [{ refused: [] }, { created: [] }, { created: ["/name required"] }]) {
      const { asExpected, lines } = await run([{ ...first, expect }, ...rest])
      assert.isFalse(asExpected)
      has(lines.join("\n"), /expected (created|refused)/u, "got created, /contacts/primary/phone", /\b6 of 7\b/u)
    }
  })
})

describe("a case", () => {
  const group = { portal: "copaco", draft: { name: "Acme", address: { country: "NL" } }, cases: [] }
  const one = { title: "", under: "", expect: { created: [] } }

  it("is the draft with differences, of which null takes away", () => {
    assert.deepStrictEqual(input(group, one), group.draft)
    const but = { "/name": null, "/address/country": "BE", "/demo": true }
    assert.deepStrictEqual(input(group, { ...one, but }), { address: { country: "BE" }, demo: true })
  })
})

describe("print", () => {
  it("colours on a terminal only, and where nobody minds", () => {
    assert.isTrue(wantsColour(true, {}))
    assert.isTrue(wantsColour(true, { NO_COLOR: "" }))
    assert.isFalse(wantsColour(true, { NO_COLOR: "1" }))
    assert.isFalse(wantsColour(false, {}))
    assert.strictEqual(paper(true).red("x"), "\u001b[31mx\u001b[39m")
    assert.strictEqual(paper(false).red("x"), "x")
  })

  it("breaks lines at spaces", () => {
    assert.deepStrictEqual(wrap("one two three", 7), ["one two", "three"])
    assert.deepStrictEqual(wrap("incomprehensible x", 7), ["incomp…", "x"])
  })
})
