/** Rows 11 and 12: checking a draft of MSP Hub, right and with three mistakes. */
// oxlint-disable-next-line import/no-unassigned-import -- this is how Effect's compiler is switched on
import "effect/schema/SchemaJITCompiler/enable"
import { Check, type Portal, Structure, TaxSeller } from "@clientele/core"
import { data as europe } from "@clientele/core/reference/tax/Europe"
import * as World from "@clientele/core/reference/World"
import { Copaco, MspHub } from "@clientele/portals"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import { copacoDrafts, drafts, lists, wrong } from "./drafts.ts"
import * as handWritten from "./handWritten.ts"
import { withoutValueRules } from "./valueRules.ts"
import type { Contender, Group } from "./measure.ts"
import * as zod from "./zodPeer.ts"

const reference = World.make({ lists, tax: europe })
const untaxed = World.make({ lists })
const situation = { seller: TaxSeller.make("NL"), now: "2026-11-01T00:00:00.000Z" as never }
const compiled = Schema.decodeUnknownExit(Structure.toSchema(MspHub.portal), {
  onExcessProperty: "error",
  errors: "all"
})

interface Checker {
  readonly name: string
  /** How many mistakes it finds. */
  readonly check: (draft: unknown) => number
}

const structure: Checker = { name: "Structure.check", check: (draft) => Structure.check(MspHub.portal, draft).length }
const byHand: Checker = { name: "hand-written", check: (draft) => handWritten.check(draft).length }
const zodPeer: Checker = { name: "zod", check: (draft) => zod.schema.safeParse(draft).error?.issues.length ?? 0 }
const zodCharacters: Checker = {
  name: "zod, characters too",
  check: (draft) => zod.withCharacters.safeParse(draft).error?.issues.length ?? 0
}
const effect: Checker = {
  name: "Structure.toSchema, Effect's compiler",
  check: (draft) => (Exit.isSuccess(compiled(draft)) ? 0 : 1)
}
const whole: Checker = {
  name: "Check.run",
  check: (draft) => Check.run(MspHub.portal, draft, reference, situation).issues.length
}
/** The check as it was before there were rules for values, and no tax. */
const before = (name: string, portal: Portal.Portal): Checker => {
  const plain = withoutValueRules(portal)
  return { name, check: (draft) => Check.run(plain, draft, untaxed, { now: situation.now }).issues.length }
}
const wholeBefore = before("Check.run, no value rules", MspHub.portal)
const copacoWholeBefore = before("Check.run, no value rules, Copaco", Copaco.portal)
const copacoStructure: Checker = {
  name: "Structure.check, Copaco",
  check: (draft) => Structure.check(Copaco.portal, draft).length
}
const copacoWhole: Checker = {
  name: "Check.run, Copaco",
  check: (draft) => Check.run(Copaco.portal, draft, reference, situation).issues.length
}

const over = ({ check, name }: Checker, inputs: ReadonlyArray<unknown>, suffix = ""): Contender => ({
  name: name + suffix,
  run: (n) => check(inputs[n % inputs.length])
})

/** Nobody is measured before all agree on every draft. */
const agree = (checkers: ReadonlyArray<Checker>, inputs: ReadonlyArray<unknown>, mistakes: number): void => {
  for (const { check, name } of checkers) {
    inputs.forEach((draft, index) => {
      if (check(draft) !== mistakes)
        throw new Error(`${name} finds ${check(draft)} mistakes in draft ${index}, not ${mistakes}`)
    })
  }
}

export const rows11and12 = (): Group => {
  agree([structure, byHand, zodPeer, zodCharacters, effect, whole, wholeBefore], drafts, 0)
  agree([copacoStructure, copacoWhole, copacoWholeBefore], copacoDrafts, 0)
  agree([structure, byHand, zodPeer], wrong, 3)
  const ours = structure.name
  const job = "check a valid draft"
  return {
    clock: "cpu",
    contenders: [
      ...[structure, byHand, zodPeer, zodCharacters, effect, whole, wholeBefore].map((one) => over(one, drafts)),
      ...[copacoStructure, copacoWhole, copacoWholeBefore].map((one) => over(one, copacoDrafts)),
      ...[structure, byHand, zodPeer].map((one) => over(one, wrong, ", 3 mistakes"))
    ],
    cases: [
      { id: "11@hand-written", job, ours, theirs: byHand.name, goal: 0.85, target: 0.85 },
      { id: "11@zod", job, ours, theirs: zodPeer.name, goal: 2, target: 3.5 },
      {
        id: "11@zod-characters",
        job: `${job}; zod asks for control characters too, as ours does`,
        ours,
        theirs: zodCharacters.name,
        goal: 2,
        target: 3.5
      },
      {
        id: "11@effect-compiler",
        job: `${job}; our schema under Effect's compiler, against zod`,
        ours: effect.name,
        theirs: zodPeer.name,
        goal: 2,
        target: 3.5
      },
      {
        id: "11@full",
        job: "the whole check, all values different, against the structural one",
        ours: whole.name,
        theirs: ours,
        goal: 0.5,
        target: 0.5
      },
      {
        id: "11@full-copaco",
        job: "the same of Copaco",
        ours: copacoWhole.name,
        theirs: copacoStructure.name,
        goal: 0.5,
        target: 0.5
      },
      {
        id: "11@full-before",
        job: "the whole check, against the same without rules for addresses, numbers, e-mail, domains and tax",
        ours: whole.name,
        theirs: wholeBefore.name,
        goal: 0.5,
        target: 0.5
      },
      {
        id: "11@full-before-copaco",
        job: "the same of Copaco",
        ours: copacoWhole.name,
        theirs: copacoWholeBefore.name,
        goal: 0.5,
        target: 0.5
      },
      {
        id: "12@zod",
        job: "check, 3 mistakes, all collected",
        ours: `${ours}, 3 mistakes`,
        theirs: `${zodPeer.name}, 3 mistakes`,
        goal: 1,
        target: 1.4
      }
    ]
  }
}
