/**
 * Pages of customers and of the feed.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Legible } from "./base/Legible.ts"
import { CustomerView } from "./customer/CustomerView.ts"
import { DisplayStatus } from "./customer/DisplayStatus.ts"
import { Redacted } from "./customer/Event.ts"
import { CustomerId } from "./CustomerId.ts"
import { PlatformId } from "./PlatformId.ts"

/**
 * Schema for which customers to page through; every key narrows.
 *
 * **Details**
 *
 * `text` is looked for in names, external key, domain and registration number, case-folded. `limit` is 1–200, 50 where
 * nothing is said. Support of several platforms names the `platform`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PageQuery = Schema.Struct({
  platform: Schema.optionalKey(PlatformId),
  within: Schema.optionalKey(CustomerId),
  parent: Schema.optionalKey(CustomerId),
  portal: Schema.optionalKey(Legible),
  status: Schema.optionalKey(Schema.Array(DisplayStatus)),
  text: Schema.optionalKey(Legible.check(Schema.isMaxLength(200))),
  order: Schema.optionalKey(Schema.Literals(["tree", "newest"])),
  after: Schema.optionalKey(Schema.String),
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 200 })))
}).annotate({ identifier: "PageQuery" })

/**
 * @category models
 * @since 0.1.0
 */
export type PageQuery = typeof PageQuery.Type

/**
 * Schema for a page: items, and where the next one begins (`null`: this was the last).
 *
 * @category schemas
 * @since 0.1.0
 */
export const Page = Schema.Struct({
  items: Schema.Array(CustomerView),
  next: Schema.NullOr(Schema.String)
}).annotate({ identifier: "CustomerPage" })

/**
 * @category models
 * @since 0.1.0
 */
export type Page = typeof Page.Type

/**
 * Schema for an event as a follower of the feed gets it. Ids of customers that the actor does not see are left out.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FeedItem = Schema.Struct({ cursor: Schema.String, recorded: Redacted }).annotate({
  identifier: "FeedItem"
})

/**
 * @category models
 * @since 0.1.0
 */
export type FeedItem = typeof FeedItem.Type

/**
 * Schema for which part of a platform's feed to read.
 *
 * **Details**
 *
 * `after` is where an earlier read ended; from the first event without it. `limit` counts events read, at most: 1–1,000,
 * 100 where nothing is said; fewer come back where the actor sees fewer. Support of several platforms names the `platform`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FeedQuery = Schema.Struct({
  platform: Schema.optionalKey(PlatformId),
  after: Schema.optionalKey(Schema.String),
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 })))
}).annotate({ identifier: "FeedQuery" })

/**
 * @category models
 * @since 0.1.0
 */
export type FeedQuery = typeof FeedQuery.Type

/**
 * Support of several platforms did not say which one it means. Name the `platform`.
 *
 * @category errors
 * @since 0.1.0
 */
export class PlatformRequired extends Schema.TaggedError<PlatformRequired>()("PlatformRequired", {}) {
  override get message(): string {
    return "name the platform, as platform: plt_… (each of its customers says it); only one of several is meant"
  }
}
