/** The handlers of users: passwords are hashed here and go no further. */
import { Users } from "@clientele/core"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { Api } from "../../contract/Api.ts"
import { CurrentToken } from "../../contract/Authentication.ts"
import * as Passwords from "../Passwords.ts"

export const users = HttpApiBuilder.group(
  Api,
  "users",
  Effect.fnUntraced(function* (handlers) {
    const service = yield* Users.Users
    return handlers.handleAll({
      ofCustomer: ({ params }) => service.ofCustomer(params.customer),
      add: ({ params, payload }) => service.add({ ...payload, home: params.customer }),
      get: ({ params }) => service.get(params.user),
      change: ({ params, payload }) => service.change(params.user, payload),
      setPassword: Effect.fnUntraced(function* ({ params, payload }) {
        const hash = yield* Passwords.seal(payload.password)
        yield* service.setPassword(params.user, hash, (yield* CurrentToken).id)
      })
    })
  })
)
