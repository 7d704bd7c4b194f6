/**
 * An example body for each operation that takes one, for the OpenAPI document and its pages.
 *
 * @since 0.1.0
 */
import type { Command } from "@clientele/core"

const parent = "cus_01m8ab617ffzrbgkvp7tkan5h2"

/** What Copaco's portal asks for. */
const draft = {
  shortName: "Copaco",
  name: "Copaco Netherlands B.V.",
  externalKey: "100234",
  registrationNumber: "17048595",
  vatId: "NL006486253B01",
  currency: "EUR",
  address: { line1: "Hoevenweg 21", postalCode: "5652 AW", city: "Eindhoven", country: "NL" }
}

const recipient = {
  name: "Copaco Nederland B.V.",
  email: "invoices@copaco.com",
  address: { line1: "Hoevenweg 21", postalCode: "5652 AW", city: "Eindhoven", country: "NL" }
}

/** Bodies of the commands, without the customer, which stands in the path. */
const commands: Readonly<Partial<Record<Command.Name, unknown>>> = {
  reject: { reason: "The registration number belongs to another company" },
  close: { reason: "Moved to another reseller", cascade: true },
  setLegalHold: { note: "Case 2026-118" },
  suspend: { reason: "credit", note: "Invoice 2026-0042 is overdue" },
  resume: { reason: "credit" },
  disable: { note: "Asked by the customer" },
  move: { parent },
  setVisibility: { levels: 2 },
  setRights: { rights: ["createCustomers", "enableDemo"], narrow: false },
  setLicenses: { licenses: "inherit" },
  enableService: { service: "microsoft365" },
  disableService: { service: "microsoft365" },
  overrideTaxZone: { zone: "reverse", note: "Confirmed by the tax office" },
  recordVatEvidence: { vatId: "NL006486253B01", outcome: "valid", reference: "WAPIAAAAZ1" },
  startProvisioning: { target: "microsoftTenant" },
  retryProvisioning: { target: "microsoftTenant" },
  recordProvisioning: { target: "adminUser", progress: { _tag: "done" } },
  setNotifications: { letters: true, invoices: true },
  enterInvoiceRecipient: { recipient },
  upgrade: { recipient },
  changeDataCenter: { dataCenter: "ams" },
  changeExternalKey: { externalKey: "100235" },
  changeCurrency: { currency: "EUR" }
}

/**
 * Example bodies by operation (`group.endpoint`).
 *
 * @category constants
 * @since 0.1.0
 */
export const bodies: Readonly<Record<string, unknown>> = {
  "customers.openPlatform": { draft: { name: "Copaco", currency: "EUR" } },
  "customers.validate": { parent, portal: "copaco", draft },
  "customers.open": { parent, portal: "copaco", draft: { shortName: "Copaco" } },
  "customers.create": { parent, portal: "copaco", draft },
  "customers.edit": { address: { line1: "Hoevenweg 23" } },
  "commands.preview": { _tag: "move", customer: "cus_01m8ab618gfzrbgkvp7tkan5h3", parent },
  ...Object.fromEntries(Object.entries(commands).map(([name, body]) => [`commands.${name}`, body])),
  "users.add": { login: "ada@copaco.com", displayName: "Ada de Vries", email: "ada@copaco.com", role: "administrator" },
  "users.change": { enabled: false },
  "users.setPassword": { password: "zobone qepugif pugiwi pejise" },
  "sessions.signIn": { login: "ada@copaco.com", password: "zobone qepugif pugiwi pejise" },
  "tokens.make": { name: "Nightly export", scopes: ["read"], days: 90 }
}

interface Described {
  readonly operationId: string
  readonly requestBody?: { readonly content: Readonly<Record<string, { example?: unknown }>> }
}

/**
 * Returns an OpenAPI document with the example bodies in place.
 *
 * @category converting
 * @since 0.1.0
 */
export const into = (document: Record<string, unknown>): Record<string, unknown> => {
  for (const methods of Object.values(document["paths"] as Record<string, Record<string, Described>>)) {
    for (const { operationId, requestBody } of Object.values(methods)) {
      const example = bodies[operationId]
      if (example === undefined) continue
      for (const media of Object.values(requestBody?.content ?? {})) media.example = example
    }
  }
  return document
}
