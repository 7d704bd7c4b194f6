/**
 * Which commands a customer can take as it stands now: what a portal offers as buttons.
 *
 * @since 0.1.0
 */
import type { Instant } from "../Instant.ts"
import { vatId } from "../party/Profile.ts"
import type { Name } from "./Command.ts"
import type { Customer } from "./Customer.ts"
import type * as Hold from "./Hold.ts"
import * as LegalMoves from "./LegalMoves.ts"
import type { Stage } from "./Lifecycle.ts"
import * as Mode from "./Mode.ts"

/**
 * Returns the commands that the stage takes and that nothing in the customer itself rules out.
 *
 * **Details**
 *
 * `blocked` is what holds here and above keep the customer from. What another customer rules out (a parent that is not
 * active, customers below) is said when the command is given. A command that is not here is refused; support may give
 * commercial commands after a demo has ended, too, which are left out for everybody.
 *
 * @category getters
 * @since 0.1.0
 */
export const commands = (
  customer: Customer,
  blocked: ReadonlyArray<Hold.Blocked>,
  now: Instant
): ReadonlyArray<Name> => {
  const expired = Mode.isExpired(customer.mode, now)
  const names: Array<Name> = []
  for (const { commercial, condition, name } of steps(customer.lifecycle._tag)) {
    if (!(expired && commercial) && (condition === undefined || condition(customer, blocked))) names.push(name)
  }
  return names
}

interface Step {
  readonly name: Name
  readonly commercial: boolean
  readonly condition: Condition | undefined
}

type Condition = (customer: Customer, blocked: ReadonlyArray<Hold.Blocked>) => boolean

/** The commands that a stage takes, looked up once: a page asks for every row. */
const steps = (stage: Stage): ReadonlyArray<Step> => {
  const known = byStage.get(stage)
  if (known !== undefined) return known
  const made = LegalMoves.accepted(stage).map((name): Step => {
    return { name, commercial: LegalMoves.of(name).commercial, condition: conditions[name] }
  })
  byStage.set(stage, made)
  return made
}

const byStage = new Map<Stage, ReadonlyArray<Step>>()

const disabled = ({ holds }: Customer) => holds.some(({ reason }) => reason === "disabled")
const tracks = ({ provisioning }: Customer) => Object.values(provisioning)

const conditions: { readonly [N in Name]?: Condition } = {
  resume: ({ holds }) => holds.some(({ reason }) => reason !== "disabled"),
  disable: (customer) => !disabled(customer),
  enable: disabled,
  upgrade: ({ mode }) => mode._tag === "demo",
  releaseLogin: ({ login }) => login !== null,
  scheduleErasure: ({ erasureAt }) => erasureAt === null,
  cancelErasure: ({ erasureAt }) => erasureAt !== null,
  enableService: (_, blocked) => !blocked.includes("purchase"),
  disableService: ({ services }) => services.length > 0,
  recordVatEvidence: ({ profile }) => vatId(profile) !== undefined,
  retryProvisioning: (customer) => tracks(customer).some(({ _tag }) => _tag === "failed"),
  move: ({ parent }) => parent !== null
}
