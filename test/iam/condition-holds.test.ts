/** How conditions behave, operator by operator. */
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import type { Answer } from "../../policy-pack/iam/answer";
import { conditionHolds } from "../../policy-pack/iam/condition-holds";
import { conditionOperators } from "../../policy-pack/iam/condition-operators";

/** What the policy says, what the request has (`undefined`: nobody knows), what holds. */
type Row = readonly [operator: string, wanted: unknown, given: readonly string[] | undefined, holds: Answer];

const ARN = "arn:aws:sns:eu-west-1:210987654321:alerts";

const ROWS: readonly Row[] = [
  ["StringEquals", "a", ["a"], "yes"],
  ["StringEquals", "a", ["A"], "no"],
  ["StringEquals", ["b", "a"], ["a"], "yes"],
  ["StringEquals", "a*", ["ab"], "no"],
  ["StringEquals", "a*", ["a*"], "yes"],
  ["StringEquals", "a", [], "no"],
  ["StringEquals", "a", undefined, "unknown"],
  ["StringEquals", UNKNOWN, ["a"], "unknown"],
  ["StringEquals", ["a", UNKNOWN], ["a"], "yes"],
  ["StringEquals", ["a", UNKNOWN], ["b"], "unknown"],
  ["StringEquals", "${aws:PrincipalAccount}", ["210987654321"], "yes"],
  ["StringEquals", "${aws:PrincipalTag/none}", ["x"], "no"],
  ["stringequals", "a", ["a"], "yes"],
  ["StringNotEquals", ["a", "b"], ["c"], "yes"],
  ["StringNotEquals", ["a", "b"], ["b"], "no"],
  ["StringNotEquals", "a", [], "yes"],
  ["StringEqualsIgnoreCase", "Dev", ["dEV"], "yes"],
  ["StringNotEqualsIgnoreCase", "Dev", ["dEV"], "no"],
  ["StringLike", "repo:me/*", ["repo:me/app:ref"], "yes"],
  ["StringLike", "repo:me/?", ["repo:me/app"], "no"],
  ["StringLike", "Repo:*", ["repo:me"], "no"],
  ["StringNotLike", "repo:me/*", ["repo:you/app"], "yes"],
  ["StringNotLike", "repo:me/*", ["repo:me/app"], "no"],
  ["NumericEquals", "10", ["10.0"], "yes"],
  ["NumericEquals", 10, ["11"], "no"],
  ["NumericNotEquals", "10", ["11"], "yes"],
  ["NumericLessThan", "10", ["9"], "yes"],
  ["NumericLessThan", "10", ["10"], "no"],
  ["NumericLessThanEquals", "10", ["10"], "yes"],
  ["NumericGreaterThan", "10", ["10"], "no"],
  ["NumericGreaterThanEquals", "10", ["10"], "yes"],
  ["NumericEquals", "ten", ["10"], "unknown"],
  ["DateEquals", "2026-01-01T00:00:00Z", ["1767225600"], "yes"],
  ["DateNotEquals", "2026-01-01T00:00:00Z", ["1767225600"], "no"],
  ["DateLessThan", "2026-01-01T00:00:00Z", ["2025-12-31T23:59:59Z"], "yes"],
  ["DateLessThanEquals", "2026-01-01T00:00:00Z", ["2026-01-01T00:00:00Z"], "yes"],
  ["DateGreaterThan", "2026-01-01T00:00:00Z", ["2026-01-01T00:00:00Z"], "no"],
  ["DateGreaterThanEquals", "2026-01-01T00:00:00Z", ["2026-01-01T00:00:00Z"], "yes"],
  ["DateLessThan", "soon", ["2026-01-01T00:00:00Z"], "unknown"],
  ["Bool", "false", ["false"], "yes"],
  ["Bool", false, ["false"], "yes"],
  ["Bool", "True", ["true"], "yes"],
  ["Bool", "true", ["false"], "no"],
  ["Bool", "false", [], "no"],
  ["BinaryEquals", "QmluYXJ5", ["QmluYXJ5"], "yes"],
  ["BinaryEquals", "QmluYXJ5", ["qmluyxj5"], "no"],
  ["IpAddress", "203.0.113.0/24", ["203.0.113.7"], "yes"],
  ["IpAddress", "203.0.113.7", ["203.0.113.7"], "yes"],
  ["IpAddress", ["10.0.0.0/8", "2001:db8::/32"], ["2001:db8::1"], "yes"],
  ["IpAddress", "203.0.113.0/24", ["203.0.114.7"], "no"],
  ["IpAddress", "home", ["203.0.114.7"], "unknown"],
  ["NotIpAddress", "203.0.113.0/24", ["203.0.114.7"], "yes"],
  ["NotIpAddress", "203.0.113.0/24", ["203.0.113.7"], "no"],
  ["ArnEquals", ARN, [ARN], "yes"],
  ["ArnEquals", "arn:aws:sns:*:210987654321:*", [ARN], "yes"],
  ["ArnLike", "arn:aws:sns:*:*:alerts", [ARN], "yes"],
  // Each part by itself: one wildcard does not reach over colons into the next.
  ["ArnLike", "arn:aws:sns:*:alerts", [ARN], "no"],
  ["ArnLike", "arn:aws:sqs:*:*:*", [ARN], "no"],
  ["ArnNotEquals", "arn:aws:sns:*:*:alerts", [ARN], "no"],
  ["ArnNotLike", "arn:aws:sns:*:*:mail", [ARN], "yes"],
  ["ArnNotLike", "arn:aws:sns:*:*:mail", [], "yes"],
  ["ArnLike", UNKNOWN, [ARN], "unknown"],
  ["Null", "true", [], "yes"],
  ["Null", "true", ["a"], "no"],
  ["Null", false, ["a"], "yes"],
  ["Null", "false", [], "no"],
  ["Null", "maybe", [], "unknown"],
  ["StringEqualsIfExists", "a", [], "yes"],
  ["StringEqualsIfExists", "a", ["b"], "no"],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], "yes"],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c"], "no"],
  ["ForAnyValue:StringEquals", "a", [], "no"],
  ["ForAnyValue:StringNotEquals", "a", ["a", "b"], "yes"],
  ["ForAnyValue:StringNotEquals", "a", [], "no"],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], "yes"],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], "no"],
  ["ForAllValues:StringEquals", ["a", "b"], [], "yes"],
  ["ForAllValues:StringNotEquals", "a", ["b", "a"], "no"],
  ["ForAnyValue:StringLikeIfExists", "a*", [], "yes"],
  ["StringEqualish", "a", ["a"], "unknown"],
];

test.each(ROWS)("%s %j holds for %j: %s", (operator, wanted, given, holds) => {
  const context = new Map([
    ["aws:principalaccount", ["210987654321"]],
    ["aws:principaltag/none", []],
    ...(given === undefined ? [] : [["a:key", given] as const]),
  ]);
  expect(conditionHolds(new Value({ [operator]: { "A:Key": wanted } }, "Condition"), context)).toBe(holds);
});

test("every operator is in the table", () => {
  const tried = new Set(ROWS.map(([operator]) => operator));
  expect(conditionOperators.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
});

test("all tests must hold; none hold of none", () => {
  const context = new Map([
    ["a:one", ["1"]],
    ["a:two", ["2"]],
  ]);
  const holds = (raw: unknown) => conditionHolds(new Value(raw, "Condition"), context);
  expect(holds(undefined)).toBe("yes");
  expect(holds({ StringEquals: { "a:one": "1", "a:two": "2" } })).toBe("yes");
  expect(holds({ StringEquals: { "a:one": "1" }, StringLike: { "a:two": "3" } })).toBe("no");
  expect(holds({ StringEquals: { "a:one": "1" }, StringLike: { "a:three": "3" } })).toBe("unknown");
  expect(holds({ StringEquals: { "a:one": "0" }, StringLike: { "a:three": "3" } })).toBe("no");
  expect(holds({ StringEquals: UNKNOWN })).toBe("unknown");
  expect(holds(UNKNOWN)).toBe("unknown");
});
