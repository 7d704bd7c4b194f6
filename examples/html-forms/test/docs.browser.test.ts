import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { open, type Person } from "./browser.ts"

let person: Person
beforeAll(async () => {
  person = await open()
})
afterAll(() => person?.close())

describe("the pages of the API's documentation", () => {
  it("ask nobody else, and lead to nobody else", async () => {
    const context = await person.page
      .context()
      .browser()!
      .newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const asked: Array<string> = []
    page.on("request", (request) => asked.push(request.url()))
    await page.goto(`${person.url}/docs`)
    await page.getByRole("heading", { level: 1, name: "Clientele" }).first().waitFor()
    await page.getByText("Save a draft").first().waitFor()
    const outside = await page
      .locator("a[href^='http']:visible")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))
    assert.deepStrictEqual(
      outside.filter((href) => !href.startsWith(person.url)),
      []
    )
    assert.notMatch(await page.locator("body").innerText(), /Powered by|Open API Client|Ask AI|Deploy|Developer Tools/u)
    assert.deepStrictEqual(
      asked.filter((url) => !url.startsWith(person.url) && !/^(?:data|blob):/u.test(url)),
      []
    )
    await context.close()
  })
})
