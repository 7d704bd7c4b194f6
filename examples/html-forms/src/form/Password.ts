/** Passwords at the edge: made so that they can be spoken, and hashed as soon as they arrive. */
import { hash } from "@node-rs/argon2"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { generatePasswordWithOptions } from "password-generator"

/** Four words of syllables, such as `zobone qepugif pugiwi pejise`: at least 64 bits of chance. */
export const generate = Effect.promise(() => generatePasswordWithOptions({ words: 4 }))

/** What is kept of a password: its hash, argon2id in PHC form, with a salt of its own. */
export const seal = (password: Redacted.Redacted): Effect.Effect<string> =>
  Effect.promise(() => hash(Redacted.value(password)))
