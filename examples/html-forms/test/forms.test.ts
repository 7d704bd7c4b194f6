import { Configuration } from "@clientele/cli"
import {
  Check,
  type Condition,
  Draft,
  Field,
  Form,
  Pointer,
  type Portal,
  Rights,
  Secrets,
  type Situation
} from "@clientele/core"
import { ControlPanel } from "@clientele/portals"
import { afterAll, assert, beforeAll, beforeEach, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Asked from "../src/form/Asked.ts"
import * as Password from "../src/form/Password.ts"
import * as Renderer from "../src/form/Renderer.ts"
import { inputs, passwords } from "./inputs.ts"
import { on, plain, visit } from "./visitor.ts"
import * as World from "./world.ts"

const options = Configuration.make()

let world: Awaited<ReturnType<typeof World.open>>
let visitor: ReturnType<typeof visit>
beforeAll(async () => {
  world = await World.open()
})
afterAll(() => world.stop())
beforeEach(async () => {
  visitor = visit(world.url)
  await visitor.signIn("ben")
})

/** A draft for which a condition holds. */
const holding = (condition: Condition.Condition, draft: unknown = {}): unknown => {
  if ("all" in condition) return condition.all.reduce((made, inner) => holding(inner, made), draft)
  if ("any" in condition) return condition.any[0] === undefined ? draft : holding(condition.any[0], draft)
  if ("is" in condition) return Pointer.set(draft, condition.at, condition.is)
  return draft
}

const view = (portal: Portal.Portal, draft: unknown): Asked.View => {
  const { reference, seller } = options
  const situation: Situation.Situation = {
    ...(seller === undefined ? {} : { seller }),
    creator: { distance: 1, rights: Rights.all },
    parent: { profile: {}, depth: 1, rights: Rights.all, offered: "inherit" }
  }
  const filled = Check.withDefaults(portal, Draft.decode(portal, draft).draft, situation)
  const form = Form.make(portal, reference, situation)
  return { form, reference, draft, filled, issues: [], generated: new Map() }
}

const labelOf = (text: string, at: string): string => {
  const label = new RegExp(`<label for="${at}">([\\s\\S]*?)</label>`, "u").exec(text)?.[1]
  const legend = text.slice(0, text.indexOf(` name="${at}"`))
  return plain(label ?? legend.slice(legend.lastIndexOf("<legend>"), legend.lastIndexOf("</legend>"))).replace(
    / \*$/u,
    ""
  )
}

describe("the five portals", () => {
  for (const id of Object.keys(inputs)) {
    it(`${id}: every field of every step has its label and a control`, async () => {
      const portal = options.portals.find((one) => one.id === id)
      assert(portal !== undefined)
      let count = 0
      for (const step of portal.steps) {
        for (const field of step.fields) {
          const drawn = view(portal, field.shown === undefined ? {} : holding(field.shown))
          const shown = drawn.form.steps.find((one) => one.id === step.id)
          assert(shown !== undefined)
          const { text } = Renderer.fields(drawn, shown)
          assert.include(text, ` name="${field.at}"`)
          // Of a group the legend is the label, of anything else the label itself.
          const grouped = new RegExp(`<legend>[\\s\\S]{0,400}?</legend>[\\s\\S]{0,120}? name="${field.at}"`, "u").exec(
            text
          )
          const label =
            grouped === null
              ? labelOf(text, field.at)
              : plain(
                  /<legend>([\s\S]*?)<\/legend>/u.exec(
                    text.slice(text.lastIndexOf("<legend>", text.indexOf(` name="${field.at}"`)))
                  )?.[1] ?? ""
                ).replace(/ \*$/u, "")
          assert.strictEqual(label, field.label)
          if (field.help !== undefined) assert.include(plain(text), field.help)
          for (const item of field.items ?? []) {
            assert.strictEqual(labelOf(text, `${field.at}/0${item.at}`), item.label)
          }
          count++
        }
      }
      assert.isAbove(count, 15)
    })

    it(`${id}: creates a customer without a script`, async () => {
      const page = await visitor.fill(id)
      assert.match(page.path, /^\/customers\/cus_/u, plain(page.text))
      assert.include(plain(page.text), "The customer account has been created.")
      const list = await visitor.get(`/portals/${id}`)
      assert.include(plain(list.text), "Status")
      assert.match(plain(list.text), id === "copaco" ? /Pending approval/u : /Active/u)
    })
  }

  it("every kind of field that a portal can name is drawn", async () => {
    const kinds = Field.Kind.literals
    const portal: Portal.Portal = {
      ...ControlPanel.portal,
      id: "all-kinds",
      steps: [
        {
          id: "all",
          label: "All",
          fields: kinds.map((kind) => ({
            at: `/extra/${kind}`,
            label: kind,
            kind,
            ...(["choice", "choices", "sameAs"].includes(kind)
              ? { options: { choices: ["a", "b", "c", "own"].map((value) => ({ value, label: value })) } }
              : {}),
            ...(kind === "list" ? { items: [{ at: "/name", label: "Name", kind: "text" as const }] } : {})
          }))
        }
      ]
    }
    const drawn = view(portal, {})
    const { text } = Renderer.fields(drawn, drawn.form.steps[0] as Asked.Step)
    for (const kind of kinds) assert.include(text, ` name="/extra/${kind}"`)
  })
})

describe("what is typed", () => {
  it("is escaped wherever it comes back", async () => {
    const evil = `"><script>alert('x')</script>&amp;`
    let page = await visitor.begin("copaco")
    page = await visitor.send(page, { "/shortName": evil, "/name": evil, "/externalKey": evil })
    assert.strictEqual(page.status, 422)
    assert.notInclude(page.text, "<script")
    assert.include(page.text, "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;")
    const made = await visitor.fill("oneclick", undefined, {
      "/externalKey": "<b>7</b>",
      "/name": `Zuid <script>x</script> desk`
    })
    assert.match(made.path, /^\/customers\//u, plain(made.text))
    assert.include(made.text, "Zuid &lt;script&gt;x&lt;/script&gt; desk")
    assert.notInclude((await visitor.get("/portals/oneclick")).text, "<script")
  })

  it("comes back with its issue and a proposal, which can be taken", async () => {
    let page = await visitor.fill("copaco", "address")
    page = await visitor.send(page, {
      ...inputs.copaco?.[1]?.[1],
      "/address/postalCode": "5652 4W",
      "/address/city": ""
    })
    assert.strictEqual(page.status, 422)
    assert.include(plain(page.text), "2 things to correct City is required")
    assert.isBelow(page.text.indexOf('#/address/city"'), page.text.indexOf('#/address/postalCode"'))
    assert.match(
      page.text,
      /id="\/address\/postalCode"[^>]* aria-describedby="\/address\/postalCode:help \/address\/postalCode:issues" aria-invalid="true"/u
    )
    page = await visitor.send(page, { "/address/postalCode": "S652 AW" })
    assert.include(plain(page.text), "Use 5652 AW")
    page = await visitor.send(page, { "/address/city": "Eindhoven" }, "take:/address/postalCode")
    assert.include(
      page.text,
      'name="/address/postalCode" aria-describedby="/address/postalCode:help" type="text" value="5652 AW"'
    )
    assert.notInclude(page.text, "aria-invalid")
    page = await visitor.send(page)
    assert.match(page.path, /\/contact$/u)
  })

  it("is warned about once before the customer is created, and can be left as it is", async () => {
    let page = await visitor.fill("copaco", "contact")
    const contact = { ...inputs.copaco?.[2]?.[1], "/contacts/primary/phone": "+31(0)123456789" }
    page = await visitor.send(page, contact)
    assert.strictEqual(page.status, 200)
    assert.include(plain(page.text), "Worth a look before the customer is created")
    assert.notInclude(page.text, "aria-invalid")
    page = await visitor.send(page, contact)
    assert.match(page.path, /^\/customers\//u)
    assert.include(plain(page.text), "Worth a look")
  })

  it("of the tax zone, none is proposed where none is chosen", async () => {
    let page = await visitor.begin("twotcloud")
    page = await visitor.send(page, { "/name": "Kapsalon Knip" })
    page = await visitor.send(page, on(page, inputs.twotcloud?.[1]?.[1] ?? {}))
    assert.match(page.path, /\/account$/u)
    assert.include(plain(page.text), "Use Netherlands, domestic VAT")
    page = await visitor.send(page, {}, "take:/taxZone")
    assert.include(page.text, '<option value="nl" selected>')
    assert.match((await visitor.send(page)).path, /\/customer$/u)
  })

  it("stays a default while nobody touches it", async () => {
    let page = await visitor.fill("msphub", "microsoft")
    page = await visitor.send(page, {}, "step:contacts")
    assert.include(
      page.text,
      'name="/admin/displayName" aria-describedby="/admin/displayName:help" type="text" value="Ada Vos"'
    )
    page = await visitor.send(page, { "/admin/firstName": "Eva" }, "update:/admin/firstName")
    assert.include(page.text, 'value="Eva Vos"')
    page = await visitor.send(page, { "/admin/displayName": "Eva" }, "update")
    page = await visitor.send(page, { "/admin/firstName": "Ada" }, "update")
    assert.match(page.text, /name="\/admin\/displayName"[^>]* value="Eva"/u)
  })

  it("may follow another party until it is unticked", async () => {
    let page = await visitor.fill("twotcloud", "customer")
    assert.notInclude(page.text, "/contacts/billing/firstName")
    assert.match(page.text, /type="checkbox" value="primary" checked/u)
    page = await visitor.send(page, {
      ...on(page, inputs.twotcloud?.[1]?.[1] ?? {}),
      "/contacts/billing/sameAs": false
    })
    assert.include(plain(page.text), "There is more to fill in now.")
    assert.include(page.text, 'name="/contacts/billing/firstName"')
    assert.notInclude(page.text, "aria-invalid")
    page = await visitor.send(page)
    assert.include(plain(page.text), "3 things to correct")
    page = await visitor.send(page, { "/contacts/billing/sameAs": true })
    assert.match(page.path, /\/additional$/u)
  })
})

describe("steps", () => {
  it("show what depends on a choice, and copy what an import names", async () => {
    let page = await visitor.fill("msphub", "microsoft")
    assert.notInclude(page.text, "/microsoft/domainPrefix")
    page = await visitor.send(page, { "/microsoft/way": "new" }, "update:/microsoft/way")
    assert.notInclude(page.text, 'name="/microsoft/qualification/segment"')
    page = await visitor.send(page, {}, "import:0")
    assert.match(page.text, /name="\/microsoft\/companyName"[^>]* value="Northwind Schools Ltd"/u)
    assert.match(page.text, /name="\/microsoft\/address\/postalCode"[^>]* value="5652AW"/u)
    page = await visitor.send(page, { "/microsoft/qualification/type": "education" }, "update")
    assert.include(page.text, 'name="/microsoft/qualification/segment"')
    page = await visitor.send(page, { "/microsoft/way": "existing" }, "update")
    assert.match(page.text, /<select id="\/microsoft\/country"[^>]*>[\s\S]*?value="NL" selected/u)
    assert.notInclude(page.text, "/microsoft/companyName")
  })

  it("take up to three sales representatives, and let each go again", async () => {
    let page = await visitor.fill("msphub", "additional")
    const rep = (index: number) => `name="/salesRepresentatives/${index}/email"`
    assert.include(page.text, rep(0))
    page = await visitor.send(page, { "/salesRepresentatives/0/email": "a@copaco.com" }, "add:/salesRepresentatives")
    page = await visitor.send(page, { "/salesRepresentatives/1/email": "b@copaco.com" }, "add:/salesRepresentatives")
    assert.include(page.text, rep(2))
    assert.notInclude(page.text, 'value="add:')
    page = await visitor.send(page, {}, "add:/salesRepresentatives")
    assert.notInclude(page.text, rep(3))
    page = await visitor.send(page, {}, "remove:/salesRepresentatives/0")
    assert.match(page.text, /name="\/salesRepresentatives\/0\/email"[^>]* value="b@copaco.com"/u)
    page = await visitor.send(page, {}, "remove:/salesRepresentatives/1")
    page = await visitor.send(page, {}, "remove:/salesRepresentatives/0")
    assert.notInclude(page.text, rep(0))
    page = await visitor.send(page)
    assert.include(plain(page.text), "Name one to three sales representatives")
  })

  it("offer a parent where the portal names one, on which defaults depend", async () => {
    let page = await visitor.begin("oneclick")
    const other = /<option value="([^"]+)">Cloud Noord Scholen</u.exec(page.text)?.[1] ?? ""
    assert.match(page.text, /name="\/visibility"[^>]* value="1"/u)
    page = await visitor.send(page, { parent: other }, "update:parent")
    assert.match(page.text, /name="\/visibility"[^>]* value="2"/u)
    assert.notInclude((await visitor.begin("copaco")).text, 'name="parent"')
  })

  it("let go of what is no longer asked for", async () => {
    let page = await visitor.fill("oneclick", "contact")
    page = await visitor.send(page, {}, "step:place")
    page = await visitor.send(page, { "/demo": true })
    for (const _ of ["licenses", "rights"]) page = await visitor.send(page)
    page = await visitor.send(page)
    assert.include(plain(page.text), "A demo has no invoice recipient")
    assert.notInclude(page.text, 'name="/invoiceRecipient/sameAs"')
    page = await visitor.send(page, {}, "clear:/invoiceRecipient")
    page = await visitor.send(page)
    page = await visitor.send(page)
    assert.include(plain(page.text), "Demo until")
  })

  it("list everything once more where the portal sums up", async () => {
    const page = await visitor.fill("control-panel", "step3")
    const text = plain(page.text)
    for (const told of ["Customer Name Garage de Brug", "Send Letters Yes", "Country Netherlands", "City Eindhoven"]) {
      assert.include(text, told)
    }
    assert.notInclude(text, "Password")
  })
})

describe("passwords", () => {
  it("CP-11 the customer admin's password is asked for, required, and asked for again after every post", async () => {
    let page = await visitor.begin("control-panel")
    const input = /<input id="\/admin\/password"[^>]*>/u
    assert.match(input.exec(page.text)?.[0] ?? "", / type="password" required autocomplete="new-password"/u)
    const [, first] = inputs["control-panel"]?.[0] ?? []
    const unsaid = { ...first, "/admin/password": "", "/admin/passwordRetype": "" }
    page = await visitor.send(page, unsaid)
    assert.include(plain(page.text), "1 thing to correct Password is required")
    page = await visitor.send(page, { ...first, "/primaryDomain": "not a domain" })
    assert.notInclude(page.text, passwords["/admin/password"])
    assert.notInclude(input.exec(page.text)?.[0] ?? "value", "value")
    page = await visitor.send(page, { "/primaryDomain": "garagebrug.nl" })
    assert.include(plain(page.text), "Password is required")
    page = await visitor.send(page, passwords)
    assert.match(page.path, /step2$/u)
    page = await visitor.send(page, {}, "back")
    assert.notInclude(input.exec(page.text)?.[0] ?? "value", "value")
    for (const text of visitor.answers) assert.notInclude(text, passwords["/admin/password"])
  })

  it("CP-12 the Generate Password symbol gives a phonetic password that passes", async () => {
    let page = await visitor.begin("control-panel")
    assert.match(plain(page.text), /⟳ Generate Password/u)
    page = await visitor.send(page, inputs["control-panel"]?.[0]?.[1], "generate:/admin/password")
    const made = /<input id="\/admin\/password"[^>]* value="([^"]*)"/u.exec(page.text)?.[1] ?? ""
    assert.match(made, /^(?:[b-df-hj-np-tv-z][aeiou]?|[aeiou]| )+$/u)
    assert.notMatch(made, /[^aeiou ]{2}|[aeiou]{2}/u)
    assert.include(page.text, `name="/admin/passwordRetype" type="text" value="${made}"`)
    const taken = Secrets.take(ControlPanel.portal, { admin: { password: made, passwordRetype: made } })
    assert.deepStrictEqual(taken.issues, [])
    const again = await visitor.get(page.path)
    assert.notInclude(again.text, made)
    page = await visitor.send(page)
    assert.match(page.path, /step2$/u)
    assert.notInclude(page.text, made)
  })

  it("are all different, and can be spoken", async () => {
    const made = await Promise.all(Array.from({ length: 200 }, () => Effect.runPromise(Password.generate)))
    assert.strictEqual(new Set(made).size, 200)
    for (const one of made) {
      assert.isAtLeast(one.length, Secrets.minimumLength)
      assert.match(one, /^(?:(?:[^aeiou ][aeiou])*[^aeiou ]? ?)+$/u)
    }
  })

  it("are kept as a hash that differs each time", async () => {
    const password = Redacted.make("a few words to keep")
    const [one, other] = await Effect.runPromise(Effect.all([Password.seal(password), Password.seal(password)]))
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]+\$[\w+/]+$/u)
    assert.notStrictEqual(one, other)
  })

  it("CP-14 the password retyped must equal the first", async () => {
    let page = await visitor.begin("control-panel")
    const [, first] = inputs["control-panel"]?.[0] ?? []
    page = await visitor.send(page, { ...first, "/admin/passwordRetype": "correct horse battery stable" })
    assert.strictEqual(page.status, 422)
    assert.include(plain(page.text), "1 thing to correct Retype Password: enter the same password twice")
    assert.match(page.text, /<input id="\/admin\/passwordRetype"[^>]* aria-invalid="true"/u)
    page = await visitor.send(page, first)
    assert.match(page.path, /step2$/u)
  })
})
