/**
 * Recognises phone numbers that are in E.164 already, from libphonenumber's metadata (layout 4) with its patterns made once.
 *
 * Says yes or nothing: whatever is not obviously right is the library's to read.
 */

interface Plan {
  /** What the country itself dials before a number; a number that begins with it may lose it when it is read. */
  readonly prefix: RegExp | null
  /** What the numbers of a country begin with that shares its calling code. */
  readonly leading: RegExp | null
  readonly lengths: ReadonlyArray<number>
  readonly pattern: RegExp
  readonly types: ReadonlyArray<{ readonly pattern: RegExp; readonly lengths: ReadonlyArray<number> }>
}

/** The plans of a calling code, of so many digits. */
interface Plans {
  readonly digits: number
  readonly all: ReadonlyArray<Plan>
}

interface Metadata {
  readonly version?: unknown
  readonly country_calling_codes: Readonly<Record<string, ReadonlyArray<string>>>
  readonly countries: Readonly<Record<string, ReadonlyArray<unknown>>>
}

/** Plans by calling code, those of the main country first. */
const known = new WeakMap<object, Map<number, Plans>>()

/** Returns whether a text is a number in E.164, in a range that is handed out; `false` also where this cannot tell. */
export const isNumber = (text: string, metadata: unknown): boolean => {
  if (!/^\+[1-9]\d{5,14}$/u.test(text) || (metadata as Metadata).version !== 4) return false
  const plans = plansOf(text, metadata as Metadata)
  if (plans === undefined) return false
  const national = text.slice(1 + plans.digits)
  if (plans.all[0]?.prefix?.test(national) === true) return false
  const plan = plans.all.find((one) => (one.leading === null ? isHandedOut(national, one) : one.leading.test(national)))
  return plan !== undefined && plan.lengths.includes(national.length) && isHandedOut(national, plan)
}

const isHandedOut = (national: string, { pattern, types }: Plan): boolean =>
  pattern.test(national) && types.some((type) => type.lengths.includes(national.length) && type.pattern.test(national))

const plansOf = (text: string, metadata: Metadata): Plans | undefined => {
  let byCode = known.get(metadata)
  if (byCode === undefined) {
    byCode = makePlans(metadata)
    known.set(metadata, byCode)
  }
  let code = 0
  for (let digits = 1; digits <= 3; digits++) {
    code = code * 10 + text.charCodeAt(digits) - 48
    const plans = byCode.get(code)
    if (plans !== undefined) return plans
  }
  return undefined
}

const makePlans = ({ countries, country_calling_codes: codes }: Metadata): Map<number, Plans> =>
  new Map(
    Object.keys(codes).map((code) => {
      let all: ReadonlyArray<Plan> | undefined
      return [
        Number(code),
        {
          digits: code.length,
          get all() {
            all ??= (codes[code] ?? []).map((country) => planOf(countries[country]))
            return all
          }
        }
      ]
    })
  )

/** The places of layout 4: 2 pattern, 3 lengths, 5 and 7 what is dialled before, 10 leading digits, 11 types. */
const planOf = (country: ReadonlyArray<unknown> = []): Plan => {
  const lengths = (country[3] ?? []) as ReadonlyArray<number>
  const prefix = (country[7] || country[5]) as string | undefined
  const types = (country[11] ?? []) as ReadonlyArray<readonly [pattern?: string, lengths?: ReadonlyArray<number>] | 0>
  return {
    prefix: prefix ? new RegExp(`^(?:${prefix})`) : null,
    leading: country[10] ? new RegExp(`^(?:${String(country[10])})`) : null,
    lengths,
    pattern: entire(String(country[2])),
    types: types.flatMap((type) =>
      type !== 0 && type[0] ? [{ pattern: entire(type[0]), lengths: type[1] || lengths }] : []
    )
  }
}

const entire = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`)
