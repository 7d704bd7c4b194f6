import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { open, type Person } from "./browser.ts"
import { inputs } from "./inputs.ts"

let person: Person
beforeAll(async () => {
  person = await open()
})
afterAll(() => person?.close())

const text = async () => (await person.page.locator("main").innerText()).replace(/\s+/gu, " ")
const tab = (name: string) => person.page.getByRole("link", { name, exact: true }).click()

describe("from creating a customer to approving it", () => {
  const name = "Koffiebranderij Zwart B.V."
  let address = ""

  it("Copaco's customer is created by a reseller, with all issues of a bad input and a proposal on the way", async () => {
    const { enter, field, forward, look, page, signIn, url } = person
    await signIn("ben")
    await page.goto(`${url}/portals/copaco`)
    await forward()
    const [[, general = {}] = [], [, place = {}] = [], [, contact = {}] = []] = inputs["copaco"] ?? []
    await enter({ ...general, "/name": "B.V.", "/shortName": "", "/externalKey": "W-1" })
    await forward()
    assert.include(await text(), "2 things to correct")
    await look("bad-input")
    await enter({ "/name": name, "/shortName": "Zwart" })
    await forward()
    await enter({ ...place, "/address/postalCode": "S652 AW", "/address/city": "" })
    await forward()
    assert.include(await text(), "2 things to correct")
    await page.getByRole("button", { name: "Use 5652 AW" }).click()
    assert.strictEqual(await field("/address/postalCode").inputValue(), "5652 AW")
    await enter({ "/address/city": "Eindhoven" })
    await forward()
    await enter(contact)
    await forward()
    assert.include(await text(), "The customer account has been created.")
    assert.include(await text(), "Pending approval")
    address = page.url().replace(/\?.*$/u, "")
    await look("customer-pending")
  })

  it("a reseller of another branch neither finds nor reaches it", async () => {
    const { look, page, signIn, url } = person
    await signIn("chris")
    await page.goto(`${url}/customers?text=${encodeURIComponent("Koffie")}`)
    assert.include(await text(), "No customer is like this.")
    await look("list-nothing")
    for (const path of ["", "/history", "/access", "/users", "/moves/approve"]) {
      const answer = await page.goto(address + path)
      assert.strictEqual(answer?.status(), 404)
      assert.notInclude(await page.content(), name)
    }
    await look("not-seen")
  })

  it("a plain user sees it, may not approve it, and reads why", async () => {
    const { find, look, page, signIn } = person
    await signIn("dana")
    await find(name)
    assert.strictEqual(await page.getByRole("link", { name: "Approve" }).count(), 0)
    await tab("Who may")
    assert.match(await text(), /Only administrators may do this\. Approve/u)
    await look("access-plain-user")
  })

  it("another person approves it, and the history says who did what", async () => {
    const { find, forward, look, page, signIn, url } = person
    await signIn("ada")
    // Two levels up: the distributor sees what is visible so far.
    await page.goto(`${url}/customers?status=pendingApproval`)
    await find(name)
    await page.getByRole("link", { name: "Approve" }).click()
    assert.include(await text(), "Status afterwards: Active")
    await look("approve")
    await forward()
    assert.include(await text(), "Approve: done.")
    await tab("History")
    assert.match(await text(), /Approve .*Ada Vos \(you\).*Create .*Ben Noord/u)
    await page.locator("summary").last().click()
    assert.include(await text(), name)
    await look("history")
  })
})

describe("every other page, at a desk and on a phone", () => {
  it("signing in", async () => {
    const { forward, look, page, url } = person
    await page.context().clearCookies()
    await page.goto(`${url}/sign-in`)
    await look("sign-in")
    await page.getByLabel("Login").fill("ben")
    await page.getByLabel("Password").fill("not the one")
    await forward()
    assert.include(await text(), "The login or the password is not right.")
    await look("sign-in-refused")
  })

  it("the list, as a tree, newest first and by status", async () => {
    const { look, page, signIn, url } = person
    await signIn("ben")
    assert.include(await text(), "Cloud Noord Scholen")
    await look("list")
    await page.getByLabel("Status").selectOption("suspended")
    await page.getByRole("button", { name: "Show" }).click()
    assert.include(await text(), "Eastwind Schools Ltd")
    assert.notInclude(await text(), "Garage Zuiderbrug")
    await page.goto(`${url}/customers?order=newest`)
    await look("list-newest")
  })

  it("a suspended customer, its holds and its moves", async () => {
    const { find, forward, look, page } = person
    await find("Eastwind Schools Ltd")
    assert.include(await text(), "Kept from: purchase, increase Credit")
    await page.locator("aside summary").click()
    await look("suspended")
    await page.getByRole("link", { name: "Resume" }).click()
    await look("resume")
    await forward()
    assert.include(await text(), "Reason is required")
    await look("resume-empty")
    await page.getByLabel("Credit").check()
    await forward()
    await look("resume-plan")
    await page.getByRole("link", { name: "Leave it" }).click()
    for (const move of [
      "setRights",
      "setLicenses",
      "move",
      "enterInvoiceRecipient",
      "overrideTaxZone",
      "setNotifications"
    ]) {
      await page.goto(`${page.url().replace(/\/moves.*$/u, "")}/moves/${move}`)
      await look(move)
    }
  })

  it("a move that the rules refuse", async () => {
    const { find, forward, look, page } = person
    await find("Cloud Noord Scholen")
    await page.getByRole("link", { name: "Close" }).click()
    await page.getByLabel(/Reason/u).fill("Moved away")
    await forward()
    assert.include(await text(), "This is refused Close the customers below first")
    assert.strictEqual(await page.getByLabel(/Reason/u).inputValue(), "Moved away")
    await look("refused")
  })

  it("users, a draft, an edit, and what is not there", async () => {
    const { find, forward, look, page, url } = person
    await find("Cloud Noord B.V.")
    await tab("Users")
    await look("users")
    await page.getByRole("button", { name: "Add" }).click()
    await look("users-empty")
    await find("Drukkerij Lelie")
    await look("draft")
    await page.getByRole("button", { name: "Go on filling in" }).click()
    await look("draft-step")
    await page.getByRole("button", { name: "Save and go on later" }).click()
    assert.include(await text(), "Saved as a draft.")
    await page.goto(`${page.url().replace(/\?.*$/u, "")}/moves/submit`)
    assert.include(await text(), "things are missing or wrong")
    await look("submit-missing")
    await find("Garage Zuiderbrug")
    await page.getByRole("button", { name: "Edit" }).click()
    await look("edit")
    await forward()
    assert.include(await text(), "The changes are saved.")
    await page.goto(`${url}/nothing`)
    await look("not-found")
  })
})
