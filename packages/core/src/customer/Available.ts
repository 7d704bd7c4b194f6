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
  return LegalMoves.accepted(customer.lifecycle._tag).filter(
    (name) => !(expired && LegalMoves.of(name).commercial) && (conditions[name]?.(customer, blocked) ?? true)
  )
}

const disabled = ({ holds }: Customer) => holds.some(({ reason }) => reason === "disabled")
const tracks = ({ provisioning }: Customer) => Object.values(provisioning)

const conditions: { readonly [N in Name]?: (customer: Customer, blocked: ReadonlyArray<Hold.Blocked>) => boolean } = {
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
