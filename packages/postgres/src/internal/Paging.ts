/** Pages of customers as SQL: each walks an index that holds nearly nothing but what it shows. */
import { type CustomerStore, Visibility } from "@clientele/core"
import * as Ancestors from "./Ancestors.ts"
import { nil, uuid, whole } from "./Ids.ts"
import { ancestorAt } from "./migrations/M0001Customers.ts"
import type { StoredRow } from "./Rows.ts"

type Query = CustomerStore.Query

export interface Sql {
  readonly text: string
  readonly params: ReadonlyArray<unknown>
  /** Whether the values decide which way is best, so that it is planned for them. */
  readonly planned: boolean
}

/** Greater than any path that continues another: no id begins with this byte before the year 10,000. */
const beyond = `'\\xff'::bytea`

const statuses = [
  "erased",
  "closed",
  "closing",
  "rejected",
  "draft",
  "pendingApproval",
  "provisioningFailed",
  "disabled",
  "suspended",
  "underReview",
  "demo",
  "active"
]

/** The first row of a page's answer: what holds for all of it. */
export interface Head extends Ancestors.Answer {
  readonly path: null
  /** The depth at which the viewer is at home; `null` if it is not there, and for support. */
  readonly level: number | null
  /** Whether the viewer sees the customer after which the page begins. */
  readonly begins: boolean
}

/** Each of the others: a customer, and its path in digits. */
export interface Body extends StoredRow {
  readonly path: string
}

/**
 * A page. `level` is the depth at which the viewer is at home, as far as is known: the answer says what it is, and is void
 * where that differs. It also says which customers were written `since` a place in the feed.
 */
export const page = (query: Query, level: number, since: Ancestors.Place): Sql => {
  const params: Array<unknown> = []
  const $ = (value: unknown): string => `$${params.push(value)}`
  const platform = $(uuid(query.platform))
  const viewer = query.viewer === null ? null : $(uuid(query.viewer))
  const conditions = [`c.platform = ${platform}`]
  const tree = query.order === "tree"

  // What a large move has not reached yet is not shown where it no longer is.
  conditions.push(
    `(NOT (SELECT EXISTS (SELECT 1 FROM clientele.relocation r WHERE r.platform = ${platform}))
      OR clientele.settled_1(c.platform, c.path) = c.path)`
  )
  if (query.parent !== undefined) conditions.push(`c.parent = ${$(uuid(query.parent))}`)
  if (viewer !== null && (!tree || query.parent !== undefined)) {
    const sees = `${ancestorAt(level)} = uuid_send(${viewer}) AND c.top <= ${level} AND c.depth >= ${level}`
    // Children are found by their parent: the planner is kept from walking all that the viewer sees.
    conditions.push(query.parent === undefined ? sees : `(${sees}) IS TRUE`)
  }
  if (tree && viewer !== null && query.parent === undefined) conditions.push(under(viewer))
  if (query.within !== undefined) conditions.push(under($(uuid(query.within))))
  if (query.text !== undefined) {
    conditions.push(`c.search LIKE ${$(`%${query.text.toLowerCase().replace(/[\\%_]/gu, "\\$&")}%`)}`)
  }
  if (query.after !== undefined) {
    const after = $(uuid(query.after))
    // As a query of its own it is hidden from the planner, which would plan anew for each.
    if (!tree) conditions.push(`c.id < (SELECT ${after}::uuid)`)
    else if (query.parent !== undefined) conditions.push(`c.id > ${childBefore(after, $(uuid(query.parent)))}`)
    else conditions.push(`c.path > (SELECT path FROM clientele.customer WHERE id = ${after}::uuid)`)
  }
  const demo = demoIn(query, $)
  if (demo !== null) conditions.push(demo)

  // In the text: for a parameter the planner would reckon with a tenth of the table, and compile what takes a millisecond.
  const limit = whole(query.limit)
  // Siblings lie in the order of their ids.
  const order = !tree ? "c.id DESC" : query.parent === undefined ? "c.path" : "c.id"
  const columns = "c.platform, c.id, c.path, c.version, c.state"
  const some = (extra: ReadonlyArray<string>) =>
    `SELECT ${columns} FROM clientele.customer c WHERE ${[...conditions, ...extra].join(" AND ")} ORDER BY ${order} LIMIT ${limit}`

  // One short walk for each value that an index has before the order, and the best of them all.
  const walks: Array<string> = []
  const extra: Array<string> = []
  const facets = query.text === undefined && (query.portal !== undefined || query.status !== undefined)
  if (facets) {
    walks.push(
      query.portal === undefined ? portals(platform) : `(SELECT ${$(query.portal)}::text AS portal) AS p`,
      `unnest(${$(statusesOf(query))}::text[]) AS s (status)`
    )
    extra.push("c.portal = p.portal", "c.status = s.status")
  } else {
    if (query.portal !== undefined) extra.push(`c.portal = ${$(query.portal)}`)
    if (query.status !== undefined) extra.push(`c.status = ANY (${$(statusesOf(query))}::text[])`)
  }
  if (tree && query.parent === undefined) {
    const tops = viewer === null ? Visibility.maxDepth : level
    if (query.text !== undefined || (viewer === null && !facets)) {
      if (viewer !== null) extra.push(`c.top <= ${tops}`)
    } else if (tops === 0) extra.push("c.top = 0")
    else {
      walks.push(`(VALUES ${Array.from({ length: tops + 1 }, (_, top) => `(${top})`).join(", ")}) AS t (top)`)
      extra.push("c.top = t.top")
    }
  }
  const rows =
    walks.length === 0
      ? some(extra)
      : `SELECT c.* FROM ${walks.join(" CROSS JOIN ")} CROSS JOIN LATERAL (${some(extra)}) AS c ORDER BY ${order} LIMIT ${limit}`
  const home = viewer === null ? "NULL::int" : `(SELECT depth::int FROM clientele.customer WHERE id = ${viewer})`
  const begins = query.after === undefined ? "true" : isSeen($(uuid(query.after)), platform, viewer)
  const written = Ancestors.written(platform, $(since.era), $(String(since.xid)))
  return {
    text: `SELECT ${home} AS level, ${begins} AS begins, ${Ancestors.here(platform)}, ${written},
        NULL::text AS path, NULL::int AS version, NULL::json AS state
      UNION ALL
      SELECT NULL, NULL, NULL, NULL, NULL, NULL, encode(c.path, 'hex'), c.version, c.state FROM (${rows}) AS c`,
    params,
    planned: query.text !== undefined
  }
}

/** Whether a viewer sees a customer of the platform, wherever a large move that is under way leads. */
const isSeen = (id: string, platform: string, viewer: string | null): string => {
  const path = `CASE WHEN EXISTS (SELECT FROM clientele.relocation r WHERE r.platform = ${platform})
    THEN clientele.settled_1(platform, path) ELSE path END AS path`
  const customer = `FROM clientele.customer WHERE platform = ${platform} AND id`
  return viewer === null
    ? `EXISTS (SELECT ${customer} = ${id}::uuid)`
    : `EXISTS (
        SELECT FROM (SELECT levels, ${path} ${customer} = ${id}::uuid) AS a, (SELECT ${path} ${customer} = ${viewer}::uuid) AS v
        WHERE substring(a.path, 1, length(v.path)) = v.path AND length(a.path) - length(v.path) <= 16 * a.levels)`
}

/** Paths that begin with that of a customer. */
const under = (id: string): string => {
  const path = `(SELECT path FROM clientele.customer WHERE id = ${id})`
  return `c.path >= ${path} AND c.path < ${path} || ${beyond}`
}

/** Of the children of a customer, the last one whose row lies at or before that of another customer. */
const childBefore = (id: string, parent: string): string => `(
  SELECT CASE
    WHEN a.path <= p.path THEN '${nil}'::uuid
    WHEN substring(a.path, 1, length(p.path)) = p.path THEN encode(substring(a.path, length(p.path) + 1, 16), 'hex')::uuid
    ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid END
  FROM clientele.customer a, clientele.customer p WHERE a.id = ${id}::uuid AND p.id = ${parent}::uuid)`

/** The portals that a platform has customers of, found by leaps through an index. */
const portals = (platform: string): string => `unnest(ARRAY(
  WITH RECURSIVE found (portal) AS (
    (SELECT portal FROM clientele.customer WHERE platform = ${platform} ORDER BY portal LIMIT 1)
    UNION ALL
    SELECT (SELECT c.portal FROM clientele.customer c WHERE c.platform = ${platform} AND c.portal > found.portal
      ORDER BY c.portal LIMIT 1)
    FROM found WHERE found.portal IS NOT NULL
  ) SELECT portal FROM found WHERE portal IS NOT NULL)) AS p (portal)`

/** As rows have them: whether a demo has expired is asked of its end. */
const statusesOf = ({ status }: Query): ReadonlyArray<string> =>
  status === undefined ? statuses : [...new Set(status.map((it) => (it === "demoExpired" ? "demo" : it)))]

const demoIn = ({ now, status }: Query, $: (value: unknown) => string): string | null => {
  if (status === undefined || status.includes("demo") === status.includes("demoExpired")) return null
  const running = status.includes("demo")
  return `(c.status <> 'demo' OR c.demo_ends ${running ? ">" : "<="} ${$(now)}::timestamptz)`
}
