/**
 * One simple query over PostgreSQL's wire protocol, without a driver: what the servers are asked with before, beside and
 * after the code under test.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto"
import { once } from "node:events"
import { connect, type Socket } from "node:net"
import { connect as secure } from "node:tls"

/** A row as the server's text, by column. */
export type Row = Readonly<Record<string, string | null>>

/** What a server refuses; `code` is its SQLSTATE, `57P03` while it starts. */
export class Refusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Message {
  readonly type: string
  readonly body: Buffer
}

async function* messages(socket: Socket): AsyncGenerator<Message> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const end = rest.readInt32BE(1) + 1
      yield { type: String.fromCharCode(rest[0]!), body: rest.subarray(5, end) }
      rest = rest.subarray(end)
    }
  }
}

const framed = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const md5 = (...parts: ReadonlyArray<string | Buffer>) => {
  const hash = createHash("md5")
  for (const part of parts) hash.update(part)
  return hash.digest("hex")
}

const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest()

/** Answers each of the server's challenges; SCRAM takes two of them. */
const authenticator = (user: string, password: string) => {
  const nonce = randomBytes(18).toString("base64")
  const opening = `n=,r=${nonce}`
  return (body: Buffer): Buffer | null => {
    switch (body.readInt32BE(0)) {
      case 0:
      case 12:
        return null
      case 3:
        return framed("p", Buffer.from(`${password}\0`))
      case 5:
        return framed("p", Buffer.from(`md5${md5(md5(password, user), body.subarray(4, 8))}\0`))
      case 10: {
        const first = Buffer.from(`n,,${opening}`)
        return framed("p", Buffer.concat([Buffer.from("SCRAM-SHA-256\0"), int32(first.length), first]))
      }
      case 11: {
        const challenge = body.subarray(4).toString()
        const [, full, salt, rounds] = /^r=([^,]*),s=([^,]*),i=(\d+)/u.exec(challenge)!
        const key = pbkdf2Sync(password, Buffer.from(salt!, "base64"), Number(rounds), 32, "sha256")
        const client = hmac(key, "Client Key")
        const closing = `c=biws,r=${full}`
        const signature = hmac(createHash("sha256").update(client).digest(), `${opening},${challenge},${closing}`)
        const proof = Buffer.from(client.map((byte, index) => byte ^ signature[index]!)).toString("base64")
        return framed("p", Buffer.from(`${closing},p=${proof}`))
      }
      default:
        throw new Error("The server asks for a way to sign in that this client does not know")
    }
  }
}

const texts = (body: Buffer): Array<string> => body.toString().split("\0")

const refusal = (body: Buffer): Refusal => {
  const fields = new Map(texts(body).map((text) => [text.slice(0, 1), text.slice(1)]))
  return new Refusal(fields.get("C") ?? "", fields.get("M") ?? "")
}

const columns = (body: Buffer): Array<string> => {
  const names: Array<string> = []
  for (let at = 2; names.length < body.readInt16BE(0); ) {
    const end = body.indexOf(0, at)
    names.push(body.toString("utf8", at, end))
    at = end + 19
  }
  return names
}

const row = (names: ReadonlyArray<string>, body: Buffer): Row => {
  let at = 2
  return Object.fromEntries(
    names.map((name) => {
      const length = body.readInt32BE(at)
      const start = at + 4
      at = start + Math.max(length, 0)
      return [name, length < 0 ? null : body.toString("utf8", start, at)]
    })
  )
}

const encrypted = async (socket: Socket, host: string, verify: boolean): Promise<Socket> => {
  socket.write(Buffer.concat([int32(8), int32(80877103)]))
  const [answer] = await once(socket, "data")
  if (String(answer) !== "S") throw new Error(`${host} speaks no TLS`)
  const inner = secure({ socket, servername: host, rejectUnauthorized: verify })
  await once(inner, "secureConnect")
  return inner
}

/**
 * Runs SQL on a connection of its own and returns the rows of all its statements.
 *
 * Fails with {@link Refusal} if the server refuses, with the socket's error if it cannot be reached, or if it is silent
 * for `timeout` milliseconds (10,000).
 */
export const query = async (url: string, sql: string, timeout = 10_000): Promise<Array<Row>> => {
  const at = new URL(url)
  const user = decodeURIComponent(at.username) || "postgres"
  const database = decodeURIComponent(at.pathname.slice(1)) || user
  const host = at.hostname.replace(/^\[|\]$/gu, "")
  const plain = connect({ host, port: Number(at.port || 5432), noDelay: true })
  plain.setTimeout(timeout, () => plain.destroy(new Error(`The server was silent for ${timeout} ms`)))
  try {
    await once(plain, "connect")
    const mode = at.searchParams.get("sslmode") ?? ""
    const socket = /^(require|verify)/u.test(mode) ? await encrypted(plain, host, mode !== "require") : plain
    const settings = Buffer.from(`user\0${user}\0database\0${database}\0application_name\0clientele-scripts\0\0`)
    socket.write(Buffer.concat([int32(settings.length + 8), int32(196_608), settings]))
    const answer = authenticator(user, decodeURIComponent(at.password))
    const rows: Array<Row> = []
    let names: ReadonlyArray<string> = []
    let asked = false
    let answered = false
    let refused: Refusal | null = null
    for await (const { body, type } of messages(socket)) {
      if (type === "R") {
        const reply = answer(body)
        if (reply) socket.write(reply)
      } else if (type === "T") names = columns(body)
      else if (type === "D") rows.push(row(names, body))
      else if (type === "E") refused = refusal(body)
      else if (type === "Z") {
        answered = asked
        if (answered) break
        asked = true
        socket.write(framed("Q", Buffer.from(`${sql}\0`)))
      }
      if (refused && !asked) break
    }
    if (refused) throw refused
    if (!answered) throw new Error("The server closed the connection before it had answered")
    return rows
  } finally {
    plain.destroy()
  }
}

/**
 * Makes an empty database on a server and returns its address.
 *
 * Its name is one of small letters, digits and underscores.
 */
export const createDatabase = async (server: string, name: string): Promise<string> => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/u.test(name)) throw new Error(`${name} is no name for a database`)
  await query(server, `create database ${name} template template0`, 60_000)
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
