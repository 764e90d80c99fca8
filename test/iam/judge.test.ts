import { Resource } from "../../policy-pack/engine/resource";
import { finding } from "../../policy-pack/engine/rule";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { judgeAllows } from "../../policy-pack/iam/judge";

const ALLOW = JSON.stringify({ Statement: { Effect: "Allow", Action: "a:B", Resource: "*" } });
const DENY = JSON.stringify({ Statement: { Effect: "Deny", Action: "a:B", Resource: "*" } });
const INAPPLICABLE = { trust: "trusts are none of its business", guardrail: "nor are guardrails" };

function outcomes(type: string, properties: Record<string, unknown>): readonly string[] {
  const resource = new Resource({ urn: "urn:x", type, name: "x", properties: () => properties });
  return [...judgeAllows(resource, INAPPLICABLE, (statement) => [finding(statement.value, "allows")])].map((each) =>
    each.outcome === "notApplicable" ? `notApplicable: ${each.reason}` : `${each.outcome} ${each.property}`,
  );
}

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";

test.each<[string, string, Record<string, unknown>, readonly string[]]>([
  ["an Allow is judged", POLICY, { policy: ALLOW }, ["finding policy.Statement"]],
  ["a Deny is not", POLICY, { policy: DENY }, []],
  ["an unknown document is undecided", POLICY, { policy: UNKNOWN }, ["undecided policy"]],
  ["a malformed one, too", POLICY, { policy: "{" }, ["undecided policy"]],
  ["no document", POLICY, {}, ["notApplicable: It has no policy document"]],
  ["an empty document", "aws:sqs/queue:Queue", { policy: "" }, ["notApplicable: It has no policy document"]],
  ["another type", "aws:ec2/vpc:Vpc", { policy: ALLOW }, ["notApplicable: It has no policy document"]],
  [
    "a kind that is none of its business",
    ROLE,
    { assumeRolePolicy: ALLOW },
    ["notApplicable: trusts are none of its business"],
  ],
  ["even unknown", ROLE, { assumeRolePolicy: UNKNOWN }, ["notApplicable: trusts are none of its business"]],
  [
    "such a kind beside one that is",
    ROLE,
    { assumeRolePolicy: ALLOW, inlinePolicies: [{ policy: ALLOW }, { policy: DENY }] },
    ["finding inlinePolicies[0].policy.Statement"],
  ],
  ["a kind that is left, and in order", ROLE, { assumeRolePolicy: ALLOW, inlinePolicies: [{ policy: DENY }] }, []],
])("%s", (_, type, properties, expected) => {
  expect(outcomes(type, properties)).toEqual(expected);
});
