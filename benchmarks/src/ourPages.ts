/** Pages of fifty of a hundred thousand customers as ours reads them, at the beginning and deep down, in both orders. */
import { Cursor } from "@clientele/core"
import { administrator, client, open, type Place } from "./kernel.ts"
import { clients, type Contender } from "./rounds.ts"
import { places, root, seed } from "./seeded.ts"
import { server } from "./server.ts"

export const size = 100_000

export const orders = ["tree", "newest"] as const

export type Order = (typeof orders)[number]

const sorts = { tree: "path", newest: "id DESC" } as const

export const ourPages = async () => {
  const url = await (await server()).kept(`bench_seeded_${size}`, seed(size))
  const kernel = open(client(url, 2))
  const top = await root(url)
  // Who is at home at the root sees a part of all: what those below have not hidden.
  const actor = administrator(top)
  const contenders: Array<Contender> = []
  const far = new Map<Order, Place>()
  for (const order of orders) {
    const seen = "FROM clientele.customer WHERE top = 0"
    const [place] = await places(
      url,
      `SELECT platform, id ${seen} ORDER BY ${sorts[order]} OFFSET (SELECT count(*) * 4 / 5 ${seen}) LIMIT 1`
    )
    if (place === undefined) throw new Error("the tree is not deep enough")
    far.set(order, place)
    const scope = {
      query: { order, after: null, limit: null },
      actor: actor._tag === "user" ? actor.id : "",
      home: top.customer
    }
    const query = { order, limit: 50 } as const
    const after = Cursor.within(scope).encode(place.customer)
    for (const { items } of [await kernel.page(actor, query), await kernel.page(actor, { ...query, after })])
      if (items.length !== 50) throw new Error(`${items.length} customers`)
    contenders.push(
      { name: `ours, ${order}, first`, block: clients(1, () => kernel.page(actor, query)) },
      { name: `ours, ${order}, deep`, block: clients(1, () => kernel.page(actor, { ...query, after })) }
    )
  }
  return { url, top, contenders, far, close: kernel.close }
}
