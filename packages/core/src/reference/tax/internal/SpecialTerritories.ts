/**
 * Parts of member states that have rules of their own: outside the EU's VAT area, or inside with rates of their own.
 *
 * **Details**
 *
 * What is inside and outside follows Directive 2006/112/EC Art. 5 to 7 and the European Commission's table "Territorial
 * status of EU countries and certain territories" (compared row by row; the day is not noted). National acts are named from knowledge, not looked up.
 * Postal codes are those of the national posts; the codes of neighbours' posts (87491, 8238, 6911, BFPO) follow
 * kdeldycke/vat-rates (BSD-2, of 2025-09-25; compared on 2026-11-25, which lacks the Azores' 16 % of 2021).
 *
 * @since 0.1.0
 */
import type { DatedRate, Territory } from "../../TaxData.ts"
import { ratesOf } from "./MemberStates.ts"
import { swiss } from "./Neighbours.ts"

const overseasRates: ReadonlyArray<DatedRate> = [{ from: "2015-01-01", rate: 8.5, source: "CGI art. 296 (1)(b)" }]
const overseas = "Directive 2006/112/EC Art. 6(1)(c), TFEU Art. 349 and 355(1)"
const associated = "Directive 2006/112/EC Art. 5(2), TFEU Art. 355(2) and annex II"
const jungholz: ReadonlyArray<DatedRate> = [{ from: "2007-01-01", rate: 19, source: "UStG 1994 (AT) § 10(4)" }]

/**
 * The special territories of the member states.
 *
 * @category constants
 * @since 0.1.0
 */
export const specialTerritories: ReadonlyArray<Territory> = [
  // Austria: inside, with a second standard rate
  {
    id: "AT-jungholz",
    country: "AT",
    name: "Jungholz",
    euVat: true,
    postal: ["^6691$"],
    foreign: [{ country: "DE", postal: "^87491$" }],
    rates: jungholz,
    source: "Directive 2006/112/EC Art. 104"
  },
  {
    id: "AT-mittelberg",
    country: "AT",
    name: "Mittelberg",
    euVat: true,
    postal: ["^699[123]$"],
    foreign: [{ country: "DE", postal: "^8756[789]$" }],
    rates: jungholz,
    source: "Directive 2006/112/EC Art. 104"
  },
  // Cyprus
  {
    id: "CY-sovereign-bases",
    country: "CY",
    name: "Akrotiri and Dhekelia",
    euVat: true,
    foreign: [{ country: "GB", postal: "^BFPO ?5[789]$" }],
    countsAs: "CY",
    rates: ratesOf("CY"),
    source: "Directive 2006/112/EC Art. 7"
  },
  // Germany
  {
    id: "DE-busingen",
    country: "DE",
    name: "Büsingen am Hochrhein",
    euVat: false,
    postal: ["^78266$"],
    foreign: [{ country: "CH", postal: "^8238$" }],
    countsAs: "CH",
    rates: swiss,
    source: "Directive 2006/112/EC Art. 6(2)(b); MWSTG (CH) Art. 3(a)"
  },
  {
    id: "DE-heligoland",
    country: "DE",
    name: "Heligoland",
    euVat: false,
    postal: ["^27498$"],
    rates: [],
    source: "Directive 2006/112/EC Art. 6(2)(a)"
  },
  // Denmark
  {
    id: "DK-faroe",
    country: "DK",
    name: "Faroe Islands",
    euVat: false,
    codes: ["FO"],
    postal: ["^(FO-?)?\\d{3}$"],
    rates: [],
    source: "TFEU Art. 355(5)(a)"
  },
  {
    id: "DK-greenland",
    country: "DK",
    name: "Greenland",
    euVat: false,
    codes: ["GL"],
    // 2412, Santa Claus, is Greenland's in PostNord's list of Danish codes.
    postal: ["^(39(?:[0-8]\\d|9[0-2])|2412)$"],
    rates: [],
    source: associated
  },
  // Greece
  {
    id: "GR-athos",
    country: "GR",
    name: "Mount Athos",
    euVat: false,
    postal: ["^630 ?8[67]$"],
    subdivisions: ["GR-69"],
    rates: [],
    source: "Directive 2006/112/EC Art. 6(1)(a)"
  },
  // Spain
  {
    id: "ES-canary",
    country: "ES",
    name: "Canary Islands",
    euVat: false,
    codes: ["IC"],
    postal: ["^35\\d{3}$", "^38\\d{3}$"],
    subdivisions: ["ES-CN", "ES-GC", "ES-TF"],
    rates: [
      { from: "2012-07-01", rate: 7, source: "IGIC, Ley 4/2012 art. 51" },
      { from: "2019-01-01", rate: 6.5, source: "IGIC, Ley 7/2018" },
      { from: "2020-01-01", rate: 7, source: "IGIC, Ley 19/2019" }
    ],
    source: "Directive 2006/112/EC Art. 6(1)(b)"
  },
  {
    id: "ES-ceuta",
    country: "ES",
    name: "Ceuta",
    euVat: false,
    codes: ["EA"],
    postal: ["^51\\d{3}$"],
    subdivisions: ["ES-CE"],
    rates: [],
    source: "Directive 2006/112/EC Art. 6(2)(c)"
  },
  {
    id: "ES-melilla",
    country: "ES",
    name: "Melilla",
    euVat: false,
    postal: ["^52\\d{3}$"],
    foreign: [{ country: "EA", postal: "^52\\d{3}$" }],
    subdivisions: ["ES-ML"],
    rates: [],
    source: "Directive 2006/112/EC Art. 6(2)(d)"
  },
  // Finland
  {
    id: "FI-aland",
    country: "FI",
    name: "Åland Islands",
    euVat: false,
    codes: ["AX"],
    postal: ["^(AX-?)?22\\d{3}$"],
    subdivisions: ["FI-01", "FI-AX"],
    rates: ratesOf("FI"),
    source: "Directive 2006/112/EC Art. 6(1)(d)"
  },
  // France
  {
    id: "FR-guadeloupe",
    country: "FR",
    name: "Guadeloupe",
    euVat: false,
    codes: ["GP"],
    postal: ["^971(?!33|50)\\d\\d$"],
    subdivisions: ["FR-971", "FR-GP", "FR-GUA"],
    rates: overseasRates,
    source: overseas
  },
  {
    id: "FR-martinique",
    country: "FR",
    name: "Martinique",
    euVat: false,
    codes: ["MQ"],
    postal: ["^972\\d\\d$"],
    subdivisions: ["FR-972", "FR-MQ"],
    rates: overseasRates,
    source: overseas
  },
  {
    id: "FR-guiana",
    country: "FR",
    name: "French Guiana",
    euVat: false,
    codes: ["GF"],
    postal: ["^973\\d\\d$"],
    subdivisions: ["FR-973", "FR-GF"],
    rates: [],
    source: overseas
  },
  {
    id: "FR-reunion",
    country: "FR",
    name: "Réunion",
    euVat: false,
    codes: ["RE"],
    postal: ["^974\\d\\d$"],
    subdivisions: ["FR-974", "FR-RE", "FR-LRE"],
    rates: overseasRates,
    source: overseas
  },
  {
    id: "FR-mayotte",
    country: "FR",
    name: "Mayotte",
    euVat: false,
    codes: ["YT"],
    postal: ["^976\\d\\d$"],
    subdivisions: ["FR-976", "FR-YT", "FR-MAY"],
    rates: [],
    source: overseas
  },
  {
    id: "FR-saint-martin",
    country: "FR",
    name: "Saint Martin (French part)",
    euVat: false,
    codes: ["MF"],
    postal: ["^97150$", "^978\\d\\d$"],
    subdivisions: ["FR-MF"],
    rates: [],
    source: overseas
  },
  {
    id: "FR-saint-barthelemy",
    country: "FR",
    name: "Saint Barthélemy",
    euVat: false,
    codes: ["BL"],
    postal: ["^97133$", "^977\\d\\d$"],
    subdivisions: ["FR-BL"],
    rates: [],
    source: associated
  },
  {
    id: "FR-saint-pierre-and-miquelon",
    country: "FR",
    name: "Saint Pierre and Miquelon",
    euVat: false,
    codes: ["PM"],
    postal: ["^975\\d\\d$"],
    subdivisions: ["FR-PM"],
    rates: [],
    source: associated
  },
  {
    id: "FR-southern-territories",
    country: "FR",
    name: "French Southern and Antarctic Territories",
    euVat: false,
    codes: ["TF"],
    postal: ["^984\\d\\d$"],
    subdivisions: ["FR-TF"],
    rates: [],
    source: associated
  },
  {
    id: "FR-wallis-and-futuna",
    country: "FR",
    name: "Wallis and Futuna",
    euVat: false,
    codes: ["WF"],
    postal: ["^986\\d\\d$"],
    subdivisions: ["FR-WF"],
    rates: [],
    source: associated
  },
  {
    id: "FR-polynesia",
    country: "FR",
    name: "French Polynesia",
    euVat: false,
    codes: ["PF"],
    postal: ["^987\\d\\d$"],
    subdivisions: ["FR-PF"],
    rates: [],
    source: associated
  },
  {
    id: "FR-new-caledonia",
    country: "FR",
    name: "New Caledonia",
    euVat: false,
    codes: ["NC"],
    postal: ["^988\\d\\d$"],
    subdivisions: ["FR-NC"],
    rates: [],
    source: associated
  },
  // Italy
  {
    id: "IT-livigno",
    country: "IT",
    name: "Livigno",
    euVat: false,
    postal: ["^23041$"],
    // Livigno's former code, still the code of other municipalities of the province (Chiuro, Valdisotto …).
    shared: [{ postal: "^23030$", cities: ["livigno", "trepalle"], unnamed: true }],
    rates: [],
    source: "Directive 2006/112/EC Art. 6(2)(e)"
  },
  {
    id: "IT-campione",
    country: "IT",
    name: "Campione d'Italia",
    euVat: false,
    postal: ["^22061$"],
    // Campione's former code is that of many municipalities around Como.
    shared: [{ postal: "^22060$", cities: ["campione"], unnamed: false }],
    foreign: [{ country: "CH", postal: "^6911$" }],
    rates: [],
    source: "Directive 2006/112/EC Art. 6(1)(f), Directive (EU) 2019/475"
  },
  // Netherlands
  ...(
    [
      ["aruba", "Aruba", "AW", ["NL-AW"]],
      ["curacao", "Curaçao", "CW", ["NL-CW"]],
      ["sint-maarten", "Sint Maarten", "SX", ["NL-SX"]],
      ["caribbean", "Caribbean Netherlands", "BQ", ["NL-BQ1", "NL-BQ2", "NL-BQ3"]]
    ] as const
  ).map(
    ([id, name, code, subdivisions]): Territory => ({
      id: `NL-${id}`,
      country: "NL",
      name,
      euVat: false,
      codes: [code],
      subdivisions,
      rates: [],
      source: associated
    })
  ),
  // Portugal: inside, with rates of their own
  {
    id: "PT-azores",
    country: "PT",
    name: "Azores",
    euVat: true,
    postal: ["^9[5-9]\\d\\d(-\\d{3})?$"],
    subdivisions: ["PT-20"],
    rates: [
      { from: "2014-01-01", rate: 18, source: "CIVA art. 18(3), DLR 2/2014/A" },
      { from: "2021-07-01", rate: 16, source: "CIVA art. 18(3), DLR 15-A/2021/A" }
    ],
    source: "Directive 2006/112/EC Art. 105"
  },
  {
    id: "PT-madeira",
    country: "PT",
    name: "Madeira",
    euVat: true,
    postal: ["^9[0-4]\\d\\d(-\\d{3})?$"],
    subdivisions: ["PT-30"],
    rates: [{ from: "2012-04-01", rate: 22, source: "CIVA art. 18(3), Lei 14-A/2012" }],
    source: "Directive 2006/112/EC Art. 105"
  }
]
