/**
 * A platform that never was: distributors, resellers, end customers on six levels, each decided by the kernel.
 *
 * @since 0.1.0
 */
import {
  type Command,
  CommandId,
  type Customer,
  CustomerId,
  Decide,
  Event,
  Evolve,
  Instant,
  PlatformId,
  Portal,
  UserId
} from "@clientele/core"
import type { Seeding } from "@clientele/postgres"
import * as Result from "effect/Result"
import * as Configuration from "./Configuration.ts"
import { dice } from "./internal/seed/dice.ts"
import { endCustomer, partner } from "./internal/seed/drafts.ts"

type State = Customer.Customer

/**
 * How the kernel is set up for what is written here; whoever reads and changes it later takes the same.
 *
 * @category constants
 * @since 0.1.0
 */
export const options: Configuration.Configuration = Configuration.make()

/** Share of the customers on the levels below the root, in thousandths. */
const shares = [1, 20, 640, 250, 89]

/** As many of a level have others below them, at most. */
const parents = 4000

interface Place {
  readonly customer: State
  readonly line: ReadonlyArray<State>
}

/**
 * Makes a root and so many customers in the order in which they came, over two years up to now. Few of each level have
 * most of what lies below: the sizes of subtrees differ by orders of magnitude.
 *
 * **Details**
 *
 * `size` is how many there are beside the root, `seed` draws them, and `now` (milliseconds) is when the last one came. Ids
 * differ in every run.
 *
 * @category generating
 * @since 0.1.0
 */
export function* population(size: number, seed = 1, now = Date.now()): Generator<Seeding.Sown> {
  const { next, roll } = dice(seed)
  const random = () => Math.random()
  const step = Math.max(1, Math.floor((730 * Instant.day) / (size + 1)))
  const begun = now - step * (size + 1)
  const platform = PlatformId.fromParts(begun, [random(), random(), random(), random()])
  const support = { _tag: "support", id: UserId.fromParts(begun, [0, 0, 0, 0]), platform: null } as const
  const levels: ReadonlyArray<Array<Place>> = [[], ...shares.map(() => [])]

  /** Carries commands out one after the other, as the service would. */
  const carryOut = (n: number, portal: Portal.Portal, line: ReadonlyArray<State>, commands: ReadonlyArray<Asked>) => {
    const id = CustomerId.fromParts(begun + n * step, [random(), random(), random(), random()])
    const events: Array<Event.Recorded> = []
    let state: State | null = null
    for (const [minutes, asked] of commands.entries()) {
      const at = Instant.fromMillis(begun + n * step + Math.min(minutes, step - 1))
      const command = asked(id)
      const decided = Decide.decide(
        {
          now: at,
          actor: support,
          line,
          below: [],
          target: [],
          objections: [],
          portal,
          reference: options.reference,
          seller: options.seller,
          custom: {},
          retentionDays: 90,
          fresh: { customer: id, platform }
        },
        state,
        command
      )
      if (Result.isFailure(decided)) throw new Error(`${portal.id}: ${JSON.stringify(decided.failure)}`)
      const name = {
        id: CommandId.fromParts(Instant.toMillis(at), [random(), random(), random(), random()]),
        name: command._tag
      }
      for (const event of decided.success.events) {
        const recorded: Event.Recorded = {
          schema: Event.schemaVersion,
          platform,
          customer: id,
          sequence: events.length + 1,
          at,
          by: support.id,
          via: null,
          command: name,
          event
        }
        events.push(recorded)
        state = Evolve.evolve(state, recorded)
      }
    }
    if (state === null) throw new Error("nothing was opened")
    return { customer: state, events, above: line.map(({ id }) => id).toReversed() }
  }

  const root = carryOut(
    0,
    Portal.platform,
    [],
    [
      () => ({
        _tag: "openPlatform",
        draft: { name: "Lowland Distribution", currency: "EUR", address: { country: "NL" } }
      })
    ]
  )
  levels[0]?.push({ customer: root.customer, line: [] })
  yield root

  const total = shares.reduce((sum, share) => sum + share, 0)
  const level = (n: number): number => {
    // A few partners come first, so that there is somebody to hang below.
    if (n <= 3) return 1
    if (n <= 9) return 2
    let left = roll(total)
    let depth = 1 + shares.findIndex((share) => (left -= share) < 0)
    while (levels[depth - 1]?.length === 0) depth--
    return depth
  }
  for (let n = 1; n <= size; n++) {
    const depth = level(n)
    const above = levels[depth - 1] ?? []
    const parent = above[Math.floor(above.length * next() ** 3)] as Place
    const line = [parent.customer, ...parent.line]
    const { draft, portal } = depth <= 2 ? partner(n, roll, depth) : endCustomer(n, roll, 1 + roll(depth))
    const commands = depth <= 2 ? [create(line, portal, draft)] : story(line, portal, draft, roll)
    const sown = carryOut(n, portal, line, commands)
    const { customer } = sown
    const known = levels[depth] as Array<Place>
    if (
      known.length < parents &&
      customer.lifecycle._tag === "active" &&
      customer.holds.length === 0 &&
      customer.mode._tag === "standard"
    ) {
      known.push({ customer, line })
    }
    yield sown
  }
}

type Asked = (customer: CustomerId.CustomerId) => Command.Command

const create =
  ([parent]: ReadonlyArray<State>, portal: Portal.Portal, draft: object): Asked =>
  () => ({ _tag: "create", portal: portal.id, draft, ...(parent === undefined ? {} : { parent: parent.id }) })

/** What becomes of an end customer: most are active, some stand at each other place of the lifecycle. */
const story = (
  line: ReadonlyArray<State>,
  portal: Portal.Portal,
  draft: object,
  roll: (sides: number) => number
): ReadonlyArray<Asked> => {
  const begin = create(line, portal, draft)
  const fate = roll(100)
  const [parent] = line
  if (fate < 4 && parent !== undefined) return [() => ({ _tag: "open", portal: portal.id, parent: parent.id, draft })]
  const opened: Array<Asked> = [begin]
  if (portal.policies.approval === "manual") {
    if (fate < 14) return opened
    if (fate < 16) return [begin, (customer) => ({ _tag: "reject", customer, reason: "No answer to our questions" })]
    opened.push((customer) => ({ _tag: "approve", customer }))
  }
  if (portal.policies.visibility === "everyAncestor" && fate % 3 === 0) {
    const levels = 1 + roll(line.length)
    if (levels < line.length) opened.push((customer) => ({ _tag: "setVisibility", customer, levels }))
  }
  const [target] = portal.policies.provisioning
  if (fate < 18 && target !== undefined) return [...opened, ...failed(target)]
  if (fate < 21) return [...opened, (customer) => ({ _tag: "suspend", customer, reason: "credit" })]
  if (fate < 23) return [...opened, (customer) => ({ _tag: "disable", customer })]
  if (fate < 25) return [...opened, (customer) => ({ _tag: "suspend", customer, reason: "verification" })]
  if (fate < 29) {
    const close: Asked = (customer) => ({ _tag: "close", customer, reason: "Moved to another reseller" })
    return target === undefined
      ? [...opened, close, (customer) => ({ _tag: "finishClose", customer })]
      : [...opened, close]
  }
  return opened
}

const failed = (target: string): ReadonlyArray<Asked> => [
  (customer) => ({ _tag: "startProvisioning", customer, target }),
  (customer) => ({
    _tag: "recordProvisioning",
    customer,
    target,
    progress: { _tag: "running", step: "account", attempt: 1 }
  }),
  (customer) => ({
    _tag: "recordProvisioning",
    customer,
    target,
    progress: { _tag: "failed", step: "account", during: "setUp", kind: "permanent", retryAt: null }
  })
]
