import { Check, Issue } from "@clientele/core"
import * as World from "@clientele/core/reference/World"
import * as Europe from "@clientele/core/reference/tax/Europe"
import { Copaco } from "@clientele/portals"
import * as Dice from "./src/Dice.ts"
import * as Drafts from "./src/Drafts.ts"
import * as SamplePortals from "./src/SamplePortals.ts"
const reference = World.make({ tax: Europe.data, lists: { dataCenters: [{ value: "ams", label: "Amsterdam" }, { value: "fra", label: "Frankfurt" }], licenses: ["m365", "azure", "backup"].map((value) => ({ value, label: value })) } })
for (const portal of [Copaco.portal, ...SamplePortals.all]) {
  const bad = new Map<string, number>()
  console.time(portal.id)
  for (let i = 0; i < 1000; i++) {
    const draft = Drafts.valid({ portal, reference })(Dice.seeded(i))
    const near = Drafts.nearlyValid({ portal, reference })(Dice.seeded(i))
    const { issues } = Check.run(portal, near.draft, reference, Drafts.underRoot)
    const errors = issues.filter(Issue.isError)
    if (!errors.some((e) => e.pointer === near.pointer && e.code === near.code)) {
      const k = near.pointer + " " + near.code + " → " + JSON.stringify(errors.map((e) => [e.pointer, e.code])); bad.set(k, (bad.get(k) ?? 0) + 1)
    }
  }
  console.timeEnd(portal.id)
  console.log(portal.id, JSON.stringify(Drafts.valid({ portal, reference })(Dice.seeded(3))), [...bad].slice(0, 12))
}
