/**
 * Large moves. The move itself is one commit: parents are the truth. Paths below follow in batches, by whichever process
 * comes by; until then a path is read as it will be, and pages leave out what has not followed yet.
 */

/** As many as follow in the commit itself. */
export const atOnce = 2_000

export const statements: ReadonlyArray<string> = [
  `CREATE FUNCTION clientele.at_once_1() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $fn$ SELECT ${atOnce} $fn$`,

  // A path as it is once all that moves has followed.
  `CREATE FUNCTION clientele.settled_1(p uuid, stale bytea) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $fn$
    SELECT coalesce((SELECT r.new_path || substring(stale, length(r.old_path) + 1) FROM clientele.relocation r
      WHERE r.platform = p AND length(stale) > length(r.old_path)
        AND substring(stale, 1, length(r.old_path)) = r.old_path), stale)
  $fn$`,

  // Lets at most so many follow (null: all of the platform), and answers how many did. Null platform: wherever some wait.
  `CREATE FUNCTION clientele.relocate_1(p uuid, at_most integer) RETURNS integer LANGUAGE plpgsql AS $fn$
  DECLARE
    r record;
    n integer;
    total integer := 0;
  BEGIN
    FOR r IN SELECT * FROM clientele.relocation t WHERE p IS NULL OR t.platform = p LIMIT CASE WHEN p IS NULL THEN 1 END LOOP
      PERFORM pg_advisory_xact_lock(clientele.lock_key(r.platform::text));
      IF NOT EXISTS (SELECT 1 FROM clientele.relocation t WHERE t.platform = r.platform AND t.customer = r.customer) THEN
        RETURN total + 1;
      END IF;
      WITH next AS (
        SELECT k.id, r.new_path || substring(k.path, length(r.old_path) + 1) AS path FROM clientele.customer k
        WHERE k.platform = r.platform AND k.path > r.old_path AND k.path < r.old_path || '\\xff'::bytea LIMIT at_most
      )
      UPDATE clientele.customer k SET
        path = next.path,
        depth = length(next.path) / 16 - 1,
        top = greatest(length(next.path) / 16 - 1 - k.levels, 0)
      FROM next WHERE k.platform = r.platform AND k.id = next.id;
      GET DIAGNOSTICS n = ROW_COUNT;
      total := total + n;
      IF at_most IS NULL OR n < at_most THEN
        DELETE FROM clientele.relocation t WHERE t.platform = r.platform AND t.customer = r.customer;
      END IF;
    END LOOP;
    RETURN total;
  END $fn$`
]
