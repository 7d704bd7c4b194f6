/** Checks drafts as a portal does, and says all that is wrong with them. */
import { readFile } from "node:fs/promises"
import { text } from "node:stream/consumers"
import { Check, Instant, Issue } from "@clientele/core"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { because, Refused } from "../Refused.ts"

export interface Asked {
  readonly file: string
  readonly portal: string
  readonly config: string | null
  readonly json: boolean
}

interface Checked {
  readonly index: number
  readonly valid: boolean
  readonly issues: ReadonlyArray<Issue.Issue>
}

const read = (path: string) =>
  Effect.gen(function* () {
    const content = yield* Effect.tryPromise({
      try: () => (path === "-" ? text(process.stdin) : readFile(path, "utf8")),
      catch: (cause) => because(`${path} cannot be read; name a file with drafts`, cause)
    })
    return yield* Effect.try({
      try: () => JSON.parse(content) as unknown,
      catch: (cause) => because(`${path} is no JSON; write a draft, or a list of them`, cause)
    })
  })

const proposed = (value: unknown): string => (value === undefined ? "" : `; take ${JSON.stringify(value)}?`)

/** A draft and what is said of it, one line each. */
const lines = ({ index, issues, valid }: Checked): ReadonlyArray<string> => [
  `${index + 1}. ${valid ? (issues.length === 0 ? "fine" : "can be taken, with remarks") : "refused"}`,
  ...issues.map(
    ({ message, pointer, proposal, severity }) =>
      `   ${severity.padEnd(7)} ${pointer || "/"}  ${message}${proposed(proposal)}`
  )
]

export const run = Effect.fnUntraced(function* ({ config, file, json, portal: id }: Asked) {
  const { portals, reference, seller } = yield* Loading.load(config)
  const portal = portals.find((one) => one.id === id)
  if (portal === undefined) {
    const known = portals.map((one) => one.id).join(", ")
    return yield* new Refused({ message: `there is no portal ${id}; there are ${known}` })
  }
  const input = yield* read(file)
  const now = Instant.fromMillis(yield* Clock.currentTimeMillis)
  const situation = { now, ...(seller === undefined ? {} : { seller }) }
  const checked = (Array.isArray(input) ? input : [input]).map((draft, index): Checked => {
    const { issues } = Check.run(portal, draft, reference, situation)
    return { index, valid: !issues.some(Issue.isError), issues }
  })
  const refused = checked.filter(({ valid }) => !valid).length
  yield* Console.log(
    json
      ? JSON.stringify({ portal: id, drafts: checked.length, refused, results: checked })
      : [...checked.flatMap(lines), "", `${checked.length} drafts, ${refused} refused`].join("\n")
  )
  if (refused > 0) yield* Effect.sync(() => void (process.exitCode = 1))
})
