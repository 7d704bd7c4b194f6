import { assert, describe, it } from "vitest"
import { rules, violations } from "../imports.ts"

const customer = "packages/core/src/customer/Customer.ts"

/** For each rule an import that breaks it, and one beside it that does not. */
const rows: ReadonlyArray<{
  readonly says: string
  readonly breaks: [path: string, imports: string]
  readonly holds: [path: string, imports: string]
}> = [
  {
    says: "another package is imported by its name, not by a path",
    breaks: ["packages/memory/src/MemoryCustomerStore.ts", "../../core/src/CustomerStore.ts"],
    holds: ["packages/memory/src/MemoryCustomerStore.ts", "@clientele/core/CustomerStore"]
  },
  {
    says: "another package is imported by its name, not by a path",
    breaks: ["packages/postgres/src/PostgresCustomerStore.ts", "../../../scripts/servers/Database.ts"],
    holds: ["packages/postgres/test/PostgresCustomerStore.test.ts", "../../../scripts/servers/Database.ts"]
  },
  {
    says: "only public entry points of a package may be imported",
    breaks: ["examples/quickstart/src/main.ts", "@clientele/core/src/Customers.ts"],
    holds: ["examples/quickstart/src/main.ts", "@clientele/core"]
  },
  {
    says: "only public entry points of a package may be imported",
    breaks: ["packages/core/test/Customer.test.ts", "../src/customer/Customer.ts"],
    holds: ["packages/core/test/Customer.test.ts", "./samples.ts"]
  },
  {
    says: "only public entry points of a package may be imported",
    breaks: ["packages/http/src/CustomersApi.ts", "@clientele/core/internal/fold"],
    holds: ["packages/http/src/CustomersApi.ts", "./internal/fold.ts"]
  },
  {
    says: "a package does not import its own barrel",
    breaks: [customer, "../index.ts"],
    holds: [customer, "../CustomerId.ts"]
  },
  {
    says: "a package does not import its own barrel",
    breaks: [customer, "@clientele/core"],
    holds: ["packages/core/test/Customer.test.ts", "@clientele/core"]
  },
  {
    says: "a package imports core and no other package of this repository",
    breaks: ["packages/http/src/CustomersHandlers.ts", "@clientele/memory"],
    holds: ["packages/cli/src/Serve.ts", "@clientele/memory"]
  },
  {
    says: "a package imports core and no other package of this repository",
    breaks: [customer, "@clientele/portals"],
    holds: ["packages/testkit/src/Samples.ts", "@clientele/core"]
  },
  {
    says: "effect/testing is for testkit and tests",
    breaks: ["packages/memory/src/MemoryCustomerStore.ts", "effect/testing"],
    holds: ["packages/testkit/src/Samples.ts", "effect/testing"]
  },
  {
    says: "a pure package uses the stable modules of effect only",
    breaks: [customer, "effect/http/HttpClient"],
    holds: [customer, "effect/Schema"]
  },
  {
    says: "a pure package does not import Node",
    breaks: ["packages/portals/src/Copaco.ts", "node:fs"],
    holds: ["packages/postgres/src/Lock.ts", "node:fs"]
  },
  {
    says: "a pure package uses the listed libraries only",
    breaks: ["packages/core/src/party/Domain.ts", "tldts"],
    holds: ["packages/core/src/party/Phone.ts", "libphonenumber-js/core"]
  },
  {
    says: "a folder of core does not import from a higher floor",
    breaks: ["packages/core/src/party/Address.ts", "../portal/Field.ts"],
    holds: ["packages/core/src/portal/Field.ts", "../party/Address.ts"]
  },
  {
    says: "a folder of core does not import from a higher floor",
    breaks: ["packages/core/src/base/internal/text.ts", "../../party/Address.ts"],
    holds: ["packages/core/src/tax/VatId.ts", "../base/internal/text.ts"]
  }
]

const source = ([path, imports]: [string, string]) => ({ [path]: `import { x } from "${imports}"\n` })

describe("imports", () => {
  for (const row of rows) {
    it(`${row.says}: ${row.breaks[1]}`, () => {
      assert.include(violations(source(row.breaks)), `${row.breaks[0]} imports ${row.breaks[1]}: ${row.says}`)
      assert.deepStrictEqual(violations(source(row.holds)), [])
    })
  }

  it("has a row for every rule", () => {
    assert.sameMembers(
      [...new Set(rows.map((row) => row.says))],
      rules.map((rule) => rule.says)
    )
  })

  it("a library is wrapped by one file", () => {
    const first = source(["packages/core/src/party/Phone.ts", "libphonenumber-js/core"])
    const second = source(["packages/core/src/party/Contact.ts", "libphonenumber-js/core"])
    assert.lengthOf(violations({ ...first, ...second }), 1)
  })

  it("imports do not run in a circle, types included", () => {
    assert.deepStrictEqual(
      violations({
        "packages/core/src/tree/Move.ts": `import type { Rights } from "./Rights.ts"\n`,
        "packages/core/src/tree/Rights.ts": `export * from "./Move.ts"\n`
      }),
      [
        "imports run in a circle: packages/core/src/tree/Move.ts → packages/core/src/tree/Rights.ts → packages/core/src/tree/Move.ts"
      ]
    )
  })

  it("dynamic imports count", () => {
    assert.lengthOf(violations({ [customer]: `const fs = await import("node:fs")\n` }), 1)
  })
})
