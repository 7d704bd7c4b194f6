/**
 * The address of an organisation's website.
 *
 * @since 0.1.0
 */
import type { ReferenceData } from "../reference/ReferenceData.ts"
import * as Domain from "./Domain.ts"
import * as Finding from "./Finding.ts"

/**
 * Returns a website in canonical form: `https://` (or `http://` where it was written), the host lower-case, the path as typed.
 *
 * **Details**
 *
 * The scheme may be missing. The host must be a registrable domain or lie under one. Fails with `websiteInvalid`.
 *
 * @category parsing
 * @since 0.1.0
 */
export const parse = (input: string, reference: ReferenceData): Finding.Parsed<string> => {
  const match = /^(?:(https?):\/\/)?([^/?#@:\s]+)((?:[/?#]\S*)?)$/iu.exec(input.trim())
  if (match === null) {
    return Finding.refuse("websiteInvalid", "Enter the address of a website, e.g. https://www.example.com")
  }
  const host = Domain.parseHost(match[2] ?? "", reference)
  if (host.value === null) {
    return host.findings.some((finding) => finding.code === "serverCheckRequired")
      ? { value: null, findings: host.findings }
      : Finding.refuse("websiteInvalid", "Enter the address of a website, e.g. https://www.example.com")
  }
  return Finding.accept(`${(match[1] ?? "https").toLowerCase()}://${host.value}${match[3] ?? ""}`, host.findings)
}
