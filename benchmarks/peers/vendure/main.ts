/** Vendure's service of customers, as its resolvers call it: in one transaction, without GraphQL. */
import { randomUUID } from "node:crypto"
import {
  bootstrap,
  CustomerService,
  DefaultLogger,
  LogLevel,
  RequestContextService,
  TransactionalConnection
} from "@vendure/core"
import { serve } from "../serve.ts"

const run = Date.now().toString(36)
let made = 0

serve(async (url) => {
  const app = await bootstrap({
    apiOptions: { hostname: "127.0.0.1", port: 0 },
    authOptions: {
      tokenMethod: "bearer",
      superadminCredentials: { identifier: "nobody", password: randomUUID() }
    },
    dbConnectionOptions: {
      type: "postgres",
      url,
      synchronize: true,
      logging: false,
      extra: { max: 32, idleTimeoutMillis: 0 }
    },
    logger: new DefaultLogger({ level: LogLevel.Error }),
    paymentOptions: { paymentMethodHandlers: [] }
  })
  const customers = app.get(CustomerService)
  const connection = app.get(TransactionalConnection)
  const context = await app.get(RequestContextService).create({ apiType: "admin" })

  const create = () => {
    const n = made++
    const input = {
      firstName: "Jan",
      lastName: "Janssen",
      emailAddress: `u${n}.${run}@voorbeeld.nl`,
      phoneNumber: "+31402100000"
    }
    return connection.withTransaction(context, (inside) => customers.create(inside, input))
  }
  const page = async (skip: number) => {
    const { items } = await customers.findAll(context, { take: 50, skip })
    if (items.length !== 50) throw new Error(`${items.length} customers`)
  }
  return { create, first: () => page(0), deep: () => page(80_000) }
})
