/** Somebody who fills in forms without a browser: asks for pages, follows where they lead, sends what they hold. */
import * as Desk from "../src/Desk.ts"
import * as Server from "../src/Server.ts"
import { type Entered, inputs } from "./inputs.ts"

export interface Page {
  readonly path: string
  readonly status: number
  readonly text: string
}

export const open = async () => {
  const desk = await Desk.open()
  const handle = Server.make(desk)
  /** Every answer that was ever given. */
  const answers: Array<string> = []

  const ask = async (method: string, path: string, body?: URLSearchParams): Promise<Page> => {
    const { body: text, location, status } = await handle({ method, path, ...(body === undefined ? {} : { body }) })
    answers.push(text, location ?? "")
    return location === undefined ? { path, status, text } : ask("GET", location.replace(/#.*$/u, ""))
  }
  const get = (path: string) => ask("GET", path)

  /** Begins a customer of a portal: its first page. */
  const begin = (portal: string) => ask("POST", `/portals/${portal}`)

  /** Sends a page with what it holds and what is entered, by pressing a button. */
  const send = (page: Page, entered: Entered = {}, go = "next") => {
    const body = new URLSearchParams(held(page.text))
    for (const [name, value] of Object.entries(entered)) {
      if (!page.text.includes(`name="${name}"`)) throw new Error(`${page.path} has no ${name}`)
      body.delete(name)
      if (typeof value === "string") body.append(name, value)
      else {
        body.append(name, "")
        if (value)
          body.append(
            name,
            /type="checkbox"[^>]* value="([^"]*)"/u.exec(page.text.slice(page.text.indexOf(` id="${name}"`)))?.[1] ??
              "on"
          )
      }
    }
    body.append("go", go)
    return ask("POST", page.path, body)
  }

  /** Fills in a portal up to a step, which is then on the screen; without one up to the end. */
  const fill = async (portal: string, until?: string, but: Entered = {}): Promise<Page> => {
    let page = await begin(portal)
    for (const [step, entered] of inputs[portal] ?? []) {
      if (step === until) break
      page = await send(page, on(page, { ...entered, ...but }))
    }
    return page
  }

  return { ...desk, desk, answers, get, begin, send, fill }
}

/** What of it a page asks for. */
export const on = ({ text }: Page, entered: Entered): Entered =>
  Object.fromEntries(Object.entries(entered).filter(([name]) => text.includes(` name="${name}"`)))

/** The controls of a page as a browser would send them. */
const held = (text: string): Array<[string, string]> => {
  const sent: Array<[string, string]> = []
  for (const [tag] of text.matchAll(/<(?:input|select)\b[^>]*>(?:(?<=<select\b[^>]*>)[\s\S]*?<\/select>)?/gu)) {
    const name = / name="([^"]*)"/u.exec(tag)?.[1]
    if (name === undefined) continue
    if (tag.startsWith("<select")) {
      const option = /<option value="([^"]*)" selected>/u.exec(tag)
      sent.push([name, unescape(option?.[1] ?? "")])
    } else if (!/type="(?:checkbox|radio)"/u.test(tag) || / checked(?=[ >])/u.test(tag)) {
      sent.push([name, unescape(/ value="([^"]*)"/u.exec(tag)?.[1] ?? "")])
    }
  }
  return sent
}

const unescape = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/gu,
    (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name] ?? ""
  )

/** Text without tags, as a person reads it. */
export const plain = (text: string): string =>
  unescape(text.replace(/<[^>]*>/gu, " "))
    .replace(/\s+/gu, " ")
    .trim()
