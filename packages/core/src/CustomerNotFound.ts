/**
 * The failure of whoever asks for a customer that is not there, or not for them.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * There is no such customer, or the actor does not see it: the two cannot be told apart.
 *
 * @category errors
 * @since 0.1.0
 */
export class CustomerNotFound extends Schema.TaggedError<CustomerNotFound>()("CustomerNotFound", {
  customer: Schema.String
}) {
  override get message(): string {
    return `no customer ${this.customer}`
  }
}
