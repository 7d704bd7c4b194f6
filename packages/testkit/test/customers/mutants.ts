import { doing } from "./doing.ts"
import { ending } from "./ending.ts"
import { growing } from "./growing.ts"
import { keys } from "./keys.ts"
import { sight } from "./sight.ts"
import type { Mutant } from "./Mutant.ts"

/** Every way we know to get `Customers` wrong. */
export const mutants: ReadonlyArray<Mutant> = [...doing, ...keys, ...sight, ...growing, ...ending]
