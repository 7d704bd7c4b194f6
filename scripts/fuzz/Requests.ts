/** Requests made of the document: as it says, a little wrong, and hostile. */
import type { Dice } from "@clientele/testkit"
import type { Operation } from "./Document.ts"
import type { make } from "./Values.ts"

export interface Sent {
  readonly operation: Operation
  readonly kind: "sound" | "spoiled" | "hostile"
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | null
}

export interface Identity {
  readonly headers: Readonly<Record<string, string>>
}

const types = [
  "application/json",
  "text/plain",
  "application/xml",
  "multipart/form-data",
  "application/json; charset=utf-16",
  ""
]

/** Bodies that no schema foresees. */
const hostile = (text: string, dice: Dice.Dice): string | Buffer => {
  switch (dice.roll(9)) {
    case 0:
      return "x".repeat(1_200_000)
    case 1:
      return `{"draft":${"[".repeat(3000)}${"]".repeat(3000)}}`
    case 2:
      return text.replace("{", `{"portal":"plain","portal":7,`)
    case 3:
      return Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d])
    case 4:
      return text.slice(0, Math.max(1, Math.floor(text.length / 2)))
    case 5:
      return `\ufeff${text}`
    case 6:
      return `{"__proto__":{"polluted":true},"a":${"9".repeat(400)}}`
    case 7:
      return Buffer.from(text, "utf16le")
    default:
      return `[${"0,".repeat(20_000)}0]`
  }
}

export const generator = (
  operations: ReadonlyArray<Operation>,
  values: ReturnType<typeof make>,
  identities: ReadonlyArray<Identity>
) => {
  const parameter = (kind: Sent["kind"], dice: Dice.Dice) => (one: Operation["parameters"][number]) => {
    const sound = () => values.value(one.schema, dice)
    const wrong = () => values.junk(dice)
    return [one.name, kind === "sound" || dice.chance(75) ? sound() : wrong()] as const
  }

  const texts = (value: unknown): ReadonlyArray<string> =>
    Array.isArray(value) ? value.map(String) : [typeof value === "object" ? JSON.stringify(value) : String(value)]

  /** Text that may stand in a header line. */
  const line = (value: unknown) =>
    texts(value)
      .join(",")
      .replaceAll(/[^\x20-\x7e]/gu, "?")

  return (dice: Dice.Dice): Sent => {
    const operation = dice.one(operations)
    const kind = dice.chance(45) ? "sound" : dice.chance(70) ? "spoiled" : "hostile"
    const given = operation.parameters
      .filter((one) => one.required || dice.chance(40))
      .map((one) => ({ in: one.in, entry: parameter(kind, dice)(one) }))
    const of = (place: string) => given.filter((one) => one.in === place).map(({ entry }) => entry)
    const path = of("path").reduce(
      (rest, [name, value]) => rest.replace(`{${name}}`, encodeURIComponent(texts(value)[0]?.toWellFormed() || "-")),
      operation.path
    )
    const query = of("query").flatMap(([name, value]) =>
      texts(value).map((text) => `${name}=${encodeURIComponent(text.toWellFormed())}`)
    )
    const sound = operation.body === null ? null : values.value(operation.body, dice)
    const shaped = kind === "sound" || sound === null ? sound : values.spoiled(sound, dice)
    const text = sound === null ? null : (JSON.stringify(shaped) ?? "null")
    const body = text !== null && kind === "hostile" ? hostile(text, dice) : text
    const identity = dice.one(identities)
    return {
      operation,
      kind,
      method: operation.method,
      path: `${path}${query.length === 0 ? "" : `?${query.join("&")}`}`,
      headers: {
        ...identity.headers,
        ...Object.fromEntries(of("header").map(([name, value]) => [name, line(value)])),
        ...(body === null
          ? {}
          : {
              "content-type":
                kind === "sound" ? "application/json" : dice.chance(80) ? "application/json" : dice.one(types)
            })
      },
      body
    }
  }
}
