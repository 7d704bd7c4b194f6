/** Where the browser is that the browser tests drive; `null` where there is none. */
import { existsSync } from "node:fs"

export const browser: string | null =
  [process.env.CHROMIUM_PATH ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    (path) => path !== "" && existsSync(path)
  ) ?? null
