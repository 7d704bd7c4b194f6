/**
 * The client that asks both servers: HTTP/1.1 on sockets that are kept, one request after the other on each. It reads the
 * status and counts the bytes, so that it takes little of the machine.
 */
import { connect as open } from "node:net"

export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: string
}

export interface Connection {
  /** Sends a request; fails unless the answer is of that status. Resolves to the length of its body. */
  readonly ask: (request: Buffer, status: number) => Promise<number>
  /** The same, and reads the answer. */
  readonly read: (request: Buffer) => Promise<Answer>
  readonly close: () => void
}

/** The bytes of a request. */
export const request = (method: string, path: string, token: string, body?: unknown): Buffer => {
  const text = body === undefined ? "" : JSON.stringify(body)
  const head = [
    `${method} ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    `authorization: Bearer ${token}`,
    ...(body === undefined ? [] : ["content-type: application/json", `content-length: ${Buffer.byteLength(text)}`])
  ]
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${text}`)
}

export const connect = async (port: number): Promise<Connection> => {
  const socket = open({ host: "127.0.0.1", port, noDelay: true })
  let settle: { readonly resolve: (chunks: Array<Buffer>) => void; readonly reject: (error: Error) => void } | null =
    null
  let chunks: Array<Buffer> = []
  let [came, whole] = [0, Number.POSITIVE_INFINITY]
  const lost = (error?: Error) => settle?.reject(error ?? new Error("the server closed the connection"))
  socket.on("error", lost).on("close", () => lost())
  socket.on("data", (chunk: Buffer) => {
    chunks.push(chunk)
    came += chunk.length
    if (whole === Number.POSITIVE_INFINITY) {
      const start = chunks.length === 1 ? chunk : Buffer.concat(chunks)
      const end = start.indexOf("\r\n\r\n")
      if (end < 0) return
      const length = /\r\ncontent-length: (\d+)/iu.exec(start.toString("latin1", 0, end))?.[1]
      if (length === undefined) return lost(new Error("an answer does not say how long it is"))
      whole = end + 4 + Number(length)
    }
    if (came < whole) return
    const all = chunks
    chunks = []
    came = 0
    whole = Number.POSITIVE_INFINITY
    settle?.resolve(all)
  })
  const send = (request: Buffer) =>
    new Promise<Array<Buffer>>((resolve, reject) => {
      settle = { resolve, reject }
      socket.write(request)
    })
  const statusOf = (first: Buffer | undefined) => Number(first?.toString("latin1", 9, 12))
  return {
    ask: async (request, status) => {
      const chunks = await send(request)
      if (statusOf(chunks[0]) !== status) throw new Error(Buffer.concat(chunks).toString())
      return chunks.reduce((sum, { length }) => sum + length, 0)
    },
    read: async (request) => {
      const all = Buffer.concat(await send(request))
      const end = all.indexOf("\r\n\r\n")
      return { status: statusOf(all), head: all.toString("latin1", 0, end), body: all.toString("utf8", end + 4) }
    },
    close: () => void socket.destroy()
  }
}
