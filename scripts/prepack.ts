/** Copies the licence and the notices beside a package that is about to be packed. */
import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./workspace.ts"

for (const name of ["LICENSE", "NOTICE"]) copyFileSync(join(root, name), name)
