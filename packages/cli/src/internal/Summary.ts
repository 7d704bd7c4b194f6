/** What a server says when it is there: where, with what, and what is not safe about it. */
import type { Settings } from "@clientele/http/server"
import * as IpNetwork from "effect/net/IpNetwork"

export interface Facts {
  readonly version: string
  readonly host: string
  readonly port: number
  readonly settings: Settings
  readonly portals: ReadonlyArray<string>
  /** Address of the database server; `null` for the embedded one. */
  readonly database: string | null
  readonly folder: string
  /** Whether the process may do everything on its machine. */
  readonly root: boolean
}

/** Addresses that only programs of the same machine reach. */
const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/u.test(host)

const everybody = (host: string): boolean => host === "0.0.0.0" || host === "::"

/** The address under which a browser on this machine finds the server. */
export const address = ({ host, port }: Pick<Facts, "host" | "port">): string => {
  const name = everybody(host) || isLoopback(host) ? "localhost" : host.includes(":") ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** The database without whoever signs in to it. */
export const store = ({ database, folder }: Pick<Facts, "database" | "folder">): string => {
  if (database === null) return `embedded PostgreSQL in ${folder}`
  const url = URL.canParse(database) ? new URL(database) : null
  return url === null ? "PostgreSQL" : `PostgreSQL at ${url.host}${url.pathname}`
}

const encrypted: ReadonlySet<string | null> = new Set(["require", "verify-ca", "verify-full"])

/** Returns what is insecure and why, one sentence each. */
export const insecurities = ({ database, host, root, settings }: Facts): ReadonlyArray<string> => {
  const open = !isLoopback(host)
  const found: Array<string> = []
  if (open && !settings.secureCookies) {
    found.push(
      "session cookies also go over plain HTTP, where others can read them: put TLS before it and say --secure-cookies"
    )
  }
  if (settings.secureCookies && settings.trustedProxies.length === 0) {
    found.push("behind a proxy, all callers count as one and share its limits: name the proxy with --trust-proxy")
  }
  if (settings.trustedProxies.some((network) => IpNetwork.format(network).endsWith("/0"))) {
    found.push("everybody may claim any address, which evades the limits: name the proxy alone with --trust-proxy")
  }
  for (const origin of settings.origins.filter(
    (one) => one.startsWith("http:") && !isLoopback(new URL(one).hostname)
  )) {
    found.push(`pages of ${origin} come over plain HTTP, where others can change them: serve them over TLS`)
  }
  if (open) found.push("/api/v1/metrics answers everybody who reaches the port: keep it from the internet in the proxy")
  if (database !== null && URL.canParse(database)) {
    const url = new URL(database)
    if (!isLoopback(url.hostname) && url.hostname !== "" && !encrypted.has(url.searchParams.get("sslmode"))) {
      found.push("the connection to the database is not encrypted: add ?sslmode=require to DATABASE_URL")
    }
  }
  if (root) found.push("the process runs as root, and needs nothing of that: give it a user of its own")
  return found
}

/** Returns the summary for people; `notes` are lines of whoever extends the server. */
export const lines = (facts: Facts, notes: ReadonlyArray<string> = []): ReadonlyArray<string> => {
  const base = address(facts)
  const rows: ReadonlyArray<readonly [string, string]> = [
    ["address", base],
    ["API", `${base}/api/v1`],
    ["docs", `${base}/docs`],
    ["store", store(facts)],
    ["portals", facts.portals.join(", ")],
    ...insecurities(facts).map((sentence) => ["insecure", sentence] as const)
  ]
  const told = rows.map(([name, value]) => `  ${name.padEnd(9)} ${value}`)
  return [`Clientele ${facts.version}`, ...told, ...(notes.length === 0 ? [] : ["", ...notes]), "", "Ctrl-C stops it."]
}

/** Returns the summary for machines. */
export const annotations = (facts: Facts): Readonly<Record<string, unknown>> => ({
  version: facts.version,
  address: address(facts),
  store: store(facts),
  portals: facts.portals,
  insecure: insecurities(facts)
})
