/** One handler per command. */
import type { Handlers } from "./Handlers.ts"
import { lifecycle } from "./lifecycle.ts"
import { settings } from "./settings.ts"
import { tree } from "./tree.ts"

export const handlers: Handlers = { ...lifecycle, ...settings, ...tree }
