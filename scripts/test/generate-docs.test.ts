import { assert, test } from "vitest"
import * as LegalMoves from "../../packages/core/src/customer/LegalMoves.ts"
import { diagram } from "../generate-docs.ts"

test("the diagram has an arrow for every move that leads somewhere, and no other", () => {
  const lines = diagram(LegalMoves.table).split("\n").slice(1, -1)
  const drawn = lines.flatMap((line) => {
    const [, from, to, commands] = /^ {2}(\S+) --> (\S+): (.+)$/.exec(line) ?? []
    return (commands ?? "").split(", ").map((command) => `${from} ${command} ${to}`)
  })
  const legal = LegalMoves.table.flatMap(({ command, from, to }) =>
    from.flatMap((start) => to.map((end) => `${start ?? "[*]"} ${command} ${end}`))
  )
  assert.sameMembers(drawn, legal)
})
