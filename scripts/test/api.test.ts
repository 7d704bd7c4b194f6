import { assert, describe, it } from "vitest"
import { abbreviate, isData, signatures } from "../api.ts"

const address = `Schema.Struct<{ readonly line1: Schema.optionalKey<Schema.String>; readonly city: Schema.optionalKey<Schema.String>; }>`

describe("api", () => {
  it("keeps what a module declares, sorted, without imports and comments", () => {
    const text = `import * as Schema from "effect/Schema"\n/** Says b. */\nexport declare const b: 1;\nexport type A =\n  string;\n`
    assert.deepStrictEqual(signatures(text), ["export declare const b: 1;", "export type A = string;"])
  })

  it("does not tell one order of a union's members from another", () => {
    const [one, other] = [`Array<"b" | "a" | { c: 2 | 1 }>`, `Array<{ c: 1 | 2 } | "a" | "b">`]
    assert.deepStrictEqual(signatures(`export type A = ${one}`), signatures(`export type A = ${other}`))
    assert.notDeepEqual(signatures(`export type A = ${one}`), signatures(`export type A = Array<"a">`))
  })

  it("names a schema where the compiler repeats it, and never in its own place", () => {
    const [first, second] = abbreviate([
      { name: "@clientele/core/Address", signatures: [`export declare const Address: ${address};`] },
      { name: "@clientele/core/Party", signatures: [`export declare const home: () => ${address};`] }
    ])
    assert.deepStrictEqual(first!.signatures, [`export declare const Address: ${address};`])
    assert.deepStrictEqual(second!.signatures, ["export declare const home: () => typeof Address.Address;"])
  })

  it("C: is blind to data alone, not to what is exported beside it", () => {
    for (const data of ["countries/NL", "Codes", "Countries", "PublicSuffixes", "tax/Europe"]) {
      assert.isTrue(isData(`./reference/${data}`), data)
    }
    for (const module of ["./reference/World", "./reference/Selection", "./reference/ProviderRules", "./Codes", "."]) {
      assert.isFalse(isData(module), module)
    }
  })
})
