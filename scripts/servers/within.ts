/** No wait without an end: one that is too long says for what. */

/** Milliseconds without which nothing moves any more, on the slowest of machines. */
export const patience = 60_000

/** Returns what comes, or fails with a sentence if it does not within so many milliseconds. */
export const within = async <A>(what: string, coming: Promise<A>, milliseconds = patience): Promise<A> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error(`for ${milliseconds / 1000} s, no sign of ${what}`)),
    milliseconds
  )
  try {
    return await Promise.race([coming, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
