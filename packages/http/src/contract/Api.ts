/**
 * The contract: all that the server answers under `/api/v1`.
 *
 * @since 0.1.0
 */
import * as HttpApi from "effect/http-api/HttpApi"
import * as OpenApi from "effect/http-api/OpenApi"
import { CommandsApi } from "./CommandsApi.ts"
import { CustomersApi } from "./CustomersApi.ts"
import * as Examples from "./Examples.ts"
import { EventsApi } from "./EventsApi.ts"
import { Gate } from "./Gate.ts"
import { PortalsApi } from "./PortalsApi.ts"
import { SessionsApi } from "./SessionsApi.ts"
import { SystemApi } from "./SystemApi.ts"
import { TokensApi } from "./TokensApi.ts"
import { UsersApi } from "./UsersApi.ts"

/**
 * Where the contract begins.
 *
 * @category constants
 * @since 0.1.0
 */
export const prefix = "/api/v1"

/**
 * The contract. A body with a key that it does not know is refused; all that is wrong with a request is said at once.
 *
 * @category contract
 * @since 0.1.0
 */
export class Api extends HttpApi.make("clientele")
  .add(CustomersApi, CommandsApi, PortalsApi, UsersApi, SessionsApi, TokensApi, EventsApi, SystemApi)
  .middleware(Gate)
  .prefix(prefix)
  .annotate(HttpApi.ParseOptions, { errors: "all", onExcessProperty: "error" })
  .annotate(HttpApi.HeadersParseOptions, { errors: "all" })
  // A client of today reads what a server of tomorrow says: keys that it does not know are left out.
  .annotate(HttpApi.SuccessParseOptions, { errors: "all" })
  .annotate(HttpApi.ErrorParseOptions, { errors: "all" })
  .annotateMerge(
    OpenApi.annotations({
      title: "Clientele",
      version: "1",
      description: "Customers of cloud resellers: creation, checking, lifecycle, tree, audit.",
      transform: Examples.into
    })
  ) {}
