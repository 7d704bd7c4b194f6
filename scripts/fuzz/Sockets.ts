/** Bytes that no client library would send: slowly, many at once, cut short, or no request at all. */
import { connect } from "node:net"
import type { Dice } from "@clientele/testkit"
import type { Came } from "./Answers.ts"

const request = (token: string, body: string, length = Buffer.byteLength(body)) =>
  `POST /api/v1/drafts/validate HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`

const get = (token: string) => `GET /api/v1/portals HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\n\r\n`

export interface Attack {
  readonly name: string
  /** Pieces, sent one after the other; the connection is closed by us after the last one where `cut` is set. */
  readonly pieces: ReadonlyArray<string | Buffer>
  readonly cut: boolean
  /** Milliseconds between pieces. */
  readonly pause: number
  /** Answers that must come, where that is sure. */
  readonly answers: number | null
}

export const attack = (dice: Dice.Dice, token: string): Attack => {
  const sound = `{"portal":"plain","draft":{}}`
  const one = (name: string, pieces: ReadonlyArray<string | Buffer>, more: Partial<Attack> = {}): Attack => ({
    name,
    pieces,
    cut: false,
    pause: 0,
    answers: null,
    ...more
  })
  switch (dice.roll(11)) {
    case 0:
      return one("slow body, cut", [request(token, "", 5000), ...Array<string>(5).fill('{"')], { pause: 20, cut: true })
    case 1:
      return one("pipelined", [Array<string>(8).fill(get(token)).join("")], { answers: 8 })
    case 2:
      return one("pipelined bodies", [Array<string>(4).fill(request(token, sound)).join("")], { answers: 4 })
    case 3:
      return one("cut in the head", [get(token).slice(0, 20 + dice.roll(30))], { cut: true })
    case 4:
      return one("cut in the body", [request(token, sound.slice(0, 9), 60)], { cut: true })
    case 5:
      return one("cut before the answer", [request(token, sound)], { cut: true })
    case 6:
      return one("a head that is too large", [`GET / HTTP/1.1\r\nhost: a\r\n${"x-a: 1\r\n".repeat(4000)}\r\n`])
    case 7:
      return one("two lengths", [
        `POST /api/v1/customers HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcdef`
      ])
    case 8:
      return one("smuggled", [
        `POST /api/v1/customers HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`
      ])
    case 9:
      return one("no request", [Buffer.from(Array.from({ length: 200 }, () => dice.roll(256)))])
    default:
      return one("byte by byte", [...get(token)], { pause: 1, answers: 1 })
  }
}

/** Sends it and reads until nothing comes any more; `null` where no answer came in time although one was owed. */
export const strike = (
  url: string,
  { answers, cut, pause, pieces }: Attack,
  patience: number
): Promise<ReadonlyArray<Came> | null> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    let came = ""
    let done = false
    const statuses = () =>
      [...came.matchAll(/HTTP\/1\.1 (\d{3})[^\r]*\r\n/gu)].map(([, status]) => ({
        status: Number(status),
        type: "",
        text: ""
      }))
    const socket = connect(Number(port), hostname)
    const end = (result: ReadonlyArray<Came> | null) => {
      if (done) return
      done = true
      clearTimeout(timer)
      socket.destroy()
      resolve(result)
    }
    // Whoever has not said everything is closed by the server; whoever has is answered.
    const timer = setTimeout(() => end(null), patience)
    socket.on("data", (part) => {
      came += part.toString("latin1")
      if (answers !== null && statuses().length >= answers) end(statuses())
    })
    socket.on("close", () => end(answers === null || statuses().length >= answers ? statuses() : null))
    socket.on("error", () => end(statuses()))
    socket.on("connect", async () => {
      for (const piece of pieces) {
        if (done) return
        socket.write(piece)
        if (pause > 0) await new Promise((after) => setTimeout(after, pause))
      }
      if (cut) end(statuses())
    })
  })
