import * as Draft from "@clientele/core/Draft"
import * as Pointer from "@clientele/core/Pointer"
import type * as Profile from "@clientele/core/Profile"
import * as Resolve from "@clientele/core/Resolve"
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary } from "effect"
import { one, runs } from "./texts.ts"

type Of = Profile.Profile

const jan = { firstName: "Jan", lastName: "Janssen", email: "jan@copaco.com" }
const piet = { firstName: "Piet", lastName: "Pietersen", email: "piet@copaco.com" }
const eindhoven = { country: "NL", city: "Eindhoven", line1: "Hoevenweg 21", postalCode: "5652 AW" }
const brussels = { country: "BE", city: "Brussel", line1: "Wetstraat 16", postalCode: "1000" }

describe("Resolve.contact", () => {
  it("gives a contact its own values, and nobody where there are none", () => {
    assert.deepStrictEqual(Resolve.contact({ contacts: { primary: jan } }, "primary"), jan)
    assert.deepStrictEqual(Resolve.contact({ contacts: { billing: { ...piet, sameAs: "own" } } }, "billing"), piet)
    for (const profile of [
      {},
      { contacts: {} },
      { contacts: { billing: {} } },
      { contacts: { billing: { sameAs: "own" } } }
    ]) {
      assert.isNull(Resolve.contact(profile, "billing"))
    }
  })

  it("follows a ticked box, looks at nothing beside it, and stops when it is unticked", () => {
    const ticked: Of = { contacts: { primary: jan, billing: { ...piet, sameAs: "primary" } } }
    assert.deepStrictEqual(Resolve.contact(ticked, "billing"), jan)
    assert.deepStrictEqual(Resolve.contact(Pointer.set(ticked, "/contacts/billing/sameAs", "own"), "billing"), piet)
  })

  it("sees a later change of the one it refers to; what was imported once does not", () => {
    const reference: Of = { contacts: { primary: jan, technical: { sameAs: "primary" } } }
    const pairs = ["firstName", "lastName", "email"].map((key) => ({
      from: `/contacts/primary/${key}`,
      to: `/contacts/billing/${key}`
    }))
    const imported = Draft.copy(reference, { label: "Import contact info", pairs })
    assert.deepStrictEqual(Resolve.contact(imported, "billing"), jan)
    const changed = Pointer.set(imported, "/contacts/primary", piet)
    assert.deepStrictEqual(Resolve.contact(changed, "technical"), piet)
    assert.deepStrictEqual(Resolve.contact(changed, "billing"), jan)
  })

  it("goes through several roles and several parents", () => {
    const line: ReadonlyArray<Of> = [
      { contacts: { technical: { sameAs: "billing" }, billing: { sameAs: "parent" } } },
      { contacts: { billing: { sameAs: "parent" } } },
      { contacts: { billing: { sameAs: "primary" }, primary: piet } }
    ]
    const [self = {}, ...parents] = line
    assert.deepStrictEqual(Resolve.contact(self, "technical", parents), piet)
    assert.isNull(Resolve.contact(self, "technical", parents.slice(0, 1)))
    assert.isNull(Resolve.contact(self, "technical"))
  })

  it("names nobody for references that run in a circle or to a role that does not exist", () => {
    const circle: Of = { contacts: { primary: { sameAs: "billing" }, billing: { sameAs: "primary" } } }
    assert.isNull(Resolve.contact(circle, "primary"))
    assert.isNull(Resolve.contact({ contacts: { primary: { sameAs: "primary" } } }, "primary"))
    assert.isNull(Resolve.contact({ contacts: { primary: { sameAs: "constructor" } } }, "primary"))
    assert.isNull(Resolve.contact({ contacts: { primary: { sameAs: "friend" } } }, "primary"))
  })

  it("takes the administrator for the admin contact where none is named, without its login", () => {
    const admin = { displayName: "Jan J.", login: "jan@copaco.onmicrosoft.com", email: "jan@copaco.com" }
    assert.deepStrictEqual(Resolve.contact({ admin }, "admin"), { email: "jan@copaco.com" })
    assert.deepStrictEqual(Resolve.contact({ admin, contacts: { admin: piet } }, "admin"), piet)
    assert.isNull(Resolve.contact({ admin }, "primary"))
  })
})

describe("Resolve.party", () => {
  const licensee = { name: "Copaco B.V.", address: eindhoven, email: "info@copaco.com" }
  const payer = { name: "Holding N.V.", address: brussels }

  it("gives a party its own values, the licensee's or the parent's", () => {
    const self: Of = {
      licensee,
      contractor: { ...payer, sameAs: "licensee" },
      invoiceRecipient: { sameAs: "own", ...payer }
    }
    assert.deepStrictEqual(Resolve.party(self, "licensee"), licensee)
    assert.deepStrictEqual(Resolve.party(self, "contractor"), licensee)
    assert.deepStrictEqual(Resolve.party(self, "invoiceRecipient"), payer)
    assert.deepStrictEqual(Resolve.party({ contractor: { sameAs: "parent" } }, "contractor", [self]), licensee)
    assert.deepStrictEqual(Resolve.party({ invoiceRecipient: { sameAs: "parent" } }, "invoiceRecipient", [self]), payer)
  })

  it("goes up as many parents as refer further, and sees a change of the last", () => {
    const below: ReadonlyArray<Of> = [
      { invoiceRecipient: { sameAs: "parent" } },
      { invoiceRecipient: { sameAs: "parent" } },
      { invoiceRecipient: { sameAs: "parent" } }
    ]
    const [self = {}, ...parents] = below
    const root: Of = { licensee, invoiceRecipient: { sameAs: "licensee" } }
    assert.deepStrictEqual(Resolve.party(self, "invoiceRecipient", [...parents, root]), licensee)
    const renamed = Pointer.set(root, "/licensee/name", "Copaco Cloud B.V.")
    assert.strictEqual(Resolve.party(self, "invoiceRecipient", [...parents, renamed])?.name, "Copaco Cloud B.V.")
    assert.isNull(Resolve.party(self, "invoiceRecipient", parents))
  })

  it("takes a parent without that party for its licensee, and a customer without a licensee for itself", () => {
    const refers: Of = { contractor: { sameAs: "parent" } }
    assert.deepStrictEqual(Resolve.party(refers, "contractor", [{ licensee }]), licensee)
    const company: Of = {
      name: "Cloud Noord B.V.",
      address: eindhoven,
      vatId: "NL006486253B01",
      contacts: { primary: jan }
    }
    const itself = { name: "Cloud Noord B.V.", address: eindhoven, vatId: "NL006486253B01", email: "jan@copaco.com" }
    assert.deepStrictEqual(Resolve.party(refers, "contractor", [company]), itself)
    assert.deepStrictEqual(Resolve.party(company, "licensee"), itself)
    assert.isNull(Resolve.party(company, "invoiceRecipient"), "nobody receives invoices until somebody is named")
    assert.isNull(Resolve.party(refers, "contractor", [{}]))
  })

  it("lays a VAT id given beside a reference over the party, the nearest one first", () => {
    const root: Of = { licensee: { ...licensee, vatId: "NL000099998B57" } }
    const middle: Of = { invoiceRecipient: { sameAs: "parent", vatId: "NL006486253B01" } }
    const refers: Of = { invoiceRecipient: { sameAs: "parent", name: "Not looked at" } }
    assert.deepStrictEqual(Resolve.party(refers, "invoiceRecipient", [middle, root]), {
      ...licensee,
      vatId: "NL006486253B01"
    })
    assert.deepStrictEqual(Resolve.party(refers, "invoiceRecipient", [root]), { ...licensee, vatId: "NL000099998B57" })
  })

  it("names nobody for references that run in a circle", () => {
    const circle: Of = { licensee: { sameAs: "contractor" }, contractor: { sameAs: "licensee" } }
    assert.isNull(Resolve.party(circle, "licensee"))
    assert.isNull(Resolve.party({ licensee: { sameAs: "licensee" } }, "licensee"))
    assert.isNull(Resolve.party({ contractor: { sameAs: "parent" } }, "contractor", [circle]))
  })
})

describe("Resolve.billingAddress", () => {
  it("is the customer's while the box is ticked, and follows it", () => {
    const ticked: Of = { address: eindhoven, billing: { sameAsCustomer: true, address: brussels } }
    assert.deepStrictEqual(Resolve.billingAddress(ticked), eindhoven)
    assert.deepStrictEqual(Resolve.billingAddress({ ...ticked, address: brussels }), brussels)
    const moved = Pointer.set(ticked, "/address/city", "Best")
    assert.strictEqual(Resolve.billingAddress(moved)?.city, "Best")
  })

  it("is what was entered once it is not ticked, and the customer's where no portal asks", () => {
    assert.deepStrictEqual(
      Resolve.billingAddress({ address: eindhoven, billing: { sameAsCustomer: false, address: brussels } }),
      brussels
    )
    assert.isNull(Resolve.billingAddress({ address: eindhoven, billing: { billTo: "Holding" } }))
    assert.deepStrictEqual(Resolve.billingAddress({ address: eindhoven }), eindhoven)
    assert.isNull(Resolve.billingAddress({}))
  })

  it("is not changed by the customer's where it was copied once", () => {
    const pairs = [{ from: "/address/city", to: "/billing/address/city" }]
    const copied = Draft.copy({ address: eindhoven, billing: { sameAsCustomer: false } }, { label: "Copy", pairs })
    assert.strictEqual(Resolve.billingAddress(Pointer.set(copied, "/address/city", "Best"))?.city, "Eindhoven")
  })
})

describe("Resolve", () => {
  const sameAs = one([
    "own",
    "parent",
    "primary",
    "billing",
    "technical",
    "admin",
    "area",
    "licensee",
    "contractor",
    "invoiceRecipient",
    "?"
  ])
  const profile = Arbitrary.map(Arbitrary.array(sameAs, { minLength: 8, maxLength: 8 }), (them): Of => {
    const [a = "", b = "", c = "", d = "", e = "", f = "", g = "", h = ""] = them
    return {
      contacts: {
        primary: { sameAs: a, firstName: "primary" },
        billing: { sameAs: b, firstName: "billing" },
        technical: { sameAs: c },
        admin: { sameAs: d },
        area: { sameAs: e }
      },
      licensee: { sameAs: f, name: "licensee" },
      contractor: { sameAs: g, name: "contractor" },
      invoiceRecipient: { sameAs: h }
    }
  })

  it.prop(
    "ends for any references, and what it gives refers no further",
    { line: Arbitrary.array(profile, { minLength: 1, maxLength: 6 }) },
    ({ line }) => {
      const [self = {}, ...parents] = line
      for (const role of ["primary", "billing", "technical", "admin", "area"] as const) {
        assert.notProperty(Resolve.contact(self, role, parents) ?? {}, "sameAs")
      }
      for (const which of ["licensee", "contractor", "invoiceRecipient"] as const) {
        assert.notProperty(Resolve.party(self, which, parents) ?? {}, "sameAs")
      }
    },
    runs
  )
})
