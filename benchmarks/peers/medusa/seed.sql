-- 100,000 customers, with two addresses each.
INSERT INTO customer (id, company_name, first_name, last_name, email, phone, has_account, metadata, created_at, updated_at)
SELECT 'cus_' || lpad(n::text, 26, '0'), 'Voorbeeld ' || n || ' B.V.', 'Jan', 'Janssen', 'u' || n || '@voorbeeld.nl',
  '+31402100000', true, jsonb_build_object('note', repeat('x', 700)), now() - make_interval(secs => n),
  now() - make_interval(secs => n)
FROM generate_series(1, 100000) AS n;

INSERT INTO customer_address (id, customer_id, address_name, is_default_billing, company, first_name, last_name, address_1,
  city, country_code, province, postal_code, phone)
SELECT 'cuaddr_' || which || lpad(n::text, 25, '0'), 'cus_' || lpad(n::text, 26, '0'), 'office', which = 2,
  'Voorbeeld ' || n || ' B.V.', 'Jan', 'Janssen', 'Hoevenweg 1', 'Eindhoven', 'nl', 'NL-NB', '5652 AW', '+31402100000'
FROM generate_series(1, 100000) AS n, generate_series(1, 2) AS which;
