import { defineConfig } from "tsup"

export default defineConfig({
  entry: ["src/**/*.ts"],
  format: "esm",
  target: "es2023",
  sourcemap: true,
  clean: true,
  silent: true,
  esbuildPlugins: [
    {
      // One file out for each file in, so that the modules, their types and their stack traces keep their names.
      name: "keep-modules",
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, kind }) =>
          kind === "entry-point" ? undefined : { path: path.replace(/\.ts$/, ".js"), external: true }
        )
    }
  ]
})
