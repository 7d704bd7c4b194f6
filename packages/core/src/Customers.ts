/**
 * The service that answers for customers: reads, decides, commits, whatever keeps them.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { Action } from "./access/Action.ts"
import type { CurrentActor } from "./access/Actor.ts"
import type { Explanation } from "./access/Authority.ts"
import type { Cursor, CursorRefused } from "./Cursor.ts"
import type { CustomerId } from "./CustomerId.ts"
import type { CustomerNotFound } from "./CustomerNotFound.ts"
import { CustomerStore, type CustomerStoreUnavailable } from "./CustomerStore.ts"
import type { Command } from "./customer/Command.ts"
import type { CustomerView } from "./customer/CustomerView.ts"
import type { Entry } from "./customer/History.ts"
import type { ExecuteError, Executed, ExecuteOptions, Options, Preview } from "./Execution.ts"
import type { FormQuery, PortalNotFound, PortalSummary } from "./FormQuery.ts"
import * as Describing from "./internal/Describing.ts"
import * as Executing from "./internal/Executing.ts"
import * as Reading from "./internal/Reading.ts"
import type { FeedItem, FeedQuery, Page, PageQuery, PlatformRequired } from "./Listing.ts"
import type { Form } from "./portal/Form.ts"

type Answer<A, E = never> = Effect.Effect<A, E | CustomerStoreUnavailable, CurrentActor>

/**
 * Service that answers for customers.
 *
 * **When to use**
 *
 * The one way for applications to read and change customers. Every method asks `CurrentActor` what it may see and do.
 *
 * **Details**
 *
 * `CustomerNotFound` is the caller's: a wrong id, or one of a customer that the actor does not see. `ActionNotAllowed`,
 * `CommandRefused` and `DraftRefused` say what would be allowed. `VersionConflict` comes only to callers that named a
 * version; others are retried. `CustomerStoreUnavailable` is nobody's: try again, with the same idempotency key.
 *
 * @category services
 * @since 0.1.0
 */
export class Customers extends Context.Service<
  Customers,
  {
    /** Carries out a command. The answer shows the customer after it. */
    readonly execute: (
      command: Command,
      options?: ExecuteOptions
    ) => Effect.Effect<Executed, ExecuteError, CurrentActor>

    /** Says what a command would do, by the same decision, and writes nothing. Fails as `execute` would. */
    readonly preview: (command: Command, options?: ExecuteOptions) => Effect.Effect<Preview, ExecuteError, CurrentActor>

    /** Returns a customer. */
    readonly get: (customer: CustomerId) => Answer<CustomerView, CustomerNotFound>

    /** Returns a page of the customers that the actor sees. */
    readonly page: (query: PageQuery) => Answer<Page, CursorRefused | CustomerNotFound | PlatformRequired>

    /** Returns the ancestors that the actor sees, nearest first. */
    readonly ancestors: (customer: CustomerId) => Answer<ReadonlyArray<CustomerView>, CustomerNotFound>

    /** Returns the customers that hang directly under this one for the actor: children, and what it sees below unseen ones. */
    readonly children: (customer: CustomerId) => Answer<ReadonlyArray<CustomerView>, CustomerNotFound>

    /** Returns what happened to a customer, one entry per command, the first one first. */
    readonly history: (customer: CustomerId) => Answer<ReadonlyArray<Entry>, CustomerNotFound>

    /** Says whether and why the actor may do something to a customer that it sees. */
    readonly explain: (customer: CustomerId, action: Action) => Answer<Explanation, CustomerNotFound>

    /** Returns the portals in which customers can be created. */
    readonly portals: Answer<ReadonlyArray<PortalSummary>>

    /** Returns the form of a portal as the actor fills it in, for a new customer or for one that is there. */
    readonly form: (query: FormQuery) => Answer<Form, CustomerNotFound | PortalNotFound>

    /** Returns events of the platform after a cursor, in the order of their commits, as far as the actor sees their customers. */
    readonly feed: (
      query: FeedQuery
    ) => Answer<
      { readonly items: ReadonlyArray<FeedItem>; readonly next: Cursor | null },
      CursorRefused | PlatformRequired
    >

    /** Follows the feed from a cursor and then live, without end. */
    readonly follow: (
      query: Omit<FeedQuery, "limit">
    ) => Stream.Stream<FeedItem, CursorRefused | PlatformRequired | CustomerStoreUnavailable, CurrentActor>
  }
>()("@clientele/core/Customers") {
  /**
   * Layer that runs `Customers` on whichever `CustomerStore` is provided.
   */
  static readonly layer = (options: Options): Layer.Layer<Customers, never, CustomerStore> =>
    Layer.effect(
      Customers,
      Effect.map(CustomerStore, (store) =>
        Customers.of({
          ...Executing.make(store, options),
          ...Reading.make(store),
          ...Describing.make(store, options)
        })
      )
    )
}
