/** The structure of MSP Hub's draft as one would write it with zod: strict objects, lengths, choices, one to three representatives. */
import * as z from "zod"

const plain = z.string().min(1).max(255)

const make = (text: typeof plain) => {
  const optional = text.optional()
  const address = z.strictObject({
    country: text,
    line1: text,
    line2: optional,
    city: text,
    state: optional,
    postalCode: text
  })
  const contact = z.strictObject({
    firstName: text,
    lastName: text,
    email: text,
    countryCode: optional,
    phone: optional,
    fax: optional
  })
  return z.strictObject({
    kind: z.enum(["company", "individual"]),
    name: text,
    customerType: text,
    subscription: text,
    address,
    billing: z.strictObject({
      sameAsCustomer: z.boolean().optional(),
      profileName: text,
      billTo: text,
      address: address.optional()
    }),
    contacts: z.strictObject({ primary: contact, billing: contact }),
    admin: z.strictObject({ firstName: text, lastName: text, login: text, displayName: optional, email: text }),
    microsoft: z.strictObject({
      way: z.enum(["existing", "new", "skip"]),
      country: optional,
      domain: optional,
      companyName: optional,
      domainPrefix: optional,
      registrationNumber: optional,
      qualification: z
        .strictObject({
          type: z.enum(["commercial", "education", "nonProfit"]).optional(),
          segment: z.enum(["k12", "higher"]).optional(),
          website: optional
        })
        .optional(),
      firstName: optional,
      lastName: optional,
      address: z
        .strictObject({
          country: optional,
          line1: optional,
          line2: optional,
          city: optional,
          state: optional,
          postalCode: optional
        })
        .optional(),
      phone: optional,
      email: optional
    }),
    salesRepresentatives: z
      .array(z.strictObject({ name: text, email: text, phone: optional }))
      .min(1)
      .max(3)
  })
}

export const schema = make(plain)

/** With our question too whether every store can keep the characters, in zod's way. */
export const withCharacters = make(plain.regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/u))
