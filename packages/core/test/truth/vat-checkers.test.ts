/** Two checkers that others wrote, `stdnum` and `jsvat-next`, against ours; what they see otherwise is decided and listed. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import * as VatId from "@clientele/core/VatId"
import { assert, describe, it } from "@effect/vitest"

const require = createRequire(import.meta.url)
const { stdnum } = require("stdnum")
const jsvat = require("jsvat-next")

const file = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"))
const listed: ReadonlyArray<string> = file("vat.json")
  .filter((row: { valid: boolean }) => row.valid)
  .map((row: { canonical?: string }) => row.canonical)
  .filter((id: string | undefined) => id !== undefined)

const modules: Readonly<Record<string, { validate: (text: string) => { isValid: boolean } }>> = {
  AT: stdnum.AT.uid,
  BE: stdnum.BE.vat,
  BG: stdnum.BG.vat,
  CHE: stdnum.CH.uid,
  CY: stdnum.CY.vat,
  CZ: stdnum.CZ.dic,
  DE: stdnum.DE.vat,
  DK: stdnum.DK.cvr,
  EE: stdnum.EE.kmkr,
  EL: stdnum.GR.vat,
  ES: stdnum.ES.nif,
  FI: stdnum.FI.alv,
  FR: stdnum.FR.tva,
  GB: stdnum.GB.vat,
  HR: stdnum.HR.oib,
  HU: stdnum.HU.anum,
  IE: stdnum.IE.vat,
  IT: stdnum.IT.iva,
  LT: stdnum.LT.pvm,
  LU: stdnum.LU.tva,
  LV: stdnum.LV.pvn,
  MT: stdnum.MT.vat,
  NL: stdnum.NL.btw,
  NO: stdnum.NO.orgnr,
  PL: stdnum.PL.nip,
  PT: stdnum.PT.nif,
  RO: stdnum.RO.cif,
  SE: stdnum.SE.vat,
  SI: stdnum.SI.ddv,
  SK: stdnum.SK.dph
}

/** How the numbers of each country look: 9 is a digit, A a letter, anything else itself. */
const shapes: Readonly<Record<string, ReadonlyArray<string>>> = {
  AT: ["U99999999"],
  BE: ["0999999999", "1999999999"],
  BG: ["999999999", "9999999999"],
  CHE: ["999999999MWST"],
  CY: ["99999999A"],
  CZ: ["99999999", "999999999", "9999999999", "699999999"],
  DE: ["999999999"],
  DK: ["99999999"],
  EE: ["999999999", "109999999"],
  EL: ["999999999"],
  ES: ["A9999999A", "A99999999", "99999999A"],
  FI: ["99999999"],
  FR: ["99999999999", "A9999999999", "9A999999999", "99000999999"],
  GB: ["999999999", "999999999999", "GD999", "HA999", "GD888899999"],
  HR: ["99999999999"],
  HU: ["99999999"],
  IE: ["9999999A", "9999999AA", "9A99999A", "9+99999A"],
  IT: ["99999990019", "99999991209", "99999999999"],
  LT: ["999999919", "999999999919"],
  LU: ["99999999"],
  LV: ["49999999999", "01019919999", "32999999999"],
  MT: ["99999999"],
  NL: ["999999999B99"],
  NO: ["999999999MVA"],
  PL: ["9999999999"],
  PT: ["999999999"],
  RO: ["9999999999", "99999999", "999999"],
  SE: ["999999999901"],
  SI: ["99999999"],
  SK: ["9929999999", "9999999999"]
}

/** Mulberry32: the same numbers on every run. */
const dice = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

const drawn = (count: number): ReadonlyArray<string> => {
  const roll = dice(20261122)
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  return Object.entries(shapes).flatMap(([prefix, forms]) =>
    forms.flatMap((form) =>
      Array.from(
        { length: count },
        () =>
          prefix +
          form.replace(/^U|^GD|^HA|B(?=99$)|MWST$|MVA$|9|A/gu, (mark) =>
            mark === "9"
              ? String(Math.floor(roll() * 10))
              : mark === "A"
                ? (letters[Math.floor(roll() * 26)] ?? "A")
                : mark
          )
      )
    )
  )
}

interface Decision {
  readonly who: "stdnum" | "jsvat-next"
  readonly ids: RegExp
  /** What they say of such ids where we say the opposite. */
  readonly says: boolean
}

/** A number that is nothing but zeros, its letters, check digits and endings aside. */
const zeros = /^(?:[A-Z]{2}(?:[A-Z]?0{7,12}[A-Z]?|0{10}01|0[A-Z+*]0{5}W|0{9}B\d\d)|FR..0{9}|CHE0{9}MWST|NO0{9}MVA)$/u

/** The rows of the table in docs/explanation/vat-ids.md, with the reason and the source of each. */
const decisions: ReadonlyArray<Decision> = [
  { who: "stdnum", says: true, ids: /^BE\d{8}(98|99|00)$/u },
  { who: "stdnum", says: false, ids: /^BG[4-8]\d{8}$/u },
  { who: "stdnum", says: true, ids: /^BG\d{10}$/u },
  { who: "stdnum", says: false, ids: /^BG\d{10}$/u },
  { who: "stdnum", says: true, ids: /^CZ6\d{8}$/u },
  { who: "stdnum", says: false, ids: /^CZ6\d{8}$/u },
  { who: "stdnum", says: true, ids: /^(DE|DK)0/u },
  { who: "stdnum", says: true, ids: /^ES[NPQRSW]\d{8}$/u },
  { who: "stdnum", says: false, ids: /^(GB|XI)(GD|HA)8888/u },
  // No register hands out a number of zeros alone; for some countries jsvat-next and python-stdnum say so too.
  { who: "stdnum", says: true, ids: zeros },
  { who: "jsvat-next", says: true, ids: zeros },
  { who: "stdnum", says: false, ids: /^LV3[2-9]/u },
  { who: "stdnum", says: true, ids: /^MT(0|\d{6}(00|3[89]|[4-9]))/u },
  { who: "stdnum", says: true, ids: /^NL\d{9}B00$/u },
  { who: "stdnum", says: true, ids: /^SI/u },
  { who: "stdnum", says: true, ids: /^SK/u },
  { who: "stdnum", says: false, ids: /^SK[1-9]/u },
  { who: "jsvat-next", says: true, ids: /^BG\d{10}$/u },
  { who: "jsvat-next", says: true, ids: /^CZ9\d{7}$/u },
  { who: "jsvat-next", says: true, ids: /^CZ\d{9,10}$/u },
  { who: "jsvat-next", says: false, ids: /^CZ\d{9,10}$/u },
  { who: "jsvat-next", says: true, ids: /^(DK|PT)0/u },
  { who: "jsvat-next", says: false, ids: /^EE/u },
  { who: "jsvat-next", says: false, ids: /^ES[JUV]\d{7}[A-J]$/u },
  { who: "jsvat-next", says: true, ids: /^ESO/u },
  { who: "jsvat-next", says: true, ids: /^FI\d{7}0$/u },
  { who: "jsvat-next", says: true, ids: /^FR/u },
  { who: "jsvat-next", says: false, ids: /^(GB|XI)/u },
  { who: "jsvat-next", says: false, ids: /^IE(\d{7}[A-W][B-GI-W]|[0-6][A-Z+*]\d{5}[A-W])$/u },
  { who: "jsvat-next", says: true, ids: /^IT/u },
  { who: "jsvat-next", says: false, ids: /^LV3[2-9]/u },
  { who: "jsvat-next", says: true, ids: /^LV/u },
  { who: "jsvat-next", says: true, ids: /^NL\d{8}0B/u },
  { who: "jsvat-next", says: true, ids: /^NL\d{9}B00$/u },
  { who: "jsvat-next", says: false, ids: /^NO/u },
  { who: "jsvat-next", says: true, ids: /^PL\d{9}0$/u },
  { who: "jsvat-next", says: true, ids: /^SK/u }
]

const decided = (who: Decision["who"], says: boolean, id: string) =>
  decisions.some((one) => one.who === who && one.says === says && one.ids.test(id))

const ours = (id: string) => VatId.parse(id).value !== null
const byStdnum = (id: string): boolean => {
  const prefix = id.startsWith("CHE") ? "CHE" : id.startsWith("XI") ? "GB" : id.slice(0, 2)
  const body = id.slice(prefix.length).replace(/(MWST|MVA)$/u, "")
  return modules[prefix]?.validate(prefix === "CHE" ? prefix + body : body).isValid === true
}
const byJsvat = (id: string): boolean => jsvat.checkVAT(id, jsvat.countries).isValid

const differing = (who: Decision["who"], judge: (id: string) => boolean, ids: ReadonlyArray<string>) =>
  ids.filter((id) => {
    const theirs = judge(id)
    return theirs !== ours(id) && !decided(who, theirs, id)
  })

describe("two independent checkers", () => {
  for (const [name, ids] of [
    ["the listed ids", listed],
    ["random ids", drawn(600)]
  ] as const) {
    it(`stdnum agrees on ${name}, but for what is decided`, () => {
      assert.deepStrictEqual(differing("stdnum", byStdnum, ids), [])
    })

    it(`jsvat-next agrees on ${name}, but for what is decided`, () => {
      assert.deepStrictEqual(differing("jsvat-next", byJsvat, ids), [])
    })
  }
})
