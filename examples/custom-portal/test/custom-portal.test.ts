import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { Check, Clientele, Faults, Pointer } from "@clientele/core"
import * as World from "@clientele/core/reference/World"
import { MemoryCustomerStore } from "@clientele/memory"
import { assert, describe, it } from "@effect/vitest"
import { managedServices } from "../src/portal.ts"

const reference = World.make()
const valid = {
  name: "Acme Nederland B.V.",
  address: { country: "NL" },
  vatId: "NL006486253B01",
  contacts: { technical: { email: "engineer@acme.nl" } },
  extra: { costCentre: "NL-4711", slaTier: "gold", onCall: "+31 40 230 6306" }
}
const issues = (draft: unknown) =>
  Check.run(managedServices, draft, reference).issues.map(({ code, pointer }) => `${pointer} ${code}`)
const without = (pointer: string) => Pointer.set(valid, pointer, undefined)

describe("the sixth portal", () => {
  it("can work as it is", () => assert.deepStrictEqual(Faults.of(managedServices, { reference }), []))

  it("takes the valid example", () => assert.deepStrictEqual(issues(valid), []))

  for (const pointer of [
    "/name",
    "/address/country",
    "/contacts/technical/email",
    "/extra/costCentre",
    "/extra/onCall"
  ]) {
    it(`asks for ${pointer}`, () => assert.deepStrictEqual(issues(without(pointer)), [`${pointer} required`]))
  }

  it("fills in bronze, which has nobody to call", () => {
    const { submission } = Check.run(managedServices, without("/extra"), reference)
    assert.isNull(submission)
    const plain = { ...valid, extra: { costCentre: "NL-4711" } }
    const filled = Check.run(managedServices, plain, reference).submission?.profile.extra
    assert.deepStrictEqual(filled, { costCentre: "NL-4711", slaTier: "bronze" })
    assert.deepStrictEqual(issues(Pointer.set(valid, "/extra/slaTier", "silver")), ["/extra/onCall mustBeEmpty"])
  })

  it("says what is wrong, all of it", () => {
    const draft = { ...valid, vatId: "BE0403019261", extra: { costCentre: "NL-4711-long", slaTier: "platinum" } }
    assert.deepStrictEqual(issues(draft), [
      "/vatId vatIdForeign",
      "/extra/costCentre tooLong",
      "/extra/slaTier choiceUnknown"
    ])
  })

  it("lets another person than the submitter approve", async () => {
    const clientele = await Clientele.start({ store: MemoryCustomerStore.layer, portals: [managedServices], reference })
    const support = clientele.as({ _tag: "support", id: clientele.newUserId(), platform: null })
    const { customer: root } = await support.openPlatform({ draft: { name: "Night Watch" } }).orThrow()
    const home = { _tag: "user", platform: root.platform, home: root.id, role: "administrator" } as const
    const [ada, ben] = [1, 2].map(() => clientele.as({ ...home, id: clientele.newUserId() }))
    assert.isDefined(ada)
    assert.isDefined(ben)

    const { customer } = await ada.create({ portal: "managed-services", draft: valid }).orThrow()
    assert.strictEqual(customer.status, "pendingApproval")
    const own = await ada.approve({ customer: customer.id })
    assert.strictEqual(!own.ok && own.error._tag === "CommandRefused" && own.error.reason, "fourEyes")
    assert.strictEqual((await ben.approve({ customer: customer.id }).orThrow()).customer.status, "active")
    await clientele.stop()
  })
})

describe("the program", () => {
  it("shows the portal at work", () => {
    const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
    const { stderr, stdout } = spawnSync(process.execPath, ["--conditions=@clientele/source", main], {
      encoding: "utf8"
    })
    assert.strictEqual(stderr, "")
    assert.include(stdout, "Ada creates Acme: /extra/onCall: On-call phone is required")
    assert.include(stdout, "Ada approves: another person than the submitter approves\nBen approves: active\n")
  })
})
