/** What Node's reader of HTTP refuses before there is a request: told as problems, like everything else. */
import { InputRefused } from "@clientele/core"
import { type Server, type ServerResponse, STATUS_CODES } from "node:http"
import type { Socket } from "node:net"
import * as Schema from "effect/Schema"
import * as EdgeErrors from "../contract/EdgeErrors.ts"
import * as Problems from "../contract/Problems.ts"

/** Bytes of a request's first line and headers that are read at most. */
export const maxHeader = 16_384

const said = <A>(problem: Schema.Codec<A, unknown>, error: A) => {
  const body = Schema.encodeSync(problem)(error) as { readonly status: number }
  const text = JSON.stringify(body)
  const headers = {
    "content-type": "application/problem+json",
    "content-length": String(Buffer.byteLength(text)),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    connection: "close"
  }
  return { status: body.status, headers, text }
}

type Said = ReturnType<typeof said>

const unreadable = said(
  Problems.InputRefused,
  new InputRefused.InputRefused({ issues: [{ pointer: "", message: "This is no request of HTTP" }] })
)

/** By Node's code of the error. */
const known: ReadonlyMap<string, Said> = new Map([
  ["HPE_HEADER_OVERFLOW", said(Problems.HeaderTooLarge, new EdgeErrors.HeaderTooLarge({ limit: maxHeader }))],
  [
    "HPE_CHUNK_EXTENSIONS_OVERFLOW",
    said(Problems.PayloadTooLarge, new EdgeErrors.PayloadTooLarge({ of: "bytes", limit: maxHeader }))
  ],
  ["ERR_HTTP_REQUEST_TIMEOUT", said(Problems.RequestTooSlow, new EdgeErrors.RequestTooSlow())]
])

const expectation = said(Problems.ExpectationRefused, new EdgeErrors.ExpectationRefused())

const written = ({ headers, status, text }: Said): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    text
  ].join("\r\n")

/** Answers in a server's place; `open` are the answers that are under way, into which nothing is written. */
export const watch = (server: Server, open: ReadonlySet<ServerResponse>): void => {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    const begun = [...open].some((response) => response.socket === socket && response.headersSent)
    if (!socket.writable || begun || error.code === "ECONNRESET") socket.destroy(error)
    else socket.end(written(known.get(error.code ?? "") ?? unreadable), () => socket.destroy())
  })
  server.on("checkExpectation", (_, response: ServerResponse) => {
    response.writeHead(expectation.status, expectation.headers).end(expectation.text)
  })
}
