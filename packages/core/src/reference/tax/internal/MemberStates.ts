/**
 * The 27 member states of the EU as territories for VAT, with their dated standard rates.
 *
 * **Details**
 *
 * Facts of the national acts named in each row. The acts are named from knowledge, not looked up; dates and rates since 2015 were
 * compared on 2026-11-25 with ibericode/vat-rates (MIT, of 2025-08-12) and kdeldycke/vat-rates (BSD-2, of 2025-09-25), and in
 * a test with `sales-tax` 2.23.0 (MIT, 2026-07). Both lists agree but for what they lack: Ireland's 21 % of 2020.
 *
 * @since 0.1.0
 */
import type { DatedRate, Territory } from "../../TaxData.ts"

type Row = readonly [from: string, rate: number, source: string]

const state = (id: string, name: string, rows: ReadonlyArray<Row>, codes?: ReadonlyArray<string>): Territory => ({
  id,
  country: id,
  name,
  euVat: true,
  ...(codes === undefined ? {} : { codes }),
  rates: rows.map(([from, rate, source]): DatedRate => ({ from, rate, source })),
  source: "Directive 2006/112/EC Art. 5(2)"
})

/**
 * The member states, each without its parts that have rules of their own.
 *
 * @category constants
 * @since 0.1.0
 */
export const memberStates: ReadonlyArray<Territory> = [
  state("AT", "Austria", [["1984-01-01", 20, "UStG 1994 § 10(1)"]]),
  state("BE", "Belgium", [["1996-01-01", 21, "Royal Decree no. 20 of 20 July 1970, art. 1"]]),
  state("BG", "Bulgaria", [["1999-01-01", 20, "ZDDS art. 66(1)"]]),
  state("CY", "Cyprus", [["2014-01-13", 19, "VAT Law 95(I)/2000, s. 17"]]),
  state("CZ", "Czechia", [["2013-01-01", 21, "Act 235/2004, § 47"]]),
  state("DE", "Germany", [
    ["2007-01-01", 19, "UStG § 12(1)"],
    ["2020-07-01", 16, "UStG § 28(1), Zweites Corona-Steuerhilfegesetz"],
    ["2021-01-01", 19, "UStG § 12(1)"]
  ]),
  state("DK", "Denmark", [["1992-01-01", 25, "Momsloven § 33"]]),
  state("EE", "Estonia", [
    ["2009-07-01", 20, "Käibemaksuseadus § 15(1)"],
    ["2024-01-01", 22, "Käibemaksuseadus § 15(1)"],
    ["2025-07-01", 24, "Käibemaksuseadus § 15(1)"]
  ]),
  state("ES", "Spain", [["2012-09-01", 21, "Ley 37/1992 art. 90, Real Decreto-ley 20/2012"]]),
  state("FI", "Finland", [
    ["2013-01-01", 24, "Arvonlisäverolaki 1501/1993 § 84"],
    ["2024-09-01", 25.5, "Arvonlisäverolaki 1501/1993 § 84"]
  ]),
  state("FR", "France", [["2014-01-01", 20, "CGI art. 278"]]),
  state(
    "GR",
    "Greece",
    [
      ["2010-07-01", 23, "VAT Code art. 21, Law 3845/2010"],
      ["2016-06-01", 24, "Law 4389/2016 art. 52 (VAT Code art. 21)"]
    ],
    ["EL"]
  ),
  state("HR", "Croatia", [["2012-03-01", 25, "Zakon o PDV-u art. 38"]]),
  state("HU", "Hungary", [["2012-01-01", 27, "Act CXXVII of 2007, § 82"]]),
  state("IE", "Ireland", [
    ["2012-01-01", 23, "VAT Consolidation Act 2010, s. 46(1)(a)"],
    ["2020-09-01", 21, "VAT Consolidation Act 2010, s. 46, Financial Provisions (Covid-19) (No. 2) Act 2020"],
    ["2021-03-01", 23, "VAT Consolidation Act 2010, s. 46(1)(a)"]
  ]),
  state("IT", "Italy", [["2013-10-01", 22, "DPR 633/1972 art. 16"]]),
  state("LT", "Lithuania", [["2009-09-01", 21, "PVM įstatymas art. 19"]]),
  state("LU", "Luxembourg", [
    ["1992-01-01", 15, "Loi TVA art. 39"],
    ["2015-01-01", 17, "Loi TVA art. 39"],
    ["2023-01-01", 16, "Loi du 26 octobre 2022"],
    ["2024-01-01", 17, "Loi TVA art. 39"]
  ]),
  state("LV", "Latvia", [["2012-07-01", 21, "PVN likums art. 41"]]),
  state("MT", "Malta", [["2004-01-01", 18, "VAT Act (Cap. 406) art. 19"]]),
  state("NL", "Netherlands", [["2012-10-01", 21, "Wet op de omzetbelasting 1968 art. 9(1)"]]),
  state("PL", "Poland", [["2011-01-01", 23, "Ustawa o VAT art. 41 with art. 146a ff."]]),
  state("PT", "Portugal", [["2011-01-01", 23, "CIVA art. 18(1)(c)"]]),
  state("RO", "Romania", [
    ["2010-07-01", 24, "Codul fiscal art. 140, OUG 58/2010"],
    ["2016-01-01", 20, "Codul fiscal art. 291(1)"],
    ["2017-01-01", 19, "Codul fiscal art. 291(1)"],
    ["2025-08-01", 21, "Codul fiscal art. 291(1), Law 141/2025"]
  ]),
  state("SE", "Sweden", [["1990-07-01", 25, "Mervärdesskattelag (2023:200) 9 ch. 2 §"]]),
  state("SI", "Slovenia", [["2013-07-01", 22, "ZDDV-1 art. 41"]]),
  state("SK", "Slovakia", [
    ["2011-01-01", 20, "Act 222/2004, § 27"],
    ["2025-01-01", 23, "Act 222/2004, § 27, Act 278/2024"]
  ])
]

/**
 * Returns the dated rates of a member state; empty for any other code.
 *
 * @category getters
 * @since 0.1.0
 */
export const ratesOf = (id: string): ReadonlyArray<DatedRate> =>
  memberStates.find((state) => state.id === id)?.rates ?? []
