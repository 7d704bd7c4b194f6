/**
 * The legal forms that a company name must not be alone, as they are folded: without case, accents, dots and spaces.
 *
 * Source: GLEIF, ISO 20275 entity legal forms code list 1.5 of 2023-09-28 (CC0), as the European Commission's SEMIC keeps it in
 * https://github.com/SEMICeu/Taxonomy; each form below was looked up in it on 2026-11-25, among names and abbreviations. A
 * form that several countries share stands with the first of them. What that list does not have stands apart, with its act.
 */

const byCountry: Readonly<Record<string, string>> = {
  NL:
    "beslotenvennootschapmetbeperkteaansprakelijkheid bv commanditairevennootschap cooperatie cv eenmanszaak " +
    "maatschap naamlozevennootschap nv se stichting vennootschaponderfirma vof vve",
  BE:
    "ag aktiengesellschaft asbl associationsansbutlucratif beslotenvennootschap bvba commv cvba cvoa ewiv " +
    "gesellschaftmitbeschrankterhaftung gie gmbh kgaa kommanditgesellschaft kommanditgesellschaftaufaktien oe " +
    "offenehandelsgesellschaft ohg sa sca scrl scs snc societeanonyme societearesponsabilitelimitee " +
    "societeencommanditesimple societeennomcollectif sprl srl verenigingzonderwinstoogmerk vzw",
  LU: "sarl sarls sas societeeuropeenne societeparactionssimplifiee",
  DE:
    "eg eingetragenegenossenschaft eingetragenerverein ek ev gbr gesellschaftburgerlichenrechts ggmbh gmbhcokg kg " +
    "partg partgmbb partnerschaftsgesellschaft ughaftungsbeschrankt unternehmergesellschaft",
  AT: "eu gesbr gesmbh keg oeg offenegesellschaft og",
  CH: "generalpartnership limited limitedliabilitycompany limitedpartnership ltd plc sagl",
  FR: "societecivileimmobiliere",
  MC: "sam",
  ES: "sl slne slu sociedadanonima sociedadderesponsabilidadlimitada",
  PT: "sociedadeanonima sociedadeporquotas sociedadeunipessoalporquotas",
  IT: "scarl societaaresponsabilitalimitata societaperazioni spa srls ss",
  GB: "communityinterestcompany eeig limitedliabilitypartnership llp lp privatelimitedcompany publiclimitedcompany",
  IE: "clg companylimitedbyguarantee designatedactivitycompany limitedcompany privatecompanylimitedbyshares",
  US: "bt co company corp corporation inc incorporated llc lllp pc pllc professionalcorporation",
  DK: "aktieselskab amba anpartsselskab aps as fmba interessentskab is ivs kommanditselskab ks smba",
  NO: "aksjeselskap allmennaksjeselskap asa",
  SE: "ab aktiebolag ekonomiskforening handelsbolag hb kb kommanditbolag mb",
  FI: "abp avoinyhtio julkinenosakeyhtio kommandiittiyhtio osakeyhtio oy oyj",
  IS: "ehf hf",
  EE: "aktsiaselts osauhing ou",
  LV: "akcijusabiedriba ik sabiedribaarierobezotuatbildibu sia",
  LT: "uab",
  PL: "spj spk spolkaakcyjna spolkajawna spolkazograniczonaodpowiedzialnoscia spzoo",
  CZ: "akciovaspolecnost spolecnostsrucenimomezenym",
  SK: "spolocnostsrucenimobmedzenym spolsro",
  HU: "kft korlatoltfelelossegutarsasag nyrt rt zartkoruenmukodoreszvenytarsasag zrt",
  SI: "dd delniskadruzba doo druzbazomejenoodgovornostjo kd sp zoo",
  HR: "dionickodrustvo jdoo",
  RO: "societatecuraspunderelimitata societatepeactiuni",
  BG: "ead eood kda ood ад дружествосограниченаотговорност еад еоод оод",
  GR: "ee pl",
  // Elsewhere (AU, BR, IN, MX, SG …).
  other: "ltda pteltd pty ptyltd pvtltd sadecv ulc unlimitedcompany vereniging"
}

/** Not in that list. From knowledge of the acts named; nobody looked them up. */
const others: ReadonlyArray<readonly [forms: string, act: string]> = [
  ["sro", "zákon č. 90/2012 Sb., § 132"],
  ["ug unternehmergesellschafthaftungsbeschrankt", "GmbHG § 5a"],
  ["sociedadlimitada", "Real Decreto Legislativo 1/2010 art. 6"],
  ["entrepriseunipersonnellearesponsabilitelimitee eurl sasu", "Code de commerce L223-1, L227-1"],
  ["αε επε ικε ανωνυμηεταιρεια εταιρειαπεριορισμενηςευθυνης", "Laws 4548/2018, 3190/1955, 4072/2012"],
  ["drustvosogranicenomodgovornoscu", "Zakon o trgovačkim društvima art. 385"],
  ["dac", "Companies Act 2014 s. 969"],
  ["uzdarojiakcinebendrove", "Akcinių bendrovių įstatymas art. 2"],
  ["lda sgps unipessoallda", "Código das Sociedades Comerciais art. 200, 270-B; DL 495/88"],
  ["pvba nvsa sanv", "former Belgian law; both languages together"],
  ["coltd ooo pte", "as names are written in Asia and Russia"]
]

/** All of them. */
export const legalForms: ReadonlySet<string> = new Set(
  [...Object.values(byCountry), ...others.map(([forms]) => forms)].flatMap((forms) => forms.split(" "))
)
