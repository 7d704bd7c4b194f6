-- 100,000 customers of the default channel, with a user, a way to sign in and a line of history each.
INSERT INTO "user" (id, identifier, verified)
SELECT 1000000 + n, 'u' || n || '@voorbeeld.nl', false FROM generate_series(1, 100000) AS n;

INSERT INTO user_roles_role ("userId", "roleId")
SELECT 1000000 + n, (SELECT id FROM role WHERE code = '__customer_role__') FROM generate_series(1, 100000) AS n;

INSERT INTO authentication_method (identifier, "passwordHash", type, "userId")
SELECT 'u' || n || '@voorbeeld.nl', '', 'NativeAuthenticationMethod', 1000000 + n FROM generate_series(1, 100000) AS n;

INSERT INTO customer (id, "createdAt", "updatedAt", "firstName", "lastName", "phoneNumber", "emailAddress", "userId")
SELECT n, now() - make_interval(secs => n), now() - make_interval(secs => n), 'Jan', 'Janssen', '+31402100000',
  'u' || n || '@voorbeeld.nl', 1000000 + n
FROM generate_series(1, 100000) AS n;

INSERT INTO customer_channels_channel ("customerId", "channelId")
SELECT n, (SELECT id FROM channel WHERE code = '__default_channel__') FROM generate_series(1, 100000) AS n;

INSERT INTO history_entry (type, "isPublic", data, discriminator, "customerId")
SELECT 'CUSTOMER_REGISTERED', false, '{"strategy":"native"}', 'CustomerHistoryEntry', n FROM generate_series(1, 100000) AS n;
