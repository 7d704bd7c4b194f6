/** Flags, each with the environment variable that says the same; a flag wins. */
import * as PlatformId from "@clientele/core/PlatformId"
import type * as Http from "@clientele/http/server"
import * as Config from "effect/Config"
import * as Flag from "effect/cli/Flag"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as IpNetwork from "effect/net/IpNetwork"

const said =
  (sentence: string, variable: string, standard?: string | number) =>
  <A>(flag: Flag.Flag<A>): Flag.Flag<A> =>
    Flag.withDescription(
      flag,
      `${sentence} [${variable}${standard === undefined ? "" : `; ${standard} where nothing is said`}]`
    )

const text = (name: string, variable: string, sentence: string) =>
  Flag.withFallbackConfig(Flag.String(name), Config.String(variable)).pipe(said(sentence, variable))

const number = (name: string, variable: string, range: readonly [number, number], standard: number, sentence: string) =>
  Flag.withFallbackConfig(Flag.Int(name), Config.Int(variable)).pipe(
    Flag.filter(
      (value) => value >= range[0] && value <= range[1],
      (value) => `${name} (${variable}) is a number from ${range[0]} to ${range[1]}, not ${value}`
    ),
    said(sentence, variable, standard),
    Flag.withDefault(standard)
  )

const wrong = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Values with commas between them; `read` throws the sentence that says what is wrong with one. */
const several = <A>(name: string, variable: string, sentence: string, read: (value: string) => A) =>
  text(name, variable, sentence).pipe(
    Flag.mapTryCatch(
      (values) =>
        values
          .split(",")
          .map((value) => value.trim())
          .filter((value) => value !== "")
          .map(read),
      wrong
    ),
    Flag.withDefault<ReadonlyArray<A>>([])
  )

const network = (value: string): IpNetwork.IpNetwork => {
  const prefix = value.includes(":") ? "/128" : "/32"
  const made = IpNetwork.fromString(value.includes("/") ? value : `${value}${prefix}`)
  if (Result.isFailure(made)) {
    throw new Error(`trust-proxy (CLIENTELE_TRUST_PROXY) names addresses and networks such as 10.0.0.0/8, not ${value}`)
  }
  return made.success
}

/** With credentials allowed, "any page" would mean that any page acts in the name of whoever is signed in. */
const origin = (value: string): string => {
  if (!URL.canParse(value) || new URL(value).origin !== value) {
    throw new Error(
      `origins (CLIENTELE_ORIGINS) names origins such as https://app.example.com, one by one, not ${value}`
    )
  }
  return value
}

/** Where the customers are kept; the address of a server has a password in it and is said by the environment alone. */
export const data = text(
  "data",
  "CLIENTELE_DATA",
  "Folder of the embedded database, used where DATABASE_URL is not set"
).pipe(Flag.withDefault("./data"))

export const config = text(
  "config",
  "CLIENTELE_CONFIG",
  "Module (.js, .ts) that exports portals, lists, reference, seller, custom, retentionDays"
).pipe(Flag.withMetavar("FILE"), Flag.withDefault(null))

export const host = text("host", "HOST", "Address to listen on; 0.0.0.0 for all").pipe(
  said("Address to listen on; 0.0.0.0 for all", "HOST", "127.0.0.1"),
  Flag.withDefault("127.0.0.1")
)

export const port = number("port", "PORT", [0, 65_535], 3000, "Port to listen on; 0 takes a free one")

const formats = ["text", "json"] as const

export const logFormat = Flag.withFallbackConfig(
  Flag.Literals("log-format", formats),
  Config.Literals(formats, "CLIENTELE_LOG_FORMAT")
).pipe(
  said("How log lines are written to stderr", "CLIENTELE_LOG_FORMAT", "text on a terminal, else json"),
  Flag.withDefault(null)
)

const levels = ["debug", "info", "warn", "error", "none"] as const

export const logLevel = Flag.withFallbackConfig(
  Flag.Literals("log-level", levels),
  Config.Literals(levels, "CLIENTELE_LOG_LEVEL")
).pipe(
  said("From which level on lines are written; info has one for each request", "CLIENTELE_LOG_LEVEL", "info"),
  Flag.withDefault("info" as const)
)

/** What the server is set up with, by the same names. */
export const settings = {
  platform: text("platform", "CLIENTELE_PLATFORM", "Platform (plt_…) of those who sign in without naming one").pipe(
    Flag.mapTryCatch(
      (value) => Schema.decodeUnknownSync(PlatformId.PlatformId)(value),
      () => "platform (CLIENTELE_PLATFORM) is an id such as plt_01h2xcejqtf2nbrexx3vqjhp41"
    ),
    Flag.withDefault(undefined)
  ),
  secureCookies: Flag.withFallbackConfig(
    Flag.Boolean("secure-cookies"),
    Config.Boolean("CLIENTELE_SECURE_COOKIES")
  ).pipe(
    said("Session cookies go over TLS alone: say it behind TLS", "CLIENTELE_SECURE_COOKIES", "false"),
    Flag.withDefault(false)
  ),
  sessionHours: number("session-hours", "CLIENTELE_SESSION_HOURS", [1, 8760], 12, "Hours for which a session lasts"),
  maxBody: number(
    "max-body",
    "CLIENTELE_MAX_BODY",
    [1000, 100_000_000],
    1_000_000,
    "Bytes of a body that are read at most"
  ),
  maxDepth: number(
    "max-depth",
    "CLIENTELE_MAX_DEPTH",
    [8, 1000],
    64,
    "Levels of nesting of a JSON body that are read at most"
  ),
  requestsPerMinute: number(
    "requests-per-minute",
    "CLIENTELE_REQUESTS_PER_MINUTE",
    [1, 100_000_000],
    6000,
    "Requests that one address may send in a minute"
  ),
  signInsPerQuarter: number(
    "sign-ins-per-quarter",
    "CLIENTELE_SIGN_INS_PER_QUARTER",
    [1, 1_000_000],
    10,
    "Tries to sign in with one login in a quarter of an hour"
  ),
  remembered: number(
    "remembered",
    "CLIENTELE_REMEMBERED",
    [1000, 100_000_000],
    100_000,
    "Addresses, and logins, whose tries are remembered at most"
  ),
  origins: several(
    "origins",
    "CLIENTELE_ORIGINS",
    "Origins whose pages may call the API from a browser, with commas between them",
    origin
  ),
  trustedProxies: several(
    "trust-proxy",
    "CLIENTELE_TRUST_PROXY",
    "Addresses and networks of the proxies whose x-forwarded-for is believed, with commas between them",
    network
  )
} satisfies { readonly [K in keyof Http.Settings]-?: unknown }
