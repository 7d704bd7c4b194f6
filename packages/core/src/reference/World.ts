/**
 * Reference data as a whole: every country, phone number range and public suffix. For servers; it is heavy.
 *
 * @since 0.1.0
 */
import phones from "libphonenumber-js/max/metadata"
import { countries } from "./Countries.ts"
import { rules } from "./PublicSuffixes.ts"
import type { ReferenceData } from "./ReferenceData.ts"
import * as Selection from "./Selection.ts"

/**
 * Returns all reference data, with the partner's own lists.
 *
 * **Details**
 *
 * Without `tax` the tax checks answer `serverCheckRequired`. What `overlays` ask and cannot be given stands in `notApplied`. Sources are named in each module and in NOTICE.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (options: Pick<Selection.Options, "lists" | "overlays" | "tax" | "version"> = {}): ReferenceData =>
  Selection.make({ ...options, countries: Object.values(countries), phones, suffixes })

/** One value, so that it is gone through once. */
const suffixes = { rules }
