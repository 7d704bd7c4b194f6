import { spawn } from "node:child_process"
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"
import { afterAll, afterEach, assert, beforeAll, describe, it, vi } from "vitest"
import * as FaultProxy from "../servers/FaultProxy.ts"

/** A server that answers what it hears, and remembers it. */
let echo: Server
let heard = ""
let proxy: FaultProxy.FaultProxy

beforeAll(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {})
    socket.on("data", (chunk) => {
      heard += chunk
      socket.write(chunk)
    })
    socket.on("end", () => socket.end("."))
  })
  echo.listen(0, "127.0.0.1")
  await once(echo, "listening")
  proxy = await FaultProxy.start({ server: `tcp://127.0.0.1:${(echo.address() as AddressInfo).port}`, seed: 7 })
})
afterEach(() => {
  proxy.heal()
  heard = ""
})
afterAll(async () => {
  await proxy.close()
  echo.close()
})

interface Client {
  readonly socket: Socket
  /** What came until the end, and how the end was. */
  readonly ended: Promise<{ readonly text: string; readonly end: "end" | "reset" }>
}

const open = (): Client => {
  const socket = connect({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true })
  let text = ""
  socket.on("data", (chunk) => {
    text += chunk
  })
  const ended = new Promise<Awaited<Client["ended"]>>((resolve) => {
    socket.once("end", () => resolve({ text, end: "end" }))
    socket.once("error", () => resolve({ text, end: "reset" }))
  })
  return { socket, ended }
}

const send = async (text: string) => {
  const { ended, socket } = open()
  socket.end(text)
  const result = await ended
  socket.destroy()
  return result
}

describe("a fault proxy", () => {
  it("passes everything on, the end of each direction too", async () => {
    assert.deepStrictEqual(await send("hello"), { text: "hello.", end: "end" })
  })

  it("cuts after so many bytes to the server, which still hears those", async () => {
    proxy.inject({ kind: "cut", direction: "toServer", bytes: 3 })
    assert.strictEqual((await send("hello")).end, "reset")
    await vi.waitUntil(() => heard.length >= 3, 30_000)
    assert.strictEqual(heard, "hel")
  })

  it("cuts after so many bytes to the client, when the server has heard all", async () => {
    proxy.inject({ kind: "cut", direction: "toClient", bytes: 2 })
    assert.deepStrictEqual(await send("hello"), { text: "he", end: "end" })
    assert.strictEqual(heard, "hello")
  })

  it("cuts after a while, and at once", async () => {
    const [first, second] = [open(), open()]
    proxy.inject({ kind: "cut", milliseconds: [1500, 1510] })
    await once(first.socket, "connect")
    first.socket.write("hello")
    await once(first.socket, "data")
    assert.strictEqual((await first.ended).text, "hello")
    await second.ended
    proxy.heal()
    const third = open()
    third.socket.write("hello")
    await once(third.socket, "data")
    assert.strictEqual(proxy.now("cut"), 1)
    assert.deepStrictEqual(await third.ended, { text: "hello", end: "reset" })
    assert.strictEqual(proxy.open(), 0)
  })

  it("ends one direction and leaves the other", async () => {
    const client = open()
    client.socket.write("hello")
    await once(client.socket, "data")
    assert.strictEqual(proxy.now("halfClose", "toClient"), 1)
    assert.deepStrictEqual(await client.ended, { text: "hello", end: "end" })
    client.socket.write(" you")
    await vi.waitUntil(() => heard === "hello you", 30_000)
    client.socket.destroy()
  })

  it("is silent without telling", async () => {
    proxy.inject({ kind: "stall", direction: "toClient", bytes: 2 })
    const client = open()
    client.socket.end("hello")
    const state = await Promise.race([client.ended, new Promise((resolve) => setTimeout(resolve, 100, "silent"))])
    assert.strictEqual(state, "silent")
    assert.strictEqual(heard, "hello")
    client.socket.destroy()
  })

  it("delays", async () => {
    proxy.delay("toClient", 80)
    const since = performance.now()
    assert.strictEqual((await send("hello")).text, "hello.")
    assert.isAtLeast(performance.now() - since, 75)
  })

  it("refuses, all or a share that the seed decides", async () => {
    proxy.refuse(1)
    assert.deepStrictEqual(await send("hello"), { text: "", end: "reset" })
    const draws = (seed: number) => Array.from({ length: 20 }, FaultProxy.random(seed))
    assert.deepStrictEqual(draws(3), draws(3))
    assert.notDeepEqual(draws(3), draws(4))
    assert.isTrue(draws(5).every((n) => n >= 0 && n < 1))
  })

  it("lets its process exit, also when it cuts what is about to end", async () => {
    const program = `
      import { once } from "node:events"
      import { connect, createServer } from "node:net"
      import * as FaultProxy from ${JSON.stringify(new URL("../servers/FaultProxy.ts", import.meta.url))}
      const server = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1")
      await once(server, "listening")
      const proxy = await FaultProxy.start({ server: "tcp://127.0.0.1:" + server.address().port })
      const client = connect({ port: proxy.port, host: "127.0.0.1" }).on("error", () => {})
      await once(server, "connection")
      proxy.now("halfClose")
      proxy.now("cut")
      await new Promise((resolve) => client.once("close", resolve))
      await proxy.close()
      server.close()`
    const run = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "inherit", "inherit"],
      timeout: 50_000,
      killSignal: "SIGKILL"
    })
    assert.deepStrictEqual(await once(run, "exit"), [0, null])
  })

  it("says how the address of a server is through it", () => {
    const through = proxy.through("postgres://me:secret@db.example:5432/customers?sslmode=disable")
    assert.strictEqual(through, `postgres://me:secret@127.0.0.1:${proxy.port}/customers?sslmode=disable`)
  })
})
