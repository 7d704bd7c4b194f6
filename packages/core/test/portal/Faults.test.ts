import { Clientele, Faults, type Field, Portal, type Rule } from "@clientele/core"
import { make } from "@clientele/core/reference/Selection"
import { MemoryCustomerStore } from "@clientele/memory"
import * as Portals from "@clientele/portals"
import { SamplePortals } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"

const portal = (fields: ReadonlyArray<Field.Field>, more: Partial<Portal.Portal> = {}): Portal.Portal =>
  Portal.make({ ...Portal.platform, id: "own", steps: [{ id: "one", label: "One", fields }], ...more })
const faults = (given: Portal.Portal, around: Faults.Around = {}) =>
  Faults.of(given, around).map(({ at, message }) => `${at}: ${message}`)
const name: Field.Field = { at: "/name", label: "Name", kind: "text" }
const list: Field.Field = {
  at: "/salesRepresentatives",
  label: "People",
  kind: "list",
  items: [{ at: "/email", label: "E-mail", kind: "email", required: { at: "/name", filled: true } }]
}
const extra = (kind: Field.Kind, more: Partial<Field.Field> = {}): Field.Field => ({
  at: "/extra/x",
  label: "X",
  kind,
  ...more
})
const ruled = (...rules: ReadonlyArray<Rule.Rule>) => portal([name, list], { rules })

describe("Faults", () => {
  for (const one of [...Object.values(Portals).map((it) => it.portal), ...SamplePortals.all, Portal.platform]) {
    it(`finds none in ${one.name}`, () => assert.deepStrictEqual(faults(one), []))
  }

  const table: ReadonlyArray<readonly [Portal.Portal, string]> = [
    [
      portal([{ ...name, at: "/costCentre" }]),
      "/steps/0/fields/0/at: a customer has nothing at /costCentre; fields of your own go to /extra"
    ],
    [
      portal([{ ...name, at: "/extra/a/b" }]),
      "/steps/0/fields/0/at: a customer has nothing at /extra/a/b; fields of your own go to /extra"
    ],
    [
      portal([{ ...name, at: "/address" }]),
      "/steps/0/fields/0/at: a customer has nothing at /address; fields of your own go to /extra"
    ],
    [portal([{ ...name, kind: "number" }]), "/steps/0/fields/0/kind: /name cannot hold a number"],
    [
      portal([extra("choices", { options: { choices: [] } })]),
      "/steps/0/fields/0/kind: /extra/x cannot hold a choices"
    ],
    [portal([name, name]), "/steps/0/fields/1/at: /name is there twice"],
    [portal([extra("choice")]), "/steps/0/fields/0: a choice needs options to choose from"],
    [portal([{ ...name, items: [] }]), "/steps/0/fields/0: a list has items, and nothing else does"],
    [portal([extra("number", { minimum: 2, maximum: 1 })]), "/steps/0/fields/0: the minimum is above the maximum"],
    [
      portal([extra("choice", { options: { choices: [{ value: "a", label: "A" }] }, default: { value: "b" } })]),
      '/steps/0/fields/0/default: "b" is not among the choices'
    ],
    [
      portal([{ ...name, default: { same: "/shortName" } }]),
      "/steps/0/fields/0/default/same: the portal does not ask for /shortName"
    ],
    [
      portal([{ ...name, default: { join: ["/shortName"] } }]),
      "/steps/0/fields/0/default/join/0: the portal does not ask for /shortName"
    ],
    [
      portal([{ ...name, country: "/address/country" }]),
      "/steps/0/fields/0/country: the portal does not ask for /address/country"
    ],
    [
      portal([{ ...name, shown: { all: [{ any: [{ not: { at: "/demo", is: true } }] }] } }]),
      "/steps/0/fields/0/shown/all/0/any/0/not/at: the portal does not ask for /demo"
    ],
    [portal([list]), "/steps/0/fields/0/items/0/required/at: the portal does not ask for /name"],
    [
      ruled({ _tag: "distinct", at: "/salesRepresentatives", by: "/phone" }),
      "/rules/0/by: the portal does not ask for /phone"
    ],
    [ruled({ _tag: "count", at: "/name", minimum: 1, maximum: 3 }), "/rules/0/at: /name is no list"],
    [
      ruled({ _tag: "equal", at: "/name", with: "/shortName" }),
      "/rules/0/with: the portal does not ask for /shortName"
    ],
    [
      ruled({ _tag: "empty", at: "/name", when: { at: "/demo", is: true } }),
      "/rules/0/when/at: the portal does not ask for /demo"
    ],
    [ruled({ _tag: "vatCountry", at: "/name", country: "/c" }), "/rules/0/country: the portal does not ask for /c"],
    [
      portal([name], { policies: { ...Portal.platform.policies, fourEyes: true } }),
      "/policies/fourEyes: nobody approves by hand, so there is no second pair of eyes"
    ],
    [
      portal([name], { policies: { ...Portal.platform.policies, login: "/admin/login" } }),
      "/policies/login: the portal does not ask for /admin/login"
    ],
    [
      portal([{ at: "/demo", label: "Demo", kind: "flag" }]),
      "/policies/demoDays: the form offers demos; say how many days they last"
    ]
  ]
  for (const [given, fault] of table) it(`says ${fault}`, () => assert.include(faults(given), fault))

  it("knows lists and functions where it is told of them", () => {
    const given = portal([extra("choice", { options: { list: "tiers" } })], {
      rules: [{ _tag: "custom", id: "mine", at: "/extra/x" }]
    })
    assert.deepStrictEqual(faults(given), [])
    assert.deepStrictEqual(faults(given, { reference: make(), custom: {} }), [
      "/steps/0/fields/0/options: the reference data has no list tiers",
      "/rules/0/id: there is no function mine"
    ])
    assert.deepStrictEqual(faults(given, { reference: make({ lists: { tiers: [] } }), custom: { mine: () => [] } }), [])
  })

  it("keeps a kernel from starting", async () => {
    const starting = Clientele.start({
      store: MemoryCustomerStore.layer,
      portals: [portal([{ ...name, at: "/nmae" }])],
      reference: make()
    })
    assert.match(
      String(await starting.catch((error: unknown) => error)),
      /own\/steps\/0\/fields\/0\/at: a customer has nothing at \/nmae/u
    )
  })
})
