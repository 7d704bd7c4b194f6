/** What a law of the users works with: that of the store, and short ways to add users. */
import { type CustomerStore, Users } from "@clientele/core"
import * as Effect from "effect/Effect"
import type { Law, LawFailure } from "../Law.ts"
import * as Samples from "../Samples.ts"
import { type Bed, law as storeLaw, touch } from "./Bed.ts"

type Stored = CustomerStore.Stored

export interface UsersBed extends Bed {
  readonly users: Users.Users["Service"]
  /** A user of a customer, not added yet. */
  readonly person: (home: Stored, login: string, more?: Partial<Users.User>) => Effect.Effect<Users.User>
  readonly add: (home: Stored, login: string, more?: Partial<Users.User>) => Effect.Effect<Users.User, LawFailure>
  /** `added`, or the tag of the refusal. */
  readonly tryAdd: (user: Users.User) => Effect.Effect<string, Users.UsersUnavailable>
  /** Reserves a login for a customer, as a submission does. */
  readonly reserve: (home: Stored, login: string) => CustomerStore.Commit
}

export const law = (
  id: Law<never>["id"],
  title: string,
  body: (bed: UsersBed) => Effect.Effect<void, LawFailure>
): Law<CustomerStore.CustomerStore | Users.Users> => {
  const check = Effect.flatMap(
    Users.Users,
    (users) =>
      storeLaw(id, title, (bed) => {
        const person: UsersBed["person"] = (home, login, more) =>
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

export const holder = ({ platform, store }: UsersBed, login: string) =>
  store.holder({ kind: "login", scope: platform, key: login })
