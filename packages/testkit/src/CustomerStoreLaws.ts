/**
 * The laws that every `CustomerStore` obeys, as data.
 *
 * A law is a value, not a test: a runner binds it to any framework, documentation can print it, and a broken store for
 * each shows that it catches what it claims to catch.
 *
 * @since 0.1.0
 */
import type { CustomerStore } from "@clientele/core"
import { batching } from "./internal/laws/Batching.ts"
import { claiming } from "./internal/laws/Claiming.ts"
import { committing } from "./internal/laws/Committing.ts"
import { erasing } from "./internal/laws/Erasing.ts"
import { feeding } from "./internal/laws/Feeding.ts"
import { filtering } from "./internal/laws/Filtering.ts"
import { keeping } from "./internal/laws/Keeping.ts"
import { paging } from "./internal/laws/Paging.ts"
import { relying } from "./internal/laws/Relying.ts"
import { remembering } from "./internal/laws/Remembering.ts"
import { restarting } from "./internal/laws/Restarting.ts"
import { shaping } from "./internal/laws/Shaping.ts"
import { viewing } from "./internal/laws/Viewing.ts"
import type { Law } from "./Law.ts"
import type { Session } from "./Session.ts"

/**
 * The laws of a store that is open.
 *
 * @category constants
 * @since 0.1.0
 */
export const laws: ReadonlyArray<Law<CustomerStore.CustomerStore>> = [
  ...keeping,
  ...committing,
  ...claiming,
  ...remembering,
  ...feeding,
  ...erasing,
  ...shaping,
  ...paging,
  ...filtering,
  ...batching,
  ...viewing,
  ...relying
]

/**
 * The laws of what a store still knows after it was closed and opened again.
 *
 * @category constants
 * @since 0.1.0
 */
export const restartLaws: ReadonlyArray<Law<Session>> = restarting
