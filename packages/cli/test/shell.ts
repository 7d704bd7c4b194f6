/** The commands of a page of the documentation, run as whoever follows it would, with what they are said to print. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import { folder, installation } from "./processes.ts"

const root = fileURLToPath(new URL("../../..", import.meta.url))

interface Fence {
  readonly line: number
  readonly commands: string
  /** What it prints, with … for anything; `null` where the page does not say. */
  readonly prints: string | null
}

/** The fences marked `sh` and nothing more, each with the `text` right after it; one that takes more than this machine says so in its mark. */
const fences = (page: string): ReadonlyArray<Fence> =>
  [...page.matchAll(/^```sh\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?/gmsu)].map((match) => ({
    line: page.slice(0, match.index).split("\n").length + 1,
    commands: match[1] ?? "",
    prints: match[2] ?? null
  }))

/** A fence that ends in the server: it goes on in another terminal once that is there. */
const serves = /^(npm run -s clientele -- serve(?: --config \S+)?|npm start)$/mu
const isServer = ({ commands }: Fence): boolean => serves.test(commands)

/** Scripts and Node of the clone, in another folder; `jq` is the machine's, which the pages take for granted. */
const shims = {
  npm: `#!/bin/sh
node() { exec "${process.execPath}" --conditions=@clientele/source "$@"; }
case "$*" in
  start) node "${join(root, "examples/html-forms/src/main.ts")}" ;;
  "run -s clientele -- "*) shift 4; node "${join(root, "packages/cli/src/internal/bin.ts")}" "$@" ;;
  *) echo "npm $* is not run here" >&2; exit 127 ;;
esac
`,
  npx: `#!/bin/sh
[ "$1" = node ] || { echo "npx $1 is not run here" >&2; exit 127; }
shift
exec "${process.execPath}" "$@"
`
}

const script = (all: ReadonlyArray<Fence>): string =>
  [
    "set -euo pipefail",
    ...all.flatMap((fence, index) => [
      `echo '@@ ${index}'`,
      ...(isServer(fence)
        ? [
            fence.commands.trimEnd().replace(serves, "$1 > served.out 2> served.err &"),
            "SERVER=$!",
            "until curl -sf http://localhost:3000/api/v1/ready > /dev/null; do kill -0 $SERVER || { cat served.err >&2; exit 1; }; sleep 0.1; done"
          ]
        : [fence.commands.trimEnd()])
    ]),
    "echo '@@ end'",
    "[ -z ${SERVER:-} ] || { kill $SERVER; wait $SERVER; }"
  ].join("\n")

const pattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .trim()
      .split("…")
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, "\\$&"))
      .join("[^]*?")}$`,
    "u"
  )

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  return typeof address === "object" && address !== null ? address.port : 0
}

/** What the pages take for granted and this machine does not have. */
export const absent = (): ReadonlyArray<string> =>
  ["bash", "curl", "jq"].filter((tool) => spawnSync(tool, ["--version"]).error !== undefined)

export interface Followed {
  readonly fences: number
  /** One sentence for whatever did not go as the page says. */
  readonly findings: ReadonlyArray<string>
}

/** Follows a page of `docs/how-to` from its first command to its last one; `fresh`: without any data before it. */
export const follow = async (name: string, fresh = false): Promise<Followed> => {
  const page = readFileSync(join(root, "docs/how-to", name), "utf8")
  const all = fences(page)
  const home = folder()
  const bin = join(home, "bin")
  mkdirSync(bin)
  for (const [name, shim] of Object.entries(shims)) {
    writeFileSync(join(bin, name), shim)
    chmodSync(join(bin, name), 0o755)
  }
  const work = join(home, "work")
  mkdirSync(work)
  symlinkSync(join(root, "node_modules"), join(work, "node_modules"))
  // Making one takes seconds, and is shown by the pages that begin without.
  if (!fresh) cpSync((await installation()).data, join(work, "data"), { recursive: true })
  const port = await freePort()
  const shell = spawn("bash", ["-c", script(all).replaceAll("localhost:3000", `localhost:${port}`)], {
    cwd: work,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env["PATH"]}`,
      PORT: String(port),
      CLIENTELE_LOG_FORMAT: "text",
      NO_COLOR: "1"
    }
  })
  let [out, err] = ["", ""]
  shell.stdout.on("data", (text) => (out += text))
  shell.stderr.on("data", (text) => (err += text))
  const [code] = await once(shell, "close")
  const printed = out
    .replaceAll(`localhost:${port}`, "localhost:3000")
    .split(/^@@ (?:\d+|end)\n/mu)
    .slice(1)
  const findings = all.flatMap(({ line, prints }, index) => {
    const seen = printed[index]
    if (seen === undefined) return [`${name}:${line} was not come to`]
    return prints === null || pattern(prints).test(seen.trim())
      ? []
      : [`${name}:${line} printed ${seen}, not ${prints}`]
  })
  return { fences: all.length, findings: code === 0 ? findings : [`${name} ended with ${code}: ${err}`, ...findings] }
}
