import { Check, Structure, TaxSeller } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { MspHub, Copaco } from "/tmp/orig/packages/portals/src/index.ts"
import { drafts, copacoDrafts, lists } from "./drafts.ts"
const world = World.make({ lists, tax: europe })
const situation = { seller: TaxSeller.make("NL"), now: "2026-11-01T00:00:00.000Z" as never }
const run = { s: (i: number) => Structure.check(MspHub.portal, drafts[i]), m: (i: number) => Check.run(MspHub.portal, drafts[i], world, situation), c: (i: number) => Check.run(Copaco.portal, copacoDrafts[i], world, situation), t: (i: number) => Structure.check(Copaco.portal, copacoDrafts[i]) } as Record<string, (i: number) => unknown>
const only = process.argv[2] ?? "smct", rounds = Number(process.argv[3] ?? 40)
const res: Record<string, number[]> = {}
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000 }
for (let r = 0; r < rounds; r++) for (const k of only) { let n = 0; const f = run[k]!; const b = cpu(); let t = b; while (t - b < 60) { for (let i = 0; i < 64; i++) f(n++ & 255); t = cpu() } (res[k] ??= []).push(n / (t - b)) }
const med = (x: number[]) => x.toSorted((a, b) => a - b)[x.length >> 1]!
for (const k of only) console.log(k, med(res[k]!.slice(8)).toFixed(1), "k/s", k === "m" || k === "c" ? "ratio " + med(res[k]!.slice(8).map((v, i) => v / (res[k === "m" ? "s" : "t"]?.[i + 8] ?? NaN))).toFixed(3) : "")
