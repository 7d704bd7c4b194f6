/**
 * A TCP proxy between a client and a server that breaks connections as told: after so many bytes, after a while, now.
 *
 * What is left to chance is drawn from a seed, in the order in which connections are opened and faults are given.
 */
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { within } from "./within.ts"

export type Direction = "toServer" | "toClient"

/** A number, or two between which one is drawn, both included. */
export type Span = number | readonly [least: number, most: number]

/**
 * How a connection breaks.
 *
 * `cut`: what came before the fault is delivered, then both sides lose the connection. `halfClose`: the receiver sees the
 * end of that direction, and the other one goes on. `stall`: that direction is silent from then on, and nobody is told.
 */
export type Kind = "cut" | "halfClose" | "stall"

export interface Fault {
  readonly kind: Kind
  /** The direction that is counted and, but for a cut, broken; either of the two, drawn, if not given. */
  readonly direction?: Direction
  /** Bytes of that direction, from when the fault is given or the connection opened, that still pass. */
  readonly bytes?: Span
  /** Milliseconds from then on; with `bytes` too, whichever is first. */
  readonly milliseconds?: Span
  /** Share of the connections that it meets, 0 to 1; all if not given. */
  readonly share?: number
}

export interface FaultProxy {
  readonly port: number
  /** The address of a server, as it is through this proxy. */
  readonly through: (url: string) => string
  /** Connections that are open now. */
  readonly open: () => number
  /** What happened since the start. */
  readonly counts: { accepted: number; refused: number; cut: number; halfClose: number; stall: number }
  /** Gives a fault to every connection, those open now and those to come; several may be given. */
  readonly inject: (fault: Fault) => void
  /** Breaks the open connections at once, and returns how many. A cut here loses what is on its way. */
  readonly now: (kind: Kind, direction?: Direction) => number
  /** Refuses a share of the new connections, 0 to 1: they are reset before the server hears of them. */
  readonly refuse: (share: number) => void
  /** Holds back everything of a direction, chunk by chunk, for so many milliseconds. */
  readonly delay: (direction: Direction, milliseconds: Span) => void
  /** Takes back all faults, refusals and delays; what is broken stays so. */
  readonly heal: () => void
  /** Cuts everything and stops. */
  readonly close: () => Promise<void>
}

/** Returns numbers from 0 to below 1 that follow from a seed. */
export const random = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Resets; closes one whose end is on its way: Node fails to reset that, loses its handle and then never exits. */
const reset = (socket: Socket) =>
  socket.writableEnded && !socket.writableFinished ? socket.destroy() : socket.resetAndDestroy()

interface Armed {
  readonly kind: Kind
  readonly direction: Direction
  bytes: number
}

interface Link {
  readonly sockets: Readonly<Record<Direction, { readonly from: Socket; readonly to: Socket }>>
  readonly faults: Set<Armed>
  readonly timers: Set<NodeJS.Timeout>
  readonly stalled: Set<Direction>
}

/** Starts a proxy before a server, which need not run yet. */
export const start = async (options: {
  /** Address of the server; its host and port are what counts. */
  readonly server: string
  readonly seed?: number
}): Promise<FaultProxy> => {
  const server = new URL(options.server)
  const target = { host: server.hostname.replace(/^\[|\]$/gu, ""), port: Number(server.port || 5432) }
  const chance = random(options.seed ?? 1)
  const draw = (span: Span) =>
    typeof span === "number" ? span : span[0] + Math.floor(chance() * (span[1] - span[0] + 1))
  const counts = { accepted: 0, refused: 0, cut: 0, halfClose: 0, stall: 0 }
  const links = new Set<Link>()
  const sockets = new Set<Socket>()
  let given: Array<Fault> = []
  let delays: { readonly [direction in Direction]?: Span } = {}
  let refused = 0

  const forget = (link: Link) => {
    for (const timer of link.timers) clearTimeout(timer)
    links.delete(link)
  }

  /** Breaks a link; `delivered` says that what came before is to arrive. */
  const strike = (link: Link, kind: Kind, direction: Direction, delivered: boolean) => {
    if (!links.has(link)) return
    counts[kind] += 1
    const { from, to } = link.sockets[direction]
    if (kind === "cut") {
      forget(link)
      reset(from)
      if (delivered) to.end(() => to.destroy())
      else reset(to)
    } else if (!link.stalled.has(direction)) {
      link.stalled.add(direction)
      if (kind === "halfClose") to.end()
    }
  }

  const arm = (link: Link, fault: Fault) => {
    if (fault.share !== undefined && chance() >= fault.share) return
    const direction = fault.direction ?? (chance() < 0.5 ? "toServer" : "toClient")
    const armed = {
      kind: fault.kind,
      direction,
      bytes: fault.bytes === undefined ? Number.POSITIVE_INFINITY : draw(fault.bytes)
    }
    link.faults.add(armed)
    if (fault.milliseconds === undefined) return
    const timer = setTimeout(() => {
      if (link.faults.delete(armed)) strike(link, fault.kind, direction, true)
    }, draw(fault.milliseconds))
    link.timers.add(timer)
  }

  /** Passes on what the faults of a direction leave of a chunk. */
  const pass = async (link: Link, direction: Direction, chunk: Buffer) => {
    const mine = [...link.faults].filter((fault) => fault.direction === direction)
    const first = mine.toSorted((one, other) => one.bytes - other.bytes)[0]
    const met = first !== undefined && first.bytes <= chunk.length
    const left = met ? chunk.subarray(0, first.bytes) : chunk
    for (const fault of mine) fault.bytes -= left.length
    const { to } = link.sockets[direction]
    if (left.length > 0 && !to.write(left) && !met) await once(to, "drain")
    if (!met) return
    link.faults.delete(first)
    strike(link, first.kind, direction, true)
  }

  const pump = async (link: Link, direction: Direction) => {
    const { from, to } = link.sockets[direction]
    try {
      for await (const chunk of from.iterator({ destroyOnReturn: false })) {
        const span = delays[direction]
        if (span !== undefined) await sleep(draw(span))
        // What a stalled direction still sends is read and lost.
        if (links.has(link) && !link.stalled.has(direction)) await pass(link, direction, chunk)
      }
      if (!link.stalled.has(direction)) to.end()
    } catch {
      // One side is gone: so is the other. A link that was cut before is no longer there.
      if (!links.has(link)) return
      forget(link)
      reset(from)
      reset(to)
    }
  }

  const proxy = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    client.on("error", () => {})
    if (refused > 0 && chance() < refused) {
      counts.refused += 1
      reset(client)
      return
    }
    counts.accepted += 1
    const upstream = connect({ ...target, allowHalfOpen: true, noDelay: true })
    upstream.on("error", () => reset(client))
    const link: Link = {
      sockets: { toServer: { from: client, to: upstream }, toClient: { from: upstream, to: client } },
      faults: new Set(),
      timers: new Set(),
      stalled: new Set()
    }
    links.add(link)
    for (const fault of given) arm(link, fault)
    for (const direction of ["toServer", "toClient"] as const) void pump(link, direction)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.once("close", () => {
        sockets.delete(socket)
        if (client.destroyed && upstream.destroyed) forget(link)
      })
    }
  })
  proxy.listen({ port: 0, host: "127.0.0.1" })
  await once(proxy, "listening")
  const { port } = proxy.address() as AddressInfo

  const now = (kind: Kind, direction: Direction = "toServer") => {
    const broken = [...links]
    for (const link of broken) strike(link, kind, direction, false)
    return broken.length
  }

  return {
    port,
    through: (url) => {
      const address = new URL(url)
      address.host = `127.0.0.1:${port}`
      return address.href
    },
    open: () => links.size,
    counts,
    inject: (fault) => {
      given.push(fault)
      for (const link of links) arm(link, fault)
    },
    now,
    refuse: (share) => {
      refused = share
    },
    delay: (direction, milliseconds) => {
      delays = { ...delays, [direction]: milliseconds }
    },
    heal: () => {
      given = []
      delays = {}
      refused = 0
      for (const link of links) {
        link.faults.clear()
        for (const timer of link.timers) clearTimeout(timer)
      }
    },
    close: async () => {
      const closed = once(proxy, "close")
      proxy.close()
      now("cut")
      for (const socket of sockets) socket.destroy()
      await within("the end of the proxy", closed)
    }
  }
}
