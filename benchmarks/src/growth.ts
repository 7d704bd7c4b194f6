/** Rows 9 and 10: any viewer of a million customers, and what growing from ten thousand to a million costs. */
import { administrator, client, draft, open } from "./kernel.ts"
import { type Case, clients, type Contender, type Group } from "./rounds.ts"
import { places, reseller, root, seed } from "./seeded.ts"
import { server } from "./server.ts"

const million = Number(process.env["BENCH_CUSTOMERS"] ?? 1_000_000)
const small = 10_000

/** At each depth the customer that sees most and one that sees about a hundred. */
const viewers = async (url: string) => {
  const found: Array<{ readonly name: string; readonly at: Awaited<ReturnType<typeof root>> }> = []
  for (const depth of [0, 1, 2, 3]) {
    const seen = `SELECT count(*) FROM (SELECT FROM clientele.customer k WHERE k.platform = c.platform AND k.path > c.path
      AND k.path < c.path || '\\xff'::bytea AND k.top <= c.depth AND k.depth >= c.depth LIMIT 100000) AS rows_seen`
    const candidates = `SELECT c.platform, c.id, (${seen}) AS seen FROM (
      SELECT * FROM clientele.customer WHERE depth = ${depth} AND status = 'active' AND ${depth === 0 ? "parent IS NULL" : "portal IS NOT NULL"}
      ORDER BY id LIMIT 4000) AS c`
    const [most] = await places(url, `SELECT platform, id FROM (${candidates}) AS t ORDER BY seen DESC LIMIT 1`)
    const [few] = await places(
      url,
      `SELECT platform, id FROM (${candidates}) AS t WHERE seen >= 60 ORDER BY seen LIMIT 1`
    )
    if (most !== undefined) found.push({ name: `depth ${depth}, most`, at: most })
    if (few !== undefined && few.customer !== most?.customer) found.push({ name: `depth ${depth}, fewest`, at: few })
  }
  return found
}

export const growth = async (): Promise<Group> => {
  const { checkpoint, database, kept } = await server()
  const large = await kept(`bench_seeded_${million}`, seed(million))
  const little = await database("small")
  await seed(small)(little)
  const contenders: Array<Contender> = []
  const cases: Array<Case> = []
  const kernels = { "1 M": open(client(large, 8)), "10 k": open(client(little, 8)) }

  for (const order of ["tree", "newest"] as const) {
    const names: Array<string> = []
    for (const { at, name } of await viewers(large)) {
      const actor = administrator(at)
      const { items } = await kernels["1 M"].page(actor, { order, limit: 50 })
      if (items.length < 50) continue
      names.push(`${order}, ${name}`)
      contenders.push({
        name: `${order}, ${name}`,
        block: clients(1, () => kernels["1 M"].page(actor, { order, limit: 50 }))
      })
    }
    cases.push({
      id: `9@${order}`,
      job: `visible page of 1 M, slowest class of viewers / fastest`,
      ours: names,
      theirs: names,
      of: "p50",
      goal: 1.6,
      target: 1.6,
      atMost: true
    })
  }

  for (const [name, url] of [
    ["1 M", large],
    ["10 k", little]
  ] as const) {
    const [parent, top] = [await reseller(url), await root(url)]
    contenders.push(
      { name: `create, ${name}`, block: clients(8, () => kernels[name].create(parent, draft())) },
      { name: `page, ${name}`, block: clients(1, () => kernels[name].page(administrator(top), { limit: 50 })) }
    )
  }
  cases.push(
    {
      id: "10@create",
      job: "creating, 1 M / 10 k customers there",
      ours: "create, 1 M",
      theirs: "create, 10 k",
      of: "rate",
      goal: 0.9,
      target: 0.9
    },
    {
      id: "10@page",
      job: "a page, 1 M / 10 k customers there",
      ours: "page, 1 M",
      theirs: "page, 10 k",
      of: "p50",
      goal: 1.1,
      target: 1.1,
      atMost: true
    }
  )
  return {
    contenders,
    cases,
    checkpoint,
    millis: 300,
    close: async () => {
      await Promise.all([kernels["1 M"].close(), kernels["10 k"].close()])
    }
  }
}
