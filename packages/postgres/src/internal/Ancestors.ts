/**
 * Customers that lie above others, as they were read last. The same few lie above every page: it does not read them again,
 * but has the platform's feed say which of them were written since.
 */
import type { CustomerStore, PlatformId } from "@clientele/core"

type Stored = CustomerStore.Stored

/** Customers at most, of all platforms: some 30 MB. */
const most = 5000

/** Events since an earlier page that are looked through; where there are more, everything is read again. */
const reach = 200

/**
 * How far the feed was looked through: `start` names the run of the server, and whatever is committed later has an event at
 * `era` and `xid` or after.
 */
export interface Place {
  readonly start: string
  readonly era: number
  readonly xid: bigint
}

/** Beyond all events. */
const nowhere: Place = { start: "", era: 2 ** 31 - 1, xid: 0n }

/**
 * The place of a statement itself, as columns. Void where what it reads is not what anybody else would: in a transaction
 * that has written, or of a role that does not see everything.
 */
export const here = `CASE WHEN pg_current_xact_id_if_assigned() IS NULL AND NOT row_security_active('clientele.customer')
    THEN extract(epoch FROM pg_postmaster_start_time())::text END AS start,
  coalesce((SELECT max(id) FROM clientele.era), 0) AS era, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xid`

/**
 * Customers of a platform that were written since a place, as one text of their digits; what is new lies above nobody known.
 * The place is hidden from the planner: it would plan anew for each.
 */
export const written = (platform: string, era: string, xid: string): string => `(
  SELECT CASE WHEN count(*) < ${reach}
    THEN coalesce(string_agg(DISTINCT encode(uuid_send(e.customer), 'hex'), ',') FILTER (WHERE e.sequence > 1), '') END
  FROM (
    SELECT customer, sequence FROM clientele.event
    WHERE platform = ${platform} AND (era, xid) >= ((SELECT ${era}::int), (SELECT ${xid}::text::xid8)) ORDER BY era, xid, n LIMIT ${reach}
  ) AS e) AS written`

/** Where a statement was, and what was written since the place that it was given. */
export interface Answer {
  readonly start: string | null
  readonly era: number
  readonly xid: bigint
  readonly written: string | null
}

interface Known {
  place: Place
  readonly customers: Map<string, Stored>
}

const isBefore = (one: Place, other: Place): boolean =>
  one.era < other.era || (one.era === other.era && one.xid < other.xid)

export const make = () => {
  const platforms = new Map<PlatformId.PlatformId, Known>()
  let size = 0

  const forget = (platform: PlatformId.PlatformId): void => {
    size -= platforms.get(platform)?.customers.size ?? 0
    platforms.delete(platform)
  }

  return {
    /** The place from which a page looks through the feed. */
    since: (platform: PlatformId.PlatformId): Place => platforms.get(platform)?.place ?? nowhere,

    /** Those that are still as they were read, by their digits; `null` where none may be taken. */
    still: (platform: PlatformId.PlatformId, since: Place, answer: Answer): ReadonlyMap<string, Stored> | null => {
      const { era, start, written, xid } = answer
      if (start === null) return null
      const place = { start, era, xid }
      const known = platforms.get(platform)
      if (known === undefined) return new Map()
      if (start !== known.place.start || written === null) {
        forget(platform)
        return new Map()
      }
      // Of an older time than what is known, or with a gap between that and what was looked through.
      if (isBefore(place, since) || isBefore(known.place, since)) return null
      for (const id of written === "" ? [] : written.split(",")) if (known.customers.delete(id)) size--
      if (isBefore(known.place, place)) known.place = place
      return known.customers
    },

    keep: (
      platform: PlatformId.PlatformId,
      answer: Omit<Answer, "written">,
      read: ReadonlyMap<string, Stored>
    ): void => {
      const { era, start, xid } = answer
      if (start === null) return
      if (size + read.size > most) {
        platforms.clear()
        size = 0
      }
      const place = { start, era, xid }
      const known = platforms.get(platform) ?? { place, customers: new Map<string, Stored>() }
      // Read before the feed was looked through further: what happened between would never be found.
      if (start !== known.place.start || isBefore(place, known.place)) return
      platforms.set(platform, known)
      size -= known.customers.size
      for (const [id, stored] of read) known.customers.set(id, stored)
      size += known.customers.size
    }
  }
}
