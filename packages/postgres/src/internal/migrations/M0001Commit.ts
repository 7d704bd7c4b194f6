/**
 * The functions that write. A commit is one call: it takes its locks, looks at everything that could refuse it, and only
 * then writes, so that a refusal is an answer and leaves nothing behind.
 *
 * A name carries a number, and what was released under it stays: two releases of the code run side by side.
 */

/** For how long the record of an idempotency key counts: seven days, not of a calendar that puts its clocks back. */
export const recordLife = "interval '168 hours'"

/** Bytes of the path of a customer below which none can lie: the root's id and ten more. */
export const deepest = 176

/** Locks of a batch, coarse before fine, each sort in one order: nobody waits in a circle. */
const lock = `CREATE FUNCTION clientele.lock_1(batch jsonb) RETURNS void LANGUAGE plpgsql AS $fn$
DECLARE it record;
BEGIN
  -- What is read after a lock was waited for must be newer than the wait.
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION 'commits need the isolation level read committed, not %', current_setting('transaction_isolation')
      USING ERRCODE = 'object_not_in_prerequisite_state',
        HINT = 'Reset default_transaction_isolation of this database and user.';
  END IF;
  FOR it IN
    WITH one AS (SELECT value AS c FROM jsonb_array_elements(batch)),
    fine AS (SELECT c FROM one WHERE NOT (c->>'s')::boolean),
    wanted (rank, key, alone) AS (
      SELECT 0, clientele.lock_key(c->>'p'), (c->>'s')::boolean FROM one
      UNION ALL
      SELECT 1, clientele.lock_key(w->>'id'), true FROM fine, jsonb_array_elements(c->'w') w
      UNION ALL
      SELECT 1, clientele.lock_key(w->>'parent'), false FROM fine, jsonb_array_elements(c->'w') w
        WHERE w->>'parent' IS NOT NULL
      UNION ALL
      SELECT 1, clientele.lock_key(r->>'c'), r ? 'ch' FROM fine, jsonb_array_elements(c->'r') r
      UNION ALL
      SELECT 1, clientele.lock_key(ch->>0), false
        FROM fine, jsonb_array_elements(c->'r') r, jsonb_array_elements(r->'ch') ch WHERE r ? 'ch'
      UNION ALL
      SELECT 2, clientele.lock_key(concat_ws(' ', k->>'p', k->>'scope', k->>'kind', k->>'key')), true
        FROM one, jsonb_array_elements((c->'c') || (c->'x')) k
      UNION ALL
      SELECT 2, clientele.lock_key(concat_ws(' ', 'idempotency', i->>'p', i->>'actor', i->>'key')), true
        FROM (SELECT c->'i' AS i FROM one) t WHERE i <> 'null'
    )
    SELECT key, bool_or(alone) AS alone FROM wanted GROUP BY rank, key ORDER BY rank, key
  LOOP
    IF it.alone THEN PERFORM pg_advisory_xact_lock(it.key);
    ELSE PERFORM pg_advisory_xact_lock_shared(it.key);
    END IF;
  END LOOP;
END $fn$`

/** What speaks against a commit, or null: known key, versions, requirements. */
const refusal = `CREATE FUNCTION clientele.refusal_1(c jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $fn$
DECLARE
  p uuid := (c->>'p')::uuid;
  known text;
  no record;
BEGIN
  IF c->'i' <> 'null' THEN
    SELECT body->>'command' INTO known FROM clientele.idempotency
      WHERE platform = (c->'i'->>'p')::uuid AND actor = c->'i'->>'actor' AND key = c->'i'->>'key'
        AND at >= (c->'i'->>'at')::timestamptz - ${recordLife};
    IF FOUND THEN RETURN jsonb_build_object('t', 'known', 'command', known); END IF;
  END IF;

  SELECT w.id, w.v, CASE WHEN w.nth = 1 THEN coalesce(k.version, 0) END AS actual INTO no
    FROM (
      SELECT t.id, t.v, t.n, row_number() OVER (PARTITION BY t.id ORDER BY t.n) AS nth
      FROM ROWS FROM (jsonb_to_recordset(c->'w') AS (id uuid, v integer)) WITH ORDINALITY AS t (id, v, n)
    ) AS w
    LEFT JOIN clientele.customer k ON k.platform = p AND k.id = w.id
    WHERE coalesce(k.version, 0) <> w.v OR w.nth > 1 ORDER BY w.n LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('t', 'version', 'id', no.id, 'expected', no.v, 'actual', no.actual); END IF;
  IF c->'r' = '[]' THEN RETURN NULL; END IF;

  SELECT r.id, r.v, coalesce(k.version, 0) AS actual INTO no
    FROM ROWS FROM (jsonb_to_recordset(c->'r') AS (c uuid, v integer)) WITH ORDINALITY AS r (id, v, n)
    LEFT JOIN clientele.customer k ON k.platform = p AND k.id = r.id
    WHERE r.v IS NOT NULL AND coalesce(k.version, 0) <> r.v ORDER BY r.n LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('t', 'version', 'id', no.id, 'expected', no.v, 'actual', no.actual); END IF;

  SELECT r.id, coalesce(k.version, 0) AS version INTO no
    FROM ROWS FROM (jsonb_to_recordset(c->'r') AS (c uuid, ch jsonb)) WITH ORDINALITY AS r (id, ch, n)
    LEFT JOIN clientele.customer k ON k.platform = p AND k.id = r.id
    WHERE r.ch IS NOT NULL AND (
      jsonb_array_length(r.ch) <> (SELECT count(*) FROM clientele.customer x WHERE x.platform = p AND x.parent = r.id)
      OR EXISTS (
        SELECT 1 FROM jsonb_array_elements(r.ch) AS seen (child)
        LEFT JOIN clientele.customer x ON x.platform = p AND x.id = (child->>0)::uuid AND x.parent = r.id
        WHERE x.version IS DISTINCT FROM (child->>1)::integer))
    ORDER BY r.n LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('t', 'version', 'id', no.id, 'expected', no.version, 'actual', null); END IF;
  RETURN NULL;
END $fn$`

/** A key held by another customer, or wanted by two customers of one commit; or null. */
const taken = `CREATE FUNCTION clientele.taken_1(claims jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $fn$
DECLARE no record;
BEGIN
  IF claims = '[]' THEN RETURN NULL; END IF;
  WITH wanted AS (
    SELECT * FROM ROWS FROM (jsonb_to_recordset(claims) AS (p uuid, scope text, kind text, key text, h uuid))
      WITH ORDINALITY AS k (p, scope, kind, key, h, n)
  )
  SELECT k.n INTO no FROM wanted k
    WHERE EXISTS (SELECT 1 FROM clientele.claim t
      WHERE t.platform = k.p AND t.scope = k.scope AND t.kind = k.kind AND t.key = k.key AND t.customer <> k.h)
    OR EXISTS (SELECT 1 FROM wanted o
      WHERE o.n < k.n AND o.p = k.p AND o.scope = k.scope AND o.kind = k.kind AND o.key = k.key AND o.h <> k.h)
    ORDER BY k.n LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('t', 'taken', 'n', no.n - 1); END IF;
  RETURN NULL;
END $fn$`

/**
 * Where customers come to lie that are new or hang under another parent, and all that come with them. \`path\` is null for
 * one that cannot lie there: below itself, too deep, or below a customer that is not there.
 */
const places = `CREATE FUNCTION clientele.places_1(p uuid, writes jsonb) RETURNS TABLE (id uuid, path bytea)
LANGUAGE plpgsql STABLE AS $fn$
#variable_conflict use_column
DECLARE
  one record;
BEGIN
  IF jsonb_array_length(writes) = 1 THEN
    SELECT (w->>'id')::uuid AS id, (w->>'parent')::uuid AS parent, (w->>'v')::integer AS v INTO one
      FROM (SELECT writes->0 AS w) t;
    IF one.v > 0 AND EXISTS (SELECT 1 FROM clientele.customer k
        WHERE k.platform = p AND k.id = one.id AND k.parent IS NOT DISTINCT FROM one.parent) THEN
      RETURN;
    ELSIF one.v = 0 THEN
      RETURN QUERY SELECT one.id, CASE WHEN one.parent IS NULL THEN uuid_send(one.id) ELSE
        (SELECT clientele.settled_1(p, k.path) || uuid_send(one.id) FROM clientele.customer k
          WHERE k.platform = p AND k.id = one.parent AND k.id <> one.id AND length(clientele.settled_1(p, k.path)) < ${deepest})
        END;
      RETURN;
    END IF;
  END IF;
  RETURN QUERY
    WITH RECURSIVE placed AS (
      SELECT w.id, w.parent FROM jsonb_to_recordset(writes) AS w (id uuid, parent uuid)
        LEFT JOIN clientele.customer k ON k.platform = p AND k.id = w.id
        WHERE k.id IS NULL OR k.parent IS DISTINCT FROM w.parent
    ), up (id, above, path, steps) AS (
      SELECT placed.id, placed.parent, uuid_send(placed.id), 0 FROM placed
      UNION ALL
      SELECT up.id, CASE WHEN q.id IS NULL THEN k.parent ELSE q.parent END, uuid_send(up.above) || up.path, up.steps + 1
        FROM up
        LEFT JOIN placed q ON q.id = up.above
        LEFT JOIN clientele.customer k ON k.platform = p AND k.id = up.above
        WHERE up.above IS NOT NULL AND up.steps < 10 AND (q.id IS NOT NULL OR k.id IS NOT NULL)
    ), down (id, path) AS (
      SELECT up.id, up.path FROM up WHERE up.above IS NULL
      UNION ALL
      SELECT k.id, CASE WHEN length(down.path) < ${deepest} THEN down.path || uuid_send(k.id) END
        FROM down JOIN clientele.customer k ON k.platform = p AND k.parent = down.id
        WHERE down.path IS NOT NULL AND NOT EXISTS (SELECT 1 FROM placed WHERE placed.id = k.id)
    )
    SELECT placed.id, NULL::bytea FROM placed WHERE NOT EXISTS (SELECT 1 FROM down WHERE down.id = placed.id)
    UNION ALL
    SELECT down.id, down.path FROM down;
END $fn$`

/** Writes what nothing speaks against. */
const apply = `CREATE FUNCTION clientele.apply_1(c jsonb, era integer, first integer, ids uuid[], paths bytea[])
RETURNS void LANGUAGE plpgsql AS $fn$
#variable_conflict use_variable
DECLARE
  p uuid := (c->>'p')::uuid;
  n integer := first;
  w record;
  placed bytea;
  moved uuid[];
  old_paths bytea[];
BEGIN
  IF cardinality(ids) > 1 THEN
    SELECT array_agg(k.id), array_agg(k.path) INTO moved, old_paths
      FROM jsonb_to_recordset(c->'w') AS t (id uuid)
      JOIN clientele.customer k ON k.platform = p AND k.id = t.id
      WHERE k.path <> paths[array_position(ids, k.id)];
  END IF;
  FOR w IN SELECT * FROM jsonb_to_recordset(c->'w') AS t (id uuid, parent uuid, v integer, portal text, status text,
    demo timestamptz, levels smallint, search text, state jsonb, events jsonb, rewritten jsonb)
  LOOP
    placed := paths[array_position(ids, w.id)];
    IF w.v = 0 THEN
      INSERT INTO clientele.customer
        (platform, id, parent, path, depth, levels, top, version, portal, status, demo_ends, search, state)
      VALUES (p, w.id, w.parent, placed, length(placed) / 16 - 1, w.levels, greatest(length(placed) / 16 - 1 - w.levels, 0),
        jsonb_array_length(w.events), w.portal, w.status, w.demo, w.search, w.state);
    ELSE
      UPDATE clientele.customer k SET
        parent = w.parent,
        path = coalesce(placed, k.path),
        depth = length(coalesce(placed, k.path)) / 16 - 1,
        levels = w.levels,
        top = greatest(length(coalesce(placed, k.path)) / 16 - 1 - w.levels, 0),
        version = w.v + jsonb_array_length(w.events),
        portal = w.portal, status = w.status, demo_ends = w.demo, search = w.search, state = w.state
      WHERE k.platform = p AND k.id = w.id;
    END IF;
    IF w.rewritten IS NOT NULL AND w.rewritten <> 'null' THEN PERFORM clientele.erase_1(p, w.id, w.rewritten); END IF;
    INSERT INTO clientele.event (platform, customer, sequence, era, xid, n, body)
      SELECT p, w.id, (e->>'sequence')::integer, era, pg_current_xact_id(), n + at, e
      FROM jsonb_array_elements(w.events) WITH ORDINALITY AS t (e, at);
    n := n + jsonb_array_length(w.events);
  END LOOP;

  IF cardinality(ids) > clientele.at_once_1() + jsonb_array_length(c->'w') THEN
    INSERT INTO clientele.relocation (platform, customer, old_path, new_path)
      SELECT p, m.id, m.old_path, k.path FROM unnest(moved, old_paths) AS m (id, old_path)
      JOIN clientele.customer k ON k.platform = p AND k.id = m.id;
  ELSIF cardinality(ids) > 1 THEN
    UPDATE clientele.customer k SET
      path = a.path, depth = length(a.path) / 16 - 1, top = greatest(length(a.path) / 16 - 1 - k.levels, 0)
    FROM unnest(ids, paths) AS a (id, path)
    WHERE k.platform = p AND k.id = a.id AND k.path <> a.path;
  END IF;

  IF c->'x' <> '[]' THEN
    UPDATE clientele.claim t SET reserved = false
      FROM jsonb_to_recordset(c->'x') AS x (p uuid, scope text, kind text, key text, h uuid)
      WHERE t.platform = x.p AND t.scope = x.scope AND t.kind = x.kind AND t.key = x.key AND t.customer = x.h
        AND t.app_user IS NOT NULL;
    DELETE FROM clientele.claim t
      USING jsonb_to_recordset(c->'x') AS x (p uuid, scope text, kind text, key text, h uuid)
      WHERE t.platform = x.p AND t.scope = x.scope AND t.kind = x.kind AND t.key = x.key AND t.customer = x.h
        AND t.app_user IS NULL;
  END IF;
  IF c->'c' <> '[]' THEN
    INSERT INTO clientele.claim AS t (platform, scope, kind, key, customer, reserved)
      SELECT DISTINCT x.p, x.scope, x.kind, x.key, x.h, true
      FROM jsonb_to_recordset(c->'c') AS x (p uuid, scope text, kind text, key text, h uuid)
      ON CONFLICT (platform, scope, kind, key) DO UPDATE SET reserved = true;
  END IF;
  IF c->'i' <> 'null' THEN
    INSERT INTO clientele.idempotency (platform, actor, key, at, customer, body)
      SELECT i.p, i.actor, i.key, i.at, i.h, i.body
      FROM jsonb_to_record(c->'i') AS i (p uuid, actor text, key text, at timestamptz, h uuid, body jsonb)
      ON CONFLICT (platform, actor, key) DO UPDATE SET at = excluded.at, customer = excluded.customer, body = excluded.body;
  END IF;
END $fn$`

/** Forgets whatever is kept of a person beside the state: earlier events, records, users with logins, credentials, tokens. */
const erase = `CREATE FUNCTION clientele.erase_1(p uuid, gone uuid, rewritten jsonb) RETURNS void LANGUAGE plpgsql AS $fn$
BEGIN
  -- Whoever sets a credential holds its user: waits for those, so that what they set goes too.
  PERFORM 1 FROM clientele.app_user u WHERE u.platform = p AND u.home = gone ORDER BY u.id FOR UPDATE;
  UPDATE clientele.event t SET body = e FROM jsonb_array_elements(rewritten) AS e
    WHERE t.platform = p AND t.customer = gone AND t.sequence = (e->>'sequence')::integer;
  UPDATE clientele.idempotency t SET body = t.body || '{"fingerprint":"","warnings":[]}' WHERE t.customer = gone;
  DELETE FROM clientele.credential t USING clientele.app_user u
    WHERE u.platform = p AND u.home = gone AND t.platform = p AND t.app_user = u.id;
  DELETE FROM clientele.token t
    WHERE t.id IN (SELECT k.id FROM clientele.token k WHERE k.platform = p AND k.home = gone ORDER BY k.id FOR UPDATE);
  UPDATE clientele.claim t SET app_user = NULL FROM clientele.app_user u
    WHERE u.platform = p AND u.home = gone AND t.app_user = u.id AND t.platform = p AND t.kind = 'login' AND t.key = u.login
      AND t.reserved;
  DELETE FROM clientele.claim t USING clientele.app_user u
    WHERE u.platform = p AND u.home = gone AND t.app_user = u.id AND t.platform = p AND t.kind = 'login' AND t.key = u.login;
  DELETE FROM clientele.app_user u WHERE u.platform = p AND u.home = gone;
END $fn$`

/** A batch of commits that stand for themselves: what refused each, or null. */
const commit = `CREATE FUNCTION clientele.commit_1(batch jsonb) RETURNS jsonb LANGUAGE plpgsql AS $fn$
DECLARE
  c jsonb;
  no jsonb;
  outcomes jsonb := '[]';
  era integer;
  n integer := 0;
  ids uuid[];
  paths bytea[];
  astray uuid;
BEGIN
  PERFORM clientele.lock_1(batch);
  era := clientele.present_era();
  FOR c IN SELECT value FROM jsonb_array_elements(batch) LOOP
    no := clientele.refusal_1(c);
    IF no IS NULL THEN
      IF (c->>'s')::boolean THEN PERFORM clientele.relocate_1((c->>'p')::uuid, NULL); END IF;
      SELECT array_agg(t.id), array_agg(t.path), (array_agg(t.id) FILTER (WHERE t.path IS NULL))[1]
        INTO ids, paths, astray FROM clientele.places_1((c->>'p')::uuid, c->'w') t;
      IF astray IS NOT NULL THEN
        no := jsonb_build_object('t', 'version', 'id', astray, 'actual', null, 'expected',
          coalesce((SELECT k.version FROM clientele.customer k WHERE k.id = astray), 0));
      ELSE
        no := clientele.taken_1(c->'c');
      END IF;
    END IF;
    IF no IS NULL THEN
      PERFORM clientele.apply_1(c, era, n, ids, paths);
      n := n + 100000;
    END IF;
    outcomes := outcomes || jsonb_build_array(no);
  END LOOP;
  RETURN outcomes;
END $fn$`

/** A user with its login: added, or why not. Takes its locks in the order of a commit. */
const addUser = `CREATE FUNCTION clientele.add_user_1(u jsonb) RETURNS text LANGUAGE plpgsql AS $fn$
DECLARE
  p uuid := (u->>'p')::uuid;
  of uuid := (u->>'home')::uuid;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(clientele.lock_key(u->>'p'));
  PERFORM pg_advisory_xact_lock_shared(clientele.lock_key(u->>'home'));
  PERFORM pg_advisory_xact_lock(clientele.lock_key(concat_ws(' ', u->>'p', u->>'scope', 'login', u->>'login')));
  IF EXISTS (SELECT 1 FROM clientele.app_user WHERE id = (u->>'id')::uuid) THEN RETURN 'there'; END IF;
  IF NOT EXISTS (SELECT 1 FROM clientele.customer k WHERE k.platform = p AND k.id = of AND k.status <> 'erased') THEN
    RETURN 'noHome';
  END IF;
  IF EXISTS (SELECT 1 FROM clientele.claim t WHERE t.platform = p AND t.scope = u->>'scope' AND t.kind = 'login'
      AND t.key = u->>'login' AND (t.customer <> of OR t.app_user IS NOT NULL)) THEN
    RETURN 'taken';
  END IF;
  INSERT INTO clientele.app_user (platform, id, home, login, body)
    VALUES (p, (u->>'id')::uuid, of, u->>'login', u->'body');
  INSERT INTO clientele.claim AS t (platform, scope, kind, key, customer, reserved, app_user)
    VALUES (p, u->>'scope', 'login', u->>'login', of, false, (u->>'id')::uuid)
    ON CONFLICT (platform, scope, kind, key) DO UPDATE SET app_user = excluded.app_user;
  RETURN 'added';
END $fn$`

export const statements: ReadonlyArray<string> = [lock, refusal, taken, places, erase, apply, commit, addUser]
