/** What a person enters in each portal, step by step, by pointer. */
export type Entered = Readonly<Record<string, string | boolean>>

const password = "correct horse battery staple"

export const passwords = { "/admin/password": password, "/admin/passwordRetype": password }

const primary = {
  "/contacts/primary/firstName": "Jan",
  "/contacts/primary/lastName": "Janssen",
  "/contacts/primary/email": "jan.janssen@copaco.com",
  "/contacts/primary/phone": "+31 40 230 6306"
}

const eindhoven = (at: string) => ({
  [`${at}/line1`]: "Hoevenweg 21",
  [`${at}/city`]: "Eindhoven",
  [`${at}/postalCode`]: "5652AW",
  [`${at}/country`]: "NL"
})

export const inputs: Readonly<Record<string, ReadonlyArray<readonly [step: string, entered: Entered]>>> = {
  twotcloud: [
    ["account", { "/name": "Bakkerij Jansen B.V.", "/taxZone": "nl" }],
    ["customer", { ...eindhoven("/address"), ...primary }],
    ["additional", {}],
    ["login", { "/admin/login": "bakkerij-jansen", ...passwords }]
  ],
  copaco: [
    [
      "general",
      {
        "/shortName": "Copaco",
        "/name": "Copaco Netherlands B.V.",
        "/externalKey": "123",
        "/registrationNumber": "17048595",
        "/vatId": "NL006486253B01",
        "/currency": "EUR",
        "/qualification/type": "nonProfit"
      }
    ],
    ["address", eindhoven("/address")],
    ["contact", { ...primary, "/contacts/primary/role": "CEO" }]
  ],
  msphub: [
    [
      "company",
      {
        "/name": "Northwind Schools Ltd",
        "/customerType": "managed",
        "/subscription": "monthly",
        ...eindhoven("/address"),
        "/billing/sameAsCustomer": true,
        "/billing/profileName": "Headquarters",
        "/billing/billTo": "Northwind Schools Ltd"
      }
    ],
    [
      "contacts",
      {
        ...primary,
        "/contacts/primary/countryCode": "NL",
        "/contacts/billing/firstName": "Mia",
        "/contacts/billing/lastName": "de Wit",
        "/contacts/billing/email": "billing@copaco.com",
        "/admin/firstName": "Ada",
        "/admin/lastName": "Vos",
        "/admin/login": "ada@copaco.com",
        "/admin/email": "it@copaco.com"
      }
    ],
    ["microsoft", { "/microsoft/way": "skip" }],
    ["additional", { "/salesRepresentatives/0/name": "Sam Smit", "/salesRepresentatives/0/email": "sam@copaco.com" }]
  ],
  "control-panel": [
    [
      "step1",
      {
        "/name": "Garage de Brug",
        "/primaryDomain": "garagedebrug.nl",
        "/admin/displayName": "Piet Brug",
        "/admin/login": "piet@garagedebrug.nl",
        ...passwords,
        "/admin/email": "piet@example.com"
      }
    ],
    ["step2", { ...primary, ...eindhoven("/address") }],
    ["step3", {}]
  ],
  oneclick: [
    ["place", { "/kind": "department", "/dataCenter": "ams", "/externalKey": "D-7" }],
    ["licenses", {}],
    ["rights", {}],
    [
      "parties",
      {
        "/name": "Support desk Zuid",
        "/licensee/name": "Zuid Holding B.V.",
        ...eindhoven("/licensee/address"),
        "/contractor/sameAs": "licensee",
        "/invoiceRecipient/sameAs": "licensee"
      }
    ],
    ["contact", {}]
  ]
}
