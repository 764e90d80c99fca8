import { Value } from "../../policy-pack/engine/value";
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { isDemanding, narrowedBy, testsOf, type Narrowing } from "../../policy-pack/iam/conditions";

const condition = (raw: unknown) => new Value(raw, "Condition");

test("reads operators, qualifiers and keys in any case", () => {
  const { tests, open } = testsOf(
    condition({
      "ForAnyValue:StringLikeIfExists": { "AWS:SourceArn": ["a", "b"] },
      "forallvalues:stringequals": { "aws:TagKeys": "x" },
      Bool: { "aws:SecureTransport": true, "aws:MultiFactorAuthPresent": "true" },
    }),
  );
  expect(open).toBe(false);
  expect(tests.map(({ value, ...each }) => ({ ...each, path: value.path }))).toEqual([
    {
      operator: "stringlike",
      qualifier: "foranyvalue",
      ifExists: true,
      key: "aws:sourcearn",
      path: 'Condition["ForAnyValue:StringLikeIfExists"]["AWS:SourceArn"]',
    },
    {
      operator: "stringequals",
      qualifier: "forallvalues",
      ifExists: false,
      key: "aws:tagkeys",
      path: 'Condition["forallvalues:stringequals"]["aws:TagKeys"]',
    },
    {
      operator: "bool",
      qualifier: undefined,
      ifExists: false,
      key: "aws:securetransport",
      path: 'Condition.Bool["aws:SecureTransport"]',
    },
    {
      operator: "bool",
      qualifier: undefined,
      ifExists: false,
      key: "aws:multifactorauthpresent",
      path: 'Condition.Bool["aws:MultiFactorAuthPresent"]',
    },
  ]);
});

test.each([
  ["nothing", undefined, false],
  ["a condition that is unknown", UNKNOWN, true],
  ["an operator that is unknown", { StringEquals: UNKNOWN }, true],
  ["a text", "x", false],
  ["an operator without keys", { StringEquals: "x" }, false],
])("no tests in %s", (_, raw, open) => {
  expect(testsOf(condition(raw))).toEqual({ tests: [], open });
});

test.each([
  ["StringEquals", true],
  ["stringlike", true],
  ["ArnLike", true],
  ["IpAddress", true],
  ["Bool", true],
  ["ForAnyValue:StringEquals", true],
  ["ForAllValues:StringEquals", false],
  ["StringEqualsIfExists", false],
  ["StringNotEquals", false],
  ["NotIpAddress", false],
  ["Null", false],
])("%s demands that the key is there: %s", (operator, demanding) => {
  const [first] = testsOf(condition({ [operator]: { k: "v" } })).tests;
  expect(first && isDemanding(first)).toBe(demanding);
});

const NARROWING: Narrowing = [
  ["aws:SourceAccount", (text) => text !== "*"],
  ["aws:PrincipalTag/*", () => true],
  ["aws:PrincipalIsAWSService", (text) => text === "true"],
];

test.each<[string, unknown, "yes" | "no" | "unknown"]>([
  ["a key that narrows", { StringEquals: { "aws:SourceAccount": "1" } }, "yes"],
  ["in another case", { stringequals: { "AWS:sourceaccount": ["1", "2"] } }, "yes"],
  ["a key by pattern", { StringLike: { "aws:PrincipalTag/Team": "red" } }, "yes"],
  ["a boolean", { Bool: { "aws:PrincipalIsAWSService": true } }, "yes"],
  ["a boolean the other way", { Bool: { "aws:PrincipalIsAWSService": "false" } }, "no"],
  ["a value that admits everything", { StringLike: { "aws:SourceAccount": ["1", "*"] } }, "no"],
  ["another key", { StringEquals: { "aws:SecureTransport": "1" } }, "no"],
  ["another key beside", { StringEquals: { "aws:x": "1", "aws:SourceAccount": "1" } }, "yes"],
  ["an operator that does not demand", { StringEqualsIfExists: { "aws:SourceAccount": "1" } }, "no"],
  ["an unknown value", { StringEquals: { "aws:SourceAccount": UNKNOWN } }, "yes"],
  ["an unknown among the values", { StringEquals: { "aws:SourceAccount": [UNKNOWN, "1"] } }, "yes"],
  ["an unknown beside one that admits everything", { StringLike: { "aws:SourceAccount": [UNKNOWN, "*"] } }, "no"],
  ["a secret value", { StringEquals: { "aws:SourceAccount": new Secret("1") } }, "yes"],
  ["an unknown key", { StringEquals: { [`aws:${UNKNOWN}`]: "1" } }, "unknown"],
  ["an unknown operator block", { StringEquals: UNKNOWN }, "unknown"],
  ["an unknown condition", UNKNOWN, "unknown"],
  ["an unknown block beside one that narrows", { Bool: UNKNOWN, StringEquals: { "aws:SourceAccount": "1" } }, "yes"],
  ["no condition", undefined, "no"],
])("narrows: %s", (_, raw, expected) => {
  expect(narrowedBy(condition(raw), NARROWING)).toBe(expected);
});
