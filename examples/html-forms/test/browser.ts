/** A person at a real browser in which scripts are switched off, and what is looked at on each page. */
import { mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert } from "@effect/vitest"
import type { AxeResults } from "axe-core"
import { chromium, type Page } from "playwright-core"
import type { Entered } from "./inputs.ts"
import * as World from "./world.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** Screenshots of every page land here. */
const folder = process.env.SCREENSHOTS ?? join(tmpdir(), "clientele-html-forms")

/** Both widths and both colour schemes. */
const looks = [
  { name: "desktop", width: 1280, height: 900, colorScheme: "light" },
  { name: "phone", width: 375, height: 812, colorScheme: "dark" }
] as const

export const open = async () => {
  mkdirSync(folder, { recursive: true })
  const world = await World.open()
  const { url } = world
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync"
    ]
  })
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  /** Axe needs scripts, so it is shown the same page where they run. */
  const examiner = await (await browser.newContext()).newPage()
  const asked: Array<string> = []
  page.on("request", (request) => asked.push(new URL(request.url()).host))

  let taken = 0
  /** Looks at the page as it is: nothing for axe to say, nothing wider than the screen, nobody else asked for anything. */
  const look = async (name: string): Promise<void> => {
    taken++
    const body = await page.content()
    await examiner.unrouteAll()
    await examiner.route(page.url().replace(/#.*$/u, ""), (route) => route.fulfill({ body, contentType: "text/html" }))
    await examiner.goto(page.url())
    await examiner.evaluate(axe)
    for (const { name: kind, colorScheme, ...size } of looks) {
      for (const one of [page, examiner]) {
        await one.setViewportSize(size)
        await one.emulateMedia({ colorScheme })
      }
      await page.screenshot({
        path: join(folder, `${String(taken).padStart(2, "0")}-${name}-${kind}.png`),
        fullPage: true
      })
      const wide = await examiner.evaluate("document.documentElement.scrollWidth")
      assert.isAtMost(Number(wide), size.width, `${name} is wider than ${kind}`)
      assert.deepStrictEqual(await violations(examiner), [], `${name} at ${kind}`)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: "light" })
    assert.deepStrictEqual([...new Set(asked)], [new URL(url).host])
  }

  const field = (pointer: string) => page.locator(`[id="${pointer}"]`)

  /** Fills in what the page asks for. */
  const enter = async (entered: Entered): Promise<void> => {
    for (const [pointer, value] of Object.entries(entered)) {
      const control = field(pointer)
      if ((await control.count()) === 0) continue
      const tag = await control.evaluate((element) => `${element.tagName} ${element.getAttribute("type") ?? ""}`)
      if (typeof value === "boolean") await control.setChecked(value)
      else if (tag.startsWith("SELECT")) await control.selectOption(value)
      else if (tag === "INPUT radio") await page.locator(`input[name="${pointer}"][value="${value}"]`).check()
      else await control.fill(value)
    }
  }

  const press = (name: string | RegExp) =>
    page
      .getByRole("button", { name, exact: typeof name === "string" })
      .last()
      .click()

  /** Presses what leads on: the button that stands out. */
  const forward = () => page.locator("main button.primary").click()

  const signIn = async (login: string) => {
    await context.clearCookies()
    await page.goto(`${url}/sign-in`)
    await page.getByLabel("Login").fill(login)
    await page.getByLabel("Password").fill(World.passwords[login] ?? "")
    await forward()
  }

  /** Finds a customer by its name, as a person does. */
  const find = async (name: string) => {
    await page.goto(`${url}/customers`)
    await page.getByLabel("Name, key, domain or number").fill(name)
    await page.getByRole("button", { name: "Show" }).click()
    await page.getByRole("link", { name, exact: true }).click()
  }

  return {
    page,
    signIn,
    find,
    forward,
    url,
    look,
    enter,
    press,
    field,
    heading: () => page.getByRole("heading", { level: 1 }).innerText(),
    close: async () => {
      await browser.close()
      await world.stop()
    }
  }
}

export type Person = Awaited<ReturnType<typeof open>>

const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
  const { violations } = await page.evaluate(
    (): Promise<AxeResults> =>
      (globalThis as unknown as { readonly axe: typeof import("axe-core") }).axe.run({
        resultTypes: ["violations"],
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
      })
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`)
}
