/** How far a long job is: a bar where somebody watches, a line now and then where a file does. */

export interface Progress {
  readonly at: (done: number) => void
  readonly end: () => void
}

const width = 30

/** Counts up to a total, on the error output. */
export const start = (what: string, total: number, out: NodeJS.WriteStream = process.stderr): Progress => {
  const begun = performance.now()
  let shown = Number.NEGATIVE_INFINITY
  const line = (done: number) => {
    const seconds = (performance.now() - begun) / 1000
    const left = done === 0 ? "" : `, ${Math.round((seconds * (total - done)) / done)} s left`
    return `${done.toLocaleString("en")} of ${total.toLocaleString("en")} ${what}${done < total ? left : `, ${Math.round(seconds)} s`}`
  }
  const bar = (done: number) => "█".repeat(Math.round((width * done) / total)).padEnd(width, "░")
  return {
    at: (done) => {
      const now = performance.now()
      if (done < total && now - shown < (out.isTTY ? 100 : 10_000)) return
      shown = now
      out.write(out.isTTY ? `\r${bar(done)} ${line(done)}\u001b[K` : `${line(done)}\n`)
    },
    end: () => void (out.isTTY && out.write("\n"))
  }
}
