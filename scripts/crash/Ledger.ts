/** What clients were told, on the disk before anything is made of it: kept by the driver, which is not killed. */
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs"
import type { Outcome } from "./Messages.ts"

export type Acknowledged = Extract<Outcome, { readonly _tag: "acknowledged" }>

export interface Ledger {
  /** Commits that were acknowledged, by key. */
  readonly acknowledged: ReadonlyMap<string, Acknowledged>
  /** Commands that were refused for good, and why. */
  readonly refused: ReadonlyMap<string, string>
}

export interface Book extends Ledger {
  /** Keys in the order of their first answers. */
  readonly keys: ReadonlyArray<string>
  /** Commits that were there when they were asked for again, since their first answer never came. */
  readonly replayed: () => number
  /** What contradicts an earlier answer. */
  readonly contradictions: ReadonlyArray<string>
  readonly contradict: (what: string) => void
  readonly enter: (key: string, outcome: Outcome) => void
  readonly close: () => void
}

/** Opens an empty ledger in a file. */
export const open = (file: string): Book => {
  const descriptor = openSync(file, "a")
  const acknowledged = new Map<string, Acknowledged>()
  const refused = new Map<string, string>()
  const keys: Array<string> = []
  const contradictions: Array<string> = []
  let replayed = 0
  return {
    acknowledged,
    refused,
    keys,
    contradictions,
    replayed: () => replayed,
    contradict: (what) => void contradictions.push(what),
    enter: (key, outcome) => {
      const before = acknowledged.get(key)
      if (before !== undefined) {
        // Asked for again: the answer is the one of then.
        const same =
          outcome._tag === "acknowledged" && before.command === outcome.command && before.customer === outcome.customer
        if (!same) contradictions.push(`${key} was answered ${JSON.stringify(before)}, then ${JSON.stringify(outcome)}`)
        return
      }
      writeSync(descriptor, `${JSON.stringify({ key, ...outcome })}\n`)
      fdatasyncSync(descriptor)
      keys.push(key)
      if (outcome._tag === "refused") refused.set(key, outcome.why)
      else {
        acknowledged.set(key, outcome)
        if (outcome.replayed) replayed += 1
      }
    },
    close: () => closeSync(descriptor)
  }
}
