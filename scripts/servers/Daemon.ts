/**
 * A server program in a throwaway folder, which goes when this process does.
 *
 * Each has a guardian: a shell that waits at a pipe for the end of this process, however it ends, then stops the server
 * and removes the folder. So nothing is left behind after Ctrl-C, a thrown error or `kill -9`.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from "node:fs"
import type { Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { patience, within } from "./within.ts"

const number = (...args: ReadonlyArray<string>) => Number(spawnSync("id", args, { encoding: "utf8" }).stdout) || 65_534

/** Whom the servers run as: `nobody` if this is root, whom they refuse; else whoever this is. */
export const account: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: number("-u", "nobody"), gid: number("-g", "nobody") } : {}

/** The system's temporary folder, or `/tmp` if {@link account} cannot enter that one. */
export const temporary: string = (() => {
  const asAccount = { ...account, cwd: "/" }
  const enters = (folder: string) => spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], asAccount).status === 0
  return account.uid === undefined || enters(tmpdir()) ? tmpdir() : "/tmp"
})()

const guard = `cat >/dev/null
pid=$(cat "$1/pid" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -"$2" "$pid" 2>/dev/null
  n=0
  while kill -0 "$pid" 2>/dev/null && [ "$n" -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
  kill -KILL "$pid" 2>/dev/null
fi
rm -rf "$1"`

/** Returns whether a process runs. One that ended and waits for its parent to notice does not. */
export const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !existsSync("/proc/self/stat") || !/\) [ZX] /u.test(readFileSync(`/proc/${pid}/stat`, "utf8"))
  } catch {
    return false
  }
}

const parents = (): ReadonlyArray<readonly [pid: number, parent: number]> => {
  if (!existsSync("/proc/self/stat"))
    return spawnSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" })
      .stdout.trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/u).map(Number) as [number, number])
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/u.test(name)) return []
    try {
      return [[Number(name), Number(/\) \S (\d+)/u.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1])] as const]
    } catch {
      return []
    }
  })
}

const signal = (pid: number, name: NodeJS.Signals) => {
  try {
    process.kill(pid, name)
  } catch {
    // It was faster.
  }
}

export interface Daemon {
  /** The throwaway folder, owned by {@link account}. */
  readonly folder: string
  /** The running process; `null` while none runs. */
  readonly pid: () => number | null
  /** Everything the program wrote, over all its starts. */
  readonly log: () => string
  /** Starts a program and returns when `ready` answers true; fails with the end of its log if it ends before. */
  readonly start: (program: string, args: ReadonlyArray<string>, ready: () => Promise<boolean>) => Promise<void>
  /** Sends a signal and returns when the process has ended. */
  readonly end: (by: NodeJS.Signals) => Promise<void>
  /** Kills the process and its children by SIGKILL, none of which gets to do anything more; returns when all are gone. */
  readonly kill: () => Promise<void>
  /** Ends the process, by the signal given at the beginning, and removes the folder. */
  readonly close: () => Promise<void>
}

/** Returns a folder for a program that can be started, killed and started again. `ending` is the signal that ends it. */
export const make = (name: string, ending: "SIGQUIT" | "SIGKILL", under: string = temporary): Daemon => {
  const folder = mkdtempSync(join(under, `clientele-${name}-`))
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid!)
  const guardian = spawn("/bin/sh", ["-c", guard, "sh", folder, ending.slice(3)], {
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
    detached: true
  })
  guardian.unref()
  ;(guardian.stdin as unknown as Socket).unref()

  const path = { log: join(folder, "log"), pid: join(folder, "pid") }
  const log = () => (existsSync(path.log) ? readFileSync(path.log, "utf8") : "")
  let child: ChildProcess | null = null
  let closed = false

  const ended = async (one: ChildProcess) => {
    if (one.exitCode !== null || one.signalCode !== null) return
    one.ref()
    await within(`the end of ${name}, process ${one.pid}`, once(one, "exit"))
  }

  const end = async (by: NodeJS.Signals) => {
    if (child === null) return
    child.kill(by)
    await ended(child)
  }

  return {
    folder,
    pid: () => child?.pid ?? null,
    log,
    end,
    start: async (program, args, ready) => {
      if (child !== null) throw new Error(`${name} runs already`)
      if (closed) throw new Error(`${name} is closed`)
      const before = log().length
      const output = openSync(path.log, "a")
      const started = spawn(program, args, {
        ...account,
        cwd: folder,
        stdio: ["ignore", output, output],
        env: { ...process.env, LC_ALL: "C" },
        detached: true
      })
      closeSync(output)
      const gone = () => {
        if (child !== started) return
        child = null
        rmSync(path.pid, { force: true })
      }
      started.once("exit", gone).once("error", gone)
      started.unref()
      child = started
      if (started.pid !== undefined) writeFileSync(path.pid, String(started.pid))
      await once(started, "spawn")
      const said = () => log().slice(before).slice(-2000)
      const since = performance.now()
      for (let wait = 5; !(await ready()); wait = Math.min(wait * 1.5, 50)) {
        if (child !== started) throw new Error(`${name} ended before it was ready:\n${said()}`)
        if (performance.now() - since > patience)
          throw new Error(`${name} was not ready after ${patience / 1000} s:\n${said()}`)
        await sleep(wait)
      }
    },
    kill: async () => {
      const victim = child
      if (!victim?.pid) return
      // Stopped first, it starts no new children while the old ones are looked for.
      signal(victim.pid, "SIGSTOP")
      const children = parents().flatMap(([pid, parent]) => (parent === victim.pid ? [pid] : []))
      for (const pid of [...children, victim.pid]) signal(pid, "SIGKILL")
      await ended(victim)
      const since = performance.now()
      while (children.some(runs)) {
        if (performance.now() - since > patience)
          throw new Error(`${name}: of the killed processes ${children.filter(runs).join(", ")} still run`)
        await sleep(2)
      }
    },
    close: async () => {
      if (closed) return
      closed = true
      // One that does not end when it is asked to is not asked any more.
      await end(ending).catch(() => end("SIGKILL"))
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
      if (guardian.exitCode !== null) return
      guardian.ref()
      guardian.stdin.end()
      await within(`the end of the guardian of ${name}`, once(guardian, "exit"))
    }
  }
}
