import { Secrets } from "@clientele/core"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "@effect/vitest"
import { opened } from "./people.ts"
import { layer, send } from "./running.ts"

describe("a password", () => {
  it.live("is as long over the wire as in every form", () =>
    Effect.gen(function* () {
      const { base, support, user } = yield* opened
      const set = (length: number) =>
        Effect.map(
          send(base, "PUT", `/api/v1/users/${user.id}/password`, {
            token: support,
            body: { password: "x".repeat(length) }
          }),
          ({ body, status }) => [status, body?.issues?.[0]?.pointer]
        )
      assert.deepStrictEqual(yield* set(Secrets.minimumLength - 1), [400, "/password"])
      assert.deepStrictEqual(yield* set(Secrets.minimumLength), [204, undefined])
      assert.deepStrictEqual(yield* set(Secrets.maximumLength), [204, undefined])
      assert.deepStrictEqual(yield* set(Secrets.maximumLength + 1), [400, "/password"])
    }).pipe(Effect.provide(layer()))
  )
})
