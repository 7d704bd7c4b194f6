/** Medusa's customer module by itself: its service, without workflows and HTTP. */
import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { Modules } from "@medusajs/framework/utils"
import type { ICustomerModuleService } from "@medusajs/framework/types"
import { serve } from "../serve.ts"

const run = Date.now().toString(36)
let made = 0

serve(async (url) => {
  const module = { moduleKey: Modules.CUSTOMER, cwd: import.meta.dirname }
  const options = { database: { clientUrl: url, pool: { min: 1, max: 32 } } }
  const path = "@medusajs/customer"
  await MedusaModule.migrateUp({ ...module, modulePath: path, options })
  const { customer } = await MedusaModule.bootstrap<ICustomerModuleService>({
    ...module,
    defaultPath: path,
    declaration: { scope: "internal", options }
  })
  const customers = customer as ICustomerModuleService

  const create = () => {
    const n = made++
    const person = { first_name: "Jan", last_name: "Janssen", company: `Voorbeeld ${n} B.V.`, phone: "+31402100000" }
    const place = {
      address_1: "Hoevenweg 1",
      city: "Eindhoven",
      country_code: "nl",
      province: "NL-NB",
      postal_code: "5652 AW"
    }
    return customers.createCustomers({
      first_name: person.first_name,
      last_name: person.last_name,
      company_name: person.company,
      phone: person.phone,
      email: `u${n}.${run}@voorbeeld.nl`,
      has_account: true,
      metadata: { note: "x".repeat(700) },
      addresses: [
        { ...person, ...place, address_name: "office" },
        { ...person, ...place, address_name: "billing", is_default_billing: true }
      ]
    })
  }
  const page = async (skip: number) => {
    const found = await customers.listCustomers({}, { take: 50, skip })
    if (found.length !== 50) throw new Error(`${found.length} customers`)
  }
  const counted = async (skip: number) => {
    const [found] = await customers.listAndCountCustomers({}, { take: 50, skip })
    if (found.length !== 50) throw new Error(`${found.length} customers`)
  }
  return {
    create,
    first: () => page(0),
    deep: () => page(80_000),
    firstCounted: () => counted(0),
    deepCounted: () => counted(80_000)
  }
})
