/** A short name for a value of the reference data: what differs has another one. */

const known = new WeakMap<object, string>()

/** Returns eight hexadecimal digits over the JSON of a value (FNV-1a, 32 bits). Data never change, so each is gone through once. */
export const of = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return digest(JSON.stringify(value) ?? "")
  const made = known.get(value) ?? digest(JSON.stringify(value))
  known.set(value, made)
  return made
}

const digest = (text: string): string => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, "0")
}
