/** Rows 4 and 5: creating a customer, against what comes nearest to it in peers; at 1, 8 and 32 at once. */
import { client, draft, open } from "./kernel.ts"
import * as Peer from "./peer.ts"
import { type Case, clients, type Contender, type Group } from "./rounds.ts"
import { server } from "./server.ts"

const at = [1, 8, 32] as const

/** What each peer writes, in rows. */
const rows = {
  "better-auth": { signUp: 2, organization: 2 },
  medusa: { create: 3 },
  payload: { create: 5 },
  vendure: { create: 6 }
} as const

type Name = keyof typeof rows

/** Vendure has no goal of its own in the table; it is held to the lowest of row 5. */
const goals = { medusa: 5.5, payload: 20, vendure: 5.5 } as const

export const peerCreates = async (wanted: (row: string) => boolean): Promise<Group> => {
  const { checkpoint, database } = await server()
  const kernel = open(client(await database("create")))
  const parent = await kernel.openPlatform()
  const names: ReadonlyArray<Name> = [
    ...(wanted("4") ? ["better-auth" as const] : []),
    ...(wanted("5") ? (["medusa", "payload", "vendure"] as const) : [])
  ]
  const peers = await Peer.openAll(names, (name) => database(name.replace("-", "_")))

  const contenders: Array<Contender> = []
  const cases: Array<Case> = []
  for (const c of at) contenders.push({ name: `ours @${c}`, block: clients(c, () => kernel.create(parent, draft())) })
  for (const [name, peer] of peers) {
    for (const [job, count] of Object.entries(rows[name])) {
      await peer.writes(job, count)
      for (const c of at) contenders.push({ name: `${name}, ${job} @${c}`, block: peer.block(job, c) })
    }
    for (const c of at) {
      const theirs = Object.keys(rows[name]).map((job) => `${name}, ${job} @${c}`)
      const goal = name === "better-auth" ? 4 : goals[name]
      cases.push({
        id: name === "better-auth" ? `4@${c}` : `5@${name}${c === 8 ? "" : `-${c}`}`,
        job: `create, ${c} at once`,
        ours: `ours @${c}`,
        theirs,
        of: "rate",
        goal,
        target: goal
      })
    }
  }
  return {
    contenders,
    cases: cases.toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true })),
    checkpoint,
    millis: 300,
    close: async () => {
      await Promise.all([kernel.close(), ...[...peers.values()].map((peer) => peer.close())])
    }
  }
}
