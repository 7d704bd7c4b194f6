/**
 * Customers as one actor asks for them from code that does not use Effect: promises of values or refusals.
 *
 * @since 0.1.0
 */
import type { Simplify } from "effect/Types"
import type { Action } from "./access/Action.ts"
import type { Explanation } from "./access/Authority.ts"
import type { CursorRefused } from "./Cursor.ts"
import type { CustomerNotFound } from "./CustomerNotFound.ts"
import type { CustomerStoreUnavailable } from "./CustomerStore.ts"
import type { Command, inputs } from "./customer/Command.ts"
import type { CustomerView } from "./customer/CustomerView.ts"
import type { Entry } from "./customer/History.ts"
import type { ExecuteError, Executed, ExecuteOptions, Preview } from "./Execution.ts"
import type { FormQuery, PortalNotFound, PortalSummary } from "./FormQuery.ts"
import type { InputRefused } from "./InputRefused.ts"
import type { FeedItem, FeedQuery, Page, PageQuery, PlatformRequired } from "./Listing.ts"
import type { Form } from "./portal/Form.ts"

/**
 * What became of a call: a value, or a refusal whose `_tag` says which one it is.
 *
 * @category models
 * @since 0.1.0
 */
export type Outcome<A, E> = { readonly ok: true; readonly value: A } | { readonly ok: false; readonly error: E }

/**
 * A promise of an {@link Outcome}. Rejects only where something is broken that no caller can act on.
 *
 * @category models
 * @since 0.1.0
 */
export interface Answer<A, E> extends Promise<Outcome<A, E>> {
  /** Resolves to the value alone and rejects with the refusal. */
  readonly orThrow: () => Promise<A>
}

/**
 * The answer with one page, and with `for await` the items of this page and all that follow. Iterating throws refusals.
 *
 * @category models
 * @since 0.1.0
 */
export interface Paged<Item, A, E> extends Answer<A, E>, AsyncIterable<Item> {}

type Cases = typeof Command.cases
type Inputs = typeof inputs
type AnyCommand = typeof Command.Encoded

/**
 * What a command takes, by its name. Ids are plain strings.
 *
 * @category models
 * @since 0.1.0
 */
export type Input<Name extends keyof Inputs> = Simplify<Omit<Cases[Name]["Encoded"], "_tag">>

/**
 * Why a command was not carried out.
 *
 * @category errors
 * @since 0.1.0
 */
export type CommandError = ExecuteError | InputRefused

/**
 * Why a customer could not be read.
 *
 * @category errors
 * @since 0.1.0
 */
export type ReadError = CustomerNotFound | CustomerStoreUnavailable | InputRefused

/**
 * Why a page or the feed could not be read.
 *
 * @category errors
 * @since 0.1.0
 */
export type ListError = CursorRefused | PlatformRequired | CustomerStoreUnavailable | InputRefused

/**
 * One method per command: each carries it out and answers with the customer after it.
 *
 * @category models
 * @since 0.1.0
 */
export type Commands = {
  readonly [Name in keyof Inputs]: (input: Input<Name>, options?: ExecuteOptions) => Answer<Executed, CommandError>
}

/**
 * A stretch of the feed, and where the next one begins.
 *
 * @category models
 * @since 0.1.0
 */
export interface FeedPage {
  readonly items: ReadonlyArray<FeedItem>
  readonly next: string | null
}

/**
 * All that one actor can ask: the commands, and the questions.
 *
 * @category models
 * @since 0.1.0
 */
export interface ActorCustomers extends Commands {
  /** Carries out a command that is held as a value. */
  readonly execute: (command: AnyCommand, options?: ExecuteOptions) => Answer<Executed, CommandError>

  /** Says what a command would do, by the same decision, and writes nothing. */
  readonly preview: (command: AnyCommand, options?: ExecuteOptions) => Answer<Preview, CommandError>

  /** Returns a customer. */
  readonly get: (customer: string) => Answer<CustomerView, ReadError>

  /** Returns a page of the customers that the actor sees; with `for await`, all of them. */
  readonly page: (query?: typeof PageQuery.Encoded) => Paged<CustomerView, Page, ListError | CustomerNotFound>

  /** Returns the ancestors that the actor sees, nearest first. */
  readonly ancestors: (customer: string) => Answer<ReadonlyArray<CustomerView>, ReadError>

  /** Returns the customers that hang directly under this one for the actor. */
  readonly children: (customer: string) => Answer<ReadonlyArray<CustomerView>, ReadError>

  /** Returns what happened to a customer, one entry per command, the first one first. */
  readonly history: (customer: string) => Answer<ReadonlyArray<Entry>, ReadError>

  /** Says whether and why the actor may do something to a customer that it sees. */
  readonly explain: (customer: string, action: Action) => Answer<Explanation, ReadError>

  /** Returns the portals in which customers can be created. */
  readonly portals: () => Answer<ReadonlyArray<PortalSummary>, CustomerStoreUnavailable>

  /** Returns the form of a portal as the actor fills it in, for a new customer or for one that is there. */
  readonly form: (query: typeof FormQuery.Encoded) => Answer<Form, ReadError | PortalNotFound>

  /** Returns events after a cursor, in the order of their commits; with `for await`, all there are so far. */
  readonly feed: (query?: typeof FeedQuery.Encoded) => Paged<FeedItem, FeedPage, ListError>

  /** Follows the feed from a cursor and then live, until the loop is left or the kernel stops. Throws refusals. */
  readonly follow: (query?: Omit<typeof FeedQuery.Encoded, "limit">) => AsyncIterable<FeedItem>
}
