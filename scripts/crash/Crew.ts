/**
 * The clients of a crash run and what they have in hand.
 *
 * A client that dies leaves its commands to the next one, under the same keys: whether they were carried out nobody knows.
 */
import { fork } from "node:child_process"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { Fingerprint } from "@clientele/core"
import { patience, within } from "../servers/within.ts"
import type { Follower } from "./Follower.ts"
import type { Book } from "./Ledger.ts"
import type { FromClient, Picture, Place, Task, ToClient } from "./Messages.ts"
import * as Tasks from "./tasks.ts"

interface Client {
  /** Gone once it is dead and all that it had said is heard. */
  readonly gone: Promise<void>
  readonly say: (message: ToClient) => void
  readonly kill: () => void
}

const program = fileURLToPath(new URL("client.ts", import.meta.url))

/** Where compiled modules are kept, so that clients start fast: Node's own place for them. */
const cache = process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "node-compile-cache")

/** Starts a client. `hear` is also told if it ends without having been killed. */
const start = (hear: (message: FromClient) => void): Client => {
  const child = fork(program, [], {
    execArgv: ["--conditions=@clientele/source"],
    // What it prints is none of the proof's last line.
    stdio: ["ignore", 2, 2, "ipc"],
    env: { ...process.env, NODE_COMPILE_CACHE: cache }
  })
  let killed = false
  child.on("message", (message) => hear(message as FromClient))
  child.on("error", (cause) => hear({ _tag: "broken", why: `a client did not start: ${cause.message}` }))
  child.on("exit", (code, signal) => {
    if (!killed) hear({ _tag: "broken", why: `a client ended by itself, with ${signal ?? code}` })
  })
  const gone = Promise.all(["exit", "disconnect"].map((event) => new Promise((resolve) => child.once(event, resolve))))
  return {
    gone: gone.then(() => {}),
    say: (message) => void child.send(message, () => {}),
    kill: () => {
      killed = true
      child.kill("SIGKILL")
    }
  }
}

/** One of the crew: the client at work, or its successor until that has opened the store. */
interface Post {
  client: Client
  open: boolean
  readonly hands: Map<string, Task>
  asked: ((picture: Picture | null) => void) | null
}

export interface Crew {
  readonly posts: number
  /** Why the run cannot go on; `null` while it can. */
  readonly broken: () => string | null
  readonly allOpen: () => boolean
  /** Keys of the commands that were given and not answered. */
  readonly unanswered: () => ReadonlyArray<string>
  /** Kills a client; its successor opens the store as soon as it is gone. */
  readonly kill: (post: number) => Promise<void>
  /** Gives no new commands any more. */
  readonly drain: () => void
  /** Has a client read the database; of keys, or of everything for `null`. */
  readonly look: (keys: ReadonlyArray<string> | null) => Promise<Picture>
  readonly close: () => Promise<void>
}

export interface Options {
  readonly posts: number
  /** Commands that a client has in hand at once. */
  readonly hands: number
  readonly place: Place
  readonly random: Tasks.Random
  readonly book: Book
  readonly follower: Follower
}

/** Starts a crew, which works until it is closed. The first post also follows the feed. */
export const make = ({ book, follower, hands, place, posts: size, random }: Options): Crew => {
  const posts: Array<Post> = []
  const left: Array<Task> = []
  let tasks: Tasks.Tasks | null = null
  let root: string | null = null
  let draining = false
  let closed = false
  let broken: string | null = null

  const pump = (post: Post) => {
    for (;;) {
      if (!post.open || tasks === null || post.hands.size >= hands) return
      const task = left.shift() ?? (draining ? undefined : tasks.next())
      if (task === undefined) return
      // One that is asked for again may be in hand still.
      if (post.hands.has(task.key)) continue
      post.hands.set(task.key, task)
      post.client.say({ _tag: "do", task })
    }
  }

  const hear = (post: Post, message: FromClient) => {
    switch (message._tag) {
      case "opened":
        if (root !== null && root !== message.root)
          book.contradict(`the platform was opened twice: ${root}, ${message.root}`)
        root ??= message.root
        tasks ??= Tasks.make(random, root)
        post.open = true
        break
      case "done": {
        const task = post.hands.get(message.key)
        book.enter(message.key, message.outcome)
        if (task !== undefined) tasks?.learn(task, message.outcome)
        post.hands.delete(message.key)
        break
      }
      case "heard":
        follower.hear(message.events, message.after)
        break
      case "looked":
        post.asked?.(message.picture)
        post.asked = null
        break
      case "broken":
        if (!closed) broken ??= message.why
        post.asked?.(null)
        post.asked = null
    }
    pump(post)
  }

  const staff = (): Client => {
    const client = start((message) => {
      const post = posts.find((one) => one.client === client)
      if (post !== undefined) hear(post, message)
      else if (message._tag === "broken" && !closed) broken ??= message.why
    })
    return client
  }
  let spare = staff()

  const begin = (at: number) =>
    posts[at]!.client.say({ _tag: "open", place, follow: at === 0, after: follower.after() })

  for (let at = 0; at < size; at++) {
    posts.push({ client: at === 0 ? spare : staff(), open: false, hands: new Map(), asked: null })
    begin(at)
  }
  spare = staff()

  const kill = async (at: number) => {
    const post = posts[at]!
    post.client.kill()
    await within("the end of a killed client", post.client.gone)
    post.open = false
    left.push(...post.hands.values())
    post.hands.clear()
    post.asked?.(null)
    post.asked = null
    post.client = spare
    begin(at)
    spare = staff()
  }

  const unanswered = () => [...posts.flatMap((post) => [...post.hands.keys()]), ...left.map(({ key }) => key)]

  const asks = (post: Post, keys: ReadonlyArray<string> | null) =>
    new Promise<Picture | null>((resolve) => {
      post.asked = resolve
      post.client.say({ _tag: "look", keys })
    })

  /** The kernel keeps fingerprints of keys; the books know the keys themselves. */
  const look = async (keys: ReadonlyArray<string> | null): Promise<Picture> => {
    const kept = keys === null ? null : keys.map((key) => Fingerprint.of(key))
    const known = new Map([...book.keys, ...unanswered(), ...(keys ?? [])].map((key) => [Fingerprint.of(key), key]))
    for (const until = performance.now() + patience; performance.now() < until; await sleep(20)) {
      const post = posts.find((one) => one.open && one.asked === null)
      const picture = post === undefined ? null : await within("an answer to a look", asks(post, kept))
      if (broken !== null) throw new Error(broken)
      if (picture !== null) {
        return { ...picture, records: picture.records.map((one) => ({ ...one, key: known.get(one.key) ?? one.key })) }
      }
    }
    throw new Error(`for ${patience / 1000} s, no sign of a client that looks`)
  }

  return {
    posts: size,
    broken: () => broken,
    allOpen: () => posts.every(({ open }) => open),
    unanswered,
    kill,
    drain: () => {
      draining = true
    },
    look,
    close: async () => {
      closed = true
      const all = [...posts.map(({ client }) => client), spare]
      for (const client of all) client.kill()
      await within("the end of the clients", Promise.all(all.map(({ gone }) => gone)))
    }
  }
}
