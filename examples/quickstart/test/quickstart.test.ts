import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { paper, wantsColour, wrap } from "../src/print.ts"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const { status, stderr, stdout } = spawnSync(process.execPath, ["--conditions=@clientele/source", main], {
  encoding: "utf8"
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
  it("ends well, in plain text of at most 100 columns where nobody looks", () => {
    assert.strictEqual(stderr, "")
    assert.strictEqual(status, 0)
    assert.notInclude(stdout, "\u001b")
    assert.deepStrictEqual(
      lines.filter((line) => line.length > 100),
      []
    )
  })

  it("creates and approves the document's own example", () => {
    const text = part("The example of Copaco's own document")
    has(text, /· created/u, /id cus_[0-9a-z]{26}/u, "status pending approval → Approve → active")
    has(text, "Noord Brabant → NL-NB", "5652AW → 5652 AW", "+31(0)123456789 → +31123456789")
    has(text, "! /contacts/primary/phone", "domestic, 21 %", "Directive 2006/112/EC")
    has(text, "yes Copaco, distributor", "yes Cloud Noord B.V., reseller", "no Cloud Zuid B.V., sibling reseller")
    has(text, "yes Copaco Netherlands B.V., the customer", "The customer does not lie below the actor's home")
    has(text, "create by Cloud Noord B.V.", "approve by Copaco", "/lifecycle/_tag: pendingApproval → active")
    has(text, "edit by Cloud Noord B.V.", "/profile/contacts/primary/phone: +31123456789 → +31402306306")
  })

  it("says where a tax zone is provisional", () => {
    has(part("A customer in Belgium"), "reverseCharge, 0 %, provisional", "has not been confirmed yet")
  })

  it("refuses for the right reasons, with proposals", () => {
    const uk = part("A country that is written UK")
    has(uk, "refused, nothing written", '✗ /address/country "UK"', 'proposal: "GB"')
    has(uk, "preview with the proposals taken it would be created")
    has(part("A postal code that cannot be"), "refused, nothing written", '✗ /address/postalCode "0652 AW"')
    has(part("The same login, under another reseller"), "refused, nothing written", "✗ /admin/login", "login is taken")
    has(part("A parent that is closed"), "refused, nothing written", "only below an active one")
  })

  it("asks a person about a VAT id of another country", () => {
    has(part("A VAT id of another country"), /· created/u, "! /vatId: BE0403019261 is a VAT id of BE")
  })

  it("finds everything that is wrong at once", () => {
    const text = part("Everything wrong at once")
    const pointers = [...text.matchAll(/✗ (\S+)/gu)].map((match) => match[1])
    assert.deepStrictEqual(pointers, [
      "/shortName",
      "/name",
      "/externalKey",
      "/registrationNumber",
      "/vatId",
      "/currency",
      "/qualification/type",
      "/address/city",
      "/address/state",
      "/address/postalCode",
      "/contacts/primary/firstName",
      "/contacts/primary/role",
      "/contacts/primary/email",
      "/contacts/primary/phone",
      "/favouriteColour"
    ])
  })

  it("shows the tree as different people see it", () => {
    const all = part("What Copaco sees")
    has(all, "Cloud Noord B.V.", "Copaco Netherlands B.V.", "Brasserie du Parc SA", /Cloud Oud B\.V\. reseller closed/u)
    const some = part("What Cloud Zuid B.V. sees")
    has(some, "Brasserie du Parc SA")
    assert.notInclude(some, "Cloud Noord")
    assert.notInclude(some, "Copaco Netherlands")
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
