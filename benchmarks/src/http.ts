/**
 * Row 13: creating a customer and reading a page of fifty over HTTP, against Fastify with ajv and `pg`.
 *
 * Each server is a process of its own on the same database, with ten connections to it, and is asked by the same client over
 * eight connections that are kept, one request after the other on each. Both look a bearer token up by its hash and then its
 * owner, with every request anew; check the body; send the same prepared statements in the same order, as recorded from a
 * request of ours; answer with the same keys, the same headers and an id of the request; write a line of JSON about it.
 *
 * Only ours checks the values of the draft and the rules of the portal, derives the tax zone, asks what the actor may see and
 * do, counts requests, limits their rate, size, depth and time, and has spans. The peer checks shapes, lengths and choices with
 * ajv, makes state and events of what was sent and of a recorded customer, and answers rows of a page as they are, with the
 * rest of the recorded answer.
 */
import { root, seed } from "./seeded.ts"
import { server } from "./server.ts"
import { connect, type Connection } from "./http/asking.ts"
import { type Child, start } from "./http/child.ts"
import { create, page, record } from "./http/recording.ts"
import { type Case, clients, type Contender, type Group } from "./rounds.ts"

const customers = 10_000
const atOnce = 8

const goals = { create: 0.95, page: 1 } as const

const names = { ours: "ours", fastify: "Fastify + ajv + pg" } as const

/** A customer of a page, or the one that was made: what is to be the same of both is its keys. */
const keysOf = (body: string): ReadonlyArray<string> => {
  const { customer, items } = JSON.parse(body)
  return Object.keys(customer ?? items[0]).toSorted()
}

export const http = async (): Promise<Group> => {
  const { checkpoint, database } = await server()
  const url = await database("http")
  await seed(customers)(url)
  const parent = await root(url)
  const recording = await record(url, parent)
  const { token } = recording
  const jobs = {
    create: { request: () => create(token, parent), status: 201 },
    page: { request: () => page(token), status: 200 }
  } as const

  const opened: Array<readonly [Child, ReadonlyArray<Connection>]> = []
  const contenders: Array<Contender> = []
  for (const peer of ["ours", "fastify"] as const) {
    const child = await start(`${peer}.ts`, { url, recording })
    const connections = await Promise.all(Array.from({ length: atOnce }, () => connect(child.port)))
    opened.push([child, connections])
    for (const [job, { request, status }] of Object.entries(jobs)) {
      const { body } = await (connections[0] as Connection).read(request())
      const recorded = recording[job as keyof typeof jobs].answer.body
      if (keysOf(body).join() !== keysOf(recorded).join() || Math.abs(body.length / recorded.length - 1) > 0.1)
        throw new Error(`${peer} answers ${job} otherwise: ${body.slice(0, 2000)}`)
      const block = async (millis: number) => {
        let count = 0
        const before = await child.cpu()
        const asked = await clients(atOnce, async (at) => {
          await (connections[at] as Connection).ask(request(), status)
          count += 1
        })(millis)
        return { ...asked, cpu: ((await child.cpu()) - before) / count }
      }
      contenders.push({ name: `${names[peer]}, ${job}`, block })
    }
  }
  const cases = (["create", "page"] as const).map(
    (job): Case => ({
      id: `13@${job}`,
      job: `${job} over HTTP, ${atOnce} at once, against ${names.fastify}`,
      ours: `${names.ours}, ${job}`,
      theirs: `${names.fastify}, ${job}`,
      of: "rate",
      goal: goals[job],
      target: goals[job]
    })
  )
  return {
    contenders,
    cases,
    checkpoint,
    warmUpMillis: 2000,
    close: async () => {
      for (const [child, connections] of opened) {
        for (const connection of connections) connection.close()
        await child.close()
      }
    }
  }
}
