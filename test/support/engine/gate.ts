/** Whether the end-to-end tests run, are left out, or must fail for want of a Pulumi CLI. */

/** Set by setup.ts to the reason for which there is no CLI. */
export const LEFT_OUT_VARIABLE = "PREFLIGHT_E2E_LEFT_OUT";

/** In CI, or when asked for, they may not be left out. */
export function mustRun(): boolean {
  return process.env.CI === "true" || process.env.PREFLIGHT_E2E === "required";
}

/** `describe` for tests of the real engine. Without a CLI it fails where they must run, and skips elsewhere. */
export function describeEngine(name: string, tests: () => void): void {
  const reason = process.env[LEFT_OUT_VARIABLE];
  if (reason === undefined) {
    describe(name, tests);
  } else if (mustRun()) {
    test(`${name}: needs a Pulumi CLI`, () => {
      throw new Error(`${reason}; build one with: npm run engine`);
    });
  } else {
    describe.skip(name, tests);
  }
}
