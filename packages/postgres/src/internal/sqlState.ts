/** The five letters by which PostgreSQL names an error, or what Node calls one of its own; nothing where neither stands behind it. */
export const sqlState = (cause: unknown): string | undefined => {
  for (let at = cause, left = 5; typeof at === "object" && at !== null && left > 0; left--) {
    if ("code" in at && typeof at.code === "string") return at.code
    at = "cause" in at ? at.cause : undefined
  }
  return undefined
}
