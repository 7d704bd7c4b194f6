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
export type Redacted<A> =
  A extends Brand<string>
    ? A
    : A extends string
      ? string extends A
        ? A | Erased
        : A
      : A extends ReadonlyArray<infer E>
        ? ReadonlyArray<Redacted<E>>
        : A extends object
          ? { readonly [K in keyof A]: Redacted<A[K]> }
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
 * Leaves that are already erased stay; keys that the schema does not know are dropped. The result decodes with
 * {@link redacted}. A value that does not fit the schema is a defect: throws rather than leave something behind.
 *
 * @category combinators
 * @since 0.1.0
 */
export const redact = <S extends Schema.Top>(schema: S, value: S["Type"] | Redacted<S["Type"]>): Redacted<S["Type"]> =>
  forget(schema.ast, value) as Redacted<S["Type"]>

/** Made once per schema, and left as it is where nothing in it is personal: the two forms then share one name. */
const widened = new WeakMap<SchemaAST.AST, SchemaAST.AST>()

const widen = (ast: SchemaAST.AST): SchemaAST.AST => {
  const known = widened.get(ast) ?? widenOnce(ast)
  widened.set(ast, known)
  return known
}

const widenOnce = (ast: SchemaAST.AST): SchemaAST.AST => {
  if (isPersonal(ast)) {
    return new SchemaAST.Union([ast, Erased.ast], undefined, undefined, undefined, undefined, ast.context)
  }
  const inner = parts(ast)
  if (inner.every((part) => widen(part) === part)) return ast
  const name = ast.annotations?.["identifier"]
  const annotations = typeof name === "string" ? { ...ast.annotations, identifier: `Redacted${name}` } : ast.annotations
  switch (ast._tag) {
    case "Objects":
      return new SchemaAST.Objects(
        ast.propertySignatures.map((p) => new SchemaAST.PropertySignature(p.name, widen(p.type))),
        ast.indexSignatures.map((i) => new SchemaAST.IndexSignature(i.parameter, widen(i.type))),
        annotations,
        undefined,
        undefined,
        ast.context
      )
    case "Arrays":
      return new SchemaAST.Arrays(
        ast.isMutable,
        ast.elements.map(widen),
        ast.rest.map(widen),
        annotations,
        undefined,
        undefined,
        ast.context
      )
    case "Union":
      return new SchemaAST.Union(ast.types.map(widen), ast.options, annotations, undefined, undefined, ast.context)
    default:
      return ast
  }
}

/** What a schema is made of. */
const parts = (ast: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> => {
  switch (ast._tag) {
    case "Objects":
      return [...ast.propertySignatures, ...ast.indexSignatures].map(({ type }) => type)
    case "Arrays":
      return [...ast.elements, ...ast.rest]
    case "Union":
      return ast.types
    default:
      return []
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
  if (ast._tag === "Objects" && Predicate.isObject(value)) {
    const types = new Map(ast.propertySignatures.map((p) => [p.name, p.type]))
    const rest = ast.indexSignatures[0]?.type
    // What the schema does not know may be anything, so it is not kept.
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        const type = types.get(key) ?? rest
        return type === undefined ? [] : [[key, forget(type, inner)]]
      })
    )
  }
  if (ast._tag === "Arrays" && Array.isArray(value)) {
    return value.flatMap((inner, at) => {
      const type = ast.elements[at] ?? ast.rest[0]
      return type === undefined ? [] : [forget(type, inner)]
    })
  }
  const type = ast._tag === "Union" ? ast.types.find((one) => fits(one, value)) : ast
  // Better no erasure than one that leaves something behind unnoticed.
  if (type === undefined || !fits(type, value)) throw new Error("a value does not fit its schema and cannot be erased")
  return ast._tag === "Union" ? forget(type, value) : value
}
