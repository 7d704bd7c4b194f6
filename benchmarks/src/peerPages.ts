/** Row 7: a page of fifty of a hundred thousand, against pages of peers; the first, and the one at 80 % of the way down. */
import { orders, ourPages, size } from "./ourPages.ts"
import * as Peer from "./peer.ts"
import type { Case, Contender, Group } from "./rounds.ts"
import { server } from "./server.ts"

const goals = { first: 10, deep: 20 } as const

/** Jobs of each peer by what is appended to its name; `counted` also says how many there are, as ours does not. */
const jobs = {
  "better-auth": { "": { first: "first", deep: "deep" } },
  medusa: { "": { first: "first", deep: "deep" }, "-counted": { first: "firstCounted", deep: "deepCounted" } },
  payload: { "": { first: "first", deep: "deep" } },
  vendure: { "": { first: "first", deep: "deep" } }
} as const

export const peerPages = async (): Promise<Group> => {
  const { checkpoint, kept } = await server()
  const ours = await ourPages()
  const contenders: Array<Contender> = [...ours.contenders]
  const names: Array<string> = []
  const peers = await Peer.openAll(Object.keys(jobs) as Array<keyof typeof jobs>, (name) =>
    kept(`bench_${name.replace("-", "_")}_${size}`, Peer.sow(name))
  )
  for (const [name, peer] of peers) {
    for (const [suffix, job] of Object.entries(jobs[name])) {
      names.push(name + suffix)
      for (const where of ["first", "deep"] as const)
        contenders.push({ name: `${name}${suffix}, ${where}`, block: peer.block(job[where], 1) })
    }
  }
  const cases = (["first", "deep"] as const).flatMap((where) => {
    const versus = (id: string, theirs: ReadonlyArray<string>): Case => ({
      id,
      job: `${where === "first" ? "first page of 50" : "page of 50 at 80 %"}, theirs / ours`,
      ours: orders.map((order) => `ours, ${order}, ${where}`),
      theirs: theirs.map((name) => `${name}, ${where}`),
      of: "pace",
      goal: goals[where],
      target: goals[where]
    })
    return [
      ...(names.length === 0 ? [] : [versus(`7@${where}`, names)]),
      ...names.map((name) => versus(`7@${name}-${where}`, [name]))
    ]
  })
  return {
    contenders,
    cases,
    checkpoint,
    millis: 300,
    close: async () => {
      await Promise.all([ours.close(), ...[...peers.values()].map((peer) => peer.close())])
    }
  }
}
