import type { Answer } from "../../policy-pack/iam/answer";
import { readDocument } from "../../policy-pack/iam/document";
import { NO_CONTEXT } from "../../policy-pack/iam/request";
import { coversTarget } from "../../policy-pack/iam/targets";
import { interpolate, type Mode, ref, resource, stackOf, unknown } from "../support";

const BUCKET = "aws:s3/bucket:Bucket";

/** What the statement of a role's only policy, an object, says of a target; see the tables. */
function ask(mode: Mode, parts: Readonly<Record<string, unknown>>, target: string | { of: string; suffix?: string }) {
  const policy = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", ...parts }] };
  const { stack, find } = stackOf(
    mode,
    resource(BUCKET, "logs"),
    resource(BUCKET, "other", { bucket: "other-of-us" }),
    resource("aws:iam/rolePolicy:RolePolicy", "inline", { role: "worker", policy }),
  );
  const [statement] = readDocument(find("inline").at("policy"))?.statements ?? [];
  if (statement === undefined) {
    throw new Error("the table's policy cannot be read");
  }
  const asked = typeof target === "string" ? target : { resource: find(target.of), suffix: target.suffix ?? "" };
  return coversTarget(statement, asked, { resource: find("inline"), property: "policy" }, stack, NO_CONTEXT);
}

test.each<[on: unknown, asked: string, Answer]>([
  ["arn:aws:s3:::logs/*", "arn:aws:s3:::logs/a/b", "yes"],
  ["arn:aws:s3:::logs/a/*", "arn:aws:s3:::logs/*", "unknown"],
  ["arn:aws:s3:::logs/a/*", "arn:aws:s3:::other/*", "no"],
  [["arn:aws:s3:::other", "*"], "arn:aws:s3:::logs", "yes"],
  ["arn:aws:s3:::0facade-logs", "arn:aws:s3:::some-logs", "unknown"],
  [unknown, "arn:aws:s3:::logs", "unknown"],
])("%j covers the ARN %s: %s", (on, asked, expected) => {
  expect(ask("up", { Resource: on }, asked)).toBe(expected);
});

test("`NotResource` covers what it does not name", () => {
  expect(ask("up", { NotResource: "arn:aws:s3:::other" }, "arn:aws:s3:::logs")).toBe("yes");
  expect(ask("up", { NotResource: "arn:aws:s3:::logs" }, "arn:aws:s3:::logs")).toBe("no");
});

const objects = interpolate`${ref("logs", "arn")}/*`;

test.each<[what: string, on: unknown, of: string, suffix: string, inPreview: Answer, afterwards: Answer]>([
  ["everything", "*", "logs", "", "yes", "yes"],
  ["its objects", objects, "logs", "/a", "unknown", "yes"],
  ["its objects, and it is asked for itself", objects, "logs", "", "unknown", "no"],
  ["the objects of another", objects, "other", "/a", "no", "no"],
  ["another by name", "arn:aws:s3:::other-of-us/*", "other", "/a", "yes", "yes"],
])("an entry that is %s", (_, on, of, suffix, inPreview, afterwards) => {
  expect(ask("preview", { Resource: on }, { of, suffix })).toBe(inPreview);
  expect(ask("up", { Resource: on }, { of, suffix })).toBe(afterwards);
  expect(ask("offline", { Resource: on }, { of, suffix })).toBe(afterwards);
});
