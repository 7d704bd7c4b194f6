/**
 * The lock that keeps a folder to one process.
 *
 * Node has no file lock of its own, SQLite has one: an exclusive transaction on an empty file is a lock of the operating
 * system. It ends with its process however that ends, leaves nothing stale behind, cannot be taken for another's by a
 * process id that comes again, and holds between containers that share a volume of one machine.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { hostname } from "node:os"
import { join } from "node:path"
import type { DatabaseSync } from "node:sqlite"

/** The file that is locked, and the one that says by whom. Reading the first would break its lock on POSIX. */
export const lockFile = "clientele.lock"
export const holderFile = "clientele.pid"

export interface Holder {
  readonly pid: number
  readonly host: string
  readonly since: string
}

export interface Lock {
  readonly release: () => void
}

/** SQLite's codes for a lock that somebody else has. */
const taken = new Set([5, 6])

const isTaken = (cause: unknown): boolean =>
  cause instanceof Error && "errcode" in cause && taken.has(Number(cause.errcode) & 0xff)

/** Takes the lock of a folder that exists; `null` if somebody has it. Throws what the system throws. */
export const take = (folder: string, since: Date): Lock | null => {
  // Makes the file, or says what the system says against it, more precisely than SQLite does.
  writeFileSync(join(folder, lockFile), "", { flag: "a" })
  const database = exclusive(join(folder, lockFile))
  if (database === null) return null
  try {
    const holder: Holder = { pid: process.pid, host: hostname(), since: since.toISOString() }
    writeFileSync(join(folder, holderFile), `${JSON.stringify(holder)}\n`)
  } catch (cause) {
    database.close()
    throw cause
  }
  return {
    release: () => {
      rmSync(join(folder, holderFile), { force: true })
      database.close()
    }
  }
}

const exclusive = (file: string): DatabaseSync | null => {
  const database = new (sqlite().DatabaseSync)(file)
  try {
    database.exec("PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
    return database
  } catch (cause) {
    database.close()
    if (isTaken(cause)) return null
    throw cause
  }
}

/** Loaded late, since Node 22 warns that it is experimental. */
const sqlite = () => {
  const found = process.getBuiltinModule("node:sqlite")
  if (found === undefined)
    throw new Error("this Node has no node:sqlite, which locks the folder; use Node 22.19 or newer")
  return found
}

/** Returns who says to hold the lock; `null` if nobody, or nobody yet. */
export const holder = (folder: string): Holder | null => {
  try {
    const { host, pid, since } = JSON.parse(readFileSync(join(folder, holderFile), "utf8"))
    return { host: String(host), pid: Number(pid), since: String(since) }
  } catch {
    return null
  }
}
