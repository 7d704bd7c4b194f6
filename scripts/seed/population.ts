/** The platform that `npm run seed` writes, for tests and benchmarks. */
export * from "@clientele/cli/Population"
