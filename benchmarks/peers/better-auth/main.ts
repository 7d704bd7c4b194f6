/** better-auth: signing up, organisations, and the members of one. */
import { betterAuth } from "better-auth"
import { getMigrations } from "better-auth/db/migration"
import { organization } from "better-auth/plugins/organization"
import { Pool } from "pg"
import { serve } from "../serve.ts"

const run = Date.now().toString(36)
const owners = 5000
let made = 0

serve(async (url) => {
  const pool = new Pool({ connectionString: url, max: 32, idleTimeoutMillis: 0 })
  const auth = betterAuth({
    baseURL: "http://127.0.0.1",
    secret: "a secret for nothing but the measured loop",
    database: pool,
    emailAndPassword: {
      enabled: true,
      // A session would be a third row.
      autoSignIn: false,
      // A real hash takes longer than all the rest.
      password: { hash: async (password) => password, verify: async ({ hash, password }) => hash === password }
    },
    logger: { disabled: true },
    plugins: [organization({ membershipLimit: 1_000_000 })]
  })
  await (await getMigrations(auth.options)).runMigrations()

  const signUp = (who: string) =>
    auth.api.signUpEmail({ body: { email: `${who}.${run}@voorbeeld.nl`, name: "Jan Janssen", password: "password" } })

  /** People who own an organisation in turn, so that nobody comes to own many. */
  let people: Promise<unknown> | undefined
  const owner = async (n: number) => {
    const text = `INSERT INTO "user" (id, name, email, "emailVerified")
      SELECT 'owner' || n, 'Owner', 'owner' || n || '@voorbeeld.nl', true FROM generate_series(0, ${owners - 1}) AS n
      ON CONFLICT DO NOTHING`
    await (people ??= pool.query(text))
    return `owner${n % owners}`
  }

  /** A member of the organisation of the seed, signed in. */
  let viewer: Promise<Headers> | undefined
  const signIn = async () => {
    const { user } = await signUp("viewer")
    await auth.api.addMember({ body: { userId: user.id, organizationId: "o1", role: "owner" } })
    const { headers } = await auth.api.signInEmail({
      body: { email: user.email, password: "password" },
      returnHeaders: true
    })
    const cookies = headers.getSetCookie().map((cookie) => cookie.split(";")[0])
    return new Headers({ cookie: cookies.join("; ") })
  }
  const members = async (offset: number) => {
    const headers = await (viewer ??= signIn())
    const { members } = await auth.api.listMembers({ headers, query: { organizationId: "o1", limit: 50, offset } })
    if (members.length !== 50) throw new Error(`${members.length} members`)
  }

  return {
    signUp: () => signUp(`u${made++}`),
    organization: async () => {
      const n = made++
      return auth.api.createOrganization({
        body: {
          name: `Voorbeeld ${n} B.V.`,
          slug: `voorbeeld-${n}-${run}`,
          userId: await owner(n),
          metadata: {
            note: "x".repeat(700),
            city: "Eindhoven",
            country: "NL",
            line1: "Hoevenweg 1",
            postalCode: "5652 AW"
          }
        }
      })
    },
    first: () => members(0),
    deep: () => members(80_000)
  }
})
