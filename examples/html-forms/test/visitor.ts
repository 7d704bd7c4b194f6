/** Somebody who fills in forms without a browser: asks for pages, follows where they lead, sends what they hold. */
import { type Entered, inputs } from "./inputs.ts"
import * as World from "./world.ts"

export interface Page {
  readonly path: string
  readonly status: number
  readonly text: string
}

export const visit = (url: string) => {
  /** Every answer that was ever given. */
  const answers: Array<string> = []
  let cookie = ""

  const ask = async (method: string, path: string, body?: URLSearchParams): Promise<Page> => {
    const response = await fetch(url + path, {
      method,
      redirect: "manual",
      headers: { cookie, connection: "close" },
      ...(body === undefined ? {} : { body })
    })
    const set = response.headers.get("set-cookie")
    if (set !== null) cookie = set.split(";")[0] ?? ""
    const text = await response.text()
    const location = response.headers.get("location")
    answers.push(text, location ?? "")
    return location === null ? { path, status: response.status, text } : ask("GET", location.replace(/#.*$/u, ""))
  }
  const get = (path: string) => ask("GET", path)

  const signIn = (login: string, password = World.passwords[login] ?? "") =>
    ask("POST", "/sign-in", new URLSearchParams({ login, password }))

  /** Sends a page with what it holds and what is entered, by pressing a button; `to` is where its form leads. */
  const send = (page: Page, entered: Entered = {}, go = "next", to = page.path) => {
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
    return ask("POST", to, body)
  }

  /** Begins a customer of a portal: its first page. */
  const begin = async (portal: string) => send(await get(`/portals/${portal}`))

  let filled = 0
  /** What makes each customer another one: logins and keys are taken once. */
  const own = (): Entered => {
    filled++
    const mark = `${Date.now().toString(36)}${filled}`
    return {
      "/externalKey": `K-${mark}`,
      "/admin/login": `person-${mark}@example.com`,
      "/primaryDomain": `example-${mark}.nl`
    }
  }

  /** Fills in a portal up to a step, which is then on the screen; without one up to the end. */
  const fill = async (portal: string, until?: string, but: Entered = {}): Promise<Page> => {
    let page = await begin(portal)
    const unique = own()
    for (const [step, entered] of inputs[portal] ?? []) {
      if (step === until) break
      page = await send(page, on(page, { ...entered, ...unique, ...but }))
    }
    return page
  }

  /** The page of a customer, by its name in the list. */
  const customer = async (name: string): Promise<Page> => {
    const list = await get(`/customers?${new URLSearchParams({ text: name })}`)
    const path = new RegExp(`<a href="(/customers/[^"]+)">${name}</a>`, "u").exec(list.text)?.[1]
    if (path === undefined) throw new Error(`there is no ${name} in the list`)
    return get(path)
  }

  return { answers, ask, get, signIn, begin, send, fill, customer, cookie: () => cookie }
}

/** What of it a page asks for. */
export const on = ({ text }: Page, entered: Entered): Entered =>
  Object.fromEntries(Object.entries(entered).filter(([name]) => text.includes(` name="${name}"`)))

/** The controls of a page as a browser would send them. */
export const held = (text: string): Array<[string, string]> => {
  const sent: Array<[string, string]> = []
  const controls =
    /<(?:input|select|textarea)\b[^>]*>(?:(?<=<select\b[^>]*>)[\s\S]*?<\/select>|(?<=<textarea\b[^>]*>)[\s\S]*?<\/textarea>)?/gu
  for (const [tag] of text.matchAll(controls)) {
    const name = / name="([^"]*)"/u.exec(tag)?.[1]
    if (name === undefined) continue
    if (tag.startsWith("<select")) {
      const option = /<option value="([^"]*)" selected>/u.exec(tag)
      sent.push([name, unescape(option?.[1] ?? "")])
    } else if (tag.startsWith("<textarea")) {
      sent.push([name, unescape(/>([\s\S]*)<\/textarea>$/u.exec(tag)?.[1] ?? "")])
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
