/** Text that is safe to send to a browser: whatever is put into it is escaped, unless it is such text itself. */

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

export type Part = Html | string | number | false | null | undefined | ReadonlyArray<Part>

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
}

const put = (part: Part): string => {
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map(put).join("")
  return part === false || part === null || part === undefined
    ? ""
    : String(part).replace(/[&<>"']/gu, (character) => escapes[character] ?? "")
}

/** Tag for templates; use double quotes around attributes. */
export const html = (texts: TemplateStringsArray, ...parts: ReadonlyArray<Part>): Html =>
  new Html(texts.map((text, index) => (index === 0 ? "" : put(parts[index - 1])) + text).join(""))

/** Attributes with a leading space: `true` stands alone, `false`, `null` and `undefined` are left out. */
export const attributes = (values: Readonly<Record<string, string | number | boolean | null | undefined>>): Html =>
  new Html(
    Object.entries(values)
      .filter(([, value]) => value !== false && value !== null && value !== undefined)
      .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${put(String(value))}"`))
      .join("")
  )

/** A value that a form sends without showing it. */
export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`
