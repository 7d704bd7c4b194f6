/**
 * Territories around the EU's VAT area that have rules worth naming: the United Kingdom, Switzerland, Norway, Monaco ….
 *
 * **Details**
 *
 * Agreements and acts are named from knowledge, not looked up. Swiss, British and Norwegian rates were compared with
 * kdeldycke/vat-rates (BSD-2, of 2025-09-25) on 2026-11-25.
 *
 * @since 0.1.0
 */
import type { DatedRate, Territory } from "../../TaxData.ts"
import { ratesOf } from "./MemberStates.ts"

/**
 * Dated standard rates of Switzerland, which also hold in Liechtenstein and Büsingen.
 *
 * @category constants
 * @since 0.1.0
 */
export const swiss: ReadonlyArray<DatedRate> = [
  { from: "2011-01-01", rate: 8, source: "MWSTG Art. 25(1), BV Art. 130 and 196 no. 14" },
  { from: "2018-01-01", rate: 7.7, source: "MWSTG Art. 25(1), BV Art. 130" },
  { from: "2024-01-01", rate: 8.1, source: "MWSTG Art. 25(1), BV Art. 130" }
]

const british: ReadonlyArray<DatedRate> = [
  { from: "2011-01-04", rate: 20, source: "VATA 1994 s. 2(1), Finance (No. 2) Act 2010 s. 3" }
]

/** Last day on which the EU's VAT rules held in the United Kingdom. */
const transition = "2020-12-31"

/**
 * The named territories outside the member states; any other country needs no row.
 *
 * @category constants
 * @since 0.1.0
 */
export const neighbours: ReadonlyArray<Territory> = [
  {
    id: "GB",
    country: "GB",
    name: "United Kingdom",
    euVat: false,
    euVatUntil: transition,
    codes: ["UK"],
    rates: british,
    source: "Withdrawal Agreement (2019/C 384 I/01) Art. 126 and 127"
  },
  {
    id: "GB-northern-ireland",
    country: "GB",
    name: "Northern Ireland",
    euVat: false,
    euVatUntil: transition,
    euGoods: true,
    codes: ["XI"],
    postal: ["^BT\\d{1,2}( ?\\d[A-Z]{2})?$"],
    subdivisions: ["NIR", "ABC", "AND", "ANN", "BFS", "CCG", "DRS", "FMO", "LBC", "MEA", "MUL", "NMD"].map(
      (code) => `GB-${code}`
    ),
    countsAs: "GB",
    rates: british,
    source: "Withdrawal Agreement, Windsor Framework Art. 8 and annex 3 (goods only)"
  },
  {
    id: "IM",
    country: "IM",
    name: "Isle of Man",
    euVat: false,
    euVatUntil: transition,
    foreign: [{ country: "GB", postal: "^IM\\d{1,2}( ?\\d[A-Z]{2})?$" }],
    countsAs: "GB",
    rates: british,
    source: "Isle of Man Act 1979 s. 6; Directive 2006/112/EC Art. 7 (until 2020)"
  },
  {
    id: "GG",
    country: "GG",
    name: "Guernsey",
    euVat: false,
    foreign: [{ country: "GB", postal: "^GY\\d{1,2}( ?\\d[A-Z]{2})?$" }],
    rates: [],
    source: "Directive 2006/112/EC Art. 6(1)(e)"
  },
  {
    id: "JE",
    country: "JE",
    name: "Jersey",
    euVat: false,
    foreign: [{ country: "GB", postal: "^JE\\d{1,2}( ?\\d[A-Z]{2})?$" }],
    rates: [{ from: "2011-06-01", rate: 5, source: "Goods and Services Tax (Jersey) Law 2007" }],
    source: "Directive 2006/112/EC Art. 6(1)(e)"
  },
  {
    id: "GI",
    country: "GI",
    name: "Gibraltar",
    euVat: false,
    rates: [],
    source: "Act of Accession 1972 Art. 28"
  },
  {
    id: "MC",
    country: "MC",
    name: "Monaco",
    euVat: true,
    foreign: [{ country: "FR", postal: "^980\\d\\d$" }],
    countsAs: "FR",
    rates: ratesOf("FR"),
    source: "Directive 2006/112/EC Art. 7"
  },
  {
    id: "SM",
    country: "SM",
    name: "San Marino",
    euVat: false,
    foreign: [{ country: "IT", postal: "^4789\\d$" }],
    rates: [],
    source: "Directive 2006/112/EC Art. 5(4); DPR 633/1972 art. 71"
  },
  {
    id: "VA",
    country: "VA",
    name: "Vatican City",
    euVat: false,
    foreign: [{ country: "IT", postal: "^00120$" }],
    rates: [],
    source: "Directive 2006/112/EC Art. 5(4); DPR 633/1972 art. 71"
  },
  {
    id: "CH",
    country: "CH",
    name: "Switzerland",
    euVat: false,
    rates: swiss,
    source: "Directive 2006/112/EC Art. 5(4)"
  },
  {
    id: "LI",
    country: "LI",
    name: "Liechtenstein",
    euVat: false,
    foreign: [{ country: "CH", postal: "^94(8[5-9]|9[0-8])$" }],
    countsAs: "CH",
    rates: swiss,
    source: "Agreement of 28 October 1994 between Switzerland and Liechtenstein on VAT; MWSTG Art. 3(a)"
  },
  {
    id: "NO",
    country: "NO",
    name: "Norway",
    euVat: false,
    rates: [{ from: "2005-01-01", rate: 25, source: "Merverdiavgiftsloven § 5-1, Stortingets avgiftsvedtak" }],
    source: "Directive 2006/112/EC Art. 5(4)"
  },
  {
    id: "NO-svalbard",
    country: "NO",
    name: "Svalbard and Jan Mayen",
    euVat: false,
    codes: ["SJ"],
    postal: ["^917\\d$", "^8099$"],
    subdivisions: ["NO-21", "NO-22"],
    rates: [],
    source: "Merverdiavgiftsloven § 1-2"
  },
  {
    id: "IS",
    country: "IS",
    name: "Iceland",
    euVat: false,
    rates: [{ from: "2015-01-01", rate: 24, source: "Act 50/1988 art. 14" }],
    source: "Directive 2006/112/EC Art. 5(4)"
  }
]
