/** Customers as one would describe them to Payload: some thirty fields, two lists in tables of their own. */
import type { CollectionConfig, Field, GroupField, TextField } from "payload"

const text = (name: string, required = true): TextField => ({ name, type: "text", required, maxLength: 255 })

const group = (name: string, fields: Array<Field>): GroupField => ({ name, type: "group", fields })

const address = (name: string) =>
  group(name, [
    text("country"),
    text("line1"),
    text("line2", false),
    text("city"),
    text("state", false),
    text("postalCode")
  ])

export const customers: CollectionConfig = {
  slug: "customers",
  fields: [
    { name: "kind", type: "select", required: true, options: ["company", "individual"] },
    text("name"),
    { name: "customerType", type: "select", required: true, options: ["silver", "gold"] },
    { name: "subscription", type: "select", required: true, options: ["standard"] },
    address("address"),
    group("billing", [
      { name: "sameAsCustomer", type: "checkbox" },
      text("profileName"),
      text("billTo"),
      address("address")
    ]),
    group("admin", [
      text("firstName"),
      text("lastName"),
      { ...text("login"), unique: true, index: true },
      { name: "email", type: "email", required: true }
    ]),
    group("microsoft", [
      { name: "way", type: "select", required: true, options: ["existing", "new", "skip"] },
      text("country", false),
      text("domain", false)
    ]),
    { name: "note", type: "textarea" },
    {
      name: "contacts",
      type: "array",
      fields: [
        { name: "role", type: "select", required: true, options: ["primary", "billing"] },
        text("firstName"),
        text("lastName"),
        { name: "email", type: "email", required: true },
        text("phone", false)
      ]
    },
    {
      name: "representatives",
      type: "array",
      minRows: 1,
      maxRows: 3,
      fields: [text("name"), { name: "email", type: "email", required: true }]
    }
  ]
}
