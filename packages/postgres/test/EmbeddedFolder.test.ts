import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Embedded from "@clientele/postgres/embedded"
import * as PgClient from "@effect/sql-pg/PgClient"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { freshPath, openElsewhere, prepared } from "./embeddedFolders.ts"

const kept = await prepared()

const numbers = Effect.gen(function* () {
  const sql = yield* PgClient.PgClient
  return (yield* sql<{ n: number }>`SELECT n FROM number ORDER BY n`).map(({ n }) => n)
})

const on = <A, E>(folder: string, effect: Effect.Effect<A, E, PgClient.PgClient>, from: string | null = kept) =>
  Effect.provide(effect, Embedded.layer({ folder, prepared: from }))

const nothing = Effect.asVoid(PgClient.PgClient)

const refused = (folder: string) =>
  Effect.map(Effect.flip(on(folder, nothing)), (error) => {
    assert.strictEqual(error._tag, "EmbeddedRefused")
    return error
  })

const contentOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()

describe("an embedded folder", () => {
  it("is refused to a second process, which says who has it and what to do", async () => {
    const folder = freshPath()
    await Effect.runPromise(
      on(
        folder,
        Effect.promise(async () => {
          const said = await openElsewhere(folder, 0, kept).next()
          assert.include(said ?? "", `is open in process ${process.pid} on `)
          assert.include(said ?? "", "stop that one, set CLIENTELE_DATA to another folder, or move to a server")
        })
      )
    )
    assert.isFalse(existsSync(join(folder, "clientele.pid")))
  })

  it.effect("is refused to a second layer of the same process", () =>
    Effect.gen(function* () {
      const folder = freshPath()
      const second = yield* on(folder, refused(folder))
      assert.strictEqual(second.reason, "inUse")
      assert.include(second.message, "(this one)")
      yield* on(folder, nothing)
    })
  )

  it("of a process that is killed is free at once, with every number that it told", { timeout: 120_000 }, async () => {
    const folder = freshPath()
    let from = 0
    for (let kill = 0; kill < 3; kill++) {
      const other = openElsewhere(folder, from, kept)
      assert.strictEqual(await other.next(), "open")
      // A few beyond the first, so that the kill falls into the midst of the stream.
      for (let told = 0; told <= 3 + 7 * kill; told++) from = Number(await other.next()) + 1
      if (kill === 0)
        assert.include((await Effect.runPromise(refused(folder))).message, `process ${other.process.pid} on `)
      await other.kill()
      for (let line = await other.next(); line !== null; line = await other.next()) from = Number(line) + 1
      const found = await Effect.runPromise(on(folder, numbers))
      assert.deepStrictEqual(
        found.slice(0, from),
        Array.from({ length: from }, (_, n) => n)
      )
      assert.isAtMost(found.length, from + 1)
      from = found.length
    }
  })

  it.effect("starts over where a first start was cut off", () =>
    Effect.gen(function* () {
      const folder = freshPath()
      mkdirSync(join(folder, "postgres.new/base"), { recursive: true })
      writeFileSync(join(folder, "postgres.new/PG_VERSION"), "18\n")
      writeFileSync(join(folder, "clientele.json"), `{"postgresql":18,"layout":1}`)
      yield* on(folder, Effect.ignore(numbers))
      assert.deepStrictEqual(readdirSync(folder).toSorted(), ["clientele.json", "clientele.lock", "postgres"])
      assert.deepStrictEqual(JSON.parse(readFileSync(join(folder, "clientele.json"), "utf8")), {
        postgresql: 18,
        layout: 1
      })
    })
  )

  const other: ReadonlyArray<readonly [string, Embedded.EmbeddedRefused["reason"], (folder: string) => void, string]> =
    [
      [
        "of another PostgreSQL",
        "postgresVersion",
        (folder) => write(folder, "postgres/PG_VERSION", "17\n"),
        "PostgreSQL 17"
      ],
      [
        "of a newer release",
        "layout",
        (folder) => write(folder, "clientele.json", `{"postgresql":18,"layout":2}`),
        "newer release"
      ],
      [
        "that was moved",
        "moved",
        (folder) => write(folder, "clientele.json", `{"postgresql":18,"layout":1,"movedTo":"shop on db:5432"}`),
        "shop on db:5432"
      ],
      [
        "with a record that nobody can read",
        "foreign",
        (folder) => write(folder, "clientele.json", "{"),
        "clientele.json"
      ]
    ]
  const write = (folder: string, path: string, text: string) => writeFileSync(join(folder, path), text)

  for (const [what, reason, change, words] of other) {
    it.effect(`${what} is refused, and left as it is`, () =>
      Effect.gen(function* () {
        const folder = freshPath()
        mkdirSync(join(folder, "postgres"), { recursive: true })
        writeFileSync(join(folder, "postgres/PG_VERSION"), "18\n")
        writeFileSync(join(folder, "clientele.json"), `{"postgresql":18,"layout":1}`)
        writeFileSync(join(folder, "clientele.lock"), "")
        change(folder)
        const before = contentOf(folder)
        const error = yield* refused(folder)
        assert.strictEqual(error.reason, reason)
        assert.include(error.message, words)
        assert.deepStrictEqual(contentOf(folder), before)
      })
    )
  }

  it.effect("with somebody else's files is refused, and nothing is added", () =>
    Effect.gen(function* () {
      const folder = freshPath()
      mkdirSync(folder)
      writeFileSync(join(folder, "thesis.odt"), "")
      const error = yield* refused(folder)
      assert.strictEqual(error.reason, "foreign")
      assert.include(error.message, "thesis.odt")
      assert.deepStrictEqual(readdirSync(folder), ["thesis.odt"])
    })
  )

  it.effect("that cannot be one is refused", () =>
    Effect.gen(function* () {
      const file = freshPath()
      writeFileSync(file, "")
      for (const folder of [file, join(file, "data")]) {
        const error = yield* refused(folder)
        assert.strictEqual(error.reason, "unwritable")
        assert.include(error.message, "CLIENTELE_DATA")
      }
    })
  )

  it.effect("whose files are lost is not overwritten by an empty database", () =>
    Effect.gen(function* () {
      const folder = freshPath()
      yield* on(folder, nothing)
      rmSync(join(folder, "postgres/global/pg_control"))
      const error = yield* refused(folder)
      assert.strictEqual(error.reason, "failed")
      assert.isTrue(existsSync(join(folder, "postgres/PG_VERSION")))
    })
  )

  it.effect("starts with initdb where nothing is prepared, and sooner and migrated with what is", () =>
    Effect.gen(function* () {
      const timed = (from: string | null) =>
        Effect.gen(function* () {
          const began = performance.now()
          const layout = Effect.gen(function* () {
            const sql = yield* PgClient.PgClient
            return yield* sql<{ name: string | null }>`SELECT to_regclass('clientele.customer')::text AS name`
          })
          const [row] = yield* on(freshPath(), layout, from)
          return { time: performance.now() - began, isMigrated: row?.name !== null }
        })
      const slow = yield* timed(null)
      const fast = yield* timed(kept)
      assert.deepStrictEqual([slow.isMigrated, fast.isMigrated], [false, true])
      // How much faster is the benchmarks' matter.
      assert.isBelow(fast.time, slow.time)
    })
  )

  it.effect("takes nothing from what another release prepared", () =>
    Effect.gen(function* () {
      const other = freshPath()
      mkdirSync(other)
      const manifest = JSON.parse(Embedded.manifest())
      manifest.migrations[0].sha256 = "0"
      writeFileSync(join(other, "embedded.json"), JSON.stringify(manifest))
      writeFileSync(join(other, "embedded.tar.gz"), "")
      yield* on(freshPath(), nothing, other)
    })
  )
})
