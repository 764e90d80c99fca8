import { findInvocation } from "../../policy-pack/helpers/lambda-permissions";
import { interpolate, type Mode, namesOf, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const bucket = resource("aws:s3/bucket:Bucket", "uploads", { forceDestroy: false });
const other = resource("aws:s3/bucket:Bucket", "other", { forceDestroy: false });
const fn = resource("aws:lambda/function:Function", "fn", { handler: "index.handler" });
const notification = resource("aws:s3/bucketNotification:BucketNotification", "notification", {
  bucket: ref("uploads"),
});
const permission = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/permission:Permission", "permission", {
    action: "lambda:InvokeFunction",
    function: ref("fn", "name"),
    principal: "s3.amazonaws.com",
    ...more,
  });

function told(mode: Mode, of: string, ...literals: readonly ResourceLiteral[]) {
  const { stack, find } = stackOf(mode, bucket, other, fn, notification, ...literals);
  const { admitting, open, objectsArn } = findInvocation(stack, find("notification"), find(of));
  return [namesOf(admitting).join(), open ? "open" : "", objectsArn?.permission.name ?? ""].join("|");
}

test.each<[string, ResourceLiteral[], string, string]>([
  ["no permission", [], "||", "||"],
  ["without a source", [permission()], "permission||", "permission||"],
  ["for the bucket", [permission({ sourceArn: ref("uploads", "arn") })], "permission|open|", "permission||"],
  ["for another bucket", [permission({ sourceArn: ref("other", "arn") })], "||", "||"],
  [
    "for the objects",
    [permission({ sourceArn: interpolate`${ref("uploads", "arn")}/*` })],
    "permission|open|",
    "||permission",
  ],
  ["for another service", [permission({ principal: "sns.amazonaws.com" })], "||", "||"],
  ["for another action", [permission({ action: "lambda:GetFunction" })], "||", "||"],
  ["for an unknown service", [permission({ principal: unknown })], "permission|open|", "permission|open|"],
  ["for an unknown function", [permission({ function: unknown })], "|open|", "|open|"],
  [
    "perhaps by a policy of the function",
    [resource("aws:lambda/resourcePolicy:ResourcePolicy", "policy", { policy: "{}" })],
    "|open|",
    "|open|",
  ],
])("%s", (_, literals, inPreview, afterUp) => {
  expect(told("preview", "fn", ...literals)).toBe(inPreview);
  expect(told("up", "fn", ...literals)).toBe(afterUp);
});

test("an alias may be invoked by the permission of its function", () => {
  const alias = resource("aws:lambda/alias:Alias", "live", { functionName: ref("fn", "name"), functionVersion: "1" });
  expect(told("up", "live", alias, permission())).toBe("permission||");
  expect(told("up", "live", alias)).toBe("||");
});
