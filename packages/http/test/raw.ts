/** Requests byte by byte: those that no client would send. */
import { connect } from "node:net"
import * as Effect from "effect/Effect"

/** Sends bytes as they are, more once something came, and reads until the other side closes. */
export const raw = (base: string, text: string, more = "") =>
  Effect.promise(
    () =>
      new Promise<string>((resolve, reject) => {
        const { hostname, port } = new URL(base)
        let came = ""
        const socket = connect(Number(port), hostname, () => socket.write(text))
        socket.once("data", () => socket.write(more))
        socket.on("data", (part) => (came += part.toString()))
        socket.on("close", () => resolve(came))
        socket.on("error", (error: NodeJS.ErrnoException) =>
          error.code === "ECONNRESET" ? resolve(came) : reject(error)
        )
      })
  )

/** The status, media type and body of what came. */
export const parts = (came: string) => {
  const [head = "", body = ""] = came.split("\r\n\r\n")
  return {
    status: Number(/^HTTP\/1\.1 (\d+) /u.exec(head)?.[1]),
    type: /^content-type: (.*)$/imu.exec(head)?.[1],
    head,
    body
  }
}
