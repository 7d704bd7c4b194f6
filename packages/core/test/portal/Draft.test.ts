import * as Draft from "@clientele/core/Draft"
import { assert, describe, it } from "@effect/vitest"
import { good, portal } from "./fixture.ts"

const decode = (input: unknown) => {
  const { draft, issues } = Draft.decode(portal, input)
  return { draft, issues: issues.map(({ code, pointer, step }) => [pointer, code, step]) }
}

describe("Draft.decode", () => {
  it("keeps what the portal asks for, and takes null and missing for not filled in", () => {
    assert.deepStrictEqual(decode(good), { draft: good, issues: [] } as never)
    assert.deepStrictEqual(decode({ name: null, address: { country: undefined } }), { draft: {}, issues: [] })
    for (const nothing of [null, undefined, {}]) assert.deepStrictEqual(decode(nothing), { draft: {}, issues: [] })
  })

  it("names every wrong type with its pointer and step, and leaves it out", () => {
    assert.deepStrictEqual(
      decode({
        name: 7,
        address: "NL",
        demo: "yes",
        visibility: {},
        rights: "all",
        salesRepresentatives: [7, { name: [] }, null],
        admin: { login: true }
      }),
      {
        draft: { salesRepresentatives: [{}, {}, {}] },
        issues: [
          ["/name", "wrongType", "company"],
          ["/address", "wrongType", "company"],
          ["/demo", "wrongType", "settings"],
          ["/visibility", "wrongType", "settings"],
          ["/rights", "wrongType", "settings"],
          ["/salesRepresentatives/0", "wrongType", "people"],
          ["/salesRepresentatives/1/name", "wrongType", "people"],
          ["/admin/login", "wrongType", "company"]
        ]
      } as never
    )
    for (const whole of [7, "draft", [], true]) assert.deepStrictEqual(decode(whole).issues, [["", "wrongType", ""]])
  })

  it("proposes the text of a number, and reads a number from text", () => {
    assert.deepStrictEqual(Draft.decode(portal, { name: 7 }).issues[0]?.proposal, "7")
    assert.deepStrictEqual(decode({ visibility: " 3 " }), { draft: { visibility: 3 }, issues: [] })
    for (const visibility of ["3.5", "x", "", "9".repeat(40), Number.NaN]) {
      assert.deepStrictEqual(
        decode({ visibility }).issues,
        [["/visibility", "wrongType", "settings"]],
        String(visibility)
      )
    }
  })

  it("refuses long texts, long lists and characters that no store keeps", () => {
    assert.deepStrictEqual(decode({ name: "x".repeat(256) }).issues, [["/name", "tooLong", "company"]])
    assert.deepStrictEqual(decode({ name: "x".repeat(255) }).issues, [])
    assert.deepStrictEqual(decode({ admin: { displayName: "x".repeat(41) } }).issues, [
      ["/admin/displayName", "tooLong", "company"]
    ])
    for (const name of ["a\u0000b", "a\ud800", "\u001b[31m"]) {
      assert.deepStrictEqual(decode({ name }).issues, [["/name", "characterInvalid", "company"]])
    }
    const many = Array.from({ length: 101 }, () => ({}))
    assert.deepStrictEqual(decode({ salesRepresentatives: many }).issues, [
      ["/salesRepresentatives", "wrongType", "people"]
    ])
  })

  it("names 25 unknown fields, counts the rest and cuts long names", () => {
    const unknown = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]))
    assert.strictEqual(decode(unknown(25)).issues.length, 25)
    assert.deepStrictEqual(decode(unknown(26)).issues.slice(25), [["", "fieldUnknown", ""]])
    assert.isBelow(decode({ ["k".repeat(10_000)]: 1 }).issues[0]?.[0]?.length ?? 0, 200)
    assert.deepStrictEqual(decode({ address: { planet: "Earth" } }).issues, [
      ["/address/planet", "fieldUnknown", "company"]
    ])
  })
})

describe("Draft.merge", () => {
  it("replaces, clears and goes deeper", () => {
    const changes = { name: "Bea Ltd", vatId: null, address: { postalCode: "4321 BA" }, salesRepresentatives: [{}] }
    assert.deepStrictEqual(Draft.merge(good, changes), {
      ...good,
      name: "Bea Ltd",
      vatId: null,
      address: { country: "NL", postalCode: "4321 BA" },
      salesRepresentatives: [{}]
    })
    assert.deepStrictEqual(Draft.merge(good, {}), good)
    assert.deepStrictEqual(Draft.merge(good, { name: undefined }), good)
  })

  it("ends on anything, and pollutes nothing", () => {
    const loop: Record<string, unknown> = {}
    for (let key = 0; key < 100; key++) loop[`k${key}`] = loop
    Draft.merge(good, loop)
    Draft.merge({ k1: { k2: {} } }, loop)
    Draft.merge(good, JSON.parse(`{"__proto__":{"polluted":true}}`))
    assert.isUndefined(({} as { polluted?: boolean }).polluted)
  })
})
