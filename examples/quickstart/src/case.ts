/** One entry of `customers.json`. */
export interface Case {
  readonly title: string
  /** Name of the reseller under which the customer is created. */
  readonly under: string
  /** Whose administrator creates it: the reseller's, or `Copaco`'s. */
  readonly by?: string
  readonly portal: string
  readonly draft: unknown
  /** What the reseller corrects afterwards. */
  readonly then?: unknown
}
