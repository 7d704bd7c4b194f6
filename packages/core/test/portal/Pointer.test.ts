import * as Pointer from "@clientele/core/Pointer"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"

const runs = { arbitrary: { runs: 1000 } }
const keys = Schema.Array(Schema.String).check(Schema.isMaxLength(5), Schema.isMinLength(1))

describe("Pointer", () => {
  it("names keys with slashes and tildes as RFC 6901 does", () => {
    assert.strictEqual(Pointer.child(Pointer.child("", "a/b"), "c~d"), "/a~1b/c~0d")
    assert.deepStrictEqual(Pointer.keys("/a~1b/c~0d/~01"), ["a/b", "c~d", "~1"])
    assert.deepStrictEqual(Pointer.keys(""), [])
  })

  it.prop(
    "keys undo child",
    { path: keys },
    ({ path }) => {
      assert.deepStrictEqual(Pointer.keys(path.reduce(Pointer.child, "")), path)
    },
    runs
  )

  it.prop(
    "get finds what set put, and set removes it again",
    { path: keys, value: Schema.String },
    ({ path, value }) => {
      const pointer = path.reduce(Pointer.child, "")
      const before = { other: { kept: 1 } }
      const after = Pointer.set(before, pointer, value)
      assert.strictEqual(Pointer.get(after, pointer), value)
      assert.deepStrictEqual(before, { other: { kept: 1 } })
      assert.isUndefined(Pointer.get(Pointer.set(after, pointer, undefined), pointer))
    },
    runs
  )

  it("reads own properties only", () => {
    for (const pointer of ["/toString", "/__proto__", "/constructor/name", "/a/b/c", "/list/length/x"]) {
      assert.isUndefined(Pointer.get({ a: "text", list: [] }, pointer), pointer)
    }
    for (const value of [null, undefined, 1, "text"]) assert.isUndefined(Pointer.get(value, "/length"))
  })

  it("writes into lists by index, and leaves no empty objects behind", () => {
    assert.deepStrictEqual(Pointer.set({ list: [{ a: 1 }, { a: 2 }] }, "/list/1/a", 3), { list: [{ a: 1 }, { a: 3 }] })
    assert.deepStrictEqual(Pointer.set<unknown>({ a: { b: { c: 1 } }, d: 1 }, "/a/b/c", undefined), { d: 1 })
  })

  it("writes __proto__ as a key like any other", () => {
    const out = Pointer.set({}, "/__proto__/polluted", true)
    assert.isUndefined(({} as { polluted?: boolean }).polluted)
    assert.strictEqual(Pointer.get(out, "/__proto__/polluted"), true)
  })
})
