/** The first layout: customers, events, claims, idempotency records, users, credentials, tokens. Never edited once it is released. */
import * as M0001Commit from "./M0001Commit.ts"
import * as M0001Relocate from "./M0001Relocate.ts"
import * as M0001Write from "./M0001Write.ts"

/** Depths at which a viewer can be at home and see others below it. */
const levels = Array.from({ length: 10 }, (_, level) => level)

/** The ancestor at a depth, as a path has it: sixteen bytes of its id. */
export const ancestorAt = (level: number): string => `substring(path, ${16 * level + 1}, 16)`

export const statements: ReadonlyArray<string> = [
  `CREATE EXTENSION IF NOT EXISTS pg_trgm`,

  // State and events are handed over as they are read, never looked into: `json` is kept as it came, `jsonb` is taken apart.
  // A customer sees itself and what hangs below it as far up as \`top\`: the least depth from which it is seen.
  `CREATE TABLE clientele.customer (
    platform uuid NOT NULL,
    id uuid NOT NULL,
    parent uuid,
    path bytea NOT NULL,
    depth smallint NOT NULL,
    levels smallint NOT NULL,
    top smallint NOT NULL,
    version integer NOT NULL,
    portal text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    demo_ends timestamptz,
    search text COLLATE "C" NOT NULL,
    state json NOT NULL,
    PRIMARY KEY (platform, id),
    CHECK (depth BETWEEN 0 AND 10 AND top BETWEEN 0 AND depth)
  ) WITH (fillfactor = 85)`,
  `CREATE UNIQUE INDEX customer_id ON clientele.customer (id)`,
  `CREATE INDEX customer_path ON clientele.customer (platform, path)`,
  `CREATE INDEX customer_tree ON clientele.customer (platform, top, path)`,
  `CREATE INDEX customer_tree_facets ON clientele.customer (platform, portal, status, top, path)`,
  `CREATE INDEX customer_newest_facets ON clientele.customer (platform, portal, status, id)`,
  `CREATE INDEX customer_children ON clientele.customer (platform, parent, id)`,
  `CREATE INDEX customer_children_facets ON clientele.customer (platform, parent, portal, status, id)`,
  `CREATE INDEX customer_search ON clientele.customer USING gin (search gin_trgm_ops)`,
  ...levels.flatMap((level) => {
    const seen = `WHERE top <= ${level} AND depth >= ${level}`
    return [
      `CREATE INDEX customer_newest_${level} ON clientele.customer (platform, ${ancestorAt(level)}, id) ${seen}`,
      `CREATE INDEX customer_newest_facets_${level}
        ON clientele.customer (platform, ${ancestorAt(level)}, portal, status, id) ${seen}`
    ]
  }),

  // A large subtree that moved: those below follow in batches, and are read as if they had.
  `CREATE TABLE clientele.relocation (
    platform uuid NOT NULL,
    customer uuid NOT NULL,
    old_path bytea NOT NULL,
    new_path bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (platform, customer)
  )`,

  // Each start of a server is an era: transaction ids grow within one, and only within one.
  `CREATE TABLE clientele.era (id integer PRIMARY KEY, started timestamptz NOT NULL)`,
  `CREATE TABLE clientele.event (
    platform uuid NOT NULL,
    customer uuid NOT NULL,
    sequence integer NOT NULL,
    era integer NOT NULL,
    xid xid8 NOT NULL,
    n integer NOT NULL,
    body json NOT NULL,
    PRIMARY KEY (platform, customer, sequence)
  )`,
  `CREATE UNIQUE INDEX event_feed ON clientele.event (platform, era, xid, n)`,

  // One row per key that is taken: reserved by a customer, used by a user at home there, or both.
  `CREATE TABLE clientele.claim (
    platform uuid NOT NULL,
    scope text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    customer uuid NOT NULL,
    reserved boolean NOT NULL,
    app_user uuid,
    PRIMARY KEY (platform, scope, kind, key)
  )`,

  `CREATE TABLE clientele.idempotency (
    platform uuid NOT NULL,
    actor text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    customer uuid NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (platform, actor, key)
  )`,
  `CREATE INDEX idempotency_customer ON clientele.idempotency (customer)`,
  `CREATE INDEX idempotency_at ON clientele.idempotency (at)`,

  `CREATE TABLE clientele.app_user (
    platform uuid NOT NULL,
    id uuid NOT NULL,
    home uuid NOT NULL,
    login text COLLATE "C" NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (platform, id)
  )`,
  `CREATE UNIQUE INDEX app_user_id ON clientele.app_user (id)`,
  `CREATE UNIQUE INDEX app_user_login ON clientele.app_user (platform, login)`,
  `CREATE INDEX app_user_home ON clientele.app_user (platform, home, id)`,
  `CREATE TABLE clientele.credential (
    platform uuid NOT NULL,
    app_user uuid NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (platform, app_user)
  )`,

  // Whoever shows a secret has said nothing of a platform yet: found by the hash alone. Support has no home.
  `CREATE TABLE clientele.token (
    platform uuid NOT NULL,
    id uuid PRIMARY KEY,
    owner uuid NOT NULL,
    home uuid,
    hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    body jsonb NOT NULL
  ) WITH (fillfactor = 85)`,
  `CREATE UNIQUE INDEX token_hash ON clientele.token (hash)`,
  `CREATE INDEX token_owner ON clientele.token (owner, id)`,
  `CREATE INDEX token_home ON clientele.token (platform, home) WHERE home IS NOT NULL`,
  `CREATE INDEX token_expiry ON clientele.token (expires_at)`,

  // The era of now; a new one after each start of the server, whatever machine it is. Numbered by the clock, and above
  // all before: a database restored from before an era that was read then begins one above that.
  `CREATE FUNCTION clientele.present_era() RETURNS integer LANGUAGE plpgsql AS $fn$
  DECLARE found integer;
  BEGIN
    SELECT id INTO found FROM clientele.era WHERE started = pg_postmaster_start_time() ORDER BY id DESC LIMIT 1;
    IF found IS NULL THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('clientele era', 0));
      INSERT INTO clientele.era (id, started)
        SELECT greatest((SELECT max(id) + 1 FROM clientele.era),
          extract(epoch FROM clock_timestamp() - timestamptz '2020-01-01 00:00:00+00')::integer), pg_postmaster_start_time()
        WHERE NOT EXISTS (SELECT 1 FROM clientele.era WHERE started = pg_postmaster_start_time());
      SELECT id INTO found FROM clientele.era WHERE started = pg_postmaster_start_time() ORDER BY id DESC LIMIT 1;
    END IF;
    RETURN found;
  END $fn$`,

  `CREATE FUNCTION clientele.lock_key(what text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $fn$ SELECT hashtextextended(what, 7) $fn$`,

  ...M0001Relocate.statements,
  ...M0001Commit.statements,
  ...M0001Write.statements
]
