/**
 * What policy authors import as `pulumi-preflight/kit`: the rule type, the values and the stack a rule sees, the helpers
 * that are fit for rules of others, and the start of a pack. What is exported here keeps its meaning within a major
 * version (docs/versioning.md); everything else in the package is internal.
 */
export { startPolicyPack, type PolicyPackDefinition } from "../policy-pack/start";
export { defineRule, type RuleDefinition } from "./define-rule";

export {
  ANY_TYPE,
  finding,
  notApplicable,
  undecided,
  type Enforcement,
  type Family,
  type FindingYield,
  type FrameworkReference,
  type NotApplicableYield,
  type ProgramRule,
  type ProgramRuleContext,
  type Remediation,
  type ResourceRule,
  type Rule,
  type RuleContext,
  type Settings,
  type SettingSchema,
  type SettingsSchema,
  type Severity,
  type StackRule,
  type StackRuleContext,
  type UndecidedYield,
  type Yield,
} from "../policy-pack/engine/rule";

export { set, type Edit, type Json } from "../policy-pack/engine/remediation";
export { kinds, type Kind } from "../policy-pack/engine/kinds";
export { STACK_TYPE, type ProviderView, type Resource } from "../policy-pack/engine/resource";
export type { Link, Stack } from "../policy-pack/engine/stack";
export type { ConfigValue, ProgramContext } from "../policy-pack/engine/context";
export type { Value } from "../policy-pack/engine/value";
export type { Asset } from "../policy-pack/engine/wire";

// What the program itself wrote.
export { declaredAt, isDeclared } from "../policy-pack/helpers/declared";
export { segmentsOf, valuesAt } from "../policy-pack/helpers/values-at";
export { readJson } from "../policy-pack/iam/json";

// Tags, and what counts as production.
export { environmentSettings, isProtectedEnvironment } from "../policy-pack/helpers/settings";
export { defaultTagKeys, tagKeysOf, type TagKeys } from "../policy-pack/helpers/tags";

// Policy documents: where they stand, what they say, what is not known of them yet.
export { readDocument, type PolicyDocument } from "../policy-pack/iam/document";
export { documentsOf, type DocumentKind, type DocumentPlace, type PlacedDocument } from "../policy-pack/iam/places";
export type { Element, Elements, Statement } from "../policy-pack/iam/statement";
export { isEverybody, principalsOf, type PrincipalEntry, type Principals } from "../policy-pack/iam/principals";
export { hasWildcard, matches as matchesWildcard } from "../policy-pack/iam/wildcard";
export { undecidedFor, type OpenQuestion } from "../policy-pack/iam/open-question";
