/**
 * Each command of the table of legal moves as a path of its own, and what any of them would do.
 *
 * @since 0.1.0
 */
import { Command, Execution, LegalMoves } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as OpenApi from "effect/http-api/OpenApi"
import { Authentication } from "./Authentication.ts"
import * as Problems from "./Problems.ts"
import * as Wire from "./Wire.ts"

/**
 * The commands that have a path under the customer that they concern. The others are what makes a customer, and `edit`, which
 * is a `PATCH` of the customer itself.
 *
 * @category models
 * @since 0.1.0
 */
export type Name = Exclude<Command.OnCustomer["_tag"], "edit">

/**
 * All of them.
 *
 * @category constants
 * @since 0.1.0
 */
export const names: ReadonlyArray<Name> = Command.names.filter(
  (name): name is Name => "customer" in Command.inputs[name] && name !== "edit"
)

/**
 * Returns the last part of a command's path: `set-visibility` for `setVisibility`.
 *
 * @category getters
 * @since 0.1.0
 */
export const segment = (name: Name): string => name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)

/** What a command takes beside the customer; a command that takes nothing has no body. */
const payloadOf = (name: Name): Schema.Struct.Fields | undefined => {
  const { customer: _, ...rest } = Command.inputs[name] as Schema.Struct.Fields
  return Object.keys(rest).length === 0 ? undefined : rest
}

/** One shape for all of them: which body fits which command is the table's to say, and checked when it is read. */
const endpoint = (name: Name) => {
  const { from, guard, to } = LegalMoves.of(name)
  const payload = payloadOf(name)
  return HttpApiEndpoint.post(name, `/customers/:customer/${segment(name)}`, {
    params: Wire.about,
    headers: Wire.how,
    ...(payload === undefined ? {} : { payload: Schema.Struct(payload) as unknown as Schema.Codec<object> }),
    success: Wire.Done,
    error: Problems.execute
  }).annotateMerge(
    OpenApi.annotations({
      summary: name,
      description: [
        `From ${from.join(", ")}${to.length === 0 ? "" : ` to ${to.join(" or ")}`}.`,
        guard === "none" ? "" : `If: ${guard}.`
      ]
        .join(" ")
        .trim()
    })
  )
}

const [first, ...rest] = names.map(endpoint)
if (first === undefined) throw new Error("there are no commands")

/**
 * The group of commands.
 *
 * @category contract
 * @since 0.1.0
 */
export class CommandsApi extends HttpApiGroup.make("commands")
  .add(
    HttpApiEndpoint.post("preview", "/commands/preview", {
      payload: Command.Command,
      headers: { "if-match": Wire.how["if-match"] },
      success: Execution.Preview,
      error: Problems.execute
    }).annotateMerge(
      OpenApi.annotations({
        summary: "preview",
        description:
          "Says what a command would do, by the same decision, and writes nothing. A move's plan is its preview."
      })
    ),
    first,
    ...rest
  )
  .middleware(Authentication)
  .annotateMerge(
    OpenApi.annotations({
      title: "Commands",
      description: "One path per command of the table of legal moves. `commands` of a customer says which it takes now."
    })
  ) {}
