import { Credentials, CustomerStore, TokenStore, UserStore } from "@clientele/core"
import { MemoryStores } from "@clientele/memory"
import { Context, Effect, Layer } from "effect"
import type { Mutant } from "./Mutant.ts"
import type { Stores } from "./signing.ts"

/** Builds the four stores with one of them broken. */
export const brokenStores = (mutant: Mutant<Stores>) =>
  Layer.effectContext(
    Effect.gen(function* () {
      const sound = {
        store: yield* CustomerStore.CustomerStore,
        users: yield* UserStore.UserStore,
        credentials: yield* Credentials.Credentials,
        tokens: yield* TokenStore.TokenStore
      }
      const broken = { ...sound, ...mutant.break(sound) }
      return Context.make(CustomerStore.CustomerStore, broken.store).pipe(
        Context.add(UserStore.UserStore, broken.users),
        Context.add(Credentials.Credentials, broken.credentials),
        Context.add(TokenStore.TokenStore, broken.tokens)
      )
    })
  ).pipe(Layer.provide(MemoryStores.layer))
