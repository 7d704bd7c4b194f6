/** What is known of the running request beside what it asks. */
import * as Context from "effect/Context"

export interface Info {
  /** Under which the operator finds it in the log. */
  readonly id: string
  /** The contract's path that it came to, `/customers/:customer`; `null` where that is not (yet) known. */
  route: string | null
}

export class RequestInfo extends Context.Service<RequestInfo, Info>()("@clientele/http/server/RequestInfo") {}

const known = /^[\w.-]{8,64}$/u

/** A caller's own id is kept, so that their log and ours name a request alike. */
export const make = (sent: string | undefined): Info => ({
  id: sent !== undefined && known.test(sent) ? sent : crypto.randomUUID(),
  route: null
})
