/** The prepared data folder: a migrated, empty database that a first start unpacks, in place of a run of `initdb`. */
import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { constants, gunzip, gzip } from "node:zlib"
import * as Schema from "effect/Schema"
import * as Migrations from "../Migrations.ts"
import { postgresMajor } from "./Engine.ts"
import * as Tar from "./Tar.ts"

const Manifest = Schema.fromJsonString(
  Schema.Struct({
    postgresql: Schema.Int,
    /** Migrations that the data have had, each with its fingerprint. */
    migrations: Schema.Array(Schema.Struct({ name: Schema.String, sha256: Schema.String }))
  })
)

/** Where the package keeps it, from `src/embedded` and `dist/embedded` alike. */
export const shipped = fileURLToPath(new URL("../../assets", import.meta.url))

/** The two files of a prepared folder. */
export const files = { data: "embedded.tar.gz", manifest: "embedded.json" } as const

/** What a folder prepared by this release has in it. */
export const manifest = (): string =>
  Schema.encodeSync(Manifest)({
    postgresql: postgresMajor,
    migrations: Migrations.all.map(({ name, statements }) => ({
      name,
      sha256: createHash("sha256").update(statements.join("\0")).digest("hex")
    }))
  })

/** Packs the data of a database that was closed. */
export const pack = (data: string): Promise<Buffer> =>
  promisify(gzip)(Tar.pack(data), { level: constants.Z_BEST_COMPRESSION })

/**
 * Returns the tarball that lies in a folder; `null` if there is none, or none of use: of another PostgreSQL, or with a
 * migration that this release does not have, or has otherwise.
 */
export const find = async (folder: string): Promise<Buffer | null> => {
  try {
    const theirs = Schema.decodeUnknownSync(Manifest)(await readFile(`${folder}/${files.manifest}`, "utf8"))
    const own = Schema.decodeUnknownSync(Manifest)(manifest())
    const isOlder = theirs.migrations.every(
      ({ name, sha256 }, at) => own.migrations[at]?.name === name && own.migrations[at].sha256 === sha256
    )
    if (theirs.postgresql !== own.postgresql || !isOlder) return null
    return await promisify(gunzip)(await readFile(`${folder}/${files.data}`))
  } catch {
    // Without it a start takes longer, and that is all.
    return null
  }
}
