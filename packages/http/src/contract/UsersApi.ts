/**
 * The users at home at a customer.
 *
 * @since 0.1.0
 */
import { Secrets, Users, UserId, UserStore } from "@clientele/core"
import * as Schema from "effect/Schema"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import { Authentication } from "./Authentication.ts"
import * as Problems from "./Problems.ts"
import * as Wire from "./Wire.ts"

const { home: _, ...newUser } = Users.NewUser.fields

/** As long as in every form; what it is made of is nobody's business. */
const Password = Schema.String.check(
  Schema.isMinLength(Secrets.minimumLength),
  Schema.isMaxLength(Secrets.maximumLength)
)

const about = { user: UserId.UserId }

const errors = [...Problems.users, Problems.InputRefused] as const

/**
 * The group of users.
 *
 * @category contract
 * @since 0.1.0
 */
export class UsersApi extends HttpApiGroup.make("users")
  .add(
    HttpApiEndpoint.get("ofCustomer", "/customers/:customer/users", {
      params: Wire.about,
      success: Schema.Array(UserStore.User),
      error: errors
    }).annotateMerge(OpenApi.annotations({ summary: "List the users of a customer" })),
    HttpApiEndpoint.post("add", "/customers/:customer/users", {
      params: Wire.about,
      payload: Schema.Struct(newUser),
      success: UserStore.User.pipe(Problems.created),
      error: errors
    }).annotateMerge(OpenApi.annotations({ summary: "Add a user" })),
    HttpApiEndpoint.get("get", "/users/:user", {
      params: about,
      success: UserStore.User,
      error: errors
    }).annotateMerge(OpenApi.annotations({ summary: "Read a user" })),
    HttpApiEndpoint.patch("change", "/users/:user", {
      params: about,
      payload: Wire.patch(Users.UserChanges),
      success: UserStore.User,
      error: errors
    }).annotateMerge(OpenApi.annotations({ summary: "Change a user" })),
    HttpApiEndpoint.put("setPassword", "/users/:user/password", {
      params: about,
      payload: Schema.Struct({ password: Schema.RedactedFromValue(Password) }),
      success: HttpApiSchema.NoContent,
      error: errors
    }).annotateMerge(
      OpenApi.annotations({
        summary: "Set a password",
        description: "Ends all other sessions of the user and revokes their tokens. Only a hash is kept."
      })
    )
  )
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Users" })) {}
