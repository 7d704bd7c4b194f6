import inspector from "node:inspector"
import { Check, TaxSeller } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { MspHub, Copaco } from "/tmp/orig/packages/portals/src/index.ts"
import { drafts, copacoDrafts, lists } from "./drafts.ts"
const w = World.make({ lists, tax: europe })
const situation = { seller: TaxSeller.make("NL"), now: "2026-11-01T00:00:00.000Z" as never }
for (let n = 0; n < 5000; n++) Check.run(MspHub.portal, drafts[n & 255], w, situation)
const s = new inspector.Session(); s.connect()
s.post("HeapProfiler.startSampling", { samplingInterval: 2048, flags: 0, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true } as never)
for (let n = 0; n < 2000; n++) Check.run(MspHub.portal, drafts[n & 255], w, situation)
s.post("HeapProfiler.stopSampling", (_, r: any) => {
  const m = new Map<string, number>(); let tot = 0
  const walk = (n: any) => { const k = n.callFrame.functionName + " " + n.callFrame.url.split("/").slice(-2).join("/") + ":" + (n.callFrame.lineNumber + 1); m.set(k, (m.get(k) ?? 0) + n.selfSize); tot += n.selfSize; n.children.forEach(walk) }
  walk(r.profile.head)
  console.log("per run", (tot / 2000).toFixed(0)); [...m].sort((a, b) => b[1] - a[1]).slice(0, 25).forEach(([k, v]) => console.log((v / 2000).toFixed(0), k))
})
