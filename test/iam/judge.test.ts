import { Resource } from "../../policy-pack/engine/resource";
import { finding, undecided } from "../../policy-pack/engine/rule";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { judgeAllows, oncePerDocument } from "../../policy-pack/iam/judge";

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
  [
    "a policy that calls itself a boundary",
    POLICY,
    { name: "app-permissions-boundary", policy: ALLOW },
    ["notApplicable: nor are guardrails"],
  ],
  [
    "one that speaks of boundaries otherwise",
    POLICY,
    { name: "boundaryless", policy: ALLOW },
    ["finding policy.Statement"],
  ],
  [
    "a role that does",
    ROLE,
    { name: "boundary", inlinePolicies: [{ policy: ALLOW }] },
    ["finding inlinePolicies[0].policy.Statement"],
  ],
  ["a kind that is left, and in order", ROLE, { assumeRolePolicy: ALLOW, inlinePolicies: [{ policy: DENY }] }, []],
])("%s", (_, type, properties, expected) => {
  expect(outcomes(type, properties)).toEqual(expected);
});

test("one finding for each document names the other places", () => {
  const places = [
    "policy.Statement[0].Resource",
    "policy.Statement[2].Resource[1]",
    "inlinePolicies[0].policy.Statement.Resource",
  ];
  const all = [undecided("policy", "open"), ...places.map((place) => finding(place, `${place} is wrong.`))];
  expect([...oncePerDocument(all, () => undefined)]).toEqual([
    undecided("policy", "open"),
    finding(
      "policy.Statement[0].Resource",
      "policy.Statement[0].Resource is wrong. The same holds of `policy.Statement[2].Resource[1]`.",
    ),
    finding("inlinePolicies[0].policy.Statement.Resource", "inlinePolicies[0].policy.Statement.Resource is wrong."),
  ]);
  expect([...oncePerDocument(all, (findings) => (findings.length > 1 ? "high" : "low"))].slice(1)).toEqual([
    expect.objectContaining({ severity: "high" }),
    expect.objectContaining({ severity: "low" }),
  ]);
});
