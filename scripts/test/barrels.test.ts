import { assert, describe, it } from "vitest"
import { surface } from "../barrels.ts"

const { barrel, exports } = surface("@clientele/core", [
  "reference/countries/NL.ts",
  "reference/ReferenceData.ts",
  "party/PostalCode.ts",
  "internal/Fold.ts",
  "party/patterns.ts",
  "Customers.ts",
  "index.ts"
])

describe("barrels", () => {
  it("names every module once, whatever its folder, and leaves data, internal and lower-case files out", () => {
    assert.deepStrictEqual(barrel.split("\n").slice(1, -1), [
      `export * as Customers from "./Customers.ts"`,
      `export * as PostalCode from "./party/PostalCode.ts"`,
      `export * as ReferenceData from "./reference/ReferenceData.ts"`
    ])
  })

  it("exports modules by name and data by path", () => {
    assert.deepStrictEqual(Object.keys(exports), [
      "./package.json",
      ".",
      "./Customers",
      "./PostalCode",
      "./ReferenceData",
      "./reference/countries/NL"
    ])
  })

  it("exports a lower-case file apart and closes the folder of its name", () => {
    const apart = surface("@clientele/postgres", ["embedded.ts", "embedded/Engine.ts", "Stores.ts", "index.ts"])
    assert.deepStrictEqual(apart.barrel.split("\n").slice(1, -1), [`export * as Stores from "./Stores.ts"`])
    assert.deepStrictEqual(Object.keys(apart.exports), ["./package.json", ".", "./Stores", "./embedded"])
  })

  it("puts the source condition first", () => {
    assert.deepStrictEqual(Object.entries(exports["./PostalCode"] as object), [
      ["@clientele/source", "./src/party/PostalCode.ts"],
      ["types", "./dist/party/PostalCode.d.ts"],
      ["default", "./dist/party/PostalCode.js"]
    ])
  })

  it("refuses two modules of one name", () => {
    assert.throws(() => surface("@clientele/core", ["party/Role.ts", "access/Role.ts"]), /Role/)
  })
})
