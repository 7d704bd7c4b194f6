/** The five characters by which PostgreSQL names an error (SQLSTATE), or Node's code such as `ENOTFOUND`; nothing where neither stands behind it. */
export const errorCode = (cause: unknown): string | undefined => {
  for (let at = cause, left = 5; typeof at === "object" && at !== null && left > 0; left--) {
    if ("code" in at && typeof at.code === "string") return at.code
    at = "cause" in at ? at.cause : undefined
  }
  return undefined
}
