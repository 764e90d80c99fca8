module.exports = { preset: "ts-jest", testMatch: ["**/test/*.test.ts"] };
