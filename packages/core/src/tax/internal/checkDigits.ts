/**
 * Check digits of VAT ids and registration numbers. Wraps `stdnum`, and corrects it where it is wrong.
 *
 * Single CommonJS files, as the library's ES modules name no extensions, which Node does not resolve. What is passed in
 * matches the pattern of its scheme already, so the library's own cleaning finds nothing to do.
 */
import { validate as at } from "stdnum/lib/cjs/at/uid.js"
import { validate as be } from "stdnum/lib/cjs/be/vat.js"
import { validate as che } from "stdnum/lib/cjs/ch/uid.js"
import { validate as cy } from "stdnum/lib/cjs/cy/vat.js"
import { validate as cz } from "stdnum/lib/cjs/cz/dic.js"
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
import { validate as itPerson } from "stdnum/lib/cjs/it/codicefiscale.js"
import { validate as it } from "stdnum/lib/cjs/it/iva.js"
import { validate as lt } from "stdnum/lib/cjs/lt/pvm.js"
import { validate as lu } from "stdnum/lib/cjs/lu/tva.js"
import { validate as lv } from "stdnum/lib/cjs/lv/pvn.js"
import { validate as mt } from "stdnum/lib/cjs/mt/vat.js"
import { validate as rsin } from "stdnum/lib/cjs/nl/bsn.js"
import { validate as nl } from "stdnum/lib/cjs/nl/btw.js"
import { validate as no } from "stdnum/lib/cjs/no/orgnr.js"
import { validate as pl } from "stdnum/lib/cjs/pl/nip.js"
import { validate as regon } from "stdnum/lib/cjs/pl/regon.js"
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
 * VAT number algorithms (10 digits: a citizen, a foreigner, or another body).
 */
const bulgarian: Check = (body) => {
  if (body.length === 9) {
    const first = weigh(body, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
    const digit = first < 10 ? first : (weigh(body, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10
    return digit === Number(body[8])
  }
  const foreigner = weigh(body, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10
  const other = 11 - (weigh(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  const digit = Number(body[9])
  return foreigner === digit || (other !== 10 && other % 11 === digit) || isBulgarian(body)
}

/** A citizen's number: the day of birth, its month 20 more before 1900 and 40 more from 2000 on, and a check digit. */
const isBulgarian = (body: string): boolean => {
  const month = Number(body.slice(2, 4))
  const [century, more] = month > 40 ? [2000, 40] : month > 20 ? [1800, 20] : [1900, 0]
  const digit = (weigh(body, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10
  return isDay(century + Number(body.slice(0, 2)), month - more, body.slice(4, 6)) && digit === Number(body[9])
}

const isDay = (year: number, month: number, day: string): boolean => {
  const date = new Date(Date.UTC(year, month - 1, Number(day)))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day)
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

/**
 * United Kingdom. Departments and health authorities also write GD8888 or HA8888, their number, and a remainder by 97.
 */
const british: Check = (body) =>
  /^(?:GD|HA)8888\d{5}$/u.test(body) ? Number(body.slice(6, 9)) % 97 === Number(body.slice(9)) : gb(body).isValid

/**
 * Latvia. Since July 2017 personal codes begin with 32 to 39 and hold neither a date nor a check digit, only digits drawn
 * at random. Source: Fizisko personu reģistra likums (law on the register of natural persons).
 */
const latvian: Check = (body) => /^3[2-9]/u.test(body) || lv(body).isValid

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

/** Most numbers stand the eleven-test; the library knows the others, which are made with mod-97. */
const dutch: Check = (body) => isElevenProof(body) || nl(body).isValid

const isElevenProof = (body: string): boolean => {
  let sum = 48 - body.charCodeAt(8)
  for (let at = 0; at < 8; at++) sum += (9 - at) * (body.charCodeAt(at) - 48)
  return sum % 11 === 0
}

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
  GB: british,
  HR: library(hr),
  HU: library(hu),
  IE: library(ie),
  IT: library(it),
  LT: library(lt),
  LU: library(lu),
  LV: latvian,
  MT: library(mt),
  NL: dutch,
  NO: library(no),
  PL: library(pl),
  PT: library(pt),
  RO: library(ro),
  SE: library(se),
  SI: slovenian,
  SK: slovak,
  XI: british
}

/** Bulgaria: nine digits as in the VAT id; a branch has four more, the last of which checks. */
const bulgarianRegister: Check = (body) => {
  if (!bulgarian(body.slice(0, 9))) return false
  const branch = body.slice(8)
  const first = weigh(branch, [2, 7, 3, 5]) % 11
  const digit = first < 10 ? first : (weigh(branch, [4, 9, 5, 7]) % 11) % 10
  return body.length === 9 || digit === Number(body[12])
}

/** Czechia and Slovakia. stdnum 1.12.0 refuses numbers that begin with 9, as those of Czech bodies without a register do. */
const czechRegister: Check = (body) => (11 - (weigh(body, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(body[7])

/** Lithuania: nine digits, weighed twice. Source: Registrų centras, Juridinių asmenų registras. */
const lithuanianRegister: Check = (body) => {
  const first = weigh(body, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
  const digit = first < 10 ? first : (weigh(body, [3, 4, 5, 6, 7, 8, 9, 1]) % 11) % 10
  return body.length === 7 || digit === Number(body[8])
}

/** Slovenia: six digits and one that checks; three more tell the unit. Source: AJPES, Poslovni register Slovenije. */
const slovenianRegister: Check = (body) => {
  const rest = weigh(body, [7, 6, 5, 4, 3, 2]) % 11
  return rest !== 0 && (11 - rest) % 10 === Number(body[6])
}

/** Check digits of registration numbers, by scheme. A scheme that is absent has none. */
export const registration: Readonly<Record<string, Check>> = {
  "BE-KBO": library(be),
  "BG-EIK": bulgarianRegister,
  "CH-UID": library(che),
  "CZ-ICO": czechRegister,
  "DK-CVR": library(dk),
  "EE-REG": library(eeRegister),
  "ES-NIF": library(es),
  "FI-YTJ": library(fi),
  "FR-SIREN": library(siren),
  // stdnum 1.12.0 looks at the whole number alone, though it begins with a SIREN.
  "FR-SIRET": (body) => siren(body.slice(0, 9)).isValid && siret(body).isValid,
  "GR-AFM": library(gr),
  "HR-OIB": library(hr),
  "HU-ADOSZAM": (body) => hu(body.slice(0, 8)).isValid,
  "IT-CF": (body) => (body.length === 11 ? it(body) : itPerson(body)).isValid,
  "IT-PIVA": library(it),
  "LT-KODAS": lithuanianRegister,
  "LV-REG": library(lv),
  "NL-RSIN": library(rsin),
  "NO-ORG": library(no),
  "PL-NIP": library(pl),
  "PL-REGON": library(regon),
  "PT-NIPC": library(pt),
  "RO-CUI": library(ro),
  "SE-ORG": library(seRegister),
  "SI-MATICNA": slovenianRegister,
  "SK-ICO": czechRegister
}
