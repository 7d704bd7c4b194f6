/** Text for a terminal: at most 100 columns, labels in one column, colours only where they are wanted. */

const width = 100
const margin = 4
const column = 13

export type Style = (text: string) => string

export interface Paper {
  readonly bold: Style
  readonly dim: Style
  readonly red: Style
  readonly green: Style
  readonly yellow: Style
}

/** Colours on a terminal, unless somebody asked for none (https://no-color.org). */
export const wantsColour = (terminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean =>
  terminal && (environment.NO_COLOR ?? "") === "" && environment.TERM !== "dumb"

export const paper = (coloured: boolean): Paper => {
  const style =
    (code: number, end: number): Style =>
    (text) =>
      coloured && text !== "" ? `\u001b[${code}m${text}\u001b[${end}m` : text
  return { bold: style(1, 22), dim: style(2, 22), red: style(31, 39), green: style(32, 39), yellow: style(33, 39) }
}

/** Breaks a text into lines; a word that is longer than a line stands alone, cut. */
export const wrap = (text: string, columns: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(/\s+/u).filter((part) => part !== "")) {
    const whole = line === "" ? word : `${line} ${word}`
    if (whole.length <= columns) line = whole
    else {
      if (line !== "") lines.push(line)
      line = cut(word, columns)
    }
  }
  return line === "" ? lines : [...lines, line]
}

export const cut = (text: string, columns: number): string =>
  text.length <= columns ? text : `${text.slice(0, columns - 1)}…`

/** `label    text`, with what does not fit below the text; `lead` stands before the text on its first line. */
export const row = (label: string, text: string, style: Style, labelStyle: Style, lead = ""): ReadonlyArray<string> => {
  const [first = "", ...rest] = wrap(text, width - margin - column - lead.length)
  const gap = " ".repeat(lead.length)
  return [
    `${" ".repeat(margin)}${labelStyle(label.padEnd(column))}${lead}${style(first)}`,
    ...rest.map((line) => `${" ".repeat(margin + column)}${gap}${style(line)}`)
  ]
}

/** A headline with an aside, and an outcome at the right edge. */
export const headline = (left: string, aside: string, right: string, paper: Paper, style: Style): string => {
  const dots = Math.max(3, width - left.length - aside.length - right.length - 2)
  return `${paper.bold(left)}${aside} ${paper.dim("·".repeat(dots))} ${style(right)}`
}
