/** Payload's local API, without HTTP and without an admin's pages. */
import { postgresAdapter } from "@payloadcms/db-postgres"
import { buildConfig, getPayload } from "payload"
import { serve } from "../serve.ts"
import { customers } from "./collection.ts"

const run = Date.now().toString(36)
let made = 0

serve(async (url) => {
  const config = buildConfig({
    secret: "a secret for nothing but the measured loop",
    telemetry: false,
    collections: [customers],
    db: postgresAdapter({ pool: { connectionString: url, max: 32, idleTimeoutMillis: 0 } })
  })
  // It makes its tables by itself only where nobody says production.
  process.env["NODE_ENV"] = "development"
  const payload = await getPayload({ config })
  process.env["NODE_ENV"] = "production"

  const create = () => {
    const n = made++
    const address = {
      country: "NL",
      line1: "Hoevenweg 1",
      line2: "Hal 3",
      city: "Eindhoven",
      state: "NL-NB",
      postalCode: "5652 AW"
    }
    const person = (who: string) => ({ firstName: "Jan", lastName: "Janssen", email: `${who}.${n}@voorbeeld.nl` })
    return payload.create({
      collection: "customers",
      depth: 0,
      data: {
        kind: "company",
        name: `Voorbeeld ${n} B.V.`,
        customerType: "gold",
        subscription: "standard",
        address,
        billing: { sameAsCustomer: false, profileName: "Hoofdkantoor", billTo: "Voorbeeld Holding B.V.", address },
        admin: { ...person("beheer"), login: `beheer.${n}.${run}@voorbeeld.nl` },
        microsoft: { way: "existing", country: "NL", domain: `voorbeeld${n}.nl` },
        note: "x".repeat(700),
        contacts: [
          { ...person("p"), role: "primary", phone: "+31402100000" },
          { ...person("b"), role: "billing" }
        ],
        representatives: [
          { name: "Piet Bakker", email: `r1.${n}@partner.example.com` },
          { name: "Anna Smit", email: `r2.${n}@partner.example.com` }
        ]
      }
    })
  }
  const page = async (page: number) => {
    const { docs } = await payload.find({ collection: "customers", depth: 0, limit: 50, page })
    if (docs.length !== 50) throw new Error(`${docs.length} customers`)
  }
  return { create, first: () => page(1), deep: () => page(1601) }
})
