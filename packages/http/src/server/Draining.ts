/** Connections of a server that stops: none is kept for a next request, each ends with the answer that is under way. */
import type { Server, ServerResponse } from "node:http"

/** Watches a server; returns its answers that are under way, and what to call once it stops, before it is closed. */
export const watch = (server: Server): { readonly open: ReadonlySet<ServerResponse>; readonly drain: () => void } => {
  const open = new Set<ServerResponse>()
  let stopping = false
  server.prependListener("request", (_, response: ServerResponse) => {
    response.shouldKeepAlive &&= !stopping
    open.add(response)
    response.once("close", () => {
      open.delete(response)
      // One that had begun could not say any more that it is the last on its connection.
      if (stopping) setImmediate(() => server.closeIdleConnections())
    })
  })
  const drain = () => {
    stopping = true
    for (const response of open) response.shouldKeepAlive = false
  }
  return { open, drain }
}
