/** The pages and what is done on them. Drafts live here between two posts; of passwords only the hashes do. */
import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { Check, Draft, Form, Issue, Pointer, type Portal, Secrets } from "@clientele/core"
import type * as Asked from "./Asked.ts"
import type { Desk, Id, Wanted } from "./Desk.ts"
import type { Html } from "./Html.ts"
import * as Pages from "./Pages.ts"
import * as Password from "./Password.ts"
import * as Wizard from "./Wizard.ts"

export interface Request {
  readonly method: string
  readonly path: string
  /** Fields of a posted form. */
  readonly body?: URLSearchParams
}

export interface Response {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly location?: string
}

/** A customer that is being filled in. */
interface Filling {
  readonly id: string
  readonly portal: Portal.Portal
  parent: Id
  draft: unknown
  /** Steps that were sent in as done: their issues are shown. */
  readonly visited: Set<string>
  /** Fields that came up after the page was sent: nobody could have filled them in. */
  fresh: ReadonlySet<string>
  /** Warnings that a page has shown. */
  readonly warned: Set<string>
  /** Hashes of passwords by pointer. A real system hands them to `Credentials` or a vault once the customer exists. */
  readonly sealed: Map<string, string>
  /** What was wrong with the passwords last sent, which nobody can look at again. */
  secretIssues: ReadonlyArray<Issue.Issue>
  notice: string | null
  customer: Id | null
}

const style = readFileSync(new URL("style.css", import.meta.url), "utf8")
const maxFillings = 1000

const page = (body: Html, status = 200): Response => ({ status, type: "text/html; charset=utf-8", body: body.text })
const redirect = (location: string): Response => ({ status: 303, type: "text/plain", body: "", location })
const missing = (): Response => page(Pages.message("Not found", "There is no such page, or it is gone."), 404)

/** Returns the function that answers requests. */
export const make = (desk: Desk): ((request: Request) => Promise<Response>) => {
  const fillings = new Map<string, Filling>()
  const created = new Map<string, ReadonlyArray<Issue.Issue>>()

  const begin = (portal: Portal.Portal): Filling => {
    const [oldest] = fillings.keys()
    if (fillings.size >= maxFillings && oldest !== undefined) fillings.delete(oldest)
    const filling: Filling = {
      id: randomUUID(),
      portal,
      parent: desk.home.id,
      draft: {},
      visited: new Set(),
      fresh: new Set(),
      warned: new Set(),
      sealed: new Map(),
      secretIssues: [],
      notice: null,
      customer: null
    }
    fillings.set(filling.id, filling)
    return filling
  }

  /** The form as it is for this parent, with what has been filled in. */
  const look = async (filling: Filling): Promise<Asked.View> => {
    const { draft, portal } = filling
    const situation = await desk.situation(filling.parent)
    const made = Form.make(portal, desk.reference, situation)
    // A portal that sums up needs a page for it.
    const asks = made.summary && (made.steps.at(-1)?.fields.length ?? 0) > 0
    const form = asks ? { ...made, steps: [...made.steps, { id: "summary", label: "Summary", fields: [] }] } : made
    const filled = Check.withDefaults(portal, Draft.decode(portal, draft).draft, situation)
    return { form, reference: desk.reference, draft, filled, issues: [], generated: new Map() }
  }

  const wanted = ({ draft, parent, portal }: Filling): Wanted => ({ draft, parent, portal })

  /** What is wrong with the steps that were sent in. */
  const issuesOf = async (filling: Filling, view: Asked.View): Promise<ReadonlyArray<Issue.Issue>> => {
    if (filling.visited.size === 0) return []
    const found = [...(await desk.check(wanted(filling))), ...filling.secretIssues]
    return Wizard.ordered(view, found).filter(
      ({ pointer, step }) => (step === "" || filling.visited.has(step)) && !filling.fresh.has(pointer)
    )
  }

  const show = async (filling: Filling, step: Asked.Step, generated: Asked.View["generated"]): Promise<Response> => {
    const view = await look(filling)
    const issues = await issuesOf(filling, view)
    const isLast = view.form.steps.at(-1)?.id === step.id
    for (const issue of issues) {
      if (!Issue.isError(issue) && (isLast || issue.step === step.id)) filling.warned.add(key(issue))
    }
    const { notice } = filling
    filling.notice = null
    return page(
      Pages.step({
        view: { ...view, issues, generated },
        step,
        notice,
        visited: filling.visited,
        address: (id) => `/drafts/${filling.id}/${id}`,
        home: desk.home.name,
        parent: view.form.parent === undefined ? null : { chosen: filling.parent, offered: await desk.parents() }
      }),
      issues.some((issue) => Issue.isError(issue) && issue.step === step.id) ? 422 : 200
    )
  }

  const post = async (filling: Filling, step: Asked.Step, posted: URLSearchParams): Promise<Response> => {
    const before = await look(filling)
    const parent = (await desk.parents()).find(({ id }) => id === posted.get("parent"))
    if (parent !== undefined && before.form.parent !== undefined) filling.parent = parent.id
    filling.draft = Wizard.read(before, step, posted)
    const view = await look(filling)
    const to = (id: string, pointer = "") => redirect(`/drafts/${filling.id}/${id}${pointer && `#${pointer}`}`)
    const stay = (draft: unknown, pointer: string) => {
      filling.draft = draft
      return to(step.id, pointer)
    }
    const [verb = "", argument = ""] = split(posted.get("go") ?? "next")
    const index = view.form.steps.findIndex(({ id }) => id === step.id)

    switch (verb) {
      case "back":
        return to(view.form.steps[index - 1]?.id ?? step.id)
      case "step":
        return to(argument)
      case "update":
        return to(step.id, argument)
      case "import": {
        const copied = step.imports?.[Number(argument)]
        if (copied === undefined) return to(step.id)
        filling.notice = `${copied.label}: done. What was copied can be changed here.`
        return stay(Draft.copy(filling.draft as Parameters<typeof Draft.copy>[0], copied), copied.pairs[0]?.to ?? "")
      }
      case "add": {
        const draft = Wizard.add(view, argument)
        const items = Pointer.get(draft, argument)
        return stay(draft, `${argument}/${Array.isArray(items) ? items.length - 1 : 0}`)
      }
      case "remove":
        return stay(Wizard.remove(view, argument), argument.slice(0, argument.lastIndexOf("/")))
      case "clear":
        return stay(Pointer.set(filling.draft, argument, undefined), "")
      case "take": {
        const issues = await desk.check(wanted(filling))
        const issue = issues.find(({ pointer, proposal }) => pointer === argument && proposal !== undefined)
        return stay(
          issue === undefined ? filling.draft : Pointer.set(filling.draft, argument, issue.proposal),
          argument
        )
      }
      case "generate": {
        // The one answer to a post that is a page: what it shows is kept nowhere.
        const made = await Password.generate()
        filling.notice = "Note the password now if somebody has to be told: it is not shown again."
        return show(filling, step, new Map([argument, `${argument}Retype`].map((at) => [at, made])))
      }
      default:
        return next(filling, before, view, step, posted, to)
    }
  }

  const next = async (
    filling: Filling,
    before: Asked.View,
    view: Asked.View,
    step: Asked.Step,
    posted: URLSearchParams,
    to: (step: string, pointer?: string) => Response
  ): Promise<Response> => {
    const known = new Set([...Wizard.asked(before, step), ...filling.fresh])
    const fresh = Wizard.asked(view, step).filter((at) => !known.has(at))
    filling.visited.add(step.id)
    filling.fresh = new Set(fresh)
    const taken = Secrets.take(filling.portal, Wizard.secrets(step, posted))
    filling.secretIssues = [
      ...filling.secretIssues.filter((issue) => issue.step !== step.id),
      ...taken.issues.filter((issue) => issue.step === step.id)
    ]
    const issues = await issuesOf(filling, view)
    const errors = issues.filter(Issue.isError)
    if (!errors.some((issue) => issue.step === step.id)) {
      for (const [at, secret] of taken.secrets) filling.sealed.set(at, await Password.seal(secret))
    }
    if (fresh.length > 0) {
      filling.notice = "There is more to fill in now."
      return to(step.id, errors.length === 0 ? fresh[0] : "")
    }
    const { steps } = view.form
    const stuck = errors.find((issue) => issue.step === step.id) ?? errors[0]
    if (stuck !== undefined) return to(stuck.step === "" ? step.id : stuck.step)
    const index = steps.findIndex(({ id }) => id === step.id)
    if (index === steps.length - 1) return create(filling, view, issues, to)
    // Whoever came back to mend something goes on where it was found.
    const seenAll = steps.every(({ id }) => filling.visited.has(id))
    return to(steps[seenAll ? steps.length - 1 : index + 1]?.id ?? step.id)
  }

  const create = async (
    filling: Filling,
    view: Asked.View,
    issues: ReadonlyArray<Issue.Issue>,
    to: (step: string) => Response
  ): Promise<Response> => {
    const here = view.form.steps.at(-1)?.id ?? ""
    const skipped = view.form.steps.find(({ id }) => !filling.visited.has(id))
    if (skipped !== undefined) return to(skipped.id)
    const asked = view.form.steps.find(({ fields }) =>
      fields.some(({ at, kind }) => kind === "secret" && !at.endsWith("Retype") && !filling.sealed.has(at))
    )
    if (asked !== undefined) {
      filling.notice = "The password has to be entered once more: it is not kept."
      return to(asked.id)
    }
    if (issues.some((issue) => !filling.warned.has(key(issue)))) {
      filling.notice = "Please look at the remarks once; then create the customer as it is, or change it."
      return to(here)
    }
    const made = await desk.create(wanted(filling), filling.id)
    if ("customer" in made) {
      filling.customer = made.customer.id
      filling.draft = {}
      filling.sealed.clear()
      created.set(made.customer.id, made.warnings)
      return redirect(`/customers/${made.customer.id}`)
    }
    return to(made.find(({ step }) => step !== "")?.step ?? here)
  }

  return async ({ body, method, path }) => {
    const [, section = "", id = "", last = ""] = path.split("/").map(decode)
    if (path === "/style.css") return { status: 200, type: "text/css; charset=utf-8", body: style }
    if (path === "/") return page(Pages.portals(desk.portals, desk.home.name))
    if (section === "portals") {
      const portal = desk.portals.find((one) => one.id === id)
      if (portal === undefined) return missing()
      if (method !== "POST") return page(Pages.customers(portal, await desk.customers(id), desk.home))
      const filling = begin(portal)
      return redirect(`/drafts/${filling.id}/${portal.steps[0]?.id}`)
    }
    if (section === "customers") {
      const customer = await desk.find(id)
      const portal = desk.portals.find((one) => one.id === customer?.portal)
      if (customer === null || portal === undefined) return missing()
      const form = Form.make(portal, desk.reference, await desk.situation(customer.parent ?? desk.home.id))
      const { profile } = customer
      const view = {
        form,
        reference: desk.reference,
        draft: profile,
        filled: profile,
        issues: [],
        generated: new Map()
      }
      const parent = customer.parent === null ? null : await desk.find(customer.parent)
      return page(Pages.customer(view, customer, parent, created.get(id) ?? null, desk.home.name))
    }
    const filling = section === "drafts" ? fillings.get(id) : undefined
    if (filling === undefined) return missing()
    if (filling.customer !== null) return redirect(`/customers/${filling.customer}`)
    const { form } = await look(filling)
    const step = form.steps.find((one) => one.id === last)
    if (step === undefined) return missing()
    return method === "POST" ? post(filling, step, body ?? new URLSearchParams()) : show(filling, step, new Map())
  }
}

const key = ({ code, pointer }: Issue.Issue): string => `${pointer} ${code}`

const split = (text: string): ReadonlyArray<string> => {
  const at = text.indexOf(":")
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return ""
  }
}

const headers = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff"
}

const maxBody = 200_000

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams | null> => {
  const chunks: Array<Buffer> = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBody) return null
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"))
}

const answer = async (handle: ReturnType<typeof make>, request: IncomingMessage): Promise<Response> => {
  const method = request.method ?? "GET"
  if (!["GET", "HEAD", "POST"].includes(method)) return page(Pages.message("Not allowed", "Only GET and POST."), 405)
  // A page of somebody else does not post here in the name of whoever has this one open.
  if (method === "POST" && (request.headers["sec-fetch-site"] ?? "same-origin") !== "same-origin") {
    return page(Pages.message("Not allowed", "This form was sent from another site."), 403)
  }
  const body = method === "POST" ? await bodyOf(request) : new URLSearchParams()
  if (body === null) return page(Pages.message("Too long", "This is more than a form can hold."), 413)
  return handle({ method, path: new URL(request.url ?? "/", "http://localhost").pathname, body })
}

/** Serves the pages on this machine; port 0 takes a free one. */
export const listen = (
  handle: ReturnType<typeof make>,
  port: number
): Promise<{ readonly url: string; readonly server: Server }> => {
  const server = createServer((request, response) => {
    answer(handle, request)
      .catch((error: unknown) => {
        console.error(error)
        return page(Pages.message("That went wrong", "Nothing was written. Try again."), 500)
      })
      .then(({ body, location, status, type }) => {
        response.writeHead(status, {
          ...headers,
          "content-type": type,
          ...(location === undefined ? {} : { location }),
          // What is left of the body is not read.
          ...(status === 413 ? { connection: "close" } : {})
        })
        response.end(request.method === "HEAD" ? undefined : body)
      })
  })
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => {
      resolve({ url: `http://localhost:${(server.address() as AddressInfo).port}`, server })
    })
  })
}
