/**
 * The short way of a commit: one customer that is new, or stays under its parent. Most commands write just that. Its
 * values come typed instead of in one JSON, and a handful of statements look and write. Locks, precedence of refusals and
 * rows are those of `commit_1`, which takes what this does not.
 */

/** What speaks against it, `{"t": "moves"}` where the customer hangs under another parent, or null. */
const write = `CREATE FUNCTION clientele.write_1(p uuid, who uuid, above uuid, expected integer, portal text, status text,
  demo timestamptz, levels integer, search text, state json, events json[], others uuid[], versions integer[],
  scopes text[], kinds text[], keys text[], i jsonb)
RETURNS jsonb LANGUAGE plpgsql
-- A plan for these values would be made each time, and costs more than to carry it out.
SET plan_cache_mode = force_generic_plan AS $fn$
#variable_conflict use_variable
DECLARE
  no record;
  refused jsonb;
  era integer;
  moving boolean;
  place bytea;
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    PERFORM clientele.lock_1('[]');
  END IF;
  PERFORM CASE WHEN t.alone THEN pg_advisory_xact_lock(t.key)::text ELSE pg_advisory_xact_lock_shared(t.key)::text END
    FROM (
      SELECT 0 AS rank, hashtextextended(p::text, 7) AS key, false AS alone
      UNION ALL SELECT 1, hashtextextended(o::text, 7), o = who FROM unnest(others || ARRAY[who, above]) AS o
      UNION ALL SELECT 2, hashtextextended(concat_ws(' ', p, c.scope, c.kind, c.key), 7), true
        FROM unnest(scopes, kinds, keys) AS c (scope, kind, key)
      UNION ALL SELECT 2, hashtextextended(concat_ws(' ', 'idempotency', i->>'p', i->>'actor', i->>'key'), 7), true
        WHERE i IS NOT NULL
      ORDER BY rank, key OFFSET 0
    ) AS t;

  IF i IS NOT NULL THEN
    refused := clientele.refusal_1(jsonb_build_object('p', p, 'i', i, 'w', '[]'::jsonb, 'r', '[]'::jsonb));
    IF refused IS NOT NULL THEN RETURN refused; END IF;
  END IF;
  -- Looked up one by one, by key, whatever the planner reckons with.
  SELECT t.id, t.v, t.actual INTO no FROM (
      SELECT w.id, w.v, w.n,
        coalesce((SELECT k.version FROM clientele.customer k WHERE k.platform = p AND k.id = w.id), 0) AS actual
      FROM unnest(who || others, expected || versions) WITH ORDINALITY AS w (id, v, n) OFFSET 0
    ) AS t WHERE t.actual <> t.v ORDER BY t.n LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('t', 'version', 'id', no.id, 'expected', no.v, 'actual', no.actual); END IF;
  SELECT (SELECT k.path FROM clientele.customer k WHERE k.platform = p AND k.id = above AND k.id <> who),
      EXISTS (SELECT FROM clientele.relocation r WHERE r.platform = p),
      coalesce((SELECT max(e.id) FROM clientele.era e WHERE e.started = pg_postmaster_start_time()), clientele.present_era())
    INTO place, moving, era;
  IF expected > 0 THEN
    PERFORM FROM clientele.customer k WHERE k.platform = p AND k.id = who AND k.parent IS NOT DISTINCT FROM above;
    IF NOT FOUND THEN RETURN '{"t": "moves"}'; END IF;
  ELSE
    IF moving THEN place := clientele.settled_1(p, place); END IF;
    IF above IS NOT NULL AND (place IS NULL OR length(place) >= 176) THEN
      RETURN jsonb_build_object('t', 'version', 'id', who, 'expected', 0, 'actual', null);
    END IF;
  END IF;
  SELECT c.n INTO no FROM unnest(scopes, kinds, keys) WITH ORDINALITY AS c (scope, kind, key, n)
    WHERE (SELECT t.customer FROM clientele.claim t
      WHERE t.platform = p AND t.scope = c.scope AND t.kind = c.kind AND t.key = c.key) <> who
    ORDER BY c.n LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('t', 'taken', 'n', no.n - 1); END IF;

  IF expected > 0 THEN
    UPDATE clientele.customer k SET
      levels = levels, top = greatest(k.depth - levels, 0), version = expected + cardinality(events),
      portal = portal, status = status, demo_ends = demo, search = search, state = state
    WHERE k.platform = p AND k.id = who;
  ELSE
    place := coalesce(place, ''::bytea) || uuid_send(who);
    INSERT INTO clientele.customer
      (platform, id, parent, path, depth, levels, top, version, portal, status, demo_ends, search, state)
    VALUES (p, who, above, place, length(place) / 16 - 1, levels, greatest(length(place) / 16 - 1 - levels, 0),
      cardinality(events), portal, status, demo, search, state);
  END IF;
  WITH recorded AS (
    INSERT INTO clientele.event (platform, customer, sequence, era, xid, n, body)
      SELECT p, who, expected + at, era, pg_current_xact_id(), at, e FROM unnest(events) WITH ORDINALITY AS t (e, at)
  )
  INSERT INTO clientele.claim AS t (platform, scope, kind, key, customer, reserved)
    SELECT DISTINCT p, c.scope, c.kind, c.key, who, true FROM unnest(scopes, kinds, keys) AS c (scope, kind, key)
    ON CONFLICT (platform, scope, kind, key) DO UPDATE SET reserved = true;
  IF i IS NOT NULL THEN
    PERFORM clientele.apply_1(
      jsonb_build_object('p', p, 'w', '[]'::jsonb, 'c', '[]'::jsonb, 'x', '[]'::jsonb, 'i', i), era, 0, '{}', '{}');
  END IF;
  RETURN NULL;
END $fn$`

export const statements: ReadonlyArray<string> = [write]
