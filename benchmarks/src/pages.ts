/** Rows 6 and 8: a page of fifty of a hundred thousand, against the same rows by hand; at the beginning and deep down. */
import { uuid } from "../../packages/postgres/src/internal/Ids.ts"
import { orders, ourPages } from "./ourPages.ts"
import { type Case, clients, type Contender, type Group } from "./rounds.ts"
import { pool as poolOf, server } from "./server.ts"

const byHands = {
  tree: { by: "path", continues: "path > (SELECT path FROM clientele.customer WHERE id = $2)" },
  newest: { by: "id DESC", continues: "id < $2" }
} as const

export const pages = async (): Promise<Group> => {
  const { checkpoint } = await server()
  const ours = await ourPages()
  const pool = poolOf(ours.url, 2)
  const contenders: Array<Contender> = [...ours.contenders]
  const cases: Array<Case> = []
  for (const order of orders) {
    const { by, continues } = byHands[order]
    const far = ours.far.get(order)?.customer ?? ""
    const columns = "id, encode(path, 'hex') AS path, version, state"
    const byHand = (deep: boolean) => () =>
      pool.query({
        name: `${order} ${deep}`,
        text: `SELECT ${columns} FROM clientele.customer WHERE platform = $1 ${deep ? `AND ${continues}` : ""} ORDER BY customer.${by} LIMIT 50`,
        values: deep ? [uuid(ours.top.platform), uuid(far)] : [uuid(ours.top.platform)]
      })
    contenders.push(
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
      await Promise.all([ours.close(), pool.end()])
    }
  }
}
