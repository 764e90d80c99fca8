import { kinds } from "../../policy-pack/engine/kinds";
import { invokersOf, mayBeSource } from "../../policy-pack/helpers/function-invokers";
import type { Answer } from "../../policy-pack/iam/answer";
import { namesOf, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const fn = resource("aws:lambda/function:Function", "fn", { handler: "index.handler" });
const alias = resource("aws:lambda/alias:Alias", "live", { functionName: ref("fn", "name"), functionVersion: "1" });
const permission = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/permission:Permission", "permission", {
    action: "lambda:InvokeFunction",
    function: ref("fn", "name"),
    principal: "config.amazonaws.com",
    ...more,
  });

function told(literals: readonly ResourceLiteral[], of = "fn", isSource: Answer = "no"): string {
  const { stack, find } = stackOf("preview", fn, alias, ...literals);
  const { permissions, admits } = invokersOf(stack, find(of), "config.amazonaws.com", () => isSource);
  return `${namesOf(permissions).join()} ${admits}`;
}

test.each<[string, ResourceLiteral[], string]>([
  ["no permission", [], " no"],
  ["one for the service", [permission()], "permission yes"],
  ["one for everybody", [permission({ principal: "*" })], "permission yes"],
  ["one for another service", [permission({ principal: "s3.amazonaws.com" })], " no"],
  ["one to do something else", [permission({ action: "lambda:GetFunction" })], " no"],
  ["one nobody knows for whom", [permission({ principal: unknown })], "permission unknown"],
  ["one nobody knows of what", [permission({ function: unknown })], " unknown"],
  ["one for another source", [permission({ sourceArn: "arn:aws:events:us-east-1:123456789012:rule/x" })], " no"],
  ["a resource policy", [resource("aws:lambda/resourcePolicy:ResourcePolicy", "policy", { policy: "{}" })], " unknown"],
])("%s", (_, literals, expected) => {
  expect(told(literals)).toBe(expected);
});

test("a source that may be meant leaves the answer open", () => {
  expect(told([permission({ sourceArn: unknown })], "fn", "unknown")).toBe("permission unknown");
});

test("an alias may be invoked by the permission of its function", () => {
  expect(told([permission()], "live")).toBe("permission yes");
});

test.each([
  ["the one meant", "yes", ref("wanted", "arn")],
  ["another", "no", ref("other", "arn")],
  ["one nobody knows", "yes", unknown],
  ["one of another stack", "yes", "arn:aws:s3:::elsewhere"],
  ["none", "yes", undefined],
])("a source that is %s may be meant: %s", (_, expected, sourceArn) => {
  for (const mode of ["preview", "up"] as const) {
    const { stack, find } = stackOf(
      mode,
      resource("aws:s3/bucket:Bucket", "wanted"),
      resource("aws:s3/bucket:Bucket", "other"),
      fn,
      permission({ sourceArn }),
      resource("aws:s3/bucketNotification:BucketNotification", "notification", { bucket: ref("wanted") }),
    );
    const may = mayBeSource(stack, find("permission"), kinds.bucket, find("notification"), "bucket");
    expect(may).toBe(expected === "yes");
  }
});
