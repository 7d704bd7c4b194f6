/** Backups that are restored elsewhere: what is there, and where followers of the feed go on. */
import { chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { CustomerStore } from "@clientele/core"
import { PostgresStores, RowSecurity } from "@clientele/postgres"
import * as Embedded from "@clientele/postgres/embedded"
import { Samples } from "@clientele/testkit"
import { assert, it } from "@effect/vitest"
import type * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { onTestFinished } from "vitest"
import { fresh } from "../../../scripts/servers/Database.ts"
import { account, temporary } from "../../../scripts/servers/Daemon.ts"
import * as PostgresServer from "../../../scripts/servers/PostgresServer.ts"
import { query } from "../../../scripts/servers/Wire.ts"
import { freshPath, prepared } from "./embeddedFolders.ts"
import { copyOf, hasTools, tool, until } from "./machine.ts"
import { client } from "./stores.ts"

type Stored = CustomerStore.Stored

const store = CustomerStore.CustomerStore

const on = <A, E, E2>(
  database: Layer.Layer<PgClient.PgClient, E2>,
  effect: Effect.Effect<A, E, PostgresStores.Stores>
) => Effect.provide(effect, Layer.fresh(PostgresStores.layer({ listener: null }).pipe(Layer.provide(database))))

const put = (write: CustomerStore.Write) =>
  Effect.flatMap(store, (it) => Effect.as(it.commit(Samples.commit([write])), Samples.after(write)))
const open = Effect.flatMap(Effect.all([Samples.platformId, Samples.customerId]), ([platform, id]) =>
  put(Samples.root(platform, id))
)
const grow = (parent: Stored) => Effect.flatMap(Samples.customerId, (id) => put(Samples.child(parent.customer, id)))
const read = (root: Stored, after: string | null) =>
  Effect.flatMap(store, (it) =>
    Effect.map(it.feed(root.customer.platform, after, 100), (found) => ({
      seen: found.map(({ recorded }) => recorded.customer),
      next: found.at(-1)?.position ?? after
    }))
  )
const id = ({ customer }: Stored) => customer.id

/** Before the backup: read up to the first child, with a second one unread. */
const before = Effect.gen(function* () {
  const root = yield* open
  const first = yield* grow(root)
  const { next, seen } = yield* read(root, null)
  assert.deepStrictEqual(seen, [id(root), id(first)])
  return { root, next, unread: yield* grow(root) }
})

/** After it: the cursor goes on with what was unread, and with what is new. */
const goesOn = ({ next, root, unread }: Effect.Success<typeof before>) =>
  Effect.gen(function* () {
    assert.deepStrictEqual((yield* read(root, next)).seen, [id(unread)])
    const late = yield* grow(root)
    assert.deepStrictEqual((yield* read(root, next)).seen, [id(unread), id(late)])
    assert.strictEqual((yield* read(root, null)).seen.length, 4)
  })

/** A folder of the account that servers and tools run as. */
const ownedFolder = (): string => {
  const folder = mkdtempSync(join(temporary, "clientele-backup-"))
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

it.live("a dump of PostgreSQL 15 is restored into 18, row security and all, and cursors go on", (context) =>
  Effect.gen(function* () {
    const [from, to] = yield* Effect.promise(() => Promise.all([fresh("postgres15"), fresh("postgres18")]))
    if (from === null || to === null || !hasTools) return context.skip("needs PostgreSQL 15 with its tools, and 18")
    // The number of transactions that the old server has had is far above that of the new one.
    yield* Effect.promise(() =>
      query(from.url, "do 'begin for n in 1..5000 loop perform pg_current_xact_id(); commit; end loop; end'")
    )
    const kept = yield* on(client(from.url), before)
    yield* Effect.provide(RowSecurity.install("clientele_reader"), client(from.url))
    const file = join(ownedFolder(), "dump")
    tool("pg_dump", "-d", from.url, "-Fc", "-f", file)
    tool("pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", "-d", to.url, file)
    yield* on(client(to.url), goesOn(kept))
    yield* Effect.provide(RowSecurity.install("clientele_reader"), client(to.url))
  })
)

it.live("a server goes back to a point in time; who had read further goes on with what is new", (context) =>
  Effect.gen(function* () {
    if (!hasTools) return context.skip("needs PostgreSQL 15 with its tools")
    const archive = ownedFolder()
    let after!: Stored
    let lost!: Effect.Success<ReturnType<typeof read>>
    const primary = yield* Effect.acquireRelease(
      Effect.promise(() =>
        PostgresServer.start({
          version: "15",
          settings: { archive_mode: "on", archive_command: `cp %p ${archive}/%f` }
        })
      ),
      (server) => Effect.promise(() => server.close())
    )
    const kept = yield* on(client(primary.url), before)
    const copy = yield* Effect.acquireRelease(
      Effect.promise(() =>
        copyOf(
          primary,
          { restore_command: `cp ${archive}/%f %p`, recovery_target_name: "good", recovery_target_action: "promote" },
          false,
          async (data) => {
            // Between the backup and the start of its copy: what shall be kept, the point, and what shall not.
            const { root } = kept
            after = await Effect.runPromise(on(client(primary.url), grow(root)))
            await primary.query("select pg_create_restore_point('good')")
            lost = await Effect.runPromise(on(client(primary.url), Effect.andThen(grow(root), read(root, null))))
            await primary.query("select pg_switch_wal()")
            await until(
              async () =>
                (
                  await primary.query(
                    "select 1 from pg_stat_archiver where last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1)"
                  )
                ).length > 0
            )
            await primary.kill()
            writeFileSync(join(data, "recovery.signal"), "")
          }
        )
      ),
      (server) => Effect.promise(() => server.close())
    )
    yield* Effect.promise(() =>
      until(async () => (await copy.query("select 1 where not pg_is_in_recovery()")).length > 0)
    )
    yield* on(
      client(copy.url),
      Effect.gen(function* () {
        const { next, root, unread } = kept
        assert.deepStrictEqual((yield* read(root, next)).seen, [id(unread), id(after)])
        assert.deepStrictEqual((yield* read(root, lost.next)).seen, [])
        const late = yield* grow(root)
        assert.deepStrictEqual((yield* read(root, lost.next)).seen, [id(late)])
        assert.deepStrictEqual((yield* read(root, next)).seen, [id(unread), id(after), id(late)])
      })
    )
  }).pipe(Effect.scoped)
)

it.live("a copy of an embedded folder that was closed opens elsewhere, and cursors go on", () =>
  Effect.gen(function* () {
    const from = yield* Effect.promise(prepared)
    const [folder, copy] = [freshPath(), freshPath()]
    const kept = yield* on(Embedded.layer({ folder, prepared: from }), before)
    cpSync(folder, copy, { recursive: true })
    yield* on(Embedded.layer({ folder: copy, prepared: from }), goesOn(kept))
    yield* on(Embedded.layer({ folder, prepared: from }), goesOn(kept))
  })
)
