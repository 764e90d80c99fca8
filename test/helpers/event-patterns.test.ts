import { Value } from "../../policy-pack/engine/value";
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { bucketsAskedFor, patternFaults, readPattern } from "../../policy-pack/helpers/event-patterns";

const value = (pattern: unknown) =>
  new Value(typeof pattern === "string" ? pattern : JSON.stringify(pattern), "eventPattern");
const said = (pattern: unknown) =>
  [...patternFaults(value(pattern))].map(({ at, message }) => `${at.path}: ${message}`);

test.each([
  [{ source: ["aws.codecommit"], "detail-type": ["CodeCommit Repository State Change"] }],
  [{ source: ["aws.codecommit", "aws.codebuild"], "detail-type": ["CodeBuild Build State Change", "Something new"] }],
  [{ source: ["aws.codecommit"], "detail-type": ["AWS API Call via CloudTrail"] }],
  [{ source: [{ prefix: "aws.code" }], "detail-type": ["GuardDuty Finding"] }],
  [{ source: ["my.orders"], "detail-type": ["Object Created"] }],
  [{ detail: { amount: [{ numeric: [">", 1] }], $or: [{ a: ["b"] }, { c: ["d"] }] } }],
  [{}],
  [UNKNOWN],
  [`{"source": ${UNKNOWN}}`],
])("in order: %j", (pattern) => {
  expect(said(pattern)).toEqual([]);
});

test.each([
  [{ source: "aws.s3" }, 'eventPattern.source: `eventPattern.source` is "aws.s3", and must be a list'],
  [{ detail: { state: "FAILED" } }, "eventPattern.detail.state: "],
  [{ detail: { state: null } }, "eventPattern.detail.state: "],
  ["source = aws.s3", "eventPattern: The pattern is not a JSON object"],
  ["[]", "eventPattern: The pattern is not a JSON object"],
  [
    { source: ["aws.codecommit"], "detail-type": ["CodePipeline Pipeline Execution State Change"] },
    "comes from `aws.codepipeline`, and the pattern asks for `aws.codecommit`: it never matches",
  ],
  [{ source: ["aws.ec2"], "detail-type": ["Object Created", "Object Deleted"] }, "comes from `aws.s3`, and"],
])("wrong: %j", (pattern, message) => {
  expect(said(pattern)).toEqual([expect.stringContaining(message)]);
});

test("a secret is not printed", () => {
  const secret = new Value(new Secret(JSON.stringify({ source: "hunter2" })), "eventPattern");
  expect([...patternFaults(secret)].map(({ message, remediation }) => message + remediation).join()).not.toContain(
    "hunter2",
  );
});

test.each([
  [{ source: ["aws.s3"], "detail-type": ["Object Created"], detail: { bucket: { name: ["logs"] } } }, ["logs"]],
  [{ source: ["aws.s3"], "detail-type": ["AWS API Call via CloudTrail"], detail: { bucket: { name: ["logs"] } } }, []],
  [{ source: ["aws.s3"], detail: { bucket: { name: ["logs"] } } }, []],
  [{ source: ["aws.s3"], "detail-type": ["Object Created"], detail: { bucket: { name: [{ prefix: "l" }] } } }, []],
  [{ source: ["my.app"], "detail-type": ["Object Created"], detail: { bucket: { name: ["logs"] } } }, []],
])("buckets of %j", (pattern, names) => {
  const read = readPattern(value(pattern));
  expect(read === undefined ? undefined : bucketsAskedFor(read)).toEqual(names);
});
