/** A folder as a tarball and back: regular files and folders, as PostgreSQL's data are. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { mkdir, open, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"

const block = 512
const padded = (size: number) => Math.ceil(size / block) * block

interface Entry {
  readonly path: string
  readonly isFolder: boolean
  readonly content: Buffer
}

/** Returns the tarball of all that lies in a folder. The same content gives the same bytes. */
export const pack = (folder: string): Buffer => {
  const parts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted()
    .flatMap((path) => {
      const isFolder = statSync(join(folder, path)).isDirectory()
      const content = isFolder ? Buffer.alloc(0) : readFileSync(join(folder, path))
      return [header(path, isFolder, content.length), content, Buffer.alloc(padded(content.length) - content.length)]
    })
  return Buffer.concat([...parts, Buffer.alloc(2 * block)])
}

const header = (path: string, isFolder: boolean, size: number): Buffer => {
  const bytes = Buffer.alloc(block)
  if (Buffer.byteLength(path) > 99) throw new Error(`too long a path for a tarball: ${path}`)
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0")
  bytes.write(path, 0)
  bytes.write(`${octal(isFolder ? 0o700 : 0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100)
  bytes.write(`${octal(size, 11)}\0${octal(0, 11)}\0`, 124)
  bytes.write(`        ${isFolder ? "5" : "0"}`, 148)
  bytes.write("ustar\x0000", 257)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${octal(sum, 6)}\0 `, 148)
  return bytes
}

const entries = (tar: Buffer): ReadonlyArray<Entry> => {
  const found: Array<Entry> = []
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const text = (from: number, length: number) =>
      tar.toString("utf8", at + from, at + from + length).replace(/\0.*$/s, "")
    const size = Number.parseInt(text(124, 12), 8)
    const path = text(0, 100)
    if (!Number.isSafeInteger(size) || path.split("/").includes("..")) throw new Error("not a tarball of data")
    const content = tar.subarray(at + block, at + block + size)
    if (content.length < size) throw new Error("the tarball ends early")
    found.push({ path, isFolder: text(156, 1) === "5", content })
    at += block + padded(size)
  }
  return found
}

/** Files that are written at a time. */
const width = 16

const eachFile = async <A>(all: ReadonlyArray<A>, run: (one: A) => Promise<void>): Promise<void> => {
  const left = all[Symbol.iterator]()
  const worker = async () => {
    for (const one of left) await run(one)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

/** Writes the content of a tarball to a folder and to the disk below it. */
export const unpack = async (tar: Buffer, folder: string): Promise<void> => {
  const all = entries(tar)
  const folders = new Set(all.map(({ isFolder, path }) => (isFolder ? path : dirname(path))))
  for (const path of [...folders].toSorted()) await mkdir(join(folder, path), { recursive: true, mode: 0o700 })
  const files = all.filter(({ isFolder }) => !isFolder)
  await eachFile(files, ({ content, path }) => writeFile(join(folder, path), content, { flag: "wx", mode: 0o600 }))
  // All at once and last: a sync of each as it is written takes the disk several times as long.
  await settle(folder)
}

/** Puts all that lies in a folder on the disk. */
export const settle = async (folder: string): Promise<void> => {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = (wanted: boolean) =>
    all.filter((entry) => entry.isDirectory() === wanted).map(({ name, parentPath }) => join(parentPath, name))
  await eachFile(paths(false), async (path) => {
    const file = await open(path, "r+")
    try {
      await file.datasync()
    } finally {
      await file.close()
    }
  })
  for (const path of [...paths(true), folder]) await synchronise(path)
}

/** Puts the names in a folder on the disk, where the system can. */
export const synchronise = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return
  const file = await open(folder, "r")
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
