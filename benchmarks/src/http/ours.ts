/** Ours, as a process of its own. */
import * as ManagedRuntime from "effect/ManagedRuntime"
import { client } from "../kernel.ts"
import { port, serving } from "./serving.ts"
import { maxConnections, stand } from "./stand.ts"

await stand(({ url }) => ManagedRuntime.make(serving(client(url, maxConnections))).runPromise(port))
