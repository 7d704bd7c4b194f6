/** What a law of the users works with: that of the store, and short ways to add users. */
import { type CustomerStore, UserStore } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { Law, LawFailure } from "../Law.ts"
import * as Samples from "../Samples.ts"
import { type Bed, law as storeLaw, touch } from "./Bed.ts"

type Stored = CustomerStore.Stored

export interface UserStoreBed extends Bed {
  readonly users: UserStore.UserStore["Service"]
  /** A user of a customer, not added yet. */
  readonly person: (home: Stored, login: string, more?: Partial<UserStore.User>) => Effect.Effect<UserStore.User>
  readonly add: (
    home: Stored,
    login: string,
    more?: Partial<UserStore.User>
  ) => Effect.Effect<UserStore.User, LawFailure>
  /** `added`, or the tag of the refusal. */
  readonly tryAdd: (user: UserStore.User) => Effect.Effect<string, UserStore.UserStoreUnavailable>
  /** Reserves a login for a customer, as a submission does. */
  readonly reserve: (home: Stored, login: string) => CustomerStore.Commit
}

export const law = (
  id: Law<never>["id"],
  title: string,
  body: (bed: UserStoreBed) => Effect.Effect<void, LawFailure>
): Law<CustomerStore.CustomerStore | UserStore.UserStore> => {
  const check = Effect.flatMap(
    UserStore.UserStore,
    (users) =>
      storeLaw(id, title, (bed) => {
        const person: UserStoreBed["person"] = (home, login, more) =>
          Effect.map(Samples.userId, (user) => Samples.user(home.customer, user, login, more))
        return body({
          ...bed,
          users,
          person,
          add: (home, login, more) => Effect.tap(person(home, login, more), users.add),
          tryAdd: (user) =>
            users.add(user).pipe(
              Effect.as("added"),
              Effect.catchTag(["LoginTaken", "CustomerNotFound"], ({ _tag }) => Effect.succeed(_tag))
            ),
          reserve: (home, login) =>
            Samples.commit([Samples.next(home, touch(login))], {
              claim: [{ kind: "login", scope: home.customer.platform, key: login, customer: home.customer.id }]
            })
        })
      }).check
  )
  return { id, title, check }
}

export const holder = ({ platform, store }: UserStoreBed, login: string) =>
  store.holder({ kind: "login", scope: platform, key: login })
