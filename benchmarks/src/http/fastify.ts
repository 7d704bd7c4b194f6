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

/** What is another with each customer. */
interface Fresh {
  readonly uuid: string
  readonly id: string
  readonly command: { readonly id: string; readonly name: "create" }
  readonly at: string
  readonly draft: Body["draft"]
  readonly login: { readonly name: string; readonly key: string }
}

type Fill = (fresh: Fresh) => unknown

/** How to make a customer as ours keeps and shows it: of what was asked for, and all else as in the recorded one. */
const creating = ({ answer, statements }: Recorded) => {
  const write = statements.at(-1) as Statement
  const shown: Json = JSON.parse(answer.body)
  const like: Json = shown["customer"]
  const { licenses, rights, visibility } = like["profile"]
  const profileOf = (draft: Body["draft"]) => ({ ...draft, visibility, rights, licenses })

  const state = (like: Json) => (fresh: Fresh) => {
    const { at, draft, id, login } = fresh
    const done = { ...like["submitted"], at }
    const lifecycle = { ...like["lifecycle"], since: at }
    return { ...like, id, profile: profileOf(draft), lifecycle, submitted: done, approved: done, login }
  }
  const event = (like: Json) => (fresh: Fresh) => {
    const { at, command, draft, id, login } = fresh
    const profile = like["event"].profile?.name === undefined ? {} : { profile: profileOf(draft) }
    const event = { ...like["event"], ...profile, ...(like["event"].login === undefined ? {} : { login }) }
    return { ...like, customer: id, at, command, event }
  }
  const filling = (value: unknown): Fill => {
    if (Array.isArray(value)) {
      const items = value.map(filling)
      return (fresh) => items.map((item) => item(fresh))
    }
    if (value === uuid(like["id"])) return (fresh) => fresh.uuid
    if (value === like["login"].key) return ({ login }) => login.key
    if (value === like["name"].toLowerCase()) return ({ draft }) => draft.name.toLowerCase()
    if (typeof value !== "string" || !value.startsWith("{")) return () => value
    const json: Json = JSON.parse(value)
    const make = json["event"] === undefined ? state(json) : event(json)
    return (fresh) => JSON.stringify(make(fresh))
  }
  const fills = write.values.map(filling)
  const view = state(like)

  return (draft: Body["draft"]) => {
    const made = freshId()
    const fresh: Fresh = {
      uuid: made,
      id: fromUuid("cus", made),
      command: { id: fromUuid("cmd", made), name: "create" },
      at: new Date().toISOString(),
      draft,
      login: { name: draft.admin.login, key: draft.admin.login.toLowerCase() }
    }
    const values = fills.map((fill) => fill(fresh))
    const customer: Json = { ...view(fresh), name: draft.name }
    return { id: fresh.id, values, text: write.text, answer: { ...shown, customer, command: fresh.command.id } }
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
    if (Object.values(rows[0]).some((refused) => refused !== null)) throw new Error(JSON.stringify(rows))
    return reply
      .code(201)
      .headers(createHeaders)
      .headers({
        etag: `"${answer.customer["version"]}"`,
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
    // The first row of ours says what holds for all of them.
    const items = rows.slice(1, 51).map(({ state, version }) => {
      const name = state.profile.name
      return { ...state, parent, version, name, status, statusLabel, blocked, blockedBy, offered, commands }
    })
    return reply.headers(pageHeaders).header("x-request-id", request.id).send({ items, next: shown["next"] })
  })

  const address = await app.listen({ host: "127.0.0.1", port: 0 })
  return Number(new URL(address).port)
}

await stand(open)
