/** Rows 1, 2 and 3: creating a customer, at 1, 8 and 32 at once. */
import * as eightRows from "./eightRows.ts"
import { client, draft, open } from "./kernel.ts"
import * as one from "./oneStatement.ts"
import { type Case, clients, type Contender, type Group } from "./rounds.ts"
import { pool as poolOf, server } from "./server.ts"

const at = [1, 8, 32] as const

const goals = {
  "1": { 1: 1.6, 8: 1.9, 32: 2.1 },
  "2": { 1: 0.9, 8: 0.9, 32: 0.9 },
  "3": { 1: 0.5, 8: 0.6, 32: 0.8 }
} as const

const jobs = {
  "1": "create, against eight rows by hand without checks",
  "2": "create, against pg with the same statement",
  "3": "create, against pgbench with the same statement"
} as const

export const creates = async (): Promise<Group> => {
  const { checkpoint, database } = await server()
  const [url, byHand] = [await database("create"), await database("hand")]
  const kernel = open(client(url))
  const parent = await kernel.openPlatform()
  const template = await one.template(url, parent)
  const pool = poolOf(url, 32)
  const hand = poolOf(byHand, 32)
  await hand.query(eightRows.tables)
  const root = await eightRows.root(hand)
  const raw = one.byPg(pool, template)

  const contenders: Array<Contender> = []
  const cases: Array<Case> = []
  for (const c of at) {
    contenders.push(
      { name: `ours @${c}`, block: clients(c, () => kernel.create(parent, draft())) },
      { name: `eight rows by hand @${c}`, block: clients(c, () => eightRows.create(hand, root)) },
      { name: `pg, one statement @${c}`, block: clients(c, raw) }
    )
    if (one.pgbench === null) console.error("row 3 is left out: there is no pgbench on this machine")
    else contenders.push({ name: `pgbench @${c}`, block: one.byPgbench(one.pgbench, url, template, c) })
    const theirs = { "1": `eight rows by hand @${c}`, "2": `pg, one statement @${c}`, "3": `pgbench @${c}` }
    for (const row of ["1", "2", ...(one.pgbench === null ? [] : ["3" as const])] as const) {
      const goal = goals[row][c]
      cases.push({
        id: `${row}@${c}`,
        job: jobs[row],
        ours: `ours @${c}`,
        theirs: theirs[row],
        of: "rate",
        goal,
        target: goal
      })
    }
  }
  return {
    contenders,
    cases,
    checkpoint,
    warmUpMillis: 2000,
    close: async () => {
      await Promise.all([kernel.close(), pool.end(), hand.end()])
    }
  }
}
