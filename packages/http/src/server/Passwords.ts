/** Passwords at the edge: hashed as soon as they arrive, compared in the same time whoever asks. */
import { hash, verify } from "@node-rs/argon2"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

/** Argon2id with 19 MiB, two passes and one lane: what OWASP asks for at least. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Returns the argon2id hash of a password in PHC form. */
export const seal = (password: Redacted.Redacted): Effect.Effect<Redacted.Redacted> =>
  Effect.map(
    Effect.promise(() => hash(Redacted.value(password), cost)),
    (text) => Redacted.make(text)
  )

/** A hash of nothing that anybody knows: comparing with it takes as long as with one that is kept. */
const nobody = hash(crypto.randomUUID(), cost)

/** Returns whether a password is the one of a hash; with no hash, no password is, and saying so takes as long. */
export const fits = (password: Redacted.Redacted, kept: Redacted.Redacted | null): Effect.Effect<boolean> =>
  Effect.promise(async () => {
    const against = kept === null ? await nobody : Redacted.value(kept)
    const same = await verify(against, Redacted.value(password)).catch(() => false)
    return same && kept !== null
  })
