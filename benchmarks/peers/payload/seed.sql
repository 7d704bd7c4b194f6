-- 100,000 customers, with two contacts and two representatives each.
INSERT INTO customers (kind, name, customer_type, subscription, address_country, address_line1, address_line2, address_city,
  address_state, address_postal_code, billing_same_as_customer, billing_profile_name, billing_bill_to, billing_address_country,
  billing_address_line1, billing_address_city, billing_address_postal_code, admin_first_name, admin_last_name, admin_login,
  admin_email, microsoft_way, microsoft_country, microsoft_domain, note, created_at, updated_at)
SELECT 'company', 'Voorbeeld ' || n || ' B.V.', 'gold', 'standard', 'NL', 'Hoevenweg 1', 'Hal 3', 'Eindhoven',
  'NL-NB', '5652 AW', false, 'Hoofdkantoor', 'Voorbeeld Holding B.V.', 'NL',
  'Hoevenweg 1', 'Eindhoven', '5652 AW', 'Jan', 'Janssen', 'beheer.' || n || '@voorbeeld.nl',
  'beheer.' || n || '@voorbeeld.nl', 'existing', 'NL', 'voorbeeld' || n || '.nl', repeat('x', 700), at, at
FROM generate_series(1, 100000) AS n, LATERAL (SELECT now() - make_interval(secs => 100000 - n) AS at) AS t;

INSERT INTO customers_contacts (_order, _parent_id, id, role, first_name, last_name, email, phone)
SELECT which, id, 'c' || which || '-' || id, (ARRAY['primary', 'billing'])[which]::enum_customers_contacts_role, 'Jan', 'Janssen',
  'p' || which || '.' || id || '@voorbeeld.nl', '+31402100000'
FROM customers, generate_series(1, 2) AS which;

INSERT INTO customers_representatives (_order, _parent_id, id, name, email)
SELECT which, id, 'r' || which || '-' || id, 'Piet Bakker', 'r' || which || '.' || id || '@partner.example.com'
FROM customers, generate_series(1, 2) AS which;
