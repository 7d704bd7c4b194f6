import {
  type ActorCustomers,
  Clientele,
  Command,
  Customers,
  CustomerStore,
  MicrosoftDirectory,
  Portal
} from "@clientele/core"
import { make } from "@clientele/core/reference/Selection"
import { MemoryCustomerStore } from "@clientele/memory"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

const desk = Portal.make({
  id: "desk",
  version: 1,
  name: "Desk",
  steps: [
    {
      id: "all",
      label: "All",
      fields: [
        { at: "/name", label: "Name", kind: "text", required: true },
        { at: "/rights", label: "Rights", kind: "choices", options: { from: "rights" } },
        { at: "/microsoft/way", label: "Way", kind: "choice", options: { choices: [{ value: "new", label: "New" }] } },
        { at: "/microsoft/domainPrefix", label: "Tenant", kind: "tenantPrefix" }
      ]
    }
  ],
  rules: [],
  policies: {
    approval: "manual",
    fourEyes: true,
    visibility: "everyAncestor",
    demoDays: null,
    letters: null,
    login: null,
    provisioning: []
  },
  summary: false
})

const settings = { store: MemoryCustomerStore.layer, portals: [desk], reference: make() }

const opened = async (options: Partial<Clientele.StartOptions<never>> = {}) => {
  const clientele = await Clientele.start({ ...settings, ...options })
  const support = clientele.as({ _tag: "support", id: clientele.newUserId(), platform: null })
  const { customer: root } = await support.openPlatform({ draft: { name: "Root" } }).orThrow()
  const user = () =>
    clientele.as({
      _tag: "user",
      id: clientele.newUserId(),
      platform: root.platform,
      home: root.id,
      role: "administrator"
    })
  return { clientele, support, root, ada: user(), ben: user() }
}

const collect = async <A>(items: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for await (const item of items) all.push(item)
  return all
}

const refusal = async <A, E>(answer: ActorCustomers.Answer<A, E>): Promise<E> => {
  const outcome = await answer
  if (outcome.ok) throw new Error("nothing was refused")
  return outcome.error
}

describe("Clientele", () => {
  it("has a method for every command, and none that hides another", async () => {
    const { clientele, support } = await opened()
    for (const name of Command.names) assert.isFunction(support[name])
    const asked = "execute preview get page ancestors children history explain portals form feed follow".split(" ")
    assert.sameMembers(Object.keys(support), [...Command.names, ...asked])
    await clientele.stop()
  })

  it("carries commands out, and tells refusals apart by their tag", async () => {
    const { ada, ben, clientele } = await opened()
    const { customer } = await ada.create({ portal: "desk", draft: { name: "Acme" } }).orThrow()
    assert.strictEqual(customer.status, "pendingApproval")

    const same = await ada.approve({ customer: customer.id })
    assert.isFalse(same.ok)
    if (!same.ok && same.error._tag === "CommandRefused") assert.strictEqual(same.error.reason, "fourEyes")
    else assert.fail("the submitter may not approve")

    const approved = await ben.approve({ customer: customer.id })
    assert.isTrue(approved.ok && approved.value.customer.status === "active")
    assert.deepStrictEqual(
      (await ada.history(customer.id).orThrow()).map(({ command }) => command.name),
      ["create", "approve"]
    )
    assert.isTrue((await ada.explain(customer.id, "approve").orThrow()).allowed)
    await clientele.stop()
  })

  it("previews without writing", async () => {
    const { ada, clientele } = await opened()
    const { customer } = await ada.preview({ _tag: "create", portal: "desk", draft: { name: "Acme" } }).orThrow()
    assert.strictEqual((await refusal(ada.get(customer.id)))._tag, "CustomerNotFound")
    await clientele.stop()
  })

  it("throws the same refusal where that is asked for", async () => {
    const { ada, clientele } = await opened()
    const answer = ada.create({ portal: "desk", draft: {} })
    const error = await refusal(answer)
    assert.strictEqual(error._tag, "DraftRefused")
    assert.instanceOf(error, Error)
    assert.strictEqual(await answer.orThrow().catch((thrown: unknown) => thrown), error)
    await clientele.stop()
  })

  it("refuses what is no command, query or id, and says where", async () => {
    const { ada, clientele, root } = await opened()
    const wrong = async (answer: ActorCustomers.Answer<unknown, { readonly _tag: string }>) => {
      const error = await refusal(answer)
      assert.strictEqual(error._tag, "InputRefused")
      return (error as ActorCustomers.CommandError & { readonly _tag: "InputRefused" }).issues.map((it) => it.pointer)
    }
    const loose = ada as unknown as Record<
      string,
      (...input: ReadonlyArray<unknown>) => ActorCustomers.Answer<unknown, { readonly _tag: string }>
    >
    assert.deepStrictEqual(await wrong(loose.approve!({ customer: 7 })), ["/customer"])
    assert.deepStrictEqual(await wrong(loose.approve!()), ["/customer"])
    assert.deepStrictEqual(await wrong(loose.approve!({ customer: root.id, at: "2026-11-22" })), ["/at"])
    assert.deepStrictEqual(
      await wrong(loose.close!({ customer: root.id, reason: " " }, { idempotencyKey: "", version: -1 })),
      ["/reason", "/options/version", "/options/idempotencyKey"]
    )
    assert.deepStrictEqual(await wrong(loose.preview!({ _tag: "create", portal: "desk" })), ["/draft"])
    assert.deepStrictEqual(await wrong(loose.execute!({ _tag: "explode" })), [""])
    assert.deepStrictEqual(await wrong(loose.execute!(null)), [""])
    assert.deepStrictEqual(await wrong(ada.get("Acme")), ["/customer"])
    assert.deepStrictEqual(await wrong(loose.explain!(root.id, "fly")), ["/action"])
    assert.deepStrictEqual(await wrong(ada.page({ limit: 0 })), ["/limit"])
    assert.deepStrictEqual(await wrong(ada.feed({ limit: 1e9 })), ["/limit"])
    assert.throws(() => clientele.as({ _tag: "support" } as never), /platform/u)
    await clientele.stop()
  })

  it("takes any draft at all, and any change", async () => {
    const { ada, clientele } = await opened()
    const circle: Record<string, unknown> = { name: "Acme" }
    circle.circle = circle
    for (const draft of [null, undefined, 7, [], circle, { name: new Date() }, { name: 7n }, { name: () => 1 }]) {
      assert.strictEqual((await refusal(ada.create({ portal: "desk", draft })))._tag, "DraftRefused")
    }
    await clientele.stop()
  })

  it("does once what is asked twice under one key", async () => {
    const { ada, clientele } = await opened()
    const create = (name: string) => ada.create({ portal: "desk", draft: { name } }, { idempotencyKey: "k" })
    const [first, second] = [await create("Acme").orThrow(), await create("Acme").orThrow()]
    assert.strictEqual(second.customer.id, first.customer.id)
    assert.isTrue(second.replayed)
    assert.strictEqual((await refusal(create("Zenith")))._tag, "IdempotencyConflict")
    const seen = { version: 7 }
    assert.strictEqual((await refusal(ada.discard({ customer: first.customer.id }, seen)))._tag, "VersionConflict")
    await clientele.stop()
  })

  it("pages by hand, and over all pages", async () => {
    // Of two customers of one millisecond nobody knows which is the newer one.
    let millis = Date.UTC(2030, 0, 1)
    const { ada, clientele, root } = await opened({ now: () => millis++ })
    for (const name of ["Acme", "Birch", "Cedar"]) await ada.create({ portal: "desk", draft: { name } }).orThrow()
    const first = await ada.page({ parent: root.id, limit: 2, order: "newest" }).orThrow()
    assert.deepStrictEqual(
      first.items.map(({ name }) => name),
      ["Cedar", "Birch"]
    )
    const names = (await collect(ada.page({ parent: root.id, limit: 2 }))).map(({ name }) => name)
    assert.deepStrictEqual(names, ["Acme", "Birch", "Cedar"])
    const rest = await collect(ada.page({ parent: root.id, limit: 2, order: "newest", after: first.next! }))
    assert.deepStrictEqual(
      rest.map(({ name }) => name),
      ["Acme"]
    )
    assert.strictEqual((await refusal(ada.page({ after: "elsewhere" })))._tag, "CursorRefused")
    const thrown = await collect(ada.page({ after: "elsewhere" })).catch((error: unknown) => error)
    assert.strictEqual((thrown as Error).name, "CursorRefused")
    assert.deepStrictEqual(await ada.ancestors(root.id).orThrow(), [])
    assert.lengthOf(await ada.children(root.id).orThrow(), 3)
    await clientele.stop()
  })

  it("reads the feed to its end, page by page", async () => {
    const { ada, clientele } = await opened()
    await ada.create({ portal: "desk", draft: { name: "Acme" } }).orThrow()
    const tags = (await collect(ada.feed({ limit: 1 }))).map(({ recorded }) => recorded.event._tag)
    assert.deepStrictEqual(tags, ["PlatformOpened", "Opened", "Submitted"])
    const last = await ada.feed().orThrow()
    assert.deepStrictEqual(await collect(ada.feed({ after: last.next! })), [])
    await clientele.stop()
  })

  it("follows what happens until the loop is left", async () => {
    const { ada, ben, clientele } = await opened()
    const { customer } = await ada.create({ portal: "desk", draft: { name: "Acme" } }).orThrow()
    const tags: Array<string> = []
    for await (const { recorded } of ada.follow()) {
      tags.push(recorded.event._tag)
      if (recorded.event._tag === "Submitted") await ben.approve({ customer: customer.id }).orThrow()
      if (recorded.event._tag === "Approved") break
    }
    assert.deepStrictEqual(tags, ["PlatformOpened", "Opened", "Submitted", "Approved"])
    const thrown = await collect(ada.follow({ after: "elsewhere" })).catch((error: unknown) => error)
    assert.strictEqual((thrown as Error).name, "CursorRefused")
    await clientele.stop()
  })

  it("ends its followers and what is under way when it stops, once", async () => {
    const { ada, clientele } = await opened()
    const following = collect(ada.follow())
    const creating = ada.create({ portal: "desk", draft: { name: "Acme" } })
    await Promise.all([clientele.stop(), clientele[Symbol.asyncDispose]()])
    assert.isTrue((await creating).ok)
    assert.isAtMost((await following).length, 3)
    const late = await ada.page().catch((error: unknown) => error)
    assert.match(String(late), /stopped/u)
  })

  it("takes another time of day, and further ports", async () => {
    const directory = Layer.succeed(MicrosoftDirectory.MicrosoftDirectory, {
      find: () => Effect.succeed(null),
      isFree: () => Effect.succeed(false)
    })
    const { ada, clientele, root } = await opened({ now: () => Date.UTC(2030, 0, 1), ports: directory })
    assert.strictEqual((await ada.history(root.id).orThrow())[0]?.at, "2030-01-01T00:00:00.000Z")
    const draft = { name: "Acme", microsoft: { way: "new", domainPrefix: "acme" } }
    const error = await refusal(ada.create({ portal: "desk", draft }))
    assert.deepStrictEqual(error._tag === "DraftRefused" ? error.issues.map(({ code }) => code) : error._tag, [
      "tenantDomainTaken"
    ])
    await clientele.stop()
  })

  it("runs over any layer of Customers", async () => {
    const layer = Customers.Customers.layer({ portals: [desk], reference: make() })
    const clientele = await Clientele.over(Layer.provide(layer, MemoryCustomerStore.layer))
    const support = clientele.as({ _tag: "support", id: clientele.newUserId(), platform: null })
    assert.isTrue((await support.openPlatform({ draft: { name: "Root" } })).ok)
    assert.strictEqual((await refusal(support.page()))._tag, "PlatformRequired")
    await clientele.stop()
  })

  it("does not start without its store, and rejects where something is broken", async () => {
    const unavailable = new CustomerStore.CustomerStoreUnavailable({ cause: "no route" })
    const closed = Layer.effect(CustomerStore.CustomerStore, Effect.fail(unavailable))
    assert.strictEqual(
      await Clientele.start({ ...settings, store: closed }).catch((error: unknown) => error),
      unavailable
    )
    const store = (line: Effect.Effect<never, CustomerStore.CustomerStoreUnavailable>) =>
      Layer.effect(
        CustomerStore.CustomerStore,
        Effect.map(CustomerStore.CustomerStore, (working) => ({ ...working, line: () => line }))
      ).pipe(Layer.provide(MemoryCustomerStore.layer))
    const broken = await opened({ store: store(Effect.die(new Error("a row does not decode"))) })
    const defect = await broken.ada.get(broken.root.id).catch((error: unknown) => error)
    assert.strictEqual((defect as Error).message, "a row does not decode")
    const away = await opened({ store: store(Effect.fail(unavailable)) })
    assert.strictEqual(await refusal(away.ada.get(away.root.id)), unavailable)
    await Promise.all([broken.clientele.stop(), away.clientele.stop()])
  })
})
