import { Condition, Field, Portal, Rule } from "@clientele/core"
import type * as SchemaAST from "effect/SchemaAST"
import { assert, describe, it } from "vitest"
import { read } from "../workspace.ts"

const page = read("docs/reference/rule-vocabulary.md")

/** Words in the first column of the table under a heading. */
const words = (heading: string): ReadonlyArray<string> => {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? ""
  return [...section.matchAll(/^\| ([^|]*`[^|]*) \|/gm)].flatMap(([, cell]) =>
    [...(cell ?? "").matchAll(/`\{? ?([^`]*?) ?\}?`/g)].map(([, word]) => word ?? "")
  )
}

const names = (ast: SchemaAST.AST): Array<string> =>
  ast._tag === "Objects" ? ast.propertySignatures.map(({ name }) => String(name)) : []

/** Keys of each member of a union of structs. */
const keys = ({ ast }: { readonly ast: SchemaAST.AST }): Array<string> =>
  ast._tag === "Union" ? ast.types.map((type) => names(type).join(", ")) : []

describe("the page of the vocabulary has every word, and no other", () => {
  it("kinds", () => assert.sameMembers([...words("Kinds of fields")], [...Field.Kind.literals]))

  it("keys of a field", () => {
    assert.sameMembers([...words("Keys of a field")], names(Field.Field.ast))
  })

  it("conditions", () => assert.sameMembers([...words("Conditions")], keys(Condition.Condition)))
  it("choices", () => assert.sameMembers([...words("Choices")], keys(Field.Options)))
  it("defaults", () => {
    assert.sameMembers(
      words("Defaults").map((word) => word.replace(/:.*/u, "")),
      keys(Field.Default)
    )
  })
  it("rules", () => assert.sameMembers([...words("Rules")], Object.keys(Rule.Rule.cases)))
  it("policies", () => assert.sameMembers([...words("Policies")], Object.keys(Portal.Policies.fields)))
})
