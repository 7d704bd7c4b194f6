/**
 * Check digits of VAT ids and registration numbers. Wraps `stdnum`, and corrects it where it is wrong.
 *
 * Single CommonJS files, as the library's ES modules name no extensions, which Node does not resolve. What is passed in
 * matches the pattern of its scheme already, so the library's own cleaning finds nothing to do.
 */
import { validate as at } from "stdnum/lib/cjs/at/uid.js"
import { validate as be } from "stdnum/lib/cjs/be/vat.js"
import { validate as bgCitizen } from "stdnum/lib/cjs/bg/egn.js"
import { validate as bgForeigner } from "stdnum/lib/cjs/bg/pnf.js"
import { validate as che } from "stdnum/lib/cjs/ch/uid.js"
import { validate as cy } from "stdnum/lib/cjs/cy/vat.js"
import { validate as cz } from "stdnum/lib/cjs/cz/dic.js"
import { validate as czRegister } from "stdnum/lib/cjs/cz/ico.js"
import { validate as de } from "stdnum/lib/cjs/de/vat.js"
import { validate as dk } from "stdnum/lib/cjs/dk/cvr.js"
import { validate as eeRegister } from "stdnum/lib/cjs/ee/registrikood.js"
import { validate as ee } from "stdnum/lib/cjs/ee/kmkr.js"
import { validate as es } from "stdnum/lib/cjs/es/nif.js"
import { validate as fi } from "stdnum/lib/cjs/fi/alv.js"
import { validate as siren } from "stdnum/lib/cjs/fr/siren.js"
import { validate as siret } from "stdnum/lib/cjs/fr/siret.js"
import { validate as fr } from "stdnum/lib/cjs/fr/tva.js"
import { validate as gb } from "stdnum/lib/cjs/gb/vat.js"
import { validate as gr } from "stdnum/lib/cjs/gr/vat.js"
import { validate as hr } from "stdnum/lib/cjs/hr/oib.js"
import { validate as hu } from "stdnum/lib/cjs/hu/anum.js"
import { validate as ie } from "stdnum/lib/cjs/ie/vat.js"
import { validate as it } from "stdnum/lib/cjs/it/iva.js"
import { validate as lt } from "stdnum/lib/cjs/lt/pvm.js"
import { validate as lu } from "stdnum/lib/cjs/lu/tva.js"
import { validate as lv } from "stdnum/lib/cjs/lv/pvn.js"
import { validate as mt } from "stdnum/lib/cjs/mt/vat.js"
import { validate as rsin } from "stdnum/lib/cjs/nl/bsn.js"
import { validate as nl } from "stdnum/lib/cjs/nl/btw.js"
import { validate as no } from "stdnum/lib/cjs/no/orgnr.js"
import { validate as pl } from "stdnum/lib/cjs/pl/nip.js"
import { validate as pt } from "stdnum/lib/cjs/pt/nif.js"
import { validate as ro } from "stdnum/lib/cjs/ro/cif.js"
import { validate as seRegister } from "stdnum/lib/cjs/se/orgnr.js"
import { validate as se } from "stdnum/lib/cjs/se/vat.js"

/** Returns whether the check digits of a number without prefix and separators are right. */
export type Check = (body: string) => boolean

const library =
  (validate: (value: string) => { readonly isValid: boolean }): Check =>
  (body) =>
    validate(body).isValid

/** Sum of digit times weight. */
const weigh = (digits: string, weights: ReadonlyArray<number>): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)

/**
 * Bulgaria. stdnum 1.12.0 refuses every company whose number begins with 4 to 8, and takes the wrong 10-digit numbers
 * for the right ones. Source: BULSTAT Register Act, regulation on the unified identification code (9 digits); the EU's
 * VAT number algorithms (10 digits).
 */
const bulgarian: Check = (body) => {
  if (body.length === 9) {
    const first = weigh(body, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
    const digit = first < 10 ? first : (weigh(body, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10
    return digit === Number(body[8])
  }
  const other = 11 - (weigh(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  return bgCitizen(body).isValid || bgForeigner(body).isValid || (other !== 10 && other % 11 === Number(body[9]))
}

/**
 * Czechia. stdnum 1.12.0 weighs the leading 6 of the special 9-digit numbers, which does not count. Source: the EU's VAT
 * number algorithms.
 */
const czech: Check = (body) => {
  if (!/^6\d{8}$/u.test(body)) return cz(body).isValid
  const rest = weigh(body.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11
  return (8 - ((10 - rest + 11) % 11) + 10) % 10 === Number(body[8])
}

/** Latvia. Since 2017 personal codes begin with 32 and hold neither a date nor a check digit. */
const latvian: Check = (body) => body.startsWith("32") || lv(body).isValid

/**
 * Slovenia. stdnum 1.12.0 reads a remainder of 0 as check digit 1, a number that is never handed out. Source: the EU's
 * VAT number algorithms.
 */
const slovenian: Check = (body) => {
  const digit = 11 - (weigh(body, [8, 7, 6, 5, 4, 3, 2]) % 11)
  return digit !== 11 && digit % 10 === Number(body[7])
}

/**
 * Slovakia. stdnum 1.12.0 looks at the first digit where the third one tells, and so refuses sole traders (`SK10…`).
 * Source: the EU's VAT number algorithms.
 */
const slovak: Check = (body) => /^..[234789]/u.test(body) && Number(body) % 11 === 0

/** Check digits of VAT ids, by the prefix of the id; the part after the prefix (and before the suffix) is checked. */
export const vat: Readonly<Record<string, Check>> = {
  AT: library(at),
  BE: library(be),
  BG: bulgarian,
  CHE: (body) => che(`CHE${body}`).isValid,
  CY: library(cy),
  CZ: czech,
  DE: library(de),
  DK: library(dk),
  EE: library(ee),
  EL: library(gr),
  ES: library(es),
  FI: library(fi),
  FR: library(fr),
  GB: library(gb),
  HR: library(hr),
  HU: library(hu),
  IE: library(ie),
  IT: library(it),
  LT: library(lt),
  LU: library(lu),
  LV: latvian,
  MT: library(mt),
  NL: library(nl),
  NO: library(no),
  PL: library(pl),
  PT: library(pt),
  RO: library(ro),
  SE: library(se),
  SI: slovenian,
  SK: slovak,
  XI: library(gb)
}

/** Check digits of registration numbers, by scheme. A scheme that is absent has none. */
export const registration: Readonly<Record<string, Check>> = {
  "BE-KBO": library(be),
  "CH-UID": library(che),
  "CZ-ICO": library(czRegister),
  "DK-CVR": library(dk),
  "EE-REG": library(eeRegister),
  "ES-NIF": library(es),
  "FI-YTJ": library(fi),
  "FR-SIREN": library(siren),
  "FR-SIRET": library(siret),
  "NL-RSIN": library(rsin),
  "NO-ORG": library(no),
  "PT-NIPC": library(pt),
  "SE-ORG": library(seRegister)
}
