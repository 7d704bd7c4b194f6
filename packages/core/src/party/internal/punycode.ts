/**
 * Reads the labels that begin with `xn--` (RFC 3492): whether what follows are letters in that coding is a question that neither
 * a pattern nor the platform's own conversion answers, which leaves ASCII as it is.
 */

const [base, tMin, tMax, skew, damp] = [36, 1, 26, 38, 700] as const

/** The value of a lower-case letter or digit: `a` is 0, `0` is 26. */
const valueOf = (code: number): number => (code >= 97 ? code - 97 : code - 22)

const adapt = (delta: number, count: number, isFirst: boolean): number => {
  let rest = Math.floor(delta / (isFirst ? damp : 2))
  rest += Math.floor(rest / count)
  let k = 0
  for (; rest > ((base - tMin) * tMax) / 2; k += base) rest = Math.floor(rest / (base - tMin))
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew))
}

/** Returns the letters of what follows `xn--` in a label of lower-case letters, digits and hyphens; `undefined` where it is none. */
export const decode = (text: string): string | undefined => {
  const hyphen = text.lastIndexOf("-")
  const letters = hyphen < 0 ? [] : Array.from(text.slice(0, hyphen), (letter) => letter.charCodeAt(0))
  let [point, bias, place] = [128, 72, 0]
  for (let at = hyphen + 1; at < text.length; ) {
    const before = place
    let weight = 1
    for (let k = base; ; k += base) {
      if (at >= text.length) return undefined
      const digit = valueOf(text.charCodeAt(at++))
      place += digit * weight
      const threshold = Math.min(Math.max(k - bias, tMin), tMax)
      if (digit < threshold) break
      weight *= base - threshold
    }
    const count = letters.length + 1
    bias = adapt(place - before, count, before === 0)
    point += Math.floor(place / count)
    if (point > 0x10_ffff) return undefined
    letters.splice(place % count, 0, point)
    place = (place % count) + 1
  }
  return letters.some((letter) => letter > 127) ? String.fromCodePoint(...letters) : undefined
}
