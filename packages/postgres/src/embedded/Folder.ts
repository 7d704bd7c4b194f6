/** What lies in an embedded folder, and whether this release may open it. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs"
import { open, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import * as Schema from "effect/Schema"
import { EmbeddedRefused } from "./EmbeddedRefused.ts"
import { postgresMajor } from "./Engine.ts"
import * as Lock from "./Lock.ts"
import { synchronise } from "./Tar.ts"

/** The layout of the folder that this release writes, and the newest that it reads. */
export const layout = 1

/** PostgreSQL's files, and where they grow until they are whole. */
const dataFolder = "postgres"
const unfinished = "postgres.new"
const recordFile = "clientele.json"

/** What else may lie in a folder that nobody has used yet. */
const harmless = new Set(["lost+found", ".gitkeep", ".gitignore", ".DS_Store"])
const ours = new Set([dataFolder, unfinished, recordFile, `${recordFile}.new`, Lock.lockFile, Lock.holderFile])

const Record = Schema.fromJsonString(
  Schema.Struct({
    postgresql: Schema.Int,
    layout: Schema.Int,
    /** The server that the data were moved to. */
    movedTo: Schema.optionalKey(Schema.String)
  })
)
type Record = typeof Record.Type

export interface Folder {
  /** Where PostgreSQL's files are, or will be once `finish` has run. */
  readonly data: string
  /** Where to put files of a database that does not exist yet; `null` where it does. */
  readonly unfinished: string | null
  /** Makes the unfinished files the folder's data. */
  readonly finish: () => Promise<void>
  /** Records that the data live elsewhere from now on. */
  readonly retire: (server: string) => Promise<void>
  readonly release: () => void
}

/**
 * Makes the folder if there is none, takes its lock and checks what is in it. Throws `EmbeddedRefused`, or what the system
 * throws; then nothing in it was changed.
 */
export const take = async (folder: string, now: Date): Promise<Folder> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const refusal = foreign(folder)
  if (refusal !== null) throw refusal
  const lock = Lock.take(folder, now)
  if (lock === null) throw inUse(folder)
  try {
    const data = join(folder, dataFolder)
    const isNew = !existsSync(data)
    const record = readRecord(folder)
    if (record !== null) throwIfOther(folder, record)
    if (record === null || isNew) await writeRecord(folder, { postgresql: postgresMajor, layout })
    if (isNew) await rm(join(folder, unfinished), { recursive: true, force: true })
    return {
      data,
      unfinished: isNew ? join(folder, unfinished) : null,
      finish: async () => {
        await rename(join(folder, unfinished), data)
        await synchronise(folder)
      },
      retire: (movedTo) => writeRecord(folder, { postgresql: postgresMajor, layout, movedTo }),
      release: lock.release
    }
  } catch (cause) {
    lock.release()
    throw cause
  }
}

const foreign = (folder: string): EmbeddedRefused | null => {
  const names = readdirSync(folder).filter((name) => !harmless.has(name))
  const stranger = names.includes(recordFile) ? undefined : names.find((name) => !ours.has(name))
  if (stranger === undefined) return null
  const message = `${folder} holds ${stranger} and is no folder of Clientele; set CLIENTELE_DATA to an empty folder, or to one that Clientele made`
  return new EmbeddedRefused({ folder, reason: "foreign", message })
}

const inUse = (folder: string): EmbeddedRefused => {
  const holder = Lock.holder(folder)
  const who =
    holder === null
      ? "another process"
      : `process ${holder.pid}${holder.pid === process.pid ? " (this one)" : ""} on ${holder.host} since ${holder.since}`
  const message = `${folder} is open in ${who}; stop that one, set CLIENTELE_DATA to another folder, or move to a server, which many processes can share: set DATABASE_URL`
  return new EmbeddedRefused({ folder, reason: "inUse", message })
}

const readRecord = (folder: string): Record | null => {
  const path = join(folder, recordFile)
  if (!existsSync(path)) return null
  try {
    return Schema.decodeUnknownSync(Record)(readFileSync(path, "utf8"))
  } catch (cause) {
    const message = `${path} does not say what made this folder; restore the folder from a backup, or write {"postgresql":${postgresMajor},"layout":${layout}} to it if this release made it`
    throw new EmbeddedRefused({ folder, reason: "foreign", message, cause })
  }
}

/** PostgreSQL's own file has the last word about its version. */
const majorOf = (folder: string, record: Record): number => {
  const file = join(folder, dataFolder, "PG_VERSION")
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : record.postgresql
}

const throwIfOther = (folder: string, record: Record): void => {
  if (record.layout > layout) {
    const message = `${folder} was made by a newer release (layout ${record.layout}, this one knows up to ${layout}); run that release`
    throw new EmbeddedRefused({ folder, reason: "layout", message })
  }
  const major = majorOf(folder, record)
  if (major !== postgresMajor) {
    const message = `${folder} was made by PostgreSQL ${major}, this release embeds ${postgresMajor}; run the release that made it and move its data to a server or to a new folder`
    throw new EmbeddedRefused({ folder, reason: "postgresVersion", message })
  }
  if (record.movedTo !== undefined) {
    const message = `the data of ${folder} were moved to ${record.movedTo}; set DATABASE_URL to it, or remove "movedTo" from ${join(folder, recordFile)} to go back to what they were then`
    throw new EmbeddedRefused({ folder, reason: "moved", message })
  }
}

/** Replaces the file as a whole, so that a crash leaves the old one or the new one. */
const writeRecord = async (folder: string, record: Record): Promise<void> => {
  const path = join(folder, recordFile)
  const file = await open(`${path}.new`, "w", 0o600)
  try {
    await file.writeFile(`${Schema.encodeSync(Record)(record)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  await synchronise(folder)
}
