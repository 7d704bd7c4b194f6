/**
 * What may import what: the table that keeps the core pure, adapters apart and folders free of circles.
 *
 * `violations` is a function from texts to sentences, so that its test shows each rule firing without a file.
 */
import { builtinModules } from "node:module"
import { posix } from "node:path"
import { pathToFileURL } from "node:url"
import ts from "typescript"
import { files, finish, read } from "./workspace.ts"

/** Packages without effects on the world: they run in a browser, a worker and a test alike. */
const pure = ["packages/core", "packages/portals"]

/** Libraries, or parts of them, that a pure package may use, each wrapped by one file. */
const libraries = ["@noble/hashes", "libphonenumber-js/core", "libphonenumber-js/max/metadata", "stdnum"]

/** Floors of core, lowest first. A file imports from its own floor or below; what is not named stands on top. */
const floors = [
  /^base\//,
  /^(Instant|\w+Id)\.ts$/,
  /^reference\//,
  /^party\//,
  /^tax\//,
  /^tree\//,
  /^access\//,
  /^portal\//,
  /^customer\//
]

/** Packages that may import several of the others; `cli` and the examples compose them all. */
const composers = ["packages/cli"]

interface Import {
  readonly path: string
  readonly specifier: string
  /** Folder of the package or example that the importing file belongs to. */
  readonly home: string
  /** Path of the imported file, if imported by a relative path. */
  readonly target: string | null
  /** Name of the imported package, if imported by name. */
  readonly from: string | null
  /** Whether the importing file is published source of a package; tests and examples are not. */
  readonly isSource: boolean
}

const asImport = (path: string, specifier: string): Import => ({
  path,
  specifier,
  home: path.split("/", 2).join("/"),
  target: specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : null,
  from: specifier.startsWith(".") ? null : specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/"),
  isSource: /^packages\/[^/]+\/src\//.test(path)
})

const nameOf = (home: string) => home.replace(/^packages/, "@clientele")

const floor = (path: string) => {
  const found = floors.findIndex((pattern) => pattern.test(path.slice("packages/core/src/".length)))
  return found < 0 ? floors.length : found
}

const isOf = (library: string, i: Import) => i.specifier === library || i.specifier.startsWith(`${library}/`)

const isPure = (i: Import) => i.isSource && pure.includes(i.home)

/** One row per rule: the sentence, and when an import breaks it. */
export const rules: ReadonlyArray<{ readonly says: string; readonly breaks: (i: Import) => boolean }> = [
  {
    says: "another package is imported by its name, not by a path",
    breaks: (i) =>
      i.target !== null &&
      !i.target.startsWith(`${i.home}/`) &&
      // The real servers that tests run on, and what a proof command does, in short.
      (i.isSource || !/^scripts\/(servers|seed|races|crash)\//.test(i.target))
  },
  {
    says: "only public entry points of a package may be imported",
    breaks: (i) =>
      /^@clientele\/.*\/(src|internal)(\/|$)/.test(i.specifier) ||
      (!i.isSource && i.home.startsWith("packages/") && (i.target ?? "").startsWith(`${i.home}/src/`))
  },
  {
    says: "a package does not import its own barrel",
    breaks: (i) => i.isSource && (i.from === nameOf(i.home) || i.target === `${i.home}/src/index.ts`)
  },
  {
    says: "a package imports core and no other package of this repository",
    breaks: (i) =>
      i.isSource &&
      !composers.includes(i.home) &&
      (i.from ?? "").startsWith("@clientele/") &&
      i.from !== nameOf(i.home) &&
      (i.home === "packages/core" || i.from !== "@clientele/core")
  },
  {
    says: "effect/testing is for testkit and tests",
    breaks: (i) => i.isSource && i.home !== "packages/testkit" && /^effect\/testing(\/|$)/.test(i.specifier)
  },
  {
    says: "a pure package uses the stable modules of effect only",
    breaks: (i) => isPure(i) && i.from === "effect" && !/^effect(\/[A-Z]\w*)?$/.test(i.specifier)
  },
  {
    says: "a pure package does not import Node",
    breaks: (i) => isPure(i) && (i.specifier.startsWith("node:") || builtinModules.includes(i.specifier))
  },
  {
    says: "a pure package uses the listed libraries only",
    breaks: (i) =>
      isPure(i) &&
      i.from !== null &&
      !/^(effect|@clientele\/.*|node:.*)$/.test(i.from) &&
      !builtinModules.includes(i.specifier) &&
      !libraries.some((library) => isOf(library, i))
  },
  {
    says: "a folder of core does not import from a higher floor",
    breaks: (i) => i.isSource && i.home === "packages/core" && i.target !== null && floor(i.target) > floor(i.path)
  }
]

/** Returns what a source imports, re-exports, imports on demand or names in a type. */
const specifiers = (path: string, text: string): Array<string> => {
  const found: Array<string> = []
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined
    if (from && ts.isStringLiteralLike(from)) found.push(from.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))
  return found
}

const circle = (graph: ReadonlyMap<string, ReadonlyArray<string>>): ReadonlyArray<string> | undefined => {
  const done = new Set<string>()
  const visit = (path: string, trail: ReadonlyArray<string>): ReadonlyArray<string> | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return undefined
    done.add(path)
    return first(graph.get(path) ?? [], [...trail, path])
  }
  const first = (paths: Iterable<string>, trail: ReadonlyArray<string>) => {
    for (const path of paths) {
      const found = visit(path, trail)
      if (found) return found
    }
    return undefined
  }
  return first(graph.keys(), [])
}

/** Returns one sentence per broken rule, for source texts by their path from the repository's root. */
export const violations = (sources: Record<string, string>): Array<string> => {
  const imports = Object.entries(sources)
    .filter(([path]) => !/^packages\/[^/]+\/src\/index\.ts$/.test(path))
    .flatMap(([path, text]) => specifiers(path, text).map((specifier) => asImport(path, specifier)))
  const broken = imports.flatMap((i) =>
    rules.filter((rule) => rule.breaks(i)).map((rule) => `${i.path} imports ${i.specifier}: ${rule.says}`)
  )
  const spread = pure.flatMap((home) =>
    libraries.flatMap((library) => {
      const users = new Set(imports.filter((i) => i.isSource && i.home === home && isOf(library, i)).map((i) => i.path))
      return users.size > 1 ? [`${library} is wrapped by one file, not by ${[...users].join(" and ")}`] : []
    })
  )
  const graph = new Map(
    Object.keys(sources).map((path) => [path, imports.flatMap((i) => (i.path === path && i.target ? [i.target] : []))])
  )
  const found = circle(graph)
  return [...broken, ...spread, ...(found ? [`imports run in a circle: ${found.join(" → ")}`] : [])]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const sources = ["packages", "examples"].flatMap((folder) => files(folder, (path) => /\.tsx?$/.test(path)))
  finish(violations(Object.fromEntries(sources.map((path) => [path, read(path)]))))
}
