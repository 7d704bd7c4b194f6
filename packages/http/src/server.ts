/**
 * The server's side of the contract, for Node.
 *
 * @since 0.1.0
 */
import type { Credentials, Customers, CustomerStore, TokenStore, Users, UserStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as HttpApiScalar from "effect/http-api/HttpApiScalar"
import * as HttpApiSwagger from "effect/http-api/HttpApiSwagger"
import { Api, prefix } from "./contract/Api.ts"
import type { Authentication } from "./contract/Authentication.ts"
import * as Answers from "./server/Answers.ts"
import * as Authenticating from "./server/Authenticating.ts"
import * as Gating from "./server/Gating.ts"
import * as CustomersHandlers from "./server/handlers/Customers.ts"
import * as EventsHandlers from "./server/handlers/Events.ts"
import * as SessionsHandlers from "./server/handlers/Sessions.ts"
import * as SystemHandlers from "./server/handlers/System.ts"
import * as TokensHandlers from "./server/handlers/Tokens.ts"
import * as UsersHandlers from "./server/handlers/Users.ts"
import * as NodeServer from "./server/NodeServer.ts"
import * as Passwords from "./server/Passwords.ts"
import { Streaming } from "./server/Streaming.ts"

/**
 * The services that a server answers from.
 *
 * @category models
 * @since 0.1.0
 */
export type Services =
  | Customers.Customers
  | Users.Users
  | CustomerStore.CustomerStore
  | UserStore.UserStore
  | Credentials.Credentials
  | TokenStore.TokenStore

/** The documentation speaks of the API alone: it asks nobody else, leads nowhere else and recommends nothing. */
const docs = {
  withDefaultFonts: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  telemetry: false,
  customCss: 'a[href^="https://www.scalar.com"] { display: none }'
}

/**
 * Layer that adds the API, its OpenAPI document and its two documentation pages to the router of {@link serve}.
 *
 * **Details**
 *
 * `authentication` takes the place of tokens and sessions where somebody else says who asks.
 *
 * @category layers
 * @since 0.1.0
 */
export const routes = <E = never, R = Authenticating.Needs>(
  authentication: Layer.Layer<Authentication, E, R> = Authenticating.layer as never
) => {
  const handlers = Layer.mergeAll(
    CustomersHandlers.customers,
    CustomersHandlers.commands,
    CustomersHandlers.portals,
    UsersHandlers.users,
    SessionsHandlers.sessions,
    TokensHandlers.tokens,
    EventsHandlers.events,
    SystemHandlers.system
  )
  return Layer.mergeAll(
    HttpApiBuilder.layer(Api, { openapiPath: `${prefix}/openapi.json` }).pipe(
      Layer.provide(handlers),
      Layer.provide([Gating.layer, authentication, Streaming.layer])
    ),
    // Whatever else is served beside it, what lies under the prefix and is no endpoint is a problem.
    HttpRouter.add("*", `${prefix}/*`, Effect.sync(Answers.notFound)),
    HttpApiScalar.layer(Api, { path: "/docs", scalar: docs }),
    HttpApiSwagger.layer(Api, { path: "/docs/swagger" })
  )
}

/**
 * Layer that serves routes on a socket: the API's, and whatever else belongs to the same address. Provides `HttpServer`, which
 * knows the address. Stops taking requests when it is closed, and waits for those that are under way.
 *
 * @category layers
 * @since 0.1.0
 */
export const serve = NodeServer.layer

/**
 * @category models
 * @since 0.1.0
 */
export type { Settings } from "./server/Options.ts"

/**
 * Makes a token for a principal and keeps its hash; the secret is in nobody's hands but the caller's. For whoever sets an
 * installation up: who asks through the API makes tokens for themselves.
 *
 * @category effects
 * @since 0.1.0
 */
export const issueToken = SessionsHandlers.issue

/**
 * Returns the argon2id hash of a password, as `Users.setPassword` takes it.
 *
 * @category effects
 * @since 0.1.0
 */
export const sealPassword = Passwords.seal
