/**
 * Which values are about a person, and how to forget them.
 *
 * @since 0.1.0
 */
import type { Brand } from "effect/Brand"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"

/**
 * Schema for what stands where a personal value was erased.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Erased = Schema.Struct({ _tag: Schema.Literal("Erased") }).annotate({ identifier: "Erased" })

/**
 * @category models
 * @since 0.1.0
 */
export type Erased = typeof Erased.Type

/**
 * The mark that replaces a personal value.
 *
 * @category constants
 * @since 0.1.0
 */
export const erased: Erased = { _tag: "Erased" }

/**
 * A type with `Erased` possible wherever a text may be personal.
 *
 * @category models
 * @since 0.1.0
 */
export type Redacted<A> = A extends Brand<string> ? A
  : A extends string ? string extends A ? A | Erased : A
  : A extends ReadonlyArray<infer E> ? ReadonlyArray<Redacted<E>>
  : A extends object ? { readonly [K in keyof A]: Redacted<A[K]> }
  : A

/**
 * Marks a schema as personal: erasure replaces its values.
 *
 * **Details**
 *
 * Source: GDPR Art. 4(1). Whatever identifies or contacts a person is personal; what describes a company is not, unless
 * it commonly names a person (the name of an individual, a free note).
 *
 * @category combinators
 * @since 0.1.0
 */
export const personal = <S extends Schema.Top>(schema: S): S["Rebuild"] => schema.annotate({ personal: true })

/**
 * Schema for personal text.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Text = personal(Schema.String)

/**
 * Returns whether a schema is marked personal.
 *
 * @category getters
 * @since 0.1.0
 */
export const isPersonal = (ast: SchemaAST.AST): boolean => ast.annotations?.["personal"] === true

/**
 * Returns the schema that decodes both the original and the redacted form.
 *
 * **Details**
 *
 * Wherever the original holds a personal value, the result also takes `Erased`. Works on schemas of plain JSON: structs,
 * records, arrays, tuples, unions and leaves.
 *
 * @category combinators
 * @since 0.1.0
 */
export const redacted = <S extends Schema.Top>(schema: S): Schema.Codec<Redacted<S["Type"]>> =>
  Schema.make<Schema.Codec<Redacted<S["Type"]>>>(widen(schema.ast))

/**
 * Returns `value` with every personal leaf replaced by `Erased`.
 *
 * **Details**
 *
 * Leaves that are already erased stay. The result decodes with {@link redacted}.
 *
 * @category combinators
 * @since 0.1.0
 */
export const redact = <S extends Schema.Top>(
  schema: S,
  value: S["Type"] | Redacted<S["Type"]>
): Redacted<S["Type"]> => forget(schema.ast, value) as Redacted<S["Type"]>

const widen = (ast: SchemaAST.AST): SchemaAST.AST => {
  if (isPersonal(ast)) {
    return new SchemaAST.Union([ast, Erased.ast], undefined, undefined, undefined, undefined, ast.context)
  }
  switch (ast._tag) {
    case "Objects":
      return new SchemaAST.Objects(
        ast.propertySignatures.map((p) => new SchemaAST.PropertySignature(p.name, widen(p.type))),
        ast.indexSignatures.map((i) => new SchemaAST.IndexSignature(i.parameter, widen(i.type))),
        ast.annotations,
        undefined,
        undefined,
        ast.context
      )
    case "Arrays":
      return new SchemaAST.Arrays(
        ast.isMutable,
        ast.elements.map(widen),
        ast.rest.map(widen),
        ast.annotations,
        undefined,
        undefined,
        ast.context
      )
    case "Union":
      return new SchemaAST.Union(ast.types.map(widen), ast.options, ast.annotations, undefined, undefined, ast.context)
    default:
      return ast
  }
}

const isErased = Schema.is(Erased)

/** Compiled once per schema: a history has many events, and each finds its kind among all of them. */
const compiled = new WeakMap<SchemaAST.AST, (value: unknown) => boolean>()

const fits = (type: SchemaAST.AST, value: unknown): boolean => {
  const known = compiled.get(type) ?? Schema.is(Schema.make<Schema.Codec<unknown>>(widen(type)))
  compiled.set(type, known)
  return known(value)
}

const forget = (ast: SchemaAST.AST, value: unknown): unknown => {
  if (value === null || value === undefined || isErased(value)) return value
  if (isPersonal(ast)) return erased
  switch (ast._tag) {
    case "Objects": {
      if (!Predicate.isObject(value)) return value
      const types = new Map(ast.propertySignatures.map((p) => [p.name, p.type]))
      const rest = ast.indexSignatures[0]?.type
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
        const type = types.get(key) ?? rest
        return [key, type === undefined ? inner : forget(type, inner)]
      }))
    }
    case "Arrays": {
      if (!Array.isArray(value)) return value
      return value.map((inner, at) => {
        const type = ast.elements[at] ?? ast.rest[0]
        return type === undefined ? inner : forget(type, inner)
      })
    }
    case "Union": {
      const type = ast.types.find((one) => fits(one, value))
      return type === undefined ? value : forget(type, value)
    }
    default:
      return value
  }
}
