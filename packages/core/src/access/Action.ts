/**
 * What an actor can ask for, and who may: the one table of permissions.
 *
 * @since 0.1.0
 */
import type { Right } from "../tree/Rights.ts"
import type { Scope } from "./Actor.ts"

/**
 * Who may do something, from the narrowest.
 *
 * **Details**
 *
 * `support`: platform support. `manager`: support, and administrators and professionals of an ancestor that sees the
 * customer. `administrator`: those, and the customer's own administrators. `reader`: those, and every user of the
 * customer or of an ancestor that sees it.
 *
 * @category models
 * @since 0.1.0
 */
export type Who = "support" | "manager" | "administrator" | "reader"

/**
 * One row of the table.
 *
 * @category models
 * @since 0.1.0
 */
export interface Permission {
  readonly who: Who
  /** Right that the actor's home must hold; support needs none. */
  readonly right: Right | null
  /** Scope that a token must have. */
  readonly scope: Scope
}

const may = (who: Who, scope: Scope, right: Right | null = null): Permission => ({ who, scope, right })

/**
 * All permissions, by action: the commands, and what is not a command.
 *
 * **Details**
 *
 * `open`, `create` and `receive` (a customer moved in) are asked of the parent; every other action of the customer itself.
 *
 * @category constants
 * @since 0.1.0
 */
export const permissions = {
  read: may("reader", "read"),
  openPlatform: may("support", "system"),
  open: may("administrator", "create", "createCustomers"),
  create: may("administrator", "create", "createCustomers"),
  receive: may("administrator", "create", "createCustomers"),
  edit: may("administrator", "manage"),
  submit: may("manager", "create"),
  approve: may("manager", "manage"),
  reject: may("manager", "manage"),
  withdraw: may("manager", "create"),
  revise: may("manager", "create"),
  discard: may("manager", "create"),
  close: may("manager", "manage"),
  finishClose: may("manager", "manage"),
  cancelClose: may("manager", "manage"),
  reopen: may("manager", "manage"),
  releaseLogin: may("manager", "manage"),
  setLegalHold: may("manager", "manage"),
  scheduleErasure: may("manager", "manage"),
  cancelErasure: may("manager", "manage"),
  erase: may("manager", "manage"),
  suspend: may("manager", "manage"),
  resume: may("manager", "manage"),
  disable: may("manager", "manage"),
  enable: may("manager", "manage"),
  move: may("manager", "manage"),
  setVisibility: may("manager", "manage"),
  setRights: may("manager", "manage", "setRights"),
  setLicenses: may("manager", "manage", "setLicenses"),
  enableService: may("manager", "commercial"),
  disableService: may("manager", "commercial"),
  overrideTaxZone: may("manager", "manage"),
  recordVatEvidence: may("support", "system"),
  startProvisioning: may("manager", "manage"),
  retryProvisioning: may("manager", "manage"),
  recordProvisioning: may("support", "system"),
  setNotifications: may("manager", "manage"),
  enterInvoiceRecipient: may("administrator", "commercial"),
  upgrade: may("administrator", "commercial"),
  changeDataCenter: may("support", "manage"),
  changeExternalKey: may("manager", "manage"),
  changeCurrency: may("manager", "manage"),
  manageUsers: may("administrator", "users")
} as const satisfies Record<string, Permission>

/**
 * What an actor can ask for.
 *
 * @category models
 * @since 0.1.0
 */
export type Action = keyof typeof permissions

/**
 * All actions.
 *
 * @category constants
 * @since 0.1.0
 */
export const actions: ReadonlyArray<Action> = Object.keys(permissions) as ReadonlyArray<Action>
