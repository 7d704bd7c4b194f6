import { type ActorCustomers, type Command, type CustomerView, type Execution, type Issue } from "@clientele/core"
import { describe, expectTypeOf, it } from "vitest"

// Only types are looked at: nothing here is called.
declare const ada: ActorCustomers.ActorCustomers

describe("the types of Clientele", () => {
  it("ask each command for what it takes, with ids as plain strings", () => {
    expectTypeOf<ActorCustomers.Input<"approve">>().toEqualTypeOf<{ readonly customer: string }>()
    expectTypeOf<ActorCustomers.Input<"create">>().toEqualTypeOf<{
      readonly parent?: string
      readonly portal: string
      readonly draft: unknown
    }>()
    expectTypeOf<keyof ActorCustomers.Commands>().toEqualTypeOf<Command.Name>()

    const notCalled = () => {
      // @ts-expect-error: the customer is missing
      void ada.approve({})
      // @ts-expect-error: nobody tells the server what time it is
      void ada.approve({ customer: "cus_", at: "2026-11-22T09:30:00.000Z" })
      // @ts-expect-error: no such reason for a suspension
      void ada.suspend({ customer: "cus_", reason: "bored" })
      // @ts-expect-error: no such option
      void ada.approve({ customer: "cus_" }, { key: "once" })
      // @ts-expect-error: no such action
      void ada.explain("cus_", "fly")
      // @ts-expect-error: no such status
      void ada.page({ status: ["happy"] })
    }
    void notCalled
  })

  it("give the value only where there is one, and narrow refusals by their tag", () => {
    const notCalled = async () => {
      const created = await ada.create({ portal: "copaco", draft: {} })
      // @ts-expect-error: it may have been refused
      void created.value
      if (created.ok) expectTypeOf(created.value).toEqualTypeOf<Execution.Executed>()
      else if (created.error._tag === "DraftRefused")
        expectTypeOf(created.error.issues).toEqualTypeOf<ReadonlyArray<Issue.Issue>>()
      else expectTypeOf(created.error).toExtend<Exclude<ActorCustomers.CommandError, Issue.DraftRefused>>()
      expectTypeOf(await ada.get("cus_").orThrow()).toEqualTypeOf<CustomerView.CustomerView>()
      for await (const customer of ada.page({ limit: 200 }))
        expectTypeOf(customer).toEqualTypeOf<CustomerView.CustomerView>()
    }
    void notCalled
    expectTypeOf<ActorCustomers.ReadError["_tag"]>().toEqualTypeOf<
      "CustomerNotFound" | "CustomerStoreUnavailable" | "InputRefused"
    >()
  })
})
