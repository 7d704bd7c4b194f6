import { Structure } from "@clientele/core"
import { MspHub } from "@clientele/portals"
import { schema } from "./zodPeer2.ts"
import { valid, wrong } from "./draft.ts"
import { measure, ratio, median } from "./measure.ts"
const r = measure([{name:"zod", run:()=>schema.safeParse(valid)},{name:"structure",run:()=>Structure.check(MspHub.portal, valid)},{name:"zodbad", run:()=>schema.safeParse(wrong)},{name:"structurebad",run:()=>Structure.check(MspHub.portal, wrong)}])
for (const n of ["zod","structure","zodbad","structurebad"]) console.log(n, median(r,n).toFixed(0))
console.log(ratio(r,"structure","zod").toFixed(2), ratio(r,"structurebad","zodbad").toFixed(2))
