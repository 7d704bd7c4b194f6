/** What answers a command. The stage was settled by the table before it is called. */
import type * as Result from "effect/Result"
import type { Command, OnCustomer } from "../Command.ts"
import type { Customer } from "../Customer.ts"
import type { Context, Decision, Refused } from "../Decision.ts"

export type Handlers = {
  readonly [C in Command as C["_tag"]]: (
    context: Context,
    state: C extends OnCustomer ? Customer : null,
    command: C
  ) => Result.Result<Decision, Refused>
}
