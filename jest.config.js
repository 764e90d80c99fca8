/** @type {import("jest").Config} */
const common = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  transform: {
    // Types are checked once, by `npm run types`; here each file is only transpiled, which keeps the suite under three minutes.
    "^.+\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tsconfig.json", diagnostics: false }],
    // An ES module. Node can `require` it since 20.19, jest only with Node 24.
    "/@secretlint/.+\\.js$": [
      "ts-jest",
      { tsconfig: { module: "commonjs", target: "es2022", allowJs: true }, diagnostics: false },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!@secretlint/)"],
};

/** @type {import("jest").Config} */
module.exports = {
  testTimeout: 120_000,
  // Much of the time is spent waiting for the programs and engines that tests start.
  maxWorkers: "100%",
  projects: [
    {
      ...common,
      displayName: "unit",
      roots: ["<rootDir>/test"],
      testPathIgnorePatterns: ["/node_modules/", "/test/e2e/"],
    },
    // Through the real engine: see docs/testing-with-the-engine.md.
    {
      ...common,
      displayName: "engine",
      roots: ["<rootDir>/test/e2e"],
      globalSetup: "<rootDir>/test/support/engine/setup.ts",
    },
  ],
};
