import { Check, Structure, TaxSeller, Draft, Email, Phone, CompanyName, PersonName, Country, Subdivision, PostalCode, Domain, TaxZone, VatId, RegistrationNumber, Currency, Login, Pointer } from "@clientele/core"
import * as Values from "@clientele/core/Values"
import * as Rules from "@clientele/core/Rules"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { MspHub, Copaco } from "/tmp/orig/packages/portals/src/index.ts"
import { drafts, copacoDrafts, lists } from "./drafts.ts"
const w = World.make({ lists, tax: europe })
const situation = { seller: TaxSeller.make("NL"), now: "2026-11-01T00:00:00.000Z" as never }
const D = drafts as any[], C = copacoDrafts as any[]
const profs = D.map((d) => Check.run(MspHub.portal, d, w, situation).submission!.profile)
const cprofs = C.map((d) => Check.run(Copaco.portal, d, w, situation).submission!.profile)
const situationV = {...situation}
const cases: Record<string, (i: number) => unknown> = {
  structure: (i) => Structure.check(MspHub.portal, D[i]),
  decode: (i) => Draft.decode(MspHub.portal, D[i]),
  withDefaults: (i) => Check.withDefaults(MspHub.portal, D[i], situation),
  tax: (i) => Check.resolveTaxZone(profs[i]!, { _tag: "none" }, null, w, situation),
  rules: (i) => MspHub.portal.rules.map((r) => Rules.evaluate(r, { profile: profs[i]!, draft: D[i], situation, taxZone: null, isBad: () => false })),
  email: (i) => Email.parse(D[i].contacts.primary.email, w),
  phone: (i) => Phone.parse(D[i].salesRepresentatives[0].phone, null, w),
  company: (i) => CompanyName.parse(D[i].name),
  person: (i) => PersonName.parse(D[i].contacts.primary.firstName),
  country: (i) => Country.parse(D[i].address.country, w),
  subdivision: (i) => Subdivision.parse(D[i].address.state, D[i].address.country, w),
  postal: (i) => PostalCode.parse(D[i].address.postalCode, D[i].address.country, w, D[i].address.state),
  domain: (i) => Domain.parse(D[i].microsoft.domain, w),
  loginKey: (i) => Login.key(D[i].admin.login),
  vatId: (i) => VatId.parse(C[i].vatId, "NL"),
  kvk: (i) => RegistrationNumber.parse(C[i].registrationNumber, "NL"),
  currency: (i) => Currency.parse("EUR", w),
  text: (i) => Values.parse({ at: "/x", label: "x", kind: "text" }, D[i].address.line1, { reference: w, situation, country: null, subdivision: null }),
  run: (i) => Check.run(MspHub.portal, D[i], w, situation),
  copaco: (i) => Check.run(Copaco.portal, C[i], w, situation),
  copacoTax: (i) => Check.resolveTaxZone(cprofs[i]!, { _tag: "unverified" }, null, w, situation),
}
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000 }
const res: Record<string, number[]> = {}
for (let r = 0; r < 12; r++) for (const k in cases) { let n = 0; const f = cases[k]!; const b = cpu(); let t = b; while (t - b < 40) { for (let i = 0; i < 64; i++) f(n++ & 255); t = cpu() } (res[k] ??= []).push((t - b) / n * 1e6) }
for (const k in res) console.log(k.padEnd(14), res[k]!.toSorted((a, b) => a - b)[3]!.toFixed(0), "ns")
