/** Serves the forms on this machine and prints where. `PORT` names the port; without it a free one is taken. */
import * as Desk from "./Desk.ts"
import * as Server from "./Server.ts"

const desk = await Desk.open()
const { server, url } = await Server.listen(Server.make(desk), Number(process.env.PORT ?? 0))
console.log(`Five portals as plain HTML forms: ${url}`)

const stop = () => {
  server.close(() => void desk.stop())
  server.closeAllConnections()
}
process.once("SIGINT", stop)
process.once("SIGTERM", stop)
