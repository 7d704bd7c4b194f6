/** The peer, as a process of its own: Fastify with ajv and `pg`, asking the database what ours asks it. */
import { createHash, randomBytes, randomUUID } from "node:crypto"
import Fastify, { type FastifyReply, type FastifyRequest, LogController } from "fastify"
import * as z from "zod"
import { fromUuid, uuid } from "../../../packages/postgres/src/internal/Ids.ts"
import { pool as poolOf } from "../server.ts"
import { schema } from "../zodPeer.ts"
import type { Recorded, Statement } from "./recording.ts"
import { type Given, maxConnections, stand } from "./stand.ts"

type Json = Record<string, any>

interface Body {
  readonly parent: string
  readonly portal: string
  readonly draft: Json & { readonly name: string; readonly admin: { readonly login: string } }
}

const body = {
  type: "object",
  required: ["parent", "portal", "draft"],
  additionalProperties: false,
  properties: {
    parent: { type: "string", pattern: "^cus_[0-9a-z]{26}$" },
    portal: { type: "string" },
    draft: z.toJSONSchema(schema, { target: "draft-7" })
  }
}

const query = {
  type: "object",
  additionalProperties: false,
  properties: { limit: { type: "integer", minimum: 1, maximum: 200 }, order: { enum: ["tree", "newest"] } }
}

const freshId = (): string => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] as number) & 15)
  bytes[8] = 0x80 | ((bytes[8] as number) & 63)
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-")
}

/** Headers that are the same in each answer of ours. */
const fixed = ({ answer }: Recorded): Record<string, string> => {
  const own = new Set([
    "date",
    "connection",
    "keep-alive",
    "content-length",
    "content-type",
    "x-request-id",
    "etag",
    "location"
  ])
  const lines = answer.head.split("\r\n").slice(1)
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [name = "", value = ""] = line.split(": ", 2)
      return own.has(name.toLowerCase()) ? [] : [[name, value]]
    })
  )
}

/** Who asks, the page, and what else it takes. */
type Page = readonly [token: Statement, user: Statement, page: Statement, ...more: Array<Statement>]

/** A customer as ours keeps and shows it: what was asked for, and all else as in the recorded one. */
const creating = ({ answer, statements }: Recorded) => {
  const write = statements.at(-1) as Statement
  const [like, likeEvents] = [JSON.parse(String(write.values[9])), write.values[10] as ReadonlyArray<string>]
  const events: ReadonlyArray<Json> = likeEvents.map((event) => JSON.parse(event))
  const shown: Json = JSON.parse(answer.body)
  return (draft: Body["draft"]) => {
    const fresh = freshId()
    const [id, command] = [fromUuid("cus", fresh), { id: fromUuid("cmd", fresh), name: "create" }]
    const at = new Date().toISOString()
    const { licenses, rights, visibility } = like.profile
    const profile = { ...draft, visibility, rights, licenses }
    const login = { name: draft.admin.login, key: draft.admin.login.toLowerCase() }
    const by = like.submitted.by
    const state = {
      ...like,
      id,
      profile,
      lifecycle: { _tag: "active", since: at },
      submitted: { by, at },
      approved: { by, at },
      login
    }
    const happened = events.map((it) => {
      const event = {
        ...it["event"],
        ...(it["event"].profile === undefined ? {} : { profile }),
        ...(it["event"].login === undefined ? {} : { login })
      }
      return JSON.stringify({ ...it, customer: id, at, command, event })
    })
    const values = [...write.values]
    values[1] = fresh
    values[8] = draft.name.toLowerCase()
    values[9] = JSON.stringify(state)
    values[10] = happened
    values[15] = [login.key]
    return {
      id,
      values,
      text: write.text,
      answer: { ...shown, customer: { ...shown["customer"], ...state, name: draft.name }, command: command.id }
    }
  }
}

const open = async ({ recording, url }: Given): Promise<number> => {
  const pool = poolOf(url, maxConnections)
  const [findToken, getUser, read, ...more] = recording.page.statements as Page
  const app = Fastify({
    logger: { level: "info" },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 1_000_000,
    ajv: { customOptions: { removeAdditional: false } }
  })

  const signedIn = async (request: FastifyRequest, reply: FastifyReply) => {
    const secret = /^Bearer (.+)$/u.exec(request.headers.authorization ?? "")?.[1] ?? ""
    const hash = createHash("sha256").update(secret).digest("hex")
    const tokens = await pool.query({ name: "token", text: findToken.text, values: [hash] })
    const token = tokens.rows[0]?.body
    if (token === undefined || token.expiresAt <= new Date().toISOString()) return reply.code(401).send({ status: 401 })
    const users = await pool.query({ name: "user", text: getUser.text, values: [uuid(token.owner.id)] })
    if (users.rows[0]?.body.enabled !== true) return reply.code(401).send({ status: 401 })
  }
  app.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions } = request
    request.log.info(
      { method, route: routeOptions.url, status: reply.statusCode, millis: reply.elapsedTime },
      "request"
    )
  })

  const make = creating(recording.create)
  const before = recording.create.statements.slice(2, -1)
  const createHeaders = fixed(recording.create)
  app.post<{ Body: Body }>("/api/v1/customers", { schema: { body }, preHandler: signedIn }, async (request, reply) => {
    for (const [at, { text, values }] of before.entries())
      await pool.query({ name: `create ${at}`, text, values: [...values] })
    const { answer, id, text, values } = make(request.body.draft)
    const { rows } = await pool.query({ name: "create", text, values })
    if (rows[0].outcome !== null) throw new Error(JSON.stringify(rows))
    return reply
      .code(201)
      .headers(createHeaders)
      .headers({
        etag: `"${answer.customer.version}"`,
        location: `/api/v1/customers/${id}`,
        "x-request-id": request.id
      })
      .send(answer)
  })

  const shown: Json = JSON.parse(recording.page.answer.body)
  const [like] = shown["items"]
  const { blocked, blockedBy, commands, offered, parent, status, statusLabel } = like
  const pageHeaders = fixed(recording.page)
  app.get("/api/v1/customers", { schema: { querystring: query }, preHandler: signedIn }, async (request, reply) => {
    const { rows } = await pool.query({ name: "page", text: read.text, values: [...read.values] })
    for (const [at, { text, values }] of more.entries())
      await pool.query({ name: `page ${at}`, text, values: [...values] })
    const items = rows.slice(0, 50).map(({ state, version }) => {
      const name = state.profile.name
      return { ...state, parent, version, name, status, statusLabel, blocked, blockedBy, offered, commands }
    })
    return reply.headers(pageHeaders).header("x-request-id", request.id).send({ items, next: shown["next"] })
  })

  const address = await app.listen({ host: "127.0.0.1", port: 0 })
  return Number(new URL(address).port)
}

await stand(open)
