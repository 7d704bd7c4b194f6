/** The portal in which the clients of a crash run create customers. */
import * as Selection from "@clientele/core/reference/Selection"
import * as SamplePortals from "@clientele/testkit/SamplePortals"

export const portals = [SamplePortals.plain]
export const reference = Selection.make()
