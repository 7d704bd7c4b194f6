/** From which site a request comes: browsers say so in headers that no script can set. */
import type { HttpServerRequest } from "effect/http/HttpServerRequest"

const own: ReadonlySet<string> = new Set(["same-origin", "none"])

/**
 * Whether a page of another site sent a request, and of none that is let in. A program says neither of the headers. A browser
 * that says nothing of sites still says the origin.
 */
export const isForeign = ({ headers }: HttpServerRequest, origins: ReadonlyArray<string>): boolean => {
  const { host, origin, "sec-fetch-site": site } = headers
  if (origin !== undefined && origins.includes(origin)) return false
  if (site !== undefined) return !own.has(site)
  return origin !== undefined && hostOf(origin) !== host
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null)
