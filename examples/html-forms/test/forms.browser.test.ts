import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { open, type Person } from "./browser.ts"
import { type Entered, inputs } from "./inputs.ts"

let person: Person
beforeAll(async () => {
  person = await open()
  await person.signIn("ben")
})
afterAll(() => person?.close())

let customers = 0
/** What makes each customer another one: logins and keys are taken once. */
const own = (): Entered => {
  customers++
  return {
    "/externalKey": `K-${customers}`,
    "/admin/login": `person${customers}@example.com`,
    "/primaryDomain": `example${customers}.nl`
  }
}

/** Fills in a portal up to a step, by its buttons; without a step until the customer is created. */
const walk = async (portal: string, until?: string, but: Entered = {}): Promise<void> => {
  const { enter, forward, page, url } = person
  await page.goto(`${url}/portals/${portal}`)
  await forward()
  const unique = own()
  for (const [step, entered] of inputs[portal] ?? []) {
    if (step === until) return
    await enter({ ...entered, ...unique, ...but })
    await forward()
  }
}

const text = async () => (await person.page.locator("main").innerText()).replace(/\s+/gu, " ")

describe("every page, at a desk and on a phone, with errors and without", () => {
  it("the portals", async () => {
    await person.page.goto(`${person.url}/portals`)
    await person.look("portals")
  })

  for (const id of Object.keys(inputs)) {
    it(id, async () => {
      const { enter, forward, look, page, url } = person
      await page.goto(`${url}/portals/${id}`)
      await look(`${id}-before`)
      await forward()
      const unique = own()
      for (const [step, entered] of inputs[id] ?? []) {
        await look(`${id}-${step}`)
        if ((await page.locator("main [required]").count()) > 0) {
          await forward()
          await look(`${id}-${step}-empty`)
        }
        await enter({ ...entered, ...unique })
        await forward()
      }
      assert.include(await text(), "The customer account has been created.")
      await look(`${id}-created`)
      await page.goto(`${url}/portals/${id}`)
      await look(`${id}-list`)
    })
  }

  it("what comes up only on request", async () => {
    const { enter, field, forward, look, page, press } = person
    await walk("twotcloud", "customer")
    await field("/contacts/billing/sameAs").setChecked(false)
    await enter({ "/address/country": "US" })
    await forward()
    await look("more-to-fill-in")
    await walk("msphub", "microsoft")
    await page.locator('input[name="/microsoft/way"][value="new"]').check()
    await press(/^Update the form after changing Microsoft account/u)
    await press("Import company info from Step 1")
    await enter({ "/microsoft/qualification/type": "education" })
    await press(/^Update the form after changing Microsoft: Qualification/u)
    await look("microsoft-education")
    await walk("msphub", "additional")
    await press(/^Add another/u)
    await press(/^Add another/u)
    await enter({ "/salesRepresentatives/0/email": "a@copaco.com", "/salesRepresentatives/1/email": "A@copaco.com" })
    await forward()
    await look("three-representatives")
    await walk("oneclick", "parties", { "/kind": "company" })
    await page.locator('input[name="/contractor/sameAs"][value="own"]').check()
    await press(/^Update the form after changing Contractor/u)
    await look("parties-by-hand")
  })
})

describe("a person without a mouse", () => {
  it("creates a customer with the keyboard alone", async () => {
    const { page, url } = person
    const tabTo = async (selector: string) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press("Tab")
        if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
      }
      assert.fail(`no way by Tab to ${selector}`)
    }
    await page.goto(`${url}/portals`)
    await tabTo('a[href="/portals/control-panel"]')
    await page.keyboard.press("Enter")
    await page.waitForURL(/portals\/control-panel$/u)
    await tabTo("main button")
    await page.keyboard.press("Enter")
    await page.waitForURL(/step1$/u)
    const [, first = {}] = inputs["control-panel"]?.[0] ?? []
    for (const [pointer, value] of Object.entries({ ...first, ...own() })) {
      if (!(pointer in first)) continue
      await tabTo(`[id="${pointer}"]`)
      await page.keyboard.type(String(value))
    }
    // Enter in a field goes on, whatever buttons stand before it.
    await page.keyboard.press("Enter")
    await page.waitForURL(/step2$/u)
    await tabTo("button.primary")
    await page.keyboard.press("Enter")
    await page.waitForURL(/step3$/u)
    await tabTo("button.primary")
    await page.keyboard.press("Space")
    await page.waitForURL(/customers/u)
    assert.include(await text(), "The customer account has been created.")
  })

  it("is led from the errors to their fields, and takes a proposal", async () => {
    const { enter, field, forward, page } = person
    await walk("copaco", "address")
    await enter({ ...inputs.copaco?.[1]?.[1], "/address/postalCode": "S652 AW" })
    await forward()
    assert.strictEqual(await page.locator(":focus").getAttribute("aria-labelledby"), "errors")
    assert.match(await page.title(), /^To correct: /u)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert.strictEqual(await page.locator(":focus").getAttribute("id"), "/address/postalCode")
    await page.getByRole("button", { name: "Use 5652 AW" }).click()
    assert.strictEqual(await field("/address/postalCode").inputValue(), "5652 AW")
    assert.strictEqual(await page.locator("[aria-invalid]").count(), 0)
  })
})

describe("2tCloud", () => {
  it("2T-03 Billing, Operations and Customers lead to New Customer Account", async () => {
    const { heading, page, press, url } = person
    await page.goto(`${url}/portals/twotcloud`)
    const menu = page.getByRole("navigation", { name: "Main menu" })
    await menu.getByText("Billing").click()
    await menu.getByText("Operations").click()
    await person.look("menu")
    await menu.getByRole("link", { name: "Customers" }).click()
    assert.strictEqual(await heading(), "Customers")
    await press("New Customer Account")
    assert.strictEqual(await heading(), "Account information")
  })

  it("2T-04 2T-08 2T-22 three screens, each left by Next: account, customer, and additional information, which may stay empty", async () => {
    const { enter, heading, page, press } = person
    await walk("twotcloud", "account")
    const screens = inputs.twotcloud ?? []
    for (const [index, title] of ["Account information", "Customer information", "Additional information"].entries()) {
      assert.strictEqual(await heading(), title)
      assert.include(await text(), `Step ${index + 1} of 4`)
      const required = await page.locator("[required]").count()
      assert.strictEqual(required > 0, index < 2)
      if (required > 0) {
        await press("Next")
        assert.strictEqual(await heading(), title)
        assert.include(await text(), "is required")
      }
      await enter(screens[index]?.[1] ?? {})
      await press("Next")
    }
    assert.include(await text(), "Step 4 of 4")
  })

  it("2T-28 2T-32 the fourth screen asks for the Customer Control Panel account, and then the customer account has been created", async () => {
    const { enter, field, heading, press } = person
    await walk("twotcloud", "login")
    assert.strictEqual(await heading(), "Customer Control Panel")
    for (const pointer of ["/admin/login", "/admin/password", "/admin/passwordRetype"]) {
      assert.strictEqual(await field(pointer).getAttribute("required"), "")
    }
    await enter({ ...inputs.twotcloud?.[3]?.[1], ...own() })
    await press("Create customer")
    assert.strictEqual(await heading(), "Bakkerij Jansen B.V.")
    assert.include(await text(), "The customer account has been created. ")
    // Nobody has to approve it.
    assert.include(await text(), "Status Active")
  })
})

describe("Copaco", () => {
  it("CO-19 Create creates the customer", async () => {
    const { enter, heading, press } = person
    await walk("copaco", "contact")
    await enter(inputs.copaco?.[2]?.[1] ?? {})
    await press("Create")
    assert.strictEqual(await heading(), "Copaco Netherlands B.V.")
    assert.include(await text(), "The customer account has been created. ")
  })
})

describe("MSP Hub", () => {
  it("MH-05 the main menu leads by Customer and Customers to Create", async () => {
    const { heading, page, press, url } = person
    await page.goto(`${url}/portals/msphub`)
    const menu = page.getByRole("navigation", { name: "Main menu" })
    await menu.getByText("Customer", { exact: true }).click()
    await menu.getByRole("link", { name: "Customers" }).click()
    assert.strictEqual(await heading(), "Customers")
    await press("Create")
    assert.strictEqual(await heading(), "Company Information")
  })

  it("MH-37 Continue goes on once the necessary contacts are filled in", async () => {
    const { enter, heading, press } = person
    await walk("msphub", "contacts")
    await press("Continue")
    assert.strictEqual(await heading(), "Contacts")
    assert.include(await text(), "things to correct")
    await enter({ ...inputs.msphub?.[1]?.[1], ...own() })
    await press("Continue")
    assert.strictEqual(await heading(), "Microsoft Account")
  })

  it("MH-63 the X of a sales representative removes it", async () => {
    const { enter, field, page, press } = person
    await walk("msphub", "additional")
    await press(/^Add another/u)
    await enter({ "/salesRepresentatives/0/name": "Sam Smit", "/salesRepresentatives/1/name": "Kim Kok" })
    const cross = page.getByRole("button", { name: "Remove Sales Representatives 1" })
    assert.include(await cross.innerText(), "✕")
    await cross.click()
    assert.strictEqual(await field("/salesRepresentatives/0/name").inputValue(), "Kim Kok")
    assert.strictEqual(await field("/salesRepresentatives/1/name").count(), 0)
  })
})

describe("Partner Control Panel", () => {
  it("CP-03 My Customers leads by Create New Customer to a panel of three tabs", async () => {
    const { heading, page, press, url } = person
    await page.goto(`${url}/portals/control-panel`)
    await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "My Customers" }).click()
    assert.strictEqual(await heading(), "My Customers")
    await press("Create New Customer")
    const tabs = page.getByRole("navigation", { name: "Steps" }).getByRole("listitem")
    assert.deepStrictEqual(
      (await tabs.allInnerTexts()).map((name) => name.replace(/:.*/u, "")),
      ["Step 1", "Step 2", "Step 3"]
    )
  })

  it("CP-12 the Generate Password symbol fills in a phonetic password, twice", async () => {
    const { enter, field, look, page, press } = person
    await walk("control-panel", "step1")
    const [, first = {}] = inputs["control-panel"]?.[0] ?? []
    await enter({ ...first, ...own(), "/admin/password": "", "/admin/passwordRetype": "" })
    await press(/Generate Password/u)
    const made = await field("/admin/password").inputValue()
    assert.match(made, /^[a-z]+( [a-z]+){3}$/u)
    assert.strictEqual(await field("/admin/passwordRetype").inputValue(), made)
    assert.strictEqual(await field("/name").inputValue(), "Garage de Brug")
    assert.include(await text(), "it is not shown again")
    await look("generated")
    await press("Next")
    assert.match(page.url(), /step2$/u)
    assert.notInclude(await page.content(), made)
  })

  it("CP-20 the third step sums up what was entered, before Create New Customer", async () => {
    const { heading, press } = person
    await walk("control-panel", "step3")
    const summed = await text()
    for (const told of [
      "Customer Name Garage de Brug",
      "User Display Name Piet Brug",
      "Send Letters Yes",
      "City Eindhoven"
    ]) {
      assert.include(summed, told)
    }
    assert.include(summed, "Check everything once more")
    await press("Create New Customer")
    assert.strictEqual(await heading(), "Garage de Brug")
  })
})

describe("oneclick", () => {
  it("OC-02 the tile leads to Create customer", async () => {
    const { heading, page, press, url } = person
    await page.goto(`${url}/portals`)
    await page.getByRole("link", { name: /oneclick customer admin/u }).click()
    await press("Create customer")
    assert.strictEqual(await heading(), "Place and access")
  })

  it("OC-26 Save creates the customer", async () => {
    const { heading, press } = person
    await walk("oneclick", "contact")
    await press("Save")
    assert.strictEqual(await heading(), "Support desk Zuid")
    assert.include(await text(), "Status Active")
  })
})
