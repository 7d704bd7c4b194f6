/**
 * Writes the public API of every package, as its emitted declarations state it, to `etc/api`; with `--check` only compares.
 *
 * Needs a build. One section per module, statements sorted, no comments. Where the compiler repeats a schema inside
 * another, its name stands; where it repeats the groups of an HTTP contract, which have sections of their own, `Groups`. Modules of nothing but reference data are named without their contents.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import ts from "typescript"
import { finish, packages, read, root } from "./workspace.ts"

const printer = ts.createPrinter({ removeComments: true })

const line = (node: ts.Node, source: ts.SourceFile) =>
  printer.printNode(ts.EmitHint.Unspecified, node, source).replaceAll(/\s+/g, " ")

/** The members of a union in the order of their texts: the compiler's own differs from one build to the next. */
const settled =
  (source: ts.SourceFile): ts.TransformerFactory<ts.Statement> =>
  (context) => {
    const visit = (node: ts.Node): ts.Node => {
      const inner = ts.visitEachChild(node, visit, context)
      if (!ts.isUnionTypeNode(inner)) return inner
      const members = inner.types.map((type) => ({ type, text: line(type, source) }))
      return ts.factory.createUnionTypeNode(
        members.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ type }) => type)
      )
    }
    return (statement) => visit(statement) as ts.Statement
  }

/** Returns the statements of a declaration file but its imports, sorted, each on one line and without comments. */
export const signatures = (text: string): Array<string> => {
  const source = ts.createSourceFile("module.d.ts", text, ts.ScriptTarget.Latest, true)
  return source.statements
    .filter((statement) => !ts.isImportDeclaration(statement))
    .map((statement) => line(ts.transform(statement, [settled(source)]).transformed[0] ?? statement, source))
    .map((signature) =>
      signature.replace(
        /^(declare const \w+: HttpApi\.HttpApi<"[^"]+"), .*>;$/,
        (_, head: string) => `${head}, Groups>;`
      )
    )
    .filter((signature) => signature !== "export {};")
    .toSorted()
}

/** Whether a module holds nothing but data: as large as the world, and without types of its own. */
export const isData = (subpath: string): boolean =>
  /^\.\/reference\/(?:countries\/[A-Z]{2}|Codes|Countries|PublicSuffixes|tax\/Europe)$/.test(subpath)

export interface Module {
  readonly name: string
  readonly signatures: ReadonlyArray<string>
}

const constant = /^export declare const (\w+): (Schema\..{80,});$/

/** Returns the modules with the name of a schema in place of its type, wherever it stands inside another. */
export const abbreviate = (modules: ReadonlyArray<Module>): Array<Module> => {
  const schemas = modules
    .flatMap((module) =>
      module.signatures.flatMap((signature) => {
        const [, name, type] = constant.exec(signature) ?? []
        return name && type ? [{ name: `${module.name.split("/").at(-1)}.${name}`, type }] : []
      })
    )
    .toSorted((a, b) => b.type.length - a.type.length)
  const shorten = (signature: string) => {
    const own = constant.exec(signature)?.[2]
    const inside = schemas.filter(({ type }) => type !== own)
    return inside.reduce((text, { name, type }) => text.replaceAll(type, `typeof ${name}`), signature)
  }
  return modules.map(({ name, signatures }) => ({ name, signatures: signatures.map(shorten) }))
}

/** Returns the lines of one text that another lacks. */
const without = (text: string, other: string, mark: string) => {
  const lines = new Set(other.split("\n"))
  return text.split("\n").flatMap((line) => (lines.has(line) ? [] : [`  ${mark} ${line}`]))
}

const main = () => {
  const modules = packages.map(({ folder, manifest }) =>
    Object.entries(manifest.exports).flatMap(([subpath, target]) => {
      if (typeof target === "string") return []
      return [
        {
          name: manifest.name + subpath.slice(1),
          signatures: isData(subpath) ? [] : signatures(read(join(folder, target.types)))
        }
      ]
    })
  )
  const short = new Map(abbreviate(modules.flat()).map((module) => [module.name, module.signatures]))
  const changed = packages.flatMap(({ folder }, index) => {
    const path = `etc/api/${folder.slice("packages/".length)}.txt`
    const text = modules[index]!.map(({ name }) => [`// ${name}`, ...short.get(name)!].join("\n")).join("\n\n")
    const before = existsSync(join(root, path)) ? read(path).replaceAll("\r\n", "\n") : ""
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome")
    const after = execFileSync("node", [biome, "format", "--stdin-file-path=api.ts"], {
      cwd: root,
      input: text
    }).toString()
    return before === after ? [] : [{ path, before, after }]
  })
  const check = process.argv.includes("--check")
  mkdirSync(join(root, "etc/api"), { recursive: true })
  if (!check) for (const { path, after } of changed) writeFileSync(join(root, path), after)
  finish(
    changed.flatMap(({ path, before, after }) =>
      check
        ? [
            `${path} differs from what is built; if that is meant, run npm run api`,
            ...[...without(before, after, "-"), ...without(after, before, "+")].slice(0, 40)
          ]
        : []
    )
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main()
