/**
 * The short way of a commit: customers that are new, or stay under their parents, one of each commit. Most commands write
 * just that. Commits come together, whose values are typed arrays instead of JSON, and a handful of statements look and
 * write for all of them. Locks, precedence of refusals and rows are those of `commit_1`, which takes what this does not.
 */
import { deepest, recordLife } from "./M0001Commit.ts"

/**
 * Commits of one platform of which none touches what another one writes or claims. What belongs to a commit bears its
 * number in `…_of`: what it has read (`seen`, its own customer first), its events, claims and records. `held`: all that is
 * read and not written. Answers what speaks against each, null for those that are written; null where all are.
 */
const write = `CREATE FUNCTION clientele.write_1(p uuid, who uuid[], above uuid[], expected integer[], portal text[],
  status text[], demo timestamptz[], levels integer[], search text[], state json[], counts integer[], held uuid[],
  seen_of integer[], seen uuid[], versions integer[], event_of integer[], sequences integer[], events json[],
  claim_of integer[], scopes text[], kinds text[], keys text[], record_of integer[], records jsonb[])
RETURNS jsonb LANGUAGE plpgsql
-- A plan for these values would be made each time, and costs more than to carry it out.
SET plan_cache_mode = force_generic_plan AS $fn$
#variable_conflict use_variable
DECLARE
  no record;
  refused jsonb[] := array_fill(NULL::jsonb, ARRAY[cardinality(who)]);
  era integer;
  moving boolean;
  places bytea[];
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    PERFORM clientele.lock_1('[]');
  END IF;
  PERFORM CASE WHEN t.alone THEN pg_advisory_xact_lock(t.key)::text ELSE pg_advisory_xact_lock_shared(t.key)::text END
    FROM (
      SELECT 0 AS rank, hashtextextended(p::text, 7) AS key, false AS alone
      UNION ALL SELECT 1, hashtextextended(o::text, 7), false FROM unnest(held) AS o
      UNION ALL SELECT 1, hashtextextended(o::text, 7), true FROM unnest(who) AS o
      UNION ALL SELECT 2, hashtextextended(concat_ws(' ', p, c.scope, c.kind, c.key), 7), true
        FROM unnest(scopes, kinds, keys) AS c (scope, kind, key)
      UNION ALL SELECT 2, hashtextextended(concat_ws(' ', 'idempotency', r->>'p', r->>'actor', r->>'key'), 7), true
        FROM unnest(records) AS r
      ORDER BY rank, key OFFSET 0
    ) AS t;

  IF cardinality(records) > 0 THEN
    FOR no IN
      SELECT r.at, t.body->>'command' AS command FROM unnest(record_of, records) AS r (at, i)
        JOIN clientele.idempotency t ON t.platform = (i->>'p')::uuid AND t.actor = i->>'actor' AND t.key = i->>'key'
          AND t.at >= (i->>'at')::timestamptz - ${recordLife}
    LOOP refused[no.at] := jsonb_build_object('t', 'known', 'command', no.command);
    END LOOP;
  END IF;
  -- Looked up one by one, by key, whatever the planner reckons with.
  FOR no IN
    SELECT t.* FROM (
        SELECT w.*, coalesce((SELECT k.version FROM clientele.customer k WHERE k.platform = p AND k.id = w.id), 0) AS actual
        FROM unnest(seen_of, seen, versions) WITH ORDINALITY AS w (at, id, v, n) OFFSET 0
      ) AS t WHERE t.actual <> t.v ORDER BY t.n DESC
  LOOP
    IF refused[no.at] IS NULL OR refused[no.at]->>'t' <> 'known' THEN
      refused[no.at] := jsonb_build_object('t', 'version', 'id', no.id, 'expected', no.v, 'actual', no.actual);
    END IF;
  END LOOP;
  SELECT array_agg((SELECT k.path FROM clientele.customer k WHERE k.platform = p AND k.id = w.above AND k.id <> w.id)
        ORDER BY w.n),
      EXISTS (SELECT FROM clientele.relocation r WHERE r.platform = p),
      coalesce((SELECT max(e.id) FROM clientele.era e WHERE e.started = pg_postmaster_start_time()), clientele.present_era())
    INTO places, moving, era FROM unnest(who, above) WITH ORDINALITY AS w (id, above, n);
  FOR at IN 1 .. cardinality(who) LOOP
    CONTINUE WHEN refused[at] IS NOT NULL;
    IF expected[at] > 0 THEN
      PERFORM FROM clientele.customer k
        WHERE k.platform = p AND k.id = who[at] AND k.parent IS NOT DISTINCT FROM above[at];
      IF NOT FOUND THEN refused[at] := '{"t": "moves"}'; END IF;
    ELSE
      IF moving THEN places[at] := clientele.settled_1(p, places[at]); END IF;
      IF above[at] IS NOT NULL AND (places[at] IS NULL OR length(places[at]) >= ${deepest}) THEN
        refused[at] := jsonb_build_object('t', 'version', 'id', who[at], 'expected', 0, 'actual', null);
      END IF;
      places[at] := coalesce(places[at], ''::bytea) || uuid_send(who[at]);
    END IF;
  END LOOP;
  FOR no IN
    SELECT c.at, c.n FROM unnest(claim_of, scopes, kinds, keys) WITH ORDINALITY AS c (at, scope, kind, key, n)
      WHERE (SELECT t.customer FROM clientele.claim t
        WHERE t.platform = p AND t.scope = c.scope AND t.kind = c.kind AND t.key = c.key) <> who[c.at]
      ORDER BY c.n
  LOOP
    refused[no.at] := coalesce(refused[no.at], jsonb_build_object('t', 'taken', 'n', no.n - 1));
  END LOOP;

  INSERT INTO clientele.customer
    (platform, id, parent, path, depth, levels, top, version, portal, status, demo_ends, search, state)
    SELECT p, w.id, w.above, w.place, length(w.place) / 16 - 1, w.levels, greatest(length(w.place) / 16 - 1 - w.levels, 0),
      w.count, w.portal, w.status, w.demo, w.search, w.state
    FROM unnest(who, above, expected, places, portal, status, demo, levels, search, state, counts)
      WITH ORDINALITY AS w (id, above, v, place, portal, status, demo, levels, search, state, count, n)
    WHERE w.v = 0 AND refused[w.n] IS NULL;
  FOR at IN 1 .. cardinality(who) LOOP
    CONTINUE WHEN expected[at] = 0 OR refused[at] IS NOT NULL;
    UPDATE clientele.customer k SET
      levels = levels[at], top = greatest(k.depth - levels[at], 0), version = expected[at] + counts[at],
      portal = portal[at], status = status[at], demo_ends = demo[at], search = search[at], state = state[at]
    WHERE k.platform = p AND k.id = who[at];
  END LOOP;
  WITH recorded AS (
    INSERT INTO clientele.event (platform, customer, sequence, era, xid, n, body)
      SELECT p, who[e.at], e.sequence, era, pg_current_xact_id(), e.n, e.body
      FROM unnest(event_of, sequences, events) WITH ORDINALITY AS e (at, sequence, body, n) WHERE refused[e.at] IS NULL
  )
  INSERT INTO clientele.claim AS t (platform, scope, kind, key, customer, reserved)
    SELECT p, c.scope, c.kind, c.key, who[c.at], true FROM unnest(claim_of, scopes, kinds, keys) AS c (at, scope, kind, key)
    WHERE refused[c.at] IS NULL
    ON CONFLICT (platform, scope, kind, key) DO UPDATE SET reserved = true;
  IF cardinality(records) > 0 THEN
    FOR no IN SELECT r.i FROM unnest(record_of, records) AS r (at, i) WHERE refused[r.at] IS NULL LOOP
      PERFORM clientele.apply_1(
        jsonb_build_object('p', p, 'w', '[]'::jsonb, 'c', '[]'::jsonb, 'x', '[]'::jsonb, 'i', no.i), era, 0, '{}', '{}');
    END LOOP;
  END IF;
  RETURN CASE WHEN array_remove(refused, NULL) <> '{}' THEN to_jsonb(refused) END;
END $fn$`

export const statements: ReadonlyArray<string> = [write]
