/** Secrets of tokens and sessions: 32 random bytes, of which only a hash is kept. */
import { hash as digest, randomBytes, timingSafeEqual } from "node:crypto"
import * as Redacted from "effect/Redacted"

/** How every secret begins, so that scanners of source code find one that was left there. */
const mark = "clt_"

/** Returns a fresh secret. */
export const make = (): Redacted.Redacted => Redacted.make(`${mark}${randomBytes(32).toString("base64url")}`)

/** Returns the hash under which a secret is found. */
export const hash = (secret: Redacted.Redacted): Redacted.Redacted => Redacted.make(sha256(Redacted.value(secret)))

/** Returns how a secret begins: enough to tell two apart, too little to use. */
export const prefix = (secret: Redacted.Redacted): string => Redacted.value(secret).slice(0, mark.length + 6)

/** Returns what a session sends with whatever it changes: follows from its secret, and the secret does not from it. */
export const csrf = (secret: Redacted.Redacted): string => sha256(`csrf ${Redacted.value(secret)}`).slice(0, 43)

/** Returns whether two texts are the same, in a time that does not tell how much of them is. */
export const same = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(sha256(a)), Buffer.from(sha256(b))]
  return timingSafeEqual(one, other)
}

const sha256 = (text: string): string => digest("sha256", text, "hex")
