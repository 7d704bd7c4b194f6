-- An organisation of 100,000 members.
INSERT INTO organization (id, name, slug, "createdAt") VALUES ('o1', 'Lowland Distribution', 'lowland', now());

INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
SELECT 'u' || lpad(n::text, 31, '0'), 'Voorbeeld ' || n, 'u' || n || '@voorbeeld.nl', false,
  now() - make_interval(secs => n), now() - make_interval(secs => n)
FROM generate_series(1, 100000) AS n;

INSERT INTO member (id, "organizationId", "userId", role, "createdAt")
SELECT 'm' || lpad(n::text, 31, '0'), 'o1', 'u' || lpad(n::text, 31, '0'), 'member', now() - make_interval(secs => n)
FROM generate_series(1, 100000) AS n;
