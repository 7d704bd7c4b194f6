/** Databases with many customers, as `npm run seed` makes them. */
import { Migrations, Seeding } from "@clientele/postgres"
import * as Effect from "effect/Effect"
import { population } from "../../scripts/seed/population.ts"
import * as Progress from "../../packages/cli/src/internal/seed/progress.ts"
import { client, type Place } from "./kernel.ts"
import { pool as poolOf } from "./server.ts"
import { fromUuid } from "../../packages/postgres/src/internal/Ids.ts"

export const seed =
  (customers: number) =>
  async (url: string): Promise<void> => {
    const progress = Progress.start("customers", customers + 1)
    const program = Effect.andThen(Migrations.migrate, Seeding.sow(population(customers), progress.at))
    await Effect.runPromise(Effect.provide(program, client(url, 2)))
    progress.end()
  }

interface Found {
  readonly platform: string
  readonly id: string
}

const place = ({ id, platform }: Found): Place => ({
  platform: fromUuid("plt", platform) as Place["platform"],
  customer: fromUuid("cus", id) as Place["customer"]
})

/** Customers of a database that a statement finds. */
export const places = async (url: string, text: string): Promise<ReadonlyArray<Place>> => {
  const pool = poolOf(url, 1)
  const { rows } = await pool.query<Found>(text)
  await pool.end()
  return rows.map(place)
}

export const root = async (url: string): Promise<Place> => {
  const [found] = await places(url, "SELECT platform, id FROM clientele.customer WHERE parent IS NULL")
  if (found === undefined) throw new Error("there is no root")
  return found
}

/** The first reseller, which has many customers. */
export const reseller = async (url: string): Promise<Place> => {
  const [found] = await places(
    url,
    "SELECT platform, id FROM clientele.customer WHERE depth = 2 AND status = 'active' ORDER BY id LIMIT 1"
  )
  if (found === undefined) throw new Error("there is no reseller")
  return found
}
