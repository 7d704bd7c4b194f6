import { type Actor, Clientele, type Listing } from "@clientele/core"
import { HttpCustomers } from "@clientele/http"
import type { Services } from "@clientele/http/server"
import { MemoryStores } from "@clientele/memory"
import { SampleOptions } from "@clientele/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as FaultProxy from "../../../../scripts/servers/FaultProxy.ts"
import { freePort } from "../../../../scripts/servers/freePort.ts"
import { operator } from "../running.ts"
import { asWhoever, kernel, served } from "./over.ts"

const draft = (name: string) => ({ name, currency: "EUR", address: { country: "NL" } })

/** Serves these services until told to stop. */
const start = async (services: Context.Context<Services>, port: number) => {
  const scope = Scope.makeUnsafe()
  await Effect.runPromise(Layer.buildWithScope(served(Layer.succeedContext(services), port), scope))
  return () => Effect.runPromise(Scope.close(scope, Exit.void))
}

const services = () =>
  Effect.runPromise(Layer.buildWithScope(kernel(SampleOptions.options, MemoryStores.layer), Scope.makeUnsafe()))

describe("a server that comes and goes", () => {
  it("promises work over the wire as they do in process, and a loop over the feed outlives the server", async () => {
    const running = await services()
    const port = await freePort()
    let stop = await start(running, port)
    await using clientele = await Clientele.over(
      HttpCustomers.layer({ url: `http://127.0.0.1:${port}`, credential: asWhoever })
    )
    const support = clientele.as(operator as Actor.Actor)
    const { customer: root } = await support.openPlatform({ draft: draft("Root B.V.") }).orThrow()
    const refused = await support.create({ parent: root.id, portal: "plain", draft: {} })
    assert.propertyVal(refused.ok ? null : refused.error, "_tag", "DraftRefused")

    const seen: Array<Listing.FeedItem> = []
    const heard = new Map<string, () => void>()
    const until = (tag: string) => new Promise<void>((resolve) => heard.set(tag, resolve))
    const first = until("HoldPlaced")
    const loop = (async () => {
      for await (const item of support.follow({ platform: root.platform })) {
        seen.push(item)
        heard.get(item.recorded.event._tag)?.()
        if (item.recorded.event._tag === "NotificationsSet") return
      }
    })()
    await support.suspend({ customer: root.id, reason: "credit" }).orThrow()
    await first
    await stop()
    // What happens while nobody listens is told afterwards.
    const near = await Clientele.over(Layer.succeedContext(running))
    await near
      .as(operator as Actor.Actor)
      .resume({ customer: root.id, reason: "credit" })
      .orThrow()
    stop = await start(running, port)
    await support.setNotifications({ customer: root.id, letters: false }).orThrow()
    await loop
    await stop()

    const { items } = await near
      .as(operator as Actor.Actor)
      .feed({ platform: root.platform })
      .orThrow()
    assert.deepStrictEqual(seen, items)
    await near.stop()
  })

  it("a command whose answer was lost is carried out once", async () => {
    const running = await services()
    const port = await freePort()
    const stop = await start(running, port)
    const broken = await FaultProxy.start({ server: `http://127.0.0.1:${port}`, seed: 7 })
    await using clientele = await Clientele.over(
      HttpCustomers.layer({ url: broken.through(`http://127.0.0.1:${port}`), credential: asWhoever, tries: 30 })
    )
    const support = clientele.as(operator as Actor.Actor)
    const { customer: root } = await support.openPlatform({ draft: draft("Root B.V.") }).orThrow()
    // Answers are longer than that: some connections break within the first one, others later.
    broken.inject({ kind: "cut", direction: "toClient", bytes: [1, 6_000] })
    const names = Array.from({ length: 20 }, (_, index) => `Ada ${index} B.V.`)
    for (const name of names) {
      const { customer, replayed } = await support
        .create({ parent: root.id, portal: "plain", draft: draft(name) })
        .orThrow()
      assert.deepStrictEqual([customer.name, replayed], [name, false])
    }
    assert.isAbove(broken.counts.cut, 5)
    broken.heal()
    const { items } = await support.page({ parent: root.id }).orThrow()
    assert.deepStrictEqual(items.map(({ name }) => name).toSorted(), names.toSorted())
    await broken.close()
    await stop()
  })
})
