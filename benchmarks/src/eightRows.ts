/** A customer written by hand: eight rows, eleven statements, one transaction, nothing checked. */
import type { Pool } from "pg"

export const tables = `
  CREATE TABLE customer (id uuid PRIMARY KEY, parent uuid REFERENCES customer, name text NOT NULL, status text NOT NULL,
    kind text NOT NULL, country text NOT NULL, city text NOT NULL, line1 text NOT NULL, postal_code text NOT NULL,
    currency text, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, data jsonb NOT NULL);
  CREATE INDEX ON customer (parent, id);
  CREATE TABLE login (login text PRIMARY KEY, customer uuid NOT NULL REFERENCES customer);
  CREATE TABLE contact (id uuid PRIMARY KEY, customer uuid NOT NULL REFERENCES customer, role text NOT NULL,
    first_name text NOT NULL, last_name text NOT NULL, email text NOT NULL, phone text);
  CREATE INDEX ON contact (customer);
  CREATE TABLE representative (id uuid PRIMARY KEY, customer uuid NOT NULL REFERENCES customer, name text NOT NULL, email text NOT NULL);
  CREATE INDEX ON representative (customer);
  CREATE TABLE event (n bigserial PRIMARY KEY, customer uuid NOT NULL, at timestamptz NOT NULL, kind text NOT NULL, body jsonb NOT NULL);
  CREATE TABLE outbox (n bigserial PRIMARY KEY, at timestamptz NOT NULL, body jsonb NOT NULL)`

const id = (kind: number, n: number) =>
  `0000000${kind}-0000-7000-8000-${(n % 281_474_976_710_656).toString(16).padStart(12, "0")}`
const filler = { note: "x".repeat(700), address: { line2: "Hal 3", state: "NL-NB" } }
let made = 0

export const root = async (pool: Pool): Promise<string> => {
  const root = id(9, 1)
  await pool.query(
    "INSERT INTO customer VALUES ($1, NULL, 'root', 'active', 'company', 'NL', 'x', 'x', 'x', 'EUR', now(), now(), '{}')",
    [root]
  )
  return root
}

export const create = async (pool: Pool, parent: string): Promise<void> => {
  const n = made++
  const customer = id(1, n)
  const at = new Date()
  const body = JSON.stringify({ ...filler, n })
  const db = await pool.connect()
  const run = (name: string, text: string, values: Array<unknown>) => db.query({ name, text, values })
  try {
    await db.query("BEGIN")
    await run("parent", "SELECT status FROM customer WHERE id = $1 FOR KEY SHARE", [parent])
    await run("customer", "INSERT INTO customer VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)", [
      customer,
      parent,
      `Voorbeeld ${n} B.V.`,
      "active",
      "company",
      "NL",
      "Eindhoven",
      "Hoevenweg 1",
      "5652 AW",
      "EUR",
      at,
      at,
      body
    ])
    await run("login", "INSERT INTO login VALUES ($1,$2)", [`beheer.${n}@voorbeeld.nl`, customer])
    for (const role of [2, 3]) {
      await run("contact", "INSERT INTO contact VALUES ($1,$2,$3,$4,$5,$6,$7)", [
        id(role, n),
        customer,
        String(role),
        "Jan",
        "Janssen",
        `p${n}@voorbeeld.nl`,
        "+31402100000"
      ])
    }
    for (const which of [4, 5]) {
      const values = [id(which, n), customer, "Piet Bakker", `r${which}.${n}@partner.example.com`]
      await run("representative", "INSERT INTO representative VALUES ($1,$2,$3,$4)", values)
    }
    await run("event", "INSERT INTO event (customer, at, kind, body) VALUES ($1,$2,$3,$4)", [
      customer,
      at,
      "created",
      body
    ])
    await run("outbox", "INSERT INTO outbox (at, body) VALUES ($1,$2)", [at, body])
    await db.query("COMMIT")
    db.release()
  } catch (error) {
    db.release(error as Error)
    throw error
  }
}
