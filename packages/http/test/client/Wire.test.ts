import { Actor, Command, CommandRefused, CustomerStore, Execution, Listing } from "@clientele/core"
import { Api, CommandsApi, Problems } from "@clientele/http"
import { Arbitraries } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Exit from "effect/Exit"
import * as HttpApi from "effect/http-api/HttpApi"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { answering, customersOf, json, somebody, textOf } from "./answering.ts"

type Failure = Error & { readonly _tag: string; readonly cause?: unknown }
type Problem = Schema.Codec<Failure, Record<string, unknown>>

const problems = Object.entries(Problems).flatMap(
  ([name, it]): ReadonlyArray<readonly [string, Problem]> =>
    Schema.isSchema(it) ? [[name, it as unknown as Problem]] : []
)

/** What of an error is anybody's to read: not where a server of ours lies. */
const told = (error: Failure): Failure =>
  error instanceof CustomerStore.CustomerStoreUnavailable ? new CustomerStore.CustomerStoreUnavailable({}) : error

/** Through text and back, as over a wire. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const fields = (failure: Failure) => ({ ...(sent(failure) as object), cause: undefined })

/** What a caller gets of an answer with this problem. */
const failure = (problem: Problem, error: Failure) =>
  Effect.gen(function* () {
    const encoded = sent(Schema.encodeSync(problem)(error)) as Record<string, unknown>
    const { layer } = answering(() => json(encoded["status"] as number, encoded))
    const customers = yield* customersOf(layer)
    const exit = yield* Effect.exit(
      customers.execute({ _tag: "submit", customer: "cus_00000000000000000000000000" as never })
    )
    if (Exit.isSuccess(exit)) return assert.fail("a problem is no answer")
    const found = Cause.findErrorOption(exit.cause)
    return Option.isSome(found)
      ? { typed: true, error: found.value as Failure }
      : { typed: false, error: Cause.squash(exit.cause) as Failure }
  }).pipe(Effect.provideService(Actor.CurrentActor, somebody))

const typed = new Set<unknown>(Problems.execute)
const passing = ["InternalFailure", "ServerBusy", "TooManyRequests", "TokenStoreUnavailable", "UserStoreUnavailable"]

describe("what went wrong, over the wire", () => {
  for (const [name, problem] of problems) {
    it.prop(
      `${name} comes back as the same class with the same fields, and without a cause or a place`,
      [Arbitrary.schema(Schema.toType(problem))],
      ([error]) => {
        const encoded = Schema.encodeSync(problem)(error)
        assert.notProperty(encoded, "cause")
        assert.notProperty(encoded, "where")
        assert.deepInclude(encoded, { type: Problems.typeOf(error._tag), detail: told(error).message })
        const decoded = Schema.decodeUnknownSync(problem)(sent(encoded))
        assert.strictEqual(decoded.constructor, error.constructor)
        assert.strictEqual(decoded.message, told(error).message)
        assert.deepStrictEqual(fields(decoded), fields(told(error)))
        assert.isUndefined(decoded.cause)
      },
      { arbitrary: { runs: 50 } }
    )

    it.effect.prop(
      `${name} is raised by the service as what its callers know`,
      [Arbitrary.schema(Schema.toType(problem))],
      ([error]) =>
        Effect.gen(function* () {
          const raised = yield* failure(problem, error)
          if (typed.has(problem)) {
            assert.isTrue(raised.typed)
            assert.strictEqual(raised.error.constructor, error.constructor)
            assert.deepStrictEqual(fields(raised.error), fields(told(error)))
          } else if (passing.includes(error._tag)) {
            assert.deepStrictEqual([raised.typed, raised.error._tag], [true, "CustomerStoreUnavailable"])
          }
          assert.isUndefined(raised.error.cause)
        }),
      { arbitrary: { runs: 8 } }
    )
  }
})

interface Path {
  readonly method: string
  readonly path: string
  readonly name: string
}

const paths = (): ReadonlyArray<Path> => {
  const found: Array<Path> = []
  HttpApi.reflect(Api.Api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint }) => {
      found.push({ method: endpoint.method, path: endpoint.path, name: endpoint.identifier })
    }
  })
  return found
}

const making: Partial<Record<Command.Name, string>> = {
  openPlatform: "POST /platforms",
  open: "POST /drafts",
  create: "POST /customers",
  edit: "PATCH /customers/:customer"
}

const pathOf = (name: Command.Name): string => {
  const [method = "", path = ""] = (
    making[name] ?? `POST /customers/:customer/${CommandsApi.segment(name as CommandsApi.Name)}`
  ).split(" ")
  return `${method} ${Api.prefix}${path}`
}

describe("commands, over the wire", () => {
  it("each of the table has a path, and no two have the same", () => {
    const all = paths().map(({ method, path }) => `${method} ${path}`)
    assert.strictEqual(new Set(all).size, all.length)
    for (const name of Command.names) assert.strictEqual(all.filter((path) => path === pathOf(name)).length, 1, name)
  })

  it.effect.prop(
    "any command goes to its path, and what it holds arrives",
    [Arbitraries.command],
    ([command]) =>
      Effect.gen(function* () {
        const { asked, layer } = answering(() => null)
        const customers = yield* customersOf(layer)
        yield* Effect.ignore(customers.execute(command))
        const [request] = asked
        // What no store keeps is refused before it is sent.
        assert.strictEqual(asked.length, CommandRefused.illegible(command) === null ? 1 : 0)
        if (request === undefined) return
        const customer = "customer" in command ? command.customer : ""
        assert.strictEqual(
          `${request.method} ${new URL(request.url).pathname}`,
          pathOf(command._tag).replace(":customer", customer)
        )
        assert.strictEqual(request.headers["authorization"], "Bearer secret")
        const text = textOf(request)
        const body: unknown = text === "" ? {} : JSON.parse(text)
        const { _tag, ...rest } = { ...command, ...("customer" in command ? { customer: undefined } : {}) }
        assert.deepStrictEqual(body, sent(_tag === "edit" ? ((rest as { changes: unknown }).changes ?? null) : rest))
      }).pipe(Effect.provideService(Actor.CurrentActor, somebody)),
    { arbitrary: { runs: 60 } }
  )
})

describe("answers, over the wire", () => {
  for (const [name, schema] of [
    ["Executed", Execution.Executed],
    ["Preview", Execution.Preview],
    ["Page", Listing.Page],
    ["FeedItem", Listing.FeedItem]
  ] as const) {
    const codec = Schema.toCodecJson(schema) as Schema.Codec<unknown, Schema.Json>
    it.prop(
      `any ${name} is the same after the journey`,
      [Arbitrary.schema(Schema.toType(codec))],
      ([value]) => {
        // Not strictly: JSON has one zero.
        assert.isTrue(Equal.equals(Schema.decodeUnknownSync(codec)(sent(Schema.encodeSync(codec)(value))), value))
      },
      { arbitrary: { runs: 100 } }
    )
  }
})
