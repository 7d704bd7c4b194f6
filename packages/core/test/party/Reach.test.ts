import * as Domain from "@clientele/core/Domain"
import * as Email from "@clientele/core/Email"
import * as Login from "@clientele/core/Login"
import * as Phone from "@clientele/core/Phone"
import { make } from "@clientele/core/reference/Selection"
import * as World from "@clientele/core/reference/World"
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary } from "effect"
import { like, one, runs, text } from "./texts.ts"

const world = World.make()
const nothing = make()
const brief = ({
  findings,
  value
}: {
  value: string | null
  findings: ReadonlyArray<{ code: string; proposal?: unknown }>
}) => [value, ...findings.map(({ code, proposal }) => (proposal === undefined ? code : [code, proposal]))]

describe("Email", () => {
  it.each([
    ["Jan.Janssen@company.nl", "Jan.Janssen@company.nl"],
    [" a@MÜNCHEN.de ", "a@xn--mnchen-3ya.de"],
    ["first.last+tag@Mail.Example.CO.UK", "first.last+tag@mail.example.co.uk"]
  ])("%j is %s", (input, value) => {
    assert.deepStrictEqual(brief(Email.parse(input, world)), [value])
  })

  it.each([
    "",
    "a",
    "@c.nl",
    "a@",
    "a@b",
    "a..b@c.nl",
    ".a@c.nl",
    "a.@c.nl",
    "a@b..nl",
    "a@-b.nl",
    "a@b.nl.",
    "a@foo_bar.com",
    "a@192.168.1.1",
    "a@co.uk",
    "a@b.invalidtld",
    '"a b"@c.nl',
    "jürgen@b.de",
    "a\u0000b@c.nl",
    `${"a".repeat(65)}@c.nl`,
    "a@b@c.nl",
    "a b@c.nl"
  ])("%j is refused", (input) => {
    assert.deepStrictEqual(brief(Email.parse(input, world)), [null, "emailInvalid"])
  })

  it("proposes the address in brackets, and the dot for a comma", () => {
    assert.deepStrictEqual(brief(Email.parse("Foo <a@b.nl>", world)), [null, ["emailInvalid", "a@b.nl"]])
    assert.deepStrictEqual(brief(Email.parse("a@b,nl", world)), [null, ["emailInvalid", "a@b.nl"]])
  })

  it("reports a wrong form where the suffixes are not loaded, and leaves the rest to the server", () => {
    assert.deepStrictEqual(brief(Email.parse("a@", nothing)), [null, "emailInvalid"])
    assert.deepStrictEqual(brief(Email.parse("a@b.nl", nothing)), [null, "serverCheckRequired"])
  })

  it.prop(
    "invariant 16 a canonical e-mail address is its own canonical form",
    {
      input: Arbitrary.flatMap(one(["Jan.Janssen@Company.NL", "a+1@mail.example.co.uk", "o'neil99@MÜNCHEN.de"]), like)
    },
    ({ input }) => {
      const { value } = Email.parse(input, world)
      if (value !== null) assert.strictEqual(Email.parse(value, world).value, value)
    },
    runs
  )

  it.prop(
    "takes any text",
    { input: text },
    ({ input }) => {
      const { findings, value } = Email.parse(input, world)
      assert.strictEqual(value === null, findings.length > 0)
    },
    runs
  )
})

describe("Domain", () => {
  it.each([
    ["Example.COM", "example.com"],
    ["münchen.de", "xn--mnchen-3ya.de"],
    ["a.co.uk", "a.co.uk"],
    ["nl.company.com", "nl.company.com"],
    ["contoso.onmicrosoft.com", "contoso.onmicrosoft.com"],
    ["www.ck", "www.ck"]
  ])("%s is %s", (input, value) => {
    assert.deepStrictEqual(brief(Domain.parse(input, world)), [value])
  })

  it.each([
    ["https://www.example.com/page?x=1", ["domainInvalid", "example.com"]],
    ["www.example.com", ["domainInvalid", "example.com"]],
    ["example.com.", ["domainInvalid", "example.com"]],
    ["foo_bar.com", "domainInvalid"],
    ["localhost", "domainInvalid"],
    ["192.168.1.1", "domainInvalid"],
    ["user@example.com", "domainInvalid"],
    ["", "domainInvalid"],
    [`${"a".repeat(64)}.com`, "domainInvalid"],
    ["co.uk", "domainNotRegistrable"],
    ["x.invalidtld", "domainNotRegistrable"],
    ["x.onion", "domainNotRegistrable"],
    ["9.in-addr.arpa", "domainNotRegistrable"],
    ["-t\u00E9st.fr", "domainInvalid"],
    ["t\u00E9st-.fr", "domainInvalid"],
    ["x.ck", "domainNotRegistrable"]
  ])("%s is refused", (input, finding) => {
    assert.deepStrictEqual(brief(Domain.parse(input, world)), [null, finding])
  })

  it("knows the registered part", () => {
    assert.strictEqual(Domain.registrable("mail.example.co.uk", world), "example.co.uk")
    assert.strictEqual(Domain.registrable("a.b.city.kobe.jp", world), "city.kobe.jp")
    assert.isUndefined(Domain.registrable("co.uk", world))
    assert.isUndefined(Domain.registrable("example.com", nothing))
  })

  it("reports a wrong form where the suffixes are not loaded, and leaves the rest to the server", () => {
    assert.deepStrictEqual(brief(Domain.parse("a..b", nothing)), [null, "domainInvalid"])
    assert.deepStrictEqual(brief(Domain.parse("example.com", nothing)), [null, "serverCheckRequired"])
  })

  it.each([
    ["Contoso", ["contoso"]],
    ["contoso.onmicrosoft.com", ["contoso"]],
    ["a".repeat(27), ["a".repeat(27)]],
    ["a".repeat(28), [null, "tenantPrefixInvalid"]],
    ["my-shop", [null, ["tenantPrefixInvalid", "myshop"]]],
    ["Café 24", [null, ["tenantPrefixInvalid", "cafe24"]]],
    ["24hours", [null, "tenantPrefixInvalid"]],
    ["contoso.com", [null, ["tenantPrefixInvalid", "contosocom"]]],
    ["", [null, "tenantPrefixInvalid"]]
  ])("tenant prefix %s", (input, outcome) => {
    assert.deepStrictEqual(brief(Domain.parseTenantPrefix(input)), outcome)
  })

  it.prop(
    "takes any text, and keeps what it accepted",
    { input: text },
    ({ input }) => {
      const { value } = Domain.parse(input, world)
      if (value !== null) assert.strictEqual(Domain.parse(value, world).value, value)
      Domain.parseTenantPrefix(input)
    },
    runs
  )
})

describe("Login", () => {
  it("asks for an address or a UPN where it must be one", () => {
    for (const login of ["jan@copaco.com", "jan@copaco.onmicrosoft.com", "jan@copaco.local"]) {
      assert.deepStrictEqual(brief(Login.parseUpn(` ${login} `)), [login])
    }
    for (const login of ["jan", "", "@", "jan@", "jan jansen@copaco.com"]) {
      assert.deepStrictEqual(brief(Login.parseUpn(login)), [null, "loginInvalid"])
    }
  })

  it("an e-mail address and a UPN are logins, on an internal domain too; so is a plain name", () => {
    for (const login of [
      "jan@copaco.nl",
      "Jan@contoso.onmicrosoft.com",
      "jan@corp.local",
      "jan.janssen",
      "admin-1",
      "éva"
    ]) {
      assert.deepStrictEqual(brief(Login.parse(` ${login} `)), [login])
    }
    assert.strictEqual(Login.parse("Jan@MÜNCHEN.de").value, "Jan@xn--mnchen-3ya.de")
  })

  it.each(["", "a", "a b", "jan@", "@b.nl", "a@b", ".jan", "jan-", "a\u0000b", "a\u200db", "x".repeat(255), "a/b"])(
    "%j is refused",
    (login) => {
      assert.deepStrictEqual(brief(Login.parse(login)), [null, "loginInvalid"])
    }
  )

  it("compares without case, surrounding space and way of composing", () => {
    for (const [a, b] of [
      ["Jan@B.nl", " jan@b.NL "],
      ["Straße", "STRASSE"],
      ["STRAẞE", "strasse"],
      ["e\u0301va", "Éva"],
      ["ΟΔΟΣ", "οδος"],
      ["K", "k"]
    ] as const) {
      assert.strictEqual(Login.key(a), Login.key(b), a)
    }
    assert.notStrictEqual(Login.key("jan"), Login.key("jan1"))
  })

  it("keeps the key of every letter", () => {
    for (let point = 0; point <= 0x1ffff; point++) {
      const letter = String.fromCodePoint(point)
      const key = Login.key(letter)
      if (
        Login.key(key) !== key ||
        Login.key(letter.toUpperCase()) !== key ||
        Login.key(letter.toLowerCase()) !== key
      ) {
        assert.fail(`U+${point.toString(16)}`)
      }
    }
  })

  it.prop(
    "invariant 16 a canonical login is its own canonical form, and a key its own key",
    { input: text, name: like("Jan.Janßen@Company.nl") },
    ({ input, name }) => {
      for (const login of [input, name]) {
        const { value } = Login.parse(login)
        if (value !== null) {
          assert.strictEqual(Login.parse(value).value, value)
          assert.strictEqual(Login.key(` ${value} `), Login.key(value))
        }
        assert.strictEqual(Login.key(Login.key(login)), Login.key(login))
        assert.strictEqual(Login.key(login.normalize("NFD")), Login.key(login.normalize("NFC")))
      }
    },
    runs
  )
})

describe("Phone", () => {
  it("CO-18 the example of the document is normalised, and a person is asked about it; the e-mail address passes", () => {
    assert.deepStrictEqual(brief(Phone.parse("+31(0)123456789", "NL", world)), ["+31123456789", "phoneUnlikely"])
    assert.deepStrictEqual(brief(Email.parse("Jan.Janssen@company.nl", world)), ["Jan.Janssen@company.nl"])
  })

  it.each([
    ["040-1234567", "NL", ["+31401234567"]],
    ["+31 (0)40 123 4567", "BE", ["+31401234567"]],
    ["0031 40 123 4567", "NL", ["+31401234567"]],
    ["0031 40 123 4567", null, ["+31401234567"]],
    ["+49 (0) 30 123456", null, ["+4930123456"]],
    ["02 555 12 12", "BE", ["+3225551212"]],
    ["020 7946 0958", "GB", ["+442079460958"]],
    ["(425) 882-8080", "US", ["+14258828080"]],
    ["06-12345678 ext. 12", "NL", ["+31612345678", "phoneExtension"]],
    ["tel:+64-3-331-6005;isub=12345", null, ["+6433316005"]],
    ["\uFF0B64 3 331 6005", null, ["+6433316005"]],
    ["09 373 7999", "PN", ["+6493737999"]],
    ["040-1234567", null, [null, "phoneInvalid"]],
    ["12", "NL", [null, "phoneInvalid"]],
    ["", "NL", [null, "phoneInvalid"]],
    ["call 040-1234567", "NL", [null, "phoneInvalid"]],
    ["+31401234567890123", "NL", [null, "phoneInvalid"]],
    ["040-1234567", "QQ", [null, "phoneInvalid"]]
  ])("%j in %s", (input, country, outcome) => {
    assert.deepStrictEqual(brief(Phone.parse(input, country, world)), outcome)
  })

  it("leaves the check to the server where the metadata are not loaded", () => {
    assert.deepStrictEqual(brief(Phone.parse("+31401234567", null, nothing)), [null, "serverCheckRequired"])
    assert.strictEqual(Phone.display("+31401234567", nothing), "+31401234567")
    assert.strictEqual(Phone.display("+31401234567", world), "+31 40 123 4567")
  })

  const numbers = [
    "+31401234567",
    "+3225551212",
    "+4930123456",
    "+442079460123",
    "+14258828080",
    "040-1234567",
    "+39 06 6982",
    "+55 11 91234-5678",
    "+6421123456"
  ]
  it.prop(
    "invariant 16 a canonical phone number is its own canonical form, and reads back from its display",
    { input: Arbitrary.flatMap(one(numbers), like), country: one([null, "NL", "BE", "DE", "GB", "US", "IT", "BR"]) },
    ({ country, input }) => {
      const { value } = Phone.parse(input, country, world)
      if (value === null) return
      assert.strictEqual(Phone.parse(value, country, world).value, value)
      assert.strictEqual(Phone.parse(Phone.display(value, world), country, world).value, value)
    },
    runs
  )

  it.prop(
    "takes any text in any country",
    { input: text, country: one([null, "QQ", ...world.countryCodes]) },
    ({ country, input }) => {
      const { findings, value } = Phone.parse(input, country, world)
      assert.strictEqual(
        value === null,
        findings.some(({ severity }) => severity === "error")
      )
    },
    runs
  )
})
