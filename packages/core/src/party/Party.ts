/**
 * An organisation or person in a contract: licensee, contractor, invoice recipient.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Address } from "./Address.ts"
import * as Personal from "./Personal.ts"

/**
 * Schema for a party as it is filled in or stored.
 *
 * **Details**
 *
 * `sameAs` is a live reference (`licensee`, `parent`; `own` is none): while it is set, the party is whoever the named one
 * is now, and of the other keys only `vatId` is looked at (OC-23). `Resolve` follows it.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Party = Schema.Struct({
  sameAs: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Personal.Text),
  address: Schema.optionalKey(Address),
  email: Schema.optionalKey(Personal.Text),
  phone: Schema.optionalKey(Personal.Text),
  vatId: Schema.optionalKey(Personal.Text),
  registrationNumber: Schema.optionalKey(Personal.Text)
}).annotate({ identifier: "Party" })

/**
 * @category models
 * @since 0.1.0
 */
export type Party = typeof Party.Type
