/**
 * The command line: `clientele serve` and what a server needs around it.
 *
 * @since 0.1.0
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as CliConfig from "effect/cli/CliConfig"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Migrate from "./internal/commands/Migrate.ts"
import * as Seed from "./internal/commands/Seed.ts"
import * as Serve from "./internal/commands/Serve.ts"
import * as Token from "./internal/commands/Token.ts"
import * as User from "./internal/commands/User.ts"
import * as Validate from "./internal/commands/Validate.ts"
import * as Environment from "./internal/Environment.ts"
import * as Running from "./internal/Running.ts"
import { version } from "./internal/version.ts"
import type { Extension } from "./Serving.ts"

const clientele = Command.make("clientele").pipe(
  Command.withDescription("Customers of a cloud reseller: a server, and what it needs around it."),
  Command.withSubcommands([Serve.make(), Migrate.command, Seed.command, Validate.command, Token.command, User.command])
)

/** One line; what came from the environment is named as it is there. */
const plainly = (message: string): string => {
  const [, expected, variable] = /SchemaError\((.*?)\s+at \["(\w+)"\]\)/su.exec(message) ?? []
  return variable === undefined ? message.replaceAll(/\s+/gu, " ") : `${variable}: ${expected}`
}

/** Whoever mistyped a flag wants to know which, and not to read all the others. */
const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Console.error(
          [
            ...event.errors.map(({ message }) => plainly(message)),
            `${event.commandPath.join(" ")} --help says what there is`
          ].join("\n")
        )
      : CliOutput.defaultPresenter.present(event)
}

const services = Layer.mergeAll(
  NodeServices.layer,
  CliOutput.layerPresenter(presenter),
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] })
)

const start = <Name extends string, Input, E, R, ContextInput>(
  command: Command.Command<Name, Input, ContextInput, E, R>,
  args: ReadonlyArray<string>
): void =>
  Running.main(
    Command.runWith(command, { version, renderErrors: true })(args).pipe(
      Effect.provide(services),
      Effect.provide(Environment.layer(process.env))
    ) as Effect.Effect<void, unknown>
  )

/**
 * Runs `clientele` as this process, with the arguments that it was started with.
 *
 * @category effects
 * @since 0.1.0
 */
export const main = (args: ReadonlyArray<string> = process.argv.slice(2)): void => start(clientele, args)

/**
 * Runs `clientele serve` as this process, with what a program adds to the server: routes, portals, data to begin with.
 *
 * @category effects
 * @since 0.1.0
 */
export const serve = (extension: Extension, args: ReadonlyArray<string> = process.argv.slice(2)): void =>
  start(Serve.make(extension), args)
