/**
 * What opens the door for a principal: a service's token, or the session of somebody who signed in.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Actor, Principal, Scope } from "./access/Actor.ts"
import { Instant } from "./Instant.ts"
import * as Personal from "./party/Personal.ts"
import { TokenId } from "./TokenId.ts"
import type { User } from "./UserStore.ts"

/**
 * Schema for what is kept of an access token. Its secret is not: only a hash of that, see `TokenStore`.
 *
 * **Details**
 *
 * A `token` is made for a program, carries scopes and is sent as a bearer; a `session` is what signing in gives a browser
 * and allows all that its owner may. `prefix` is how the secret begins, so that people can tell tokens apart. `lastUsedAt`
 * is exact to a minute. From `expiresAt` on it opens nothing; a token that was revoked is not there any more.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AccessToken = Schema.Struct({
  id: TokenId,
  kind: Schema.Literals(["token", "session"]),
  owner: Principal,
  name: Personal.Text,
  scopes: Schema.Array(Scope),
  prefix: Schema.String,
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Schema.NullOr(Instant)
}).annotate({ identifier: "AccessToken" })

/**
 * @category models
 * @since 0.1.0
 */
export type AccessToken = typeof AccessToken.Type

/**
 * Returns whether a token still opens anything at an instant; at `expiresAt` it no longer does.
 *
 * @category getters
 * @since 0.1.0
 */
export const isLive = ({ expiresAt }: AccessToken, now: Instant): boolean => now < expiresAt

/**
 * Returns the principal that a user is: what it may comes from its home and its role as they are now.
 *
 * @category constructors
 * @since 0.1.0
 */
export const principalOf = ({ home, id, platform, role }: User): Principal => ({
  _tag: "user",
  id,
  platform,
  home,
  role
})

/**
 * Returns who asks with a token, for its owner as that is now.
 *
 * **Details**
 *
 * Whoever signed in is asking in person; a program asks through its token, within its scopes.
 *
 * @category converting
 * @since 0.1.0
 */
export const actorOf = (token: AccessToken, owner: Principal): Actor =>
  token.kind === "session" ? owner : { _tag: "token", id: viaOf(token), scopes: token.scopes, owner }

/** Events name the token through which somebody acted by an id of the same number. */
const viaOf = ({ id }: AccessToken): Extract<Actor, { readonly _tag: "token" }>["id"] =>
  `usr_${id.slice("tok_".length)}` as Extract<Actor, { readonly _tag: "token" }>["id"]
