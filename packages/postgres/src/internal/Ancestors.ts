/**
 * Customers that lie above others, as they were read last. The same few lie above every page: it does not read them again,
 * but has the platform's feed say which of them were written since.
 */
import type { CustomerStore, PlatformId } from "@clientele/core"

type Stored = CustomerStore.Stored

/** Customers at most, of all platforms: some 30 MB. */
const most = 5000

/** Events since an earlier page that are looked through; where there are more, everything is read again. */
const reach = 500

/**
 * How far the feed was looked through: whatever is committed later has an event at `era` and `xid` or after. `start` names
 * the run of the server, the database and the table.
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
 * that has written, or of a role that does not see everything. Behind the newest event, for a server that recovers from a crash
 * gives out anew the transaction ids of whatever it had not written down; and not behind one that still runs.
 */
export const here = (
  platform: string
): string => `CASE WHEN pg_current_xact_id_if_assigned() IS NULL AND NOT row_security_active('clientele.customer')
    THEN concat(extract(epoch FROM pg_postmaster_start_time()), ' ',
      (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()), ' ', 'clientele.customer'::regclass::oid)
    END AS start,
  coalesce((SELECT e.era ${newest(platform)}), 0) AS era,
  coalesce((SELECT CASE WHEN e.era = (SELECT max(id) FROM clientele.era)
    THEN least(e.xid::text::bigint + 1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    ELSE e.xid::text::bigint + 1 END ${newest(platform)}), 0) AS xid`

const newest = (platform: string): string =>
  `FROM clientele.event e WHERE e.platform = ${platform} ORDER BY e.era DESC, e.xid DESC, e.n DESC LIMIT 1`

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
  /** `null` where it is too much to say. */
  readonly written?: string | null
}

/** What is known of a platform. */
interface Known {
  place: Place
  /** By their digits. */
  readonly customers: Map<string, Stored>
  /** The lines that they make, by the path of the lowest. */
  readonly lines: Map<string, ReadonlyArray<Stored>>
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

    /** Finds the customers on a path that are still as they were read, the lowest first; `null` where not all are known. */
    still: (platform: PlatformId.PlatformId, since: Place, { era, start, written, xid }: Answer) => {
      const known = platforms.get(platform)
      if (start === null || known === undefined) return unknown
      if (start !== known.place.start || written == null) {
        forget(platform)
        return unknown
      }
      const place = { start, era, xid }
      // Of an older time than what is known, or with a gap between that and what was looked through.
      if (isBefore(place, since) || isBefore(known.place, since)) return unknown
      for (const id of written === "" ? [] : written.split(",")) {
        if (!known.customers.delete(id)) continue
        size--
        known.lines.clear()
      }
      if (isBefore(known.place, place)) known.place = place
      return (path: string): ReadonlyArray<Stored> | null => {
        const found = known.lines.get(path)
        if (found !== undefined) return found
        const ids = on(path)
        const line = ids.flatMap((id) => known.customers.get(id) ?? [])
        if (line.length < ids.length) return null
        known.lines.set(path, line)
        return line
      }
    },

    keep: (platform: PlatformId.PlatformId, { era, start, xid }: Answer, read: ReadonlyMap<string, Stored>): void => {
      if (start === null) return
      if (size + read.size > most) {
        platforms.clear()
        size = 0
      }
      const place = { start, era, xid }
      const known: Known = platforms.get(platform) ?? { place, customers: new Map(), lines: new Map() }
      // Read before the feed was looked through further: what happened between would never be found.
      if (start !== known.place.start || isBefore(place, known.place)) return
      platforms.set(platform, known)
      size -= known.customers.size
      for (const [id, stored] of read) known.customers.set(id, stored)
      size += known.customers.size
      known.lines.clear()
    }
  }
}

const unknown = (path: string): ReadonlyArray<Stored> | null => (path === "" ? [] : null)

/** Digits of an id in a path. */
const width = 32

/** Digits of the customers on a path, the lowest first. */
export const on = (path: string): ReadonlyArray<string> => {
  const ids: Array<string> = []
  for (let end = path.length; end > 0; end -= width) ids.push(path.slice(end - width, end))
  return ids
}

/** The path that leads to the one above a customer. */
export const above = (path: string): string => path.slice(0, -width)
