/** What is wrong with an input, in words for whoever wrote it: none of them is a schema's. */
import type * as SchemaAST from "effect/SchemaAST"
import type * as SchemaIssue from "effect/SchemaIssue"

export interface Wrong {
  readonly path: ReadonlyArray<PropertyKey>
  readonly message: string
}

/** Returns all that an issue of a schema says about an input, each at its place. */
export const tell = (issue: SchemaIssue.Issue, input: unknown): ReadonlyArray<Wrong> => walk(issue, [], input)

const walk = (issue: SchemaIssue.Issue, path: Wrong["path"], value: unknown): ReadonlyArray<Wrong> => {
  const says = (message: string) => [{ path, message }]
  switch (issue._tag) {
    case "Pointer":
      return walk(issue.issue, [...path, ...issue.path], issue.path.reduce<unknown>(inside, value))
    case "Composite":
      return issue.issues.flatMap((one) => walk(one, path, value))
    case "Encoding":
      return walk(issue.issue, path, value)
    case "Filter":
      return issue.issue._tag === "InvalidValue"
        ? says(`Expected ${expectedBy(issue, value)}`)
        : walk(issue.issue, path, value)
    case "AnyOf":
      return issue.issues.length > 0
        ? issue.issues.flatMap((one) => walk(one, path, value))
        : says(expected(issue.ast, value))
    case "InvalidType":
      return says(expected(issue.ast, value))
    case "MissingKey":
      return says("This is required")
    case "UnexpectedKey":
      return says("Nothing of this name is read here")
    default:
      return says(`Expected ${asText("annotations" in issue ? issue.annotations?.["expected"] : null)}`)
  }
}

const inside = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined

/** What a check asks for: in its own words where it has some. */
const expectedBy = ({ filter, issue }: SchemaIssue.Filter, value: unknown): string => {
  const { expected: own, representation } = (filter.annotations ?? {}) as {
    readonly expected?: unknown
    readonly representation?: { readonly id: string; readonly payload: Readonly<Record<string, unknown>> }
  }
  const of = (count: unknown) => {
    const [one, several] = Array.isArray(value) ? ["entry", "entries"] : ["character", "characters"]
    return `${String(count)} ${count === 1 ? one : several}`
  }
  switch (representation?.id) {
    case "effect/schema/isMinLength":
      return `at least ${of(representation.payload["minLength"])}`
    case "effect/schema/isMaxLength":
      return `at most ${of(representation.payload["maxLength"])}`
    case "effect/schema/isInt":
      return "a whole number"
    case "effect/schema/isTrimmed":
      return "no spaces at either end"
    default:
      return asText(("annotations" in issue && issue.annotations?.["expected"]) || own)
  }
}

const asText = (expected: unknown): string =>
  typeof expected === "string" && !/RegExp|<filter>/u.test(expected)
    ? expected.replace("a string representing a finite number", "a number")
    : "something else"

const expected = (ast: SchemaAST.AST, value: unknown): string => {
  const kinds = kindsOf(ast)
  const literals = literalsOf(ast)
  const tags = tagsOf(ast)
  const wanted =
    literals.length > 1 && kinds.size === 0
      ? `one of ${literals.join(", ")}`
      : tags.length > 0 && kindOf(value) === "an object"
        ? `an object whose _tag is one of ${tags.join(", ")}`
        : [...literals, ...kinds].join(" or ") || "something else"
  const kind = kindOf(value)
  return kind === null || kinds.has(kind) || (literals.length > 0 && kind === "text")
    ? `Expected ${wanted}`
    : `Expected ${wanted}, not ${kind}`
}

const members = (ast: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> =>
  ast._tag === "Union" ? ast.types.flatMap(members) : [ast]

const literalsOf = (ast: SchemaAST.AST): ReadonlyArray<string> =>
  members(ast).flatMap((one) => (one._tag === "Literal" ? [String(one.literal)] : []))

/** The tags of a union of which each part has one. */
const tagsOf = (ast: SchemaAST.AST): ReadonlyArray<string> => {
  const tags = members(ast).flatMap((one) => {
    const tag = one._tag === "Objects" ? one.propertySignatures.find(({ name }) => name === "_tag")?.type : undefined
    return tag?._tag === "Literal" ? [String(tag.literal)] : []
  })
  return tags.length > 1 && tags.length === members(ast).length ? tags : []
}

const names: Readonly<Partial<Record<SchemaAST.AST["_tag"], string>>> = {
  String: "text",
  TemplateLiteral: "text",
  Number: "a number",
  Boolean: "true or false",
  Null: "nothing",
  Arrays: "a list",
  Objects: "an object"
}

const kindsOf = (ast: SchemaAST.AST): ReadonlySet<string> =>
  new Set(members(ast).flatMap(({ _tag }) => names[_tag] ?? []))

/** What somebody wrote, without what it says; `null` where it is not there. */
const kindOf = (value: unknown): string | null => {
  if (value === undefined) return null
  if (value === null) return "nothing"
  if (Array.isArray(value)) return "a list"
  switch (typeof value) {
    case "string":
      return "text"
    case "number":
      return "a number"
    case "boolean":
      return "true or false"
    default:
      return "an object"
  }
}
