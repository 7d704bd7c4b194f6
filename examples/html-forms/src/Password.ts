/** Passwords at the edge: made so that they can be spoken, and hashed as soon as they arrive. */
import { randomBytes, scrypt } from "node:crypto"
import { promisify } from "node:util"
import * as Redacted from "effect/Redacted"
import { generatePasswordWithOptions } from "password-generator"

/** Four words of syllables, such as `zobone qepugif pugiwi pejise`: at least 64 bits of chance. */
export const generate = (): Promise<string> => generatePasswordWithOptions({ words: 4 })

const derive = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: { readonly N: number; readonly maxmem: number }
) => Promise<Buffer>

/** What is kept of a password: its hash, with the salt. */
export const seal = async (password: Redacted.Redacted): Promise<string> => {
  const salt = randomBytes(16)
  const hash = await derive(Redacted.value(password), salt, 32, { N: 2 ** 15, maxmem: 2 ** 26 })
  return `scrypt$${salt.toString("base64url")}$${hash.toString("base64url")}`
}
