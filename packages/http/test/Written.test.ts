import { CustomerView, Execution, History, Listing } from "@clientele/core"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"

/** What the server writes without walking through its schema. */
const written = {
  CustomerView: CustomerView.CustomerView,
  Executed: Execution.Executed,
  Preview: Execution.Preview,
  Page: Listing.Page,
  Entry: History.Entry
}

describe("answers that are written as they stand", () => {
  for (const [name, schema] of Object.entries(written)) {
    it.prop(
      `a value of ${name} is on the wire what it is in the kernel`,
      [schema as Schema.Codec<unknown>],
      ([value]) => assert.deepStrictEqual(Schema.encodeSync(schema as Schema.Codec<unknown>)(value), value),
      { arbitrary: { runs: 20 } }
    )
  }
})
