/** Rows 6 and 8: a page of fifty of a hundred thousand, against the same rows by hand; at the beginning and deep down. */
import { Cursor } from "@clientele/core"
import { uuid } from "../../packages/postgres/src/internal/Ids.ts"
import { administrator, client, open } from "./kernel.ts"
import { type Case, clients, type Contender, type Group } from "./rounds.ts"
import { places, root, seed } from "./seeded.ts"
import { pool as poolOf, server } from "./server.ts"

const size = 100_000

const orders = {
  tree: { by: "path", continues: "path > (SELECT path FROM clientele.customer WHERE id = $2)", sort: "path" },
  newest: { by: "id DESC", continues: "id < $2", sort: "id DESC" }
} as const

export const pages = async (): Promise<Group> => {
  const { checkpoint, kept } = await server()
  const url = await kept(`bench_seeded_${size}`, seed(size))
  const kernel = open(client(url, 2))
  const top = await root(url)
  const actor = administrator(top)
  const pool = poolOf(url, 2)
  const contenders: Array<Contender> = []
  const cases: Array<Case> = []
  for (const order of ["tree", "newest"] as const) {
    const { by, continues, sort } = orders[order]
    const [far] = await places(
      url,
      `SELECT platform, id FROM clientele.customer WHERE top = 0 ORDER BY ${sort} OFFSET ${Math.floor(size * 0.5)} LIMIT 1`
    )
    if (far === undefined) throw new Error("the tree is not deep enough")
    const query = { order, limit: 50 } as const
    const scope = {
      query: { ...query, after: null, limit: null },
      actor: actor._tag === "user" ? actor.id : "",
      home: top.customer
    }
    const after = Cursor.encode(scope, far.customer)
    const columns = "id, encode(path, 'hex') AS path, version, state"
    const byHand = (deep: boolean) => () =>
      pool.query({
        name: `${order} ${deep}`,
        text: `SELECT ${columns} FROM clientele.customer WHERE platform = $1 ${deep ? `AND ${continues}` : ""} ORDER BY ${by} LIMIT 50`,
        values: deep ? [uuid(top.platform), uuid(far.customer)] : [uuid(top.platform)]
      })
    contenders.push(
      { name: `ours, ${order}, first`, block: clients(1, () => kernel.page(actor, query)) },
      { name: `ours, ${order}, deep`, block: clients(1, () => kernel.page(actor, { ...query, after })) },
      { name: `keyset by hand, ${order}, first`, block: clients(1, byHand(false)) },
      { name: `keyset by hand, ${order}, deep`, block: clients(1, byHand(true)) }
    )
    for (const where of ["first", "deep"]) {
      cases.push({
        id: `6@${order}-${where}`,
        job: `${where} page of 50, ${order}`,
        ours: `ours, ${order}, ${where}`,
        theirs: `keyset by hand, ${order}, ${where}`,
        of: "p50",
        goal: 1.25,
        target: 1.25,
        atMost: true
      })
    }
    cases.push({
      id: `8@${order}`,
      job: `page deep down against the first, ${order}`,
      ours: `ours, ${order}, deep`,
      theirs: `ours, ${order}, first`,
      of: "p50",
      goal: 1.1,
      target: 1.1,
      atMost: true
    })
  }
  return {
    contenders,
    cases,
    checkpoint,
    millis: 300,
    close: async () => {
      await Promise.all([kernel.close(), pool.end()])
    }
  }
}
