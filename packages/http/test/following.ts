/** Server-sent events, read as a browser would. */
import * as Effect from "effect/Effect"

export interface Told {
  readonly id: string | null
  readonly event: string
  readonly data: string
}

/** Follows a path; `next` gives one event at a time. */
export const follow = (base: string, path: string, headers: Record<string, string>) =>
  Effect.promise(async () => {
    const response = await fetch(base + path, { headers })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ""
    const next = async (): Promise<Told | null> => {
      for (;;) {
        const end = text.indexOf("\n\n")
        if (end !== -1) {
          const lines = text.slice(0, end).split("\n")
          text = text.slice(end + 2)
          const field = (name: string) =>
            lines
              .find((line) => line.startsWith(`${name}:`))
              ?.slice(name.length + 1)
              .trim()
          return { id: field("id") ?? null, event: field("event") ?? "message", data: field("data") ?? "" }
        }
        const { done, value } = await reader.read()
        if (done) return null
        text += value
      }
    }
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      /** The next one that is no beat; `null` at the end. */
      next: Effect.promise(async () => {
        for (;;) {
          const told = await next()
          if (told === null || told.event !== "beat") return told
        }
      }),
      close: Effect.promise(() => reader.cancel())
    }
  })
