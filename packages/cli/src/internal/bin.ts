#!/usr/bin/env node
/** The program `clientele`. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`clientele needs Node 22.19 or newer; this is ${process.versions.node}\n`)
  process.exitCode = 1
} else {
  const { main } = await import("../Cli.ts")
  main()
}
