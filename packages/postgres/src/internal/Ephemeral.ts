/** Marks clients whose data end with them, so that the stores promise no more than they hold. */
const mark = Symbol.for("@clientele/postgres/ephemeral")

/** Returns the client, marked. */
export const marked = <Client extends object>(client: Client): Client => Object.assign(client, { [mark]: true })

/** Returns whether the data of a client end with it. */
export const is = (client: object): boolean => mark in client
