/** What ours says to the database for one request of each kind, and answers: for the peer to do the same. */
import { type Actor, UserId, UserStore } from "@clientele/core"
import { MspHub } from "@clientele/portals"
import { issueToken } from "@clientele/http/server"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as PgTypes from "@effect/sql-pg/PgTypes"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { client, draft, type Place } from "../kernel.ts"
import { type Answer, connect, request } from "./asking.ts"
import { port, serving } from "./serving.ts"

/** A statement and its arguments. */
export interface Statement {
  readonly text: string
  readonly values: ReadonlyArray<unknown>
}

export interface Recorded {
  readonly statements: ReadonlyArray<Statement>
  readonly answer: Answer
}

export interface Recording {
  readonly token: string
  readonly create: Recorded
  readonly page: Recorded
}

export const pagePath = "/api/v1/customers?limit=50&order=tree"

export const page = (token: string): Buffer => request("GET", pagePath, token)

/** A customer that is not there yet, below the one at which the token's owner is at home. */
export const create = (token: string, parent: Place): Buffer =>
  request("POST", "/api/v1/customers", token, { parent: parent.customer, portal: MspHub.portal.id, draft: draft() })

/** A client that writes down what it is asked. */
const overheard = (url: string, heard: Array<Statement>) =>
  Layer.effect(
    PgClient.PgClient,
    Effect.map(
      PgClient.PgClient,
      (sql) =>
        new Proxy(sql, {
          get: (target, key) =>
            key === "unsafe"
              ? (text: string, values: ReadonlyArray<unknown> = []) => {
                  heard.push({
                    text,
                    values: values.map((value) => (PgTypes.isParameter(value) ? value.value : value))
                  })
                  return target.unsafe(text, values)
                }
              : Reflect.get(target, key)
        })
    )
  ).pipe(Layer.provide(client(url, 1)))

/** A token of an administrator who is at home at a customer. */
const tokenAt = ({ customer, platform }: Place) =>
  Effect.gen(function* () {
    const login = `bench-${Date.now()}@example.net`
    const owner = {
      _tag: "user",
      id: UserId.fromParts(Date.now(), [0, 0, 0, 0]),
      platform,
      home: customer,
      role: "administrator"
    } as const satisfies Actor.Principal
    const { _tag: _, ...user } = owner
    const users = yield* UserStore.UserStore
    yield* users.add({
      ...user,
      login: { name: login, key: login },
      displayName: "Benchmark",
      email: null,
      enabled: true,
      createdAt: new Date().toISOString() as UserStore.User["createdAt"]
    })
    const made = yield* issueToken({ kind: "token", owner, name: "benchmark", scopes: ["read", "create"] }, 86_400_000)
    return Redacted.value(made.secret)
  })

export const record = async (url: string, parent: Place): Promise<Recording> => {
  const heard: Array<Statement> = []
  const runtime = ManagedRuntime.make(serving(overheard(url, heard), "None"))
  const connection = await connect(await runtime.runPromise(port))
  try {
    const token = await runtime.runPromise(tokenAt(parent))
    const once = async (make: () => Buffer): Promise<Recorded> => {
      heard.length = 0
      const answer = await connection.read(make())
      if (answer.status >= 400) throw new Error(answer.body)
      return { statements: [...heard], answer }
    }
    /** As it is once everything is warm; what the stores do by themselves in between is in no two of them. */
    const settled = async (make: () => Buffer): Promise<Recorded> => {
      for (let last = await once(make), tries = 0; tries < 20; tries++) {
        const next = await once(make)
        const texts = ({ statements }: Recorded) => statements.map(({ text }) => text).join()
        if (tries > 1 && texts(last) === texts(next)) return next
        last = next
      }
      throw new Error("no two requests ask the database the same")
    }
    return {
      token,
      create: await settled(() => create(token, parent)),
      page: await settled(() => page(token))
    }
  } finally {
    connection.close()
    await runtime.dispose()
  }
}
