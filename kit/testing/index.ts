/**
 * What policy authors import as `pulumi-preflight/testing`: rule tables, and the literals they are made of. Needs a test
 * runner with `describe`, `test` and `expect`, and imports none.
 */
export {
  archive,
  component,
  derived,
  fileArchive,
  interpolate,
  json,
  MODES,
  ref,
  resource,
  secret,
  unknown,
  type Mode,
  type ResourceLiteral,
  type ResourceOptions,
} from "./literals";
export { testRule, type ExpectedFinding, type InvalidCase, type RuleTable, type ValidCase } from "./rule-tester";
export type { RemediationCase } from "./remediation-tester";
export type { Expect, TestRunner } from "./runner";
export { stackOf, type BuiltStack } from "./stacks";
